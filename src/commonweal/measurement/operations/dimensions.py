"""Defining the ways in which figures are split: by age, by gender, by race and ethnicity."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.engines.measures.definition import RESERVED
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Category, Dimension
from commonweal.measurement.operations.drafts import DimensionDraft
from commonweal.measurement.rules import require_data_manager
from commonweal.trail.operations import record

#: Stands in a column where a figure is not split; so no category may be called so.
WHOLE = "all"


@transaction.atomic
def define_dimension(*, by: Any, initiative: Initiative, dimension: DimensionDraft, at: datetime) -> Dimension:
    require_data_manager(by, initiative, at)
    _check(dimension)
    if initiative.dimensions.filter(code__iexact=dimension.code).exists():
        raise ValidationError({"code": _("There is already a dimension with this code. Choose another.")})
    last = initiative.dimensions.aggregate(last=Max("position"))["last"]
    made = Dimension(
        initiative=initiative,
        code=dimension.code,
        name_en=dimension.name_en.strip(),
        name_es=dimension.name_es.strip(),
        sensitive=dimension.sensitive,
        ordered=dimension.ordered,
        position=0 if last is None else last + 1,
    )
    made.full_clean(exclude=["initiative"])
    made.save()
    _put_categories(made, dimension)
    record(by=by, verb="measurement.define_dimension", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def change_dimension(*, by: Any, dimension: Dimension, draft: DimensionDraft, at: datetime) -> Dimension:
    """Rename a dimension or its categories and add new ones. A category that figures may name stays."""
    require_data_manager(by, dimension.initiative, at)
    _check(draft)
    if draft.code != dimension.code:
        raise ValidationError({"code": _("The code stays: partners' files name it.")})
    gone = set(dimension.categories.values_list("code", flat=True)) - {code for code, *_names in draft.categories}
    if gone and dimension.definitions.exists():
        raise ValidationError(
            {
                "categories": _("Keep these codes, because a measure is split by them: %(codes)s.")
                % {"codes": ", ".join(sorted(gone))}
            }
        )
    dimension.categories.filter(code__in=gone).delete()
    dimension.name_en, dimension.name_es = draft.name_en.strip(), draft.name_es.strip()
    dimension.sensitive, dimension.ordered = draft.sensitive, draft.ordered
    dimension.full_clean(exclude=["initiative"])
    dimension.save()
    _put_categories(dimension, draft)
    record(by=by, verb="measurement.change_dimension", subject=dimension, at=at, initiative=dimension.initiative_id)
    return dimension


def _put_categories(dimension: Dimension, draft: DimensionDraft) -> None:
    known = {category.code: category for category in dimension.categories.all()}
    for position, (code, name_en, name_es) in enumerate(draft.categories):
        category = known.get(code) or Category(dimension=dimension, code=code)
        category.name_en, category.name_es, category.position = name_en, name_es, position
        category.full_clean(exclude=["dimension"])
        category.save()


def _check(draft: DimensionDraft) -> None:
    if not draft.name_en.strip():
        raise ValidationError({"name_en": _("Give it a name.")})
    if draft.code.casefold() in (*RESERVED, "new"):
        raise ValidationError({"code": _("A column of every file is called so. Choose another code.")})
    codes = [code.casefold() for code, *_names in draft.categories]
    if not codes:
        raise ValidationError({"categories": _("Name at least one category, such as 65+.")})
    if WHOLE in codes:
        raise ValidationError({"categories": _("“all” is the whole, not a category. Leave it out.")})
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValidationError({"categories": _("This code stands twice: %(codes)s.") % {"codes": ", ".join(twice)}})
