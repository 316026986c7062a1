"""Defining what is measured. A definition is never changed: a new version replaces it and says why."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.lib.periods import PeriodError, period_value
from commonweal.measurement.models import Definition, Dimension, Measure, Target
from commonweal.measurement.operations.definition_checks import (
    check_code,
    check_definition,
    parts_that_must_come,
    per_of,
)
from commonweal.measurement.operations.dimensions import change_dimension, define_dimension
from commonweal.measurement.operations.drafts import Care, DefinitionDraft, DimensionDraft, MeasureDraft, TargetDraft
from commonweal.measurement.rules import require_data_manager
from commonweal.trail.operations import record

__all__ = [
    "Care",
    "DefinitionDraft",
    "DimensionDraft",
    "MeasureDraft",
    "TargetDraft",
    "assign_measure",
    "change_dimension",
    "define_dimension",
    "define_measure",
    "draft_of",
    "redefine_measure",
    "retire_measure",
    "set_target",
    "take_up_measure",
]

#: Fields of a draft that are stored in another way than by copying.
_NOT_COPIED = {"per", "requires", "dimensions"}


@transaction.atomic
def define_measure(*, by: Any, initiative: Initiative, measure: MeasureDraft, at: datetime) -> Measure:
    require_data_manager(by, initiative, at)
    check_code(initiative, measure.code)
    if measure.level not in Measure.Level.values:
        raise ValidationError({"level": _("Choose whether it is about a whole community or a program.")})
    check_definition(measure.definition)
    last = initiative.measures.aggregate(last=Max("position"))["last"]
    made = Measure(
        initiative=initiative,
        code=measure.code.strip(),
        level=measure.level,
        position=0 if last is None else last + 1,
    )
    care = Care(
        group=measure.group,
        owner=measure.owner,
        origin=measure.origin,
        headline=measure.headline,
        visibility=measure.visibility,
        guards_partners=measure.guards_partners,
    )
    _put_in_care(made, care)
    definition = _new_version(made, measure.definition, reason=("", ""), by=by, at=at)
    record(
        by=by,
        verb="measurement.define_measure",
        subject=made,
        at=at,
        initiative=initiative.pk,
        details={"code": made.code, "version": definition.version},
    )
    return made


@transaction.atomic
def redefine_measure(
    *, by: Any, measure: Measure, definition: DefinitionDraft, reason: str, reason_es: str = "", at: datetime
) -> Definition:
    """Replace what a measure means from now on. Figures that came in before keep the version they came under."""
    require_data_manager(by, measure.initiative, at)
    if not reason.strip():
        raise ValidationError(
            {"reason_en": _("Say why it changes. Readers see the reason beside the break in the line.")}
        )
    check_definition(definition)
    current = measure.definitions.get(version=_last_version(measure))
    if draft_of(current) == _settled(definition):
        raise ValidationError(_("Nothing is different from version %(number)s.") % {"number": current.version})
    made = _new_version(measure, definition, reason=(reason.strip(), reason_es.strip()), by=by, at=at)
    record(
        by=by,
        verb="measurement.redefine_measure",
        subject=measure,
        at=at,
        initiative=measure.initiative_id,
        details={"code": measure.code, "version": made.version},
    )
    return made


@transaction.atomic
def assign_measure(*, by: Any, measure: Measure, care: Care, at: datetime) -> Measure:
    """Hand a measure to a working group and an owner, or make it the big goal's."""
    require_data_manager(by, measure.initiative, at)
    _put_in_care(measure, care)
    record(by=by, verb="measurement.assign_measure", subject=measure, at=at, initiative=measure.initiative_id)
    return measure


@transaction.atomic
def retire_measure(*, by: Any, measure: Measure, at: datetime) -> Measure:
    """Stop asking for a measure. Its figures and its definitions stay."""
    require_data_manager(by, measure.initiative, at)
    if measure.retired_at:
        raise ValidationError(_("This measure is already retired."))
    measure.retired_at = at
    measure.save(update_fields=["retired_at"])
    record(by=by, verb="measurement.retire_measure", subject=measure, at=at, initiative=measure.initiative_id)
    return measure


@transaction.atomic
def take_up_measure(*, by: Any, measure: Measure, at: datetime) -> Measure:
    """Undo a retirement."""
    require_data_manager(by, measure.initiative, at)
    if not measure.retired_at:
        raise ValidationError(_("This measure is already in use."))
    measure.retired_at = None
    measure.save(update_fields=["retired_at"])
    record(by=by, verb="measurement.take_up_measure", subject=measure, at=at, initiative=measure.initiative_id)
    return measure


@transaction.atomic
def set_target(*, by: Any, measure: Measure, target: TargetDraft, at: datetime) -> Target:
    """Bind a measure to a value on a date. The target before it stays on record, marked as replaced."""
    require_data_manager(by, measure.initiative, at)
    check_target(measure, target)
    measure.targets.filter(replaced_at__isnull=True).update(replaced_at=at)
    made = Target.objects.create(
        measure=measure,
        goal=target.goal,
        **agreed(target),
        set_at=at,
        set_by=by.actor_id,
    )
    record(
        by=by,
        verb="measurement.set_target",
        subject=made,
        at=at,
        initiative=measure.initiative_id,
        details={"code": measure.code},
    )
    return made


def agreed(target: TargetDraft) -> dict[str, Any]:
    """From where to where, by when, as it is stored for a measure or a group."""
    return {
        "baseline_period": target.baseline_period.strip(),
        "baseline_value": target.baseline_value,
        "target_period": target.target_period.strip(),
        "target_value": target.target_value,
    }


def draft_of(definition: Definition) -> DefinitionDraft:
    """A stored version as a draft: what a form starts from, and what a change is compared with."""
    codes = sorted(dimension.code for dimension in definition.dimensions.all())
    return DefinitionDraft(
        **_copied(definition), per=definition.per, requires=tuple(definition.requires), dimensions=tuple(codes)
    )


def _settled(draft: DefinitionDraft) -> DefinitionDraft:
    """The draft as it would be read back."""
    return DefinitionDraft(
        **_copied(draft),
        per=per_of(draft),
        requires=parts_that_must_come(draft),
        dimensions=tuple(sorted(draft.dimensions)),
    )


def _copied(source: Definition | DefinitionDraft) -> dict[str, Any]:
    values = {field.name: getattr(source, field.name) for field in fields(DefinitionDraft)}
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in values.items()
        if name not in _NOT_COPIED
    }


def _new_version(
    measure: Measure, draft: DefinitionDraft, *, reason: tuple[str, str], by: Any, at: datetime
) -> Definition:
    settled = _settled(draft)
    definition = Definition(
        measure=measure,
        version=_last_version(measure) + 1,
        reason_en=reason[0],
        reason_es=reason[1],
        made_at=at,
        made_by=by.actor_id,
        per=per_of(draft),
        requires=list(settled.requires),
        **_copied(settled),
    )
    definition.full_clean(exclude=["measure", "made_by"])
    chosen = _dimensions(measure.initiative, settled.dimensions)
    definition.save()
    definition.dimensions.set(chosen)
    return definition


def _last_version(measure: Measure) -> int:
    return measure.definitions.aggregate(last=Max("version"))["last"] or 0


def _dimensions(initiative: Initiative, codes: Sequence[str]) -> list[Dimension]:
    found = list(initiative.dimensions.filter(code__in=codes))
    unknown = set(codes) - {dimension.code for dimension in found}
    if unknown:
        raise ValidationError(
            {"dimensions": _("No dimension is called %(codes)s.") % {"codes": ", ".join(sorted(unknown))}}
        )
    return found


def _put_in_care(measure: Measure, care: Care) -> None:
    if care.group and care.group.initiative_id != measure.initiative_id:
        raise ValidationError({"group": _("This group belongs to another initiative.")})
    if care.headline:
        measure.initiative.measures.filter(headline=True).exclude(pk=measure.pk).update(headline=False)
    measure.group, measure.owner = care.group, care.owner
    measure.origin, measure.headline, measure.visibility = care.origin, care.headline, care.visibility
    measure.guards_partners = care.guards_partners
    measure.full_clean(exclude=["initiative"])
    measure.save()


def check_target(measure: Measure, target: TargetDraft) -> None:
    problems: dict[str, list[str]] = {}
    starts: dict[str, float] = {}
    for name in ("baseline_period", "target_period"):
        try:
            starts[name] = period_value(getattr(target, name))
        except PeriodError:
            problems[name] = [_("Write a period as 2019, 2019-Q3, 2019-03 or 2019/20.")]
    if len(starts) == 2 and starts["target_period"] <= starts["baseline_period"]:
        problems["target_period"] = [_("The target must lie after the period it starts from.")]
    if target.goal and target.goal.initiative_id != measure.initiative_id:
        problems["goal"] = [_("This goal belongs to another initiative.")]
    if problems:
        raise ValidationError(problems)
