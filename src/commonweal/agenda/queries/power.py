"""Who decided, who was asked, and whether promises were kept: for members, from the records of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from commonweal.agenda.models import Aspiration
from commonweal.agenda.queries.voices import OF_RESIDENTS
from commonweal.commitments.queries import Record, promises, records
from commonweal.governance.models import Decision, Elector, Initiative
from commonweal.governance.queries.decisions import decisions
from commonweal.governance.queries.seat_terms import sectors_of
from commonweal.governance.rules import is_member, today
from commonweal.instruments.models import Survey
from commonweal.people.models import Sector

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Decided:
    """One decision: how many could vote and did, how many of them sit for residents, and the residents' last word."""

    decision: Decision
    roll: int
    voted: int
    residents: int

    @property
    def had_the_last_word(self) -> bool:
        return hasattr(self.decision, "last_word")


@dataclass(frozen=True)
class Asked:
    """Whom the initiative asked before it acted: counts of people asked, and never who."""

    surveys: int
    people: int
    voices: int
    last_words: int


@dataclass(frozen=True)
class Power:
    decided: Sequence[Decided]
    asked: Asked
    kept: Sequence[Record]

    @property
    def with_residents(self) -> int:
        return sum(one.residents > 0 for one in self.decided)


def power(reader: Any, initiative: Initiative, at: datetime) -> Power | None:
    """Of the last twelve months; None for whom it does not exist."""
    on = today(initiative, at)
    if not is_member(reader, initiative, on):
        return None
    since = at - A_YEAR
    decided = _decided(reader, initiative, since, at)
    return Power(
        decided=decided,
        asked=_asked(initiative, since, at, sum(one.had_the_last_word for one in decided)),
        kept=records(one for one in promises(reader, initiative, at) if one.commitment.due_on >= since.date()),
    )


def _decided(reader: Any, initiative: Initiative, since: datetime, at: datetime) -> list[Decided]:
    """The newest first. A secret vote tells how many voted, as its result does."""
    found = decisions(reader, initiative, at).filter(
        state=Decision.State.CLOSED, closed_at__gte=since, closed_at__lte=at
    )
    voted = Count("ballots", filter=Q(ballots__superseded_at=None), distinct=True)
    listed = list(found.select_related("last_word__group").annotate(voted=voted).order_by("-closed_at"))
    electors = Elector.objects.filter(decision__in=listed).select_related("seat__organisation")
    by_decision: dict[int, list[Elector]] = {}
    for elector in electors:
        by_decision.setdefault(elector.decision_id, []).append(elector)
    return [_one(decision, by_decision.get(decision.pk, [])) for decision in listed]


def _one(decision: Any, electors: list[Elector]) -> Decided:
    """`decision` carries the count of its ballots."""
    opened = decision.opened_at.date()
    seats = [elector.seat for elector in electors if elector.seat is not None]
    residents = sum(Sector.RESIDENTS in sectors for sectors in sectors_of(seats, opened).values())
    return Decided(decision, len(electors), decision.voted, residents)


def _asked(initiative: Initiative, since: datetime, at: datetime, last_words: int) -> Asked:
    surveys = Survey.objects.filter(initiative=initiative, opened_at__gte=since, opened_at__lte=at)
    people = surveys.aggregate(people=Count("invitations", distinct=True))["people"]
    voices = Aspiration.objects.filter(
        OF_RESIDENTS, initiative=initiative, heard_on__gte=since.date(), heard_on__lte=at.date()
    )
    standing = voices.exclude(consent=Aspiration.Consent.WITHDRAWN)
    return Asked(surveys.count(), people or 0, standing.count(), last_words)
