"""The log of decisions and one decision, scoped to their reader."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from commonweal.governance import about, rules
from commonweal.governance.models import Ballot, Charter, Decision, Elector, Group, Initiative, Recusal, StakeContest
from commonweal.governance.queries import decision_results as results
from commonweal.governance.queries.charters import (
    Difference,
    charter_asked_in,
    differences,
    facts_of,
    lacks_spanish,
    one_it_replaces,
    parts_of,
)
from commonweal.governance.queries.contests import contest_of, contests_of, may_answer, things_of
from commonweal.governance.queries.interests import Stake
from commonweal.governance.queries.votes import (
    ballot_of,
    elector_of,
    how_many_voted,
    leads,
    may_still_vote,
    stakes_of,
    told_stakes,
    why_kept_out,
)
from commonweal.governance.visibility import Visibility
from commonweal.people.models import Person

#: The whole log stands open to whoever has a seat; who voted what in a secret vote to nobody.
VISIBILITY = Visibility.NETWORK


@dataclass(frozen=True)
class LogFilter:
    """Empty is all."""

    group: str = ""
    state: str = ""
    year: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Aside:
    """Who stepped aside, or voted with an interest on record; `why` is what they said themselves."""

    person: str
    why: str
    is_struck: bool
    #: Nobody pressed anything: the close struck them.
    did_not_say: bool


@dataclass(frozen=True)
class Contest:
    """Somebody said that an interest on record does not touch the decision; and whether the reader may answer."""

    said: StakeContest
    things: Sequence[str]
    may_answer: bool


@dataclass(frozen=True)
class AskedCharter:
    """What would change, part by part; all of it where the group has none yet."""

    charter: Charter
    changes: Sequence[Difference]
    parts: Sequence[tuple[str, str]]
    facts: Sequence[tuple[str, str]]
    is_first: bool
    lacks_spanish: bool


@dataclass(frozen=True)
class DecisionCard:
    """A decision as its card shows it, for one reader."""

    decision: Decision
    rule: str
    #: That the charter names another rule, and why it goes by this one; empty where it does not.
    beside_charter: str
    asks: str
    sentence: str
    counted: Sequence[tuple[str, str]]
    evidence: Sequence[about.EvidenceRow]
    asides: Sequence[Aside]
    roll: int
    voted: int
    #: The reader's own part in it.
    elector: Elector | None
    ballot: Ballot | None
    stakes: Sequence[str]
    may_vote: bool
    may_lead: bool
    #: Its closing time has passed, and the worker has not counted yet.
    is_overdue: bool
    #: Why the reader has no vote in it; empty where they have one, or are not on the roll.
    kept_out: str
    contests: Sequence[Contest]
    #: What the reader said about their own stakes, and what was answered.
    own_contest: StakeContest | None
    #: The charter that it asks for.
    charter: AskedCharter | None

    @property
    def is_conflicted(self) -> bool:
        """A stake was found, and the elector has not yet said what follows."""
        return bool(self.stakes) and self.elector is not None and not self.elector.is_struck


def decisions(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Decision]:
    """The log for members. A draft is its group's until the vote opens."""
    on = rules.today(initiative, at)
    found = Decision.objects.filter(initiative=initiative).select_related("group", "initiative")
    if rules.is_data_manager(reader, initiative, on):
        return found
    if not rules.is_member(reader, initiative, on):
        return Decision.objects.none()
    return found.filter(~Q(state=Decision.State.DRAFT) | Q(group__in=_groups_of(reader, initiative, at)))


def _groups_of(reader: Any, initiative: Initiative, at: datetime) -> list[int]:
    on = rules.today(initiative, at)
    held = rules.seats_of(reader, on).filter(group__initiative=initiative)
    spoken = rules.seats_spoken_for(reader, on).filter(group__initiative=initiative)
    return [*held.values_list("group", flat=True), *spoken.values_list("group", flat=True)]


def log(reader: Any, initiative: Initiative, wanted: LogFilter, at: datetime) -> QuerySet[Decision]:
    """The newest first, as far as the filter goes."""
    found = decisions(reader, initiative, at).order_by("-proposed_at", "-number")
    if wanted.group:
        found = found.filter(group__code=wanted.group)
    if wanted.state == "reopened":
        found = found.filter(reopened_at__isnull=False)
    elif wanted.state in Decision.State.values:
        found = found.filter(state=wanted.state)
    elif wanted.state:
        found = found.filter(outcome=wanted.state)
    if wanted.year:
        found = found.filter(proposed_at__year=wanted.year)
    if wanted.words:
        texts = ("question_en", "question_es", "background_en", "background_es", "reasons_en", "reasons_es")
        said = Q()
        for text in texts:
            said |= Q(**{f"{text}__icontains": wanted.words})
        found = found.filter(said)
    return found


def decision_for(reader: Any, initiative: Initiative, number: int, at: datetime) -> Decision:
    """By its number; what one may not see is not there."""
    found = decisions(reader, initiative, at).filter(number=number)
    decision = found.prefetch_related("options", "subjects", "reopenings").first()
    if decision is None:
        raise Http404
    return decision


def proposable_groups(reader: Any, initiative: Initiative, at: datetime) -> list[Group]:
    """Groups in which the reader may ask for a decision."""
    found = Group.objects.filter(initiative=initiative)
    return [group for group in found if rules.may_propose(reader, group, at)]


def may_edit(reader: Any, decision: Decision, at: datetime) -> bool:
    """Who asked, and who leads, as long as nobody has voted."""
    if not decision.is_draft:
        return False
    is_own = isinstance(reader, Person) and decision.proposed_by_id == reader.pk
    return (is_own and rules.may_propose(reader, decision.group, at)) or leads(reader, decision, at)


def card(reader: Any, decision: Decision, at: datetime) -> DecisionCard:
    elector = elector_of(reader, decision)
    stakes = _stakes_told(elector, decision, at) if elector else []
    overdue = decision.is_open and decision.closes_at is not None and decision.closes_at <= at
    return DecisionCard(
        decision=decision,
        rule=results.rule_name(decision),
        beside_charter=results.beside_the_charter(decision),
        asks=results.rule_asks(decision),
        sentence=results.result_sentence(decision),
        counted=results.counted_lines(decision),
        evidence=about.evidence_of(reader, decision),
        asides=asides(decision),
        roll=decision.electors.count(),
        voted=how_many_voted(decision),
        elector=elector,
        ballot=ballot_of(elector, decision) if elector else None,
        stakes=told_stakes(stakes, decision.initiative),
        may_vote=decision.is_open and not overdue and elector is not None and may_still_vote(elector, decision, at),
        may_lead=leads(reader, decision, at),
        is_overdue=overdue,
        kept_out=why_kept_out(elector, at) if elector else "",
        contests=contests_told(reader, decision, at),
        own_contest=contest_of(reader, decision) if elector else None,
        charter=_asked_charter(decision),
    )


def _asked_charter(decision: Decision) -> AskedCharter | None:
    asked = charter_asked_in(decision)
    if asked is None:
        return None
    before = one_it_replaces(asked)
    return AskedCharter(
        charter=asked,
        changes=differences(before, asked) if before else (),
        parts=parts_of(asked),
        facts=facts_of(asked),
        is_first=before is None,
        lacks_spanish=lacks_spanish(asked),
    )


def contests_told(reader: Any, decision: Decision, at: datetime) -> list[Contest]:
    """A guest reads them too, and answers none."""
    is_open = decision.is_open and reader is not None
    return [
        Contest(one, things_of(one), is_open and one.answered_at is None and may_answer(reader, one, at))
        for one in contests_of(decision)
    ]


def _stakes_told(elector: Elector, decision: Decision, at: datetime) -> list[Stake]:
    """Before the close those of now; afterwards, to who was struck, those that it rested on."""
    if decision.is_open:
        return stakes_of(elector.person, decision, at)
    if decision.closed_at is not None and elector.is_struck and elector.was_asked:
        return stakes_of(elector.person, decision, decision.closed_at)
    return []


def card_for_a_guest(group: Group, key: str, at: datetime) -> DecisionCard:
    """Whoever was let in to this one decision reads it as members do; a draft is its group's alone."""
    found = group.decisions.exclude(state=Decision.State.DRAFT).filter(number=key) if key.isdecimal() else None
    decision = found.select_related("group", "initiative").first() if found else None
    if decision is None:
        raise Http404
    return replace(card(None, decision, at), may_lead=False)


def asides(decision: Decision) -> list[Aside]:
    """For members: that somebody stepped aside and what they said of it, never the private part of an interest."""
    found = decision.electors.exclude(effect="").select_related("person")
    return [
        Aside(
            str(one.person),
            one.aside_why,
            one.is_struck,
            did_not_say=one.did_not_say,
        )
        for one in found
    ]


def how_each_voted(reader: Any, decision: Decision) -> list[Ballot]:  # noqa: ARG001 - who may see the decision sees this
    """After the close of an open vote; of a secret one nobody's."""
    if decision.secret or not decision.is_closed:
        return []
    cast = Ballot.objects.filter(decision=decision, superseded_at=None).select_related("elector__person")
    return list(cast.exclude(elector__effect=Recusal.BLOCK).order_by("elector__person__name"))


def reasons_given(decision: Decision) -> list[str]:
    """What voters of a secret vote wrote beside their vote, without names, after the close."""
    if not decision.secret or not decision.is_closed:
        return []
    return list(Ballot.objects.filter(decision=decision).exclude(reason="").values_list("reason", flat=True))


def waiting_for(person: Any, initiative: Initiative, at: datetime) -> list[DecisionCard]:
    """Open votes in which this person is on the roll, the one that closes first on top."""
    if not isinstance(person, Person):
        return []
    found = decisions(person, initiative, at).filter(state=Decision.State.OPEN, electors__person=person)
    ordered = sorted(found.prefetch_related("options", "subjects"), key=_closing)
    return [card(person, decision, at) for decision in ordered]


def _closing(decision: Decision) -> tuple[bool, float, int]:
    closes = decision.closes_at
    return closes is None, closes.timestamp() if closes else 0.0, decision.number


def to_vote_on(person: Any, initiative: Initiative, at: datetime) -> list[Decision]:
    """Of these, where the person has neither voted nor stepped aside."""
    return [
        one.decision
        for one in waiting_for(person, initiative, at)
        if one.ballot is None and one.elector and not one.elector.is_struck
    ]


def to_lead(person: Any, initiative: Initiative, at: datetime) -> list[Decision]:
    """For the chairs of a group: reopened, counted without the group's word, or past its closing time."""
    if not isinstance(person, Person):
        return []
    on = rules.today(initiative, at)
    led = [seat.group_id for seat in rules.seats_of(person, on) if rules.is_chair_of(person, seat.group, on)]
    waiting = Q(reopened_at__isnull=False) | Q(outcome=Decision.Outcome.TO_CONCLUDE)
    found = Decision.objects.filter(waiting, initiative=initiative, group__in=led)
    return list(found.select_related("group").order_by("number"))
