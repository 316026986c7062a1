"""What the initiative agrees about the groups of a measure: targets of their own, and with whom they are compared."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.models import Place
from commonweal.measurement.models import Category, Dimension, GroupTarget, Measure, ReferenceGroup
from commonweal.measurement.operations.definitions import agreed, check_target
from commonweal.measurement.operations.drafts import TargetDraft
from commonweal.measurement.rules import require_data_manager
from commonweal.trail.operations import record


@dataclass(frozen=True)
class WhoseTarget:
    """A group, or a place: one of the two."""

    category: Category | None = None
    place: Place | None = None


@transaction.atomic
def set_group_target(
    *, by: Any, measure: Measure, whose: WhoseTarget, target: TargetDraft, at: datetime
) -> GroupTarget:
    """A group's own value on a date. The one before it stays on record, marked as replaced."""
    require_data_manager(by, measure.initiative, at)
    _check_whose(measure, whose)
    check_target(measure, target)
    held = measure.group_targets.filter(category=whose.category, place=whose.place, replaced_at__isnull=True)
    held.update(replaced_at=at)
    made = GroupTarget.objects.create(
        measure=measure,
        category=whose.category,
        place=whose.place,
        **agreed(target),
        set_at=at,
        set_by=by.actor_id,
    )
    record(
        by=by,
        verb="measurement.set_group_target",
        subject=made,
        at=at,
        initiative=measure.initiative_id,
        details={"code": measure.code},
    )
    return made


@transaction.atomic
def end_group_target(*, by: Any, target: GroupTarget, at: datetime) -> GroupTarget:
    """Judge the group by its direction alone from now on. The target stays on record."""
    measure = target.measure
    require_data_manager(by, measure.initiative, at)
    if target.replaced_at:
        raise ValidationError(_("This target no longer holds."))
    target.replaced_at = at
    target.save(update_fields=["replaced_at"])
    record(by=by, verb="measurement.end_group_target", subject=target, at=at, initiative=measure.initiative_id)
    return target


@transaction.atomic
def name_reference(
    *, by: Any, measure: Measure, dimension: Dimension, category: Category | None, at: datetime
) -> ReferenceGroup | None:
    """Compare the other groups with this one from now on; with nobody named, with the group that does best."""
    require_data_manager(by, measure.initiative, at)
    if dimension.initiative_id != measure.initiative_id or (category and category.dimension_id != dimension.pk):
        raise ValidationError({"reference": _("This group belongs to another way to split.")})
    measure.reference_groups.filter(category__dimension=dimension).delete()
    made = ReferenceGroup.objects.create(measure=measure, category=category) if category else None
    record(
        by=by,
        verb="measurement.name_reference",
        subject=measure,
        at=at,
        initiative=measure.initiative_id,
        details={"dimension": dimension.code, "category": category.code if category else ""},
    )
    return made


def _check_whose(measure: Measure, whose: WhoseTarget) -> None:
    if (whose.category is None) == (whose.place is None):
        raise ValidationError({"whose": _("Choose one group or one place.")})
    owner = whose.category.dimension.initiative_id if whose.category else whose.place and whose.place.initiative_id
    if owner != measure.initiative_id:
        raise ValidationError({"whose": _("This group belongs to another initiative.")})
