"""The trainer counts who is in the room, by sector."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.rules import today
from commonweal.people.models import Sector
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.models import Series, SeriesAudience

#: More are in no cohort.
MOST = 1000


@transaction.atomic
def count_audience(*, by: Any, series: Series, people: Mapping[str, int], at: datetime) -> None:
    """By sector; 0 is nobody, and a sector that is left out is not said. What was counted before is written over."""
    if by is not None and not rules.may_run(by, series, at):
        raise PermissionDenied
    odd = [sector for sector, n in people.items() if sector not in Sector.values or not 0 <= n <= MOST]
    if odd:
        raise ValidationError({sector: _("Write a number from 0 to 1,000, or leave it empty.") for sector in odd})
    before = dict(series.audience.values_list("sector", "people"))
    series.audience.all().delete()
    on = today(series.initiative, at)
    SeriesAudience.objects.bulk_create(
        SeriesAudience(series=series, sector=sector, people=n, counted_on=on) for sector, n in people.items()
    )
    details = {"before": before, "after": dict(people)}
    record(
        by=by, verb="training.count_audience", subject=series, at=at, initiative=series.initiative_id, details=details
    )
