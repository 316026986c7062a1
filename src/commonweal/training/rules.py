"""Who may teach, and who may look on."""

from datetime import datetime
from typing import Any

from commonweal.governance.models import Initiative, Seat
from commonweal.governance.rules import is_data_manager, seats_of, today
from commonweal.training.models import Series


def may_teach(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Whoever has a trainer's seat in any group; and the data manager, in whose hands the whole is."""
    on = today(initiative, at)
    has_seat = seats_of(by, on).filter(group__initiative=initiative, role=Seat.Role.TRAINER).exists()
    return has_seat or is_data_manager(by, initiative, on)


def may_run(by: Any, series: Series, at: datetime) -> bool:
    """Its own trainer, while that person has a seat here, or the data manager."""
    if not may_teach(by, series.initiative, at):
        return False
    return series.trainer_id == getattr(by, "pk", None) or is_data_manager(
        by, series.initiative, today(series.initiative, at)
    )
