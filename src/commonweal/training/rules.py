"""Who may teach, and who may look on."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.rules import is_data_manager, may_found, seats_of, takes_part, today
from commonweal.people.models import Person
from commonweal.training.models import Series


def may_teach(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Whoever has a trainer's seat in any group; and the data manager, in whose hands the whole is."""
    teaches = Q(role=Seat.Role.TRAINER)
    manages = Q(role=Seat.Role.DATA_MANAGER, group__kind=Group.Kind.BACKBONE)
    seats = seats_of(by, today(initiative, at)).filter(teaches | manages, group__initiative=initiative)
    return seats.exists()


def may_run(by: Any, series: Series, at: datetime) -> bool:
    """Its own trainer, while that person has a seat here, or the data manager."""
    if not may_teach(by, series.initiative, at):
        return False
    return series.trainer_id == getattr(by, "pk", None) or is_data_manager(
        by, series.initiative, today(series.initiative, at)
    )


def may_read_roundtables(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Whoever takes part: with a seat, or from an organisation of the network."""
    return takes_part(by, initiative, today(initiative, at))


def may_open_workspace(by: Any) -> bool:
    """Whoever has an account: a workspace gives no keys to anything that others have."""
    return isinstance(by, Person) and by.is_active


def may_grow(by: Any, initiative: Initiative, at: datetime) -> bool:
    """An initiative is founded by who may found one; or by who keeps this one's data already."""
    on = today(initiative, at)
    return (
        bool(initiative.narrowed_to)
        and may_teach(by, initiative, at)
        and (is_data_manager(by, initiative, on) or may_found(by, at))
    )
