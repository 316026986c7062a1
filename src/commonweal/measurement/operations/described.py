"""Measures that a file describes, defined at once: an initiative moves in with its dictionary."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import define_measure
from commonweal.measurement.operations.drafts import DefinitionDraft, MeasureDraft
from commonweal.measurement.queries.described import Described
from commonweal.measurement.rules import require_data_manager


@transaction.atomic
def define_described(*, by: Any, initiative: Initiative, described: Sequence[Described], at: datetime) -> list[Measure]:
    """All or none. Each enters the trail by itself, as if somebody had typed it."""
    require_data_manager(by, initiative, at)
    if not described:
        raise ValidationError(_("Say of at least one measure which way is better."))
    return [_define(by, initiative, one, at) for one in described]


def _define(by: Any, initiative: Initiative, one: Described, at: datetime) -> Measure:
    draft = MeasureDraft(
        code=one.code, level=one.level, origin=one.origin, definition=DefinitionDraft(**one.definition)
    )
    try:
        return define_measure(by=by, initiative=initiative, measure=draft, at=at)
    except ValidationError as refusal:
        raise ValidationError(f"{one.name}: {' '.join(refusal.messages)}") from refusal
