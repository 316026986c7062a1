"""What follows when somebody gives a seat back: said before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from commonweal.governance import rules
from commonweal.governance.models import Decision, Elector, Group, Initiative, Seat
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.seat_terms import own_seats
from commonweal.governance.queries.votes import ballot_of, still_sits
from commonweal.people.models import Person


@dataclass(frozen=True)
class Aftermath:
    is_last_data_manager: bool
    leaves_no_chair: bool
    will_be_vacant: bool
    has_other_seat: bool
    #: Open votes that count what the holder cast, those from whose roll they are struck, and those left to nobody.
    cast_in: Sequence[Decision]
    struck_from: Sequence[Decision]
    left_alone: Sequence[Decision]


def aftermath(seat: Seat, on: date) -> Aftermath:
    charter = charter_in_force(seat.group, on)
    wanted = charter is not None and any(line.role == seat.role for line in charter.composition.all())
    others = own_seats(seat.person, seat.group.initiative, on) if seat.person else []
    return Aftermath(
        rules.is_last_data_manager(seat, on),
        _is_only_chair(seat, on),
        wanted,
        any(one.pk != seat.pk for one in others),
        *_open_votes(seat, on),
        _left_alone(seat, on),
    )


def _open_votes(seat: Seat, on: date) -> tuple[list[Decision], list[Decision]]:
    """Those in which the holder has voted, and those in which they have not."""
    held = [one for one in _electors(seat, on) if not one.is_struck]
    struck = [one.decision for one in held if ballot_of(one, one.decision) is None]
    return [one.decision for one in held if one.decision not in struck], struck


def electors_to_strike(seat: Seat, on: date) -> list[Elector]:
    """Whoever leaves the group before they voted. What was cast, and that somebody stepped aside, stays."""
    return [one for one in _electors(seat, on) if not one.effect and ballot_of(one, one.decision) is None]


def electors_gone(person: Person, at: datetime, initiative: Initiative | None = None) -> list[Elector]:
    """Once somebody has left: of the groups in which they sit no longer, where they said nothing."""
    found = Elector.objects.filter(person=person, effect="", decision__state=Decision.State.OPEN)
    if initiative is not None:
        found = found.filter(decision__initiative=initiative)
    found = found.select_related("decision__initiative", "person").order_by("decision__number")
    return [one for one in found if not still_sits(one, at) and ballot_of(one, one.decision) is None]


def _electors(seat: Seat, on: date) -> list[Elector]:
    """Of the group's open votes: who spoke in this seat, and speaks in no other of the group."""
    people = [seat.person] if seat.person else [one.person for one in seat.representatives.select_related("person")]
    leaving = [person.pk for person in people if not _sits_otherwise(person, seat, on)]
    found = Elector.objects.filter(
        decision__group=seat.group, decision__state=Decision.State.OPEN, person__in=leaving
    ).select_related("decision", "person")
    return list(found.order_by("decision__number"))


def _sits_otherwise(person: Person, seat: Seat, on: date) -> bool:
    own, spoken = rules.seats_of(person, on), rules.seats_spoken_for(person, on)
    return any(held.filter(group=seat.group).exclude(pk=seat.pk).exists() for held in (own, spoken))


def _left_alone(seat: Seat, on: date) -> list[Decision]:
    """What waits for a chair of the group, where nobody else is one."""
    leads = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR)
    others = seat.group.seats.filter(rules.in_term(on), role__in=leads, person__is_active=True).exclude(pk=seat.pk)
    if seat.role not in leads or others.exists():
        return []
    waiting = Q(state=Decision.State.OPEN) | Q(outcome=Decision.Outcome.TO_CONCLUDE) | Q(reopened_at__isnull=False)
    return list(seat.group.decisions.filter(waiting).order_by("number"))


def _is_only_chair(seat: Seat, on: date) -> bool:
    """Of the steering committee, whose chairs alone release figures."""
    chairs = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR)
    if seat.group.kind != Group.Kind.STEERING or seat.role not in chairs:
        return False
    others = Seat.objects.filter(
        rules.in_term(on),
        group__initiative=seat.group.initiative_id,
        group__kind=Group.Kind.STEERING,
        role__in=chairs,
        person__isnull=False,
    )
    return not others.exclude(pk=seat.pk).exists()
