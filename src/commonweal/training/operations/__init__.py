"""What can be done in a training series."""

from commonweal.training.operations.series import (
    SeriesDraft,
    When,
    end_session,
    move_session,
    open_assessment,
    open_roll,
    open_series,
)
from commonweal.training.operations.taking_part import join, send_attempt

__all__ = [
    "SeriesDraft",
    "When",
    "end_session",
    "join",
    "move_session",
    "open_assessment",
    "open_roll",
    "open_series",
    "send_attempt",
]
