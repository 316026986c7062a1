"""What was typed when a series was opened can be typed anew; a series that nobody came to yet can be taken out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.people.models import Organisation
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.models import Series
from commonweal.training.queries.series import may_be_removed


@dataclass(frozen=True)
class SeriesChange:
    """What holds from now on. Format, syllabus and sessions follow from how it was opened."""

    title_en: str
    title_es: str = ""
    sponsor: Organisation | None = None
    place: str = ""
    adaptation_en: str = ""
    adaptation_es: str = ""


@transaction.atomic
def change_series(*, by: Any, series: Series, change: SeriesChange, at: datetime) -> Series:
    _only_who_runs(by, series, at)
    held = Series.objects.select_for_update().get(pk=series.pk)
    for name, value in vars(change).items():
        setattr(held, name, value)
    held.save(update_fields=list(vars(change)))
    record(by=by, verb="training.change_series", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def remove_series(*, by: Any, series: Series, at: datetime) -> None:
    """Opened by mistake; raises ValidationError once anybody took part. The trail keeps that there was one."""
    _only_who_runs(by, series, at)
    held = Series.objects.select_for_update().get(pk=series.pk)
    if not may_be_removed(held):
        raise ValidationError(_("People took part in this series, or a session of it has begun. It stays."))
    record(by=by, verb="training.remove_series", subject=held, at=at, initiative=held.initiative_id)
    held.delete()


def _only_who_runs(by: Any, series: Series, at: datetime) -> None:
    if by is not None and not rules.may_run(by, series, at):
        raise PermissionDenied
