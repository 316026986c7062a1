"""What answering really took, in the partner's own words."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.measurement.models import Invitation
from commonweal.measurement.operations.intake import require_sender
from commonweal.trail.operations import record

#: A working week; more is a slip of the keyboard.
MOST_MINUTES = 40 * 60


@transaction.atomic
def state_minutes(*, by: Any, place_in_round: Invitation, minutes: int, at: datetime) -> Invitation:
    """Also after the round closed: it says nothing about the numbers. The newest word counts."""
    require_sender(by, place_in_round, at)
    if not 0 < minutes <= MOST_MINUTES:
        raise ValidationError({"minutes": _("Write whole minutes, from 1 to 2,400.")})
    place_in_round.minutes_taken = minutes
    place_in_round.save(update_fields=["minutes_taken"])
    record(
        by=by,
        verb="measurement.state_minutes",
        subject=place_in_round,
        at=at,
        initiative=place_in_round.round.initiative_id,
        details={"minutes": minutes},
    )
    return place_in_round
