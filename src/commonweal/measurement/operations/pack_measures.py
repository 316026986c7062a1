"""The measures of an issue pack, defined as starters that the data manager changes."""

from datetime import datetime
from typing import Any

from django.db import transaction

from commonweal.agenda.issue_packs import Pack, PackMeasure
from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.measurement.models import Definition, Measure
from commonweal.measurement.operations.definitions import define_measure
from commonweal.measurement.operations.drafts import DefinitionDraft, MeasureDraft
from commonweal.measurement.rules import may_manage_data

Rule = Definition.Rule


@transaction.atomic
def bring_pack_measures(*, by: Any, initiative: Initiative, pack: Pack, at: datetime) -> int:
    """How many were defined. Whoever may not define any brings none, which refuses nothing else of the pack."""
    if not may_manage_data(by, initiative, today(initiative, at)):
        return 0
    present = {code.casefold() for code in initiative.measures.values_list("code", flat=True)}
    missing = [measure for measure in pack.measures if measure.code.casefold() not in present]
    for measure in missing:
        draft = MeasureDraft(code=measure.code, level=measure.level, definition=_definition(measure))
        define_measure(by=by, initiative=initiative, measure=draft, at=at)
    return len(missing)


def _definition(measure: PackMeasure) -> DefinitionDraft:
    """A community's figure comes as it is published; a program's adds up over places and periods."""
    is_count = measure.kind == Definition.Kind.COUNT
    if measure.level == Measure.Level.POPULATION:
        rules = (Rule.SUM if is_count else Rule.NONE, Rule.LATEST)
    elif is_count:
        rules = (Rule.SUM, Rule.SUM)
    else:
        rules = (Rule.RATIO_OF_SUMS, Rule.RATIO_OF_SUMS)
    above, below = measure.parts or (("", ""), ("", ""))
    return DefinitionDraft(
        name_en=measure.name[0],
        name_es=measure.name[1],
        meaning_en=measure.meaning[0],
        meaning_es=measure.meaning[1],
        unit_en=measure.unit[0],
        unit_es=measure.unit[1],
        kind=measure.kind,
        direction=measure.direction,
        places_rule=rules[0],
        periods_rule=rules[1],
        numerator_en=above[0],
        numerator_es=above[1],
        denominator_en=below[0],
        denominator_es=below[1],
        minimum=0,
        maximum=100 if measure.kind == Definition.Kind.PERCENT else None,
        decimals=0 if is_count else 1,
    )
