"""What follows when somebody gives a seat back: said before it is done."""

from dataclasses import dataclass
from datetime import date

from commonweal.governance import rules
from commonweal.governance.models import Group, Seat
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.seat_terms import own_seats


@dataclass(frozen=True)
class Aftermath:
    is_last_data_manager: bool
    leaves_no_chair: bool
    will_be_vacant: bool
    has_other_seat: bool


def aftermath(seat: Seat, on: date) -> Aftermath:
    charter = charter_in_force(seat.group, on)
    wanted = charter is not None and any(line.role == seat.role for line in charter.composition.all())
    others = own_seats(seat.person, seat.group.initiative, on) if seat.person else []
    return Aftermath(
        rules.is_last_data_manager(seat, on),
        _is_only_chair(seat, on),
        wanted,
        any(one.pk != seat.pk for one in others),
    )


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
