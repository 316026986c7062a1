"""Roundtables as members read them: how many came, how many came again, what they learnt, and what was kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from commonweal.commitments.models import Commitment
from commonweal.commitments.queries import Record, told
from commonweal.engines.rates.proportions import bounds_without_the_silent, likely_of_population
from commonweal.engines.rates.reliability import proportion_reliability
from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.training import rules
from commonweal.training.models import Roundtable, RoundtableFeedback, RoundtableSignIn

#: Fewer answers would tell what single people said.
FLOOR = 5
#: Below it a share is told in people, never in percent, though everybody answered.
PERCENT_FROM = 20


@dataclass(frozen=True)
class Learned:
    """`k` of the `n` who answered learnt something new; `people` were there. `low` and `high` are shares of all."""

    k: int
    n: int
    people: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.k / self.n

    @property
    def is_for_percent(self) -> bool:
        """By the same rule as everywhere; what is too unsure for it is told in people."""
        if self.n == self.people:
            return self.n >= PERCENT_FROM
        effective = self.n * (self.people - 1) / (self.people - self.n)
        return proportion_reliability(self.k, self.n, effective=effective).action != "hide"

    @property
    def bounds(self) -> tuple[float, float]:
        """The share of all, had everybody who did not answer learnt nothing, and had all of them learnt something."""
        return bounds_without_the_silent(self.k, self.n, self.people)

    @property
    def low_people(self) -> int:
        return max(self.k, floor(self.low * self.people))

    @property
    def high_people(self) -> int:
        return min(self.k + self.people - self.n, ceil(self.high * self.people))


@dataclass(frozen=True)
class Held:
    """One roundtable in numbers.

    `people` is None before anybody came. `again` is None where none before has sign-ins: nobody can be known again.
    """

    roundtable: Roundtable
    signed_in: int
    again: int | None
    answered: int
    yes: int
    #: The roundtable before this one at which people signed in, how many did, and how many of them came to this one.
    before: tuple[int, int, int] | None = None

    @property
    def people(self) -> int | None:
        """Everybody in the room, as far as anybody counted: never fewer than signed in or answered."""
        if self.roundtable.counted is None and not self.signed_in:
            return None
        return max(self.signed_in, self.roundtable.counted or 0, self.answered)

    @property
    def has_been(self) -> bool:
        """Over, or written down from paper alone."""
        stage = self.roundtable.stage
        return stage == Roundtable.Stage.OVER or (
            stage == Roundtable.Stage.PLANNED and self.roundtable.counted is not None
        )

    @property
    def learned(self) -> Learned | None:
        """None until it is over, and where too few answered to show it."""
        if not self.has_been or self.answered < FLOOR or self.people is None:
            return None
        low, high = likely_of_population(self.yes, self.answered, self.people)
        return Learned(self.yes, self.answered, self.people, low, high)


def roundtables(reader: Any, initiative: Initiative, at: datetime) -> list[Held]:
    """All of them for who takes part, the newest first; raises Http404 for everybody else."""
    return held(_read_by(reader, initiative, at))


def coming(reader: Any, initiative: Initiative, at: datetime) -> list[Roundtable]:
    """Announced for today or later, or open now: for who takes part; nothing for everybody else."""
    if not rules.may_read_roundtables(reader, initiative, at):
        return []
    stage = Roundtable.Stage
    announced = Q(stage=stage.PLANNED, counted=None, held_on__gte=today(initiative, at))
    found = initiative.roundtables.filter(announced | ~Q(stage__in=(stage.PLANNED, stage.OVER)))
    return list(found.select_related("initiative").order_by("held_on", "number"))


def roundtable_of(reader: Any, initiative: Initiative, number: int, at: datetime) -> Roundtable:
    return get_object_or_404(_read_by(reader, initiative, at), number=number)


def led_by(reader: Any, initiative: Initiative, number: int, at: datetime) -> Roundtable:
    """For who facilitates; for everybody else it does not exist."""
    only_facilitators(reader, initiative, at)
    return roundtable_of(reader, initiative, number, at)


def only_facilitators(reader: Any, initiative: Initiative, at: datetime) -> None:
    """Raises Http404 for everybody else."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404


def _read_by(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Roundtable]:
    if not rules.may_read_roundtables(reader, initiative, at):
        raise Http404
    return initiative.roundtables.select_related("initiative")


def held(found: QuerySet[Roundtable]) -> list[Held]:
    """Three queries, however many there are."""
    every = list(found)
    answers = {
        row["roundtable"]: row
        for row in RoundtableFeedback.objects.filter(roundtable__in=every).order_by().values("roundtable").annotate(
            n=Count("pk"), yes=Count("pk", filter=Q(learned=True))
        )
    }  # fmt: skip
    codes = _codes(every)
    shown = []
    for roundtable in every:
        here = codes.get(roundtable.number, set())
        before = {number: those for number, those in codes.items() if number < roundtable.number}
        last = max(before, default=0)
        given = answers.get(roundtable.pk, {"n": 0, "yes": 0})
        shown.append(
            Held(
                roundtable, len(here), len(here & set().union(*before.values())) if before and here else None,
                given["n"] + roundtable.paper_answered, given["yes"] + roundtable.paper_learned,
                (last, len(before[last]), len(here & before[last])) if before and here else None,
            )
        )  # fmt: skip
    return shown


def _codes(found: Iterable[Roundtable]) -> dict[int, set[str]]:
    """By number, of all roundtables of their initiatives: whoever comes again was at one that may not be shown."""
    initiatives = {one.initiative_id for one in found}
    rows = RoundtableSignIn.objects.filter(roundtable__initiative__in=initiatives).order_by()
    codes: dict[int, set[str]] = {}
    for number, code in rows.values_list("roundtable__number", "code_hash"):
        codes.setdefault(number, set()).add(code)
    return codes


def one_held(roundtable: Roundtable) -> Held:
    return held(Roundtable.objects.filter(pk=roundtable.pk).select_related("initiative"))[0]


def promises_at(roundtable: Roundtable, at: datetime) -> Record:
    """What became of the promises given there. Counts of promises; none that was taken off the list."""
    return _counted(Commitment.objects.filter(at_roundtable__roundtable=roundtable), roundtable.initiative, at)


def promises_at_all(initiative: Initiative, at: datetime) -> Record:
    """The same of all roundtables together."""
    given = Commitment.objects.filter(at_roundtable__roundtable__initiative=initiative)
    return _counted(given, initiative, at)


def _counted(given: QuerySet[Commitment], initiative: Initiative, at: datetime) -> Record:
    standing = given.filter(ended_at=None).select_related("person", "organisation", "group")
    record = Record(None)
    for promise in told(standing, today(initiative, at)):
        record.counts[promise.state] += 1
        record.promises.append(promise)
    return record


def said_in_words(reader: Any, roundtable: Roundtable, at: datetime) -> list[RoundtableFeedback]:
    """What people wrote at the end, in an order that tells nothing; for who facilitates, once it is over."""
    if not rules.may_teach(reader, roundtable.initiative, at) or roundtable.stage != Roundtable.Stage.OVER:
        return []
    said = list(roundtable.feedback.all())
    return [one for one in said if one.what or one.change] if len(said) >= FLOOR else []


def signed_guidelines(roundtable: Roundtable) -> dict[str, int]:
    """How many signed each guideline."""
    counts: dict[str, int] = {}
    for signed in roundtable.sign_ins.values_list("signed", flat=True):
        for one in signed:
            counts[one] = counts.get(one, 0) + 1
    return counts
