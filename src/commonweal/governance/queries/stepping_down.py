"""What follows when somebody gives a seat back: said before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from commonweal.governance import rules
from commonweal.governance.models import Decision, Group, Seat
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.seat_terms import own_seats


@dataclass(frozen=True)
class Aftermath:
    is_last_data_manager: bool
    leaves_no_chair: bool
    will_be_vacant: bool
    has_other_seat: bool
    #: Votes that are open with the holder on the roll, and those that nobody else can close.
    open_votes: Sequence[Decision]
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
        _open_votes(seat),
        _left_alone(seat, on),
    )


def _open_votes(seat: Seat) -> list[Decision]:
    """The roll was frozen when each of them opened: whoever gives the seat back stays on it."""
    found = Decision.objects.filter(group=seat.group, state=Decision.State.OPEN, electors__person=seat.person_id)
    return list(found.order_by("number"))


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
