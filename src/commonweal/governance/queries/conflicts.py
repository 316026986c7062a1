"""Conflicts of structure, found through what is recorded: seats, who works where, and who delivers services.

Backbone support, leadership and the delivery of services want to stay apart, and whoever gives the money should not
lead the meeting. Each conflict that is found needs an answer on file; a small place cannot always avoid it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from commonweal.governance import rules
from commonweal.governance.models import ConflictAnswer, ConflictWord, Group, Initiative, Representative, Seat
from commonweal.governance.rules import in_term
from commonweal.people.models import Affiliation, Organisation, Person, Sector

LEADS = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR)
#: Whose chairs the backbone supports, and so does not provide.
LED = (Group.Kind.STEERING, Group.Kind.WORKING)
BACKBONE_LEADS = "backbone-leads"
BACKBONE_SERVES = "backbone-serves"
FUNDER_LEADS = "funder-leads"

#: Rooms above tell which organizations deliver services here on a day, by their keys.
PROVIDER_READERS: list[Callable[[Initiative, date], Iterable[int]]] = []


@dataclass(frozen=True)
class Work:
    """Through what a seat is tied to an organization: its own holder, or somebody's work there."""

    organisation: Organisation
    affiliation: Affiliation | None = None

    @property
    def key(self) -> str:
        return f"affiliation:{self.affiliation.pk}" if self.affiliation else f"organisation:{self.organisation.pk}"


@dataclass(frozen=True)
class Conflict:
    """`key` names the records, so that an answer holds for these seats and this work and for no others."""

    kind: str
    key: str
    seats: tuple[Seat, ...]
    work: Work | None = None
    answer: ConflictAnswer | None = None
    #: What somebody named in it said of it last.
    word: ConflictWord | None = None

    @property
    def pair(self) -> tuple[str, str]:
        return self.kind, self.key

    @property
    def is_open(self) -> bool:
        """Nobody has answered, or not since somebody named in it spoke."""
        return self.answer is None or (self.word is not None and self.word.said_at > self.answer.answered_at)

    def names(self, person: Any) -> bool:
        """Whether this person sits in one of its seats, or speaks in an organisation's."""
        if not isinstance(person, Person):
            return False
        spoken = Representative.objects.filter(person=person, seat__in=[seat.pk for seat in self.seats])
        return any(seat.person_id == person.pk for seat in self.seats) or spoken.exists()

    @property
    def holder(self) -> Person | Organisation:
        seat = self.seats[0]
        held = seat.person or seat.organisation
        assert held is not None  # a constraint of the table says so
        return held

    @property
    def organisation(self) -> Organisation | None:
        return self.work.organisation if self.work else None


def conflicts(reader: Any, initiative: Initiative, at: datetime, on: date | None = None) -> list[Conflict]:
    """For members, with the answers that hold; on an earlier day, those that held then."""
    today = rules.today(initiative, at)
    if not rules.is_member(reader, initiative, today):
        return []
    day = on or today
    answers = {
        (answer.kind, answer.key): answer
        for answer in ConflictAnswer.objects.filter(initiative=initiative).order_by("answered_at")
        if answer.answered_at.date() <= day or day == today
    }
    words = {
        (word.kind, word.key): word
        for word in ConflictWord.objects.filter(initiative=initiative).select_related("person")
        if word.said_at.date() <= day or day == today
    }
    return [
        replace(found, answer=answers.get((found.kind, found.key)), word=words.get((found.kind, found.key)))
        for found in on_record(initiative, day)
    ]


def may_answer(by: Any, conflict: Conflict, initiative: Initiative, at: datetime) -> bool:
    """Those who answer conflicts, except whom this one names: somebody else looks at it."""
    return rules.may_answer_conflicts(by, initiative, at) and not conflict.names(by)


def has_nobody_to_answer(conflict: Conflict, initiative: Initiative, on: date) -> bool:
    """Everybody who leads the committee or keeps the data is named in it: then the committee itself decides."""
    leads_here = Q(group__kind=Group.Kind.STEERING, role__in=LEADS)
    keeps_data = Q(group__kind=Group.Kind.BACKBONE, role=Seat.Role.DATA_MANAGER)
    held = Seat.objects.filter(in_term(on), leads_here | keeps_data, group__initiative=initiative)
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True)
    return not any(not conflict.names(person) for person in people)


def on_record(initiative: Initiative, on: date) -> list[Conflict]:
    held = Seat.objects.filter(in_term(on), group__initiative=initiative)
    held = held.select_related("group", "person", "organisation").order_by("pk")
    backbone = [seat for seat in held if seat.group.kind == Group.Kind.BACKBONE]
    chairs = [seat for seat in held if seat.group.kind in LED and seat.role in LEADS]
    leads = [seat for seat in chairs if seat.group.kind == Group.Kind.STEERING]
    works = _works([*backbone, *chairs], on)
    providers = {key for reader in PROVIDER_READERS for key in reader(initiative, on)}
    return [
        *_backbone_leads(backbone, chairs, works),
        *(
            Conflict(BACKBONE_SERVES, f"seat:{seat.pk}-{work.key}", (seat,), work)
            for seat in backbone
            for work in works[seat.pk]
            if work.organisation.sector == Sector.SERVICE_NONPROFIT or work.organisation.pk in providers
        ),
        *(
            Conflict(FUNDER_LEADS, f"seat:{seat.pk}-{work.key}", (seat,), work)
            for seat in leads
            for work in works[seat.pk]
            if work.organisation.sector == Sector.FUNDER
        ),
    ]


def _works(seats: list[Seat], on: date) -> dict[int, list[Work]]:
    """By seat: the organization that holds it, or those where its holder works on that day."""
    by_person: dict[int, list[Work]] = {}
    people = [seat.person_id for seat in seats if seat.person_id]
    for affiliation in Affiliation.objects.filter(in_term(on), person__in=people).select_related("organisation"):
        by_person.setdefault(affiliation.person_id, []).append(Work(affiliation.organisation, affiliation))
    return {
        seat.pk: [Work(seat.organisation)] if seat.organisation else by_person.get(seat.person_id or 0, [])
        for seat in seats
    }


def _backbone_leads(backbone: list[Seat], leads: list[Seat], works: dict[int, list[Work]]) -> list[Conflict]:
    """The same holder sits in both, or people of the same organization do: told once for each chair."""
    found = []
    for lead in leads:
        same = [seat for seat in backbone if _holder(seat) == _holder(lead)]
        theirs = {work.organisation.pk for work in works[lead.pk]}
        shared = [(seat, work) for seat in backbone for work in works[seat.pk] if work.organisation.pk in theirs]
        if same:
            found.append(Conflict(BACKBONE_LEADS, f"seat:{same[0].pk}-seat:{lead.pk}", (same[0], lead)))
        elif shared:
            seat, work = shared[0]
            found.append(Conflict(BACKBONE_LEADS, f"seat:{seat.pk}-seat:{lead.pk}", (seat, lead), work))
    return found


def _holder(seat: Seat) -> tuple[int | None, int | None]:
    return seat.person_id, seat.organisation_id
