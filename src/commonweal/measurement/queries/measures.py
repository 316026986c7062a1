"""What is measured, for the pages of those who define it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.governance.models import Group, Initiative
from commonweal.governance.rules import today
from commonweal.governance.visibility import Visibility, may_see
from commonweal.measurement.models import Definition, Dimension, Measure, Target
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.words import DefinitionWords, newest_definitions, read_text
from commonweal.measurement.rules import may_manage_data, may_tell_story
from commonweal.publication.queries import latest, whole_content_of


@dataclass(frozen=True)
class MeasureInUse(DefinitionWords):
    """A measure with its newest definition and the target that holds."""

    measure: Measure
    definition: Definition
    target: Target | None

    @property
    def visibility(self) -> Visibility:
        return Visibility(self.measure.visibility)

    @property
    def group_name(self) -> str:
        return read_text(self.measure.group, "name") if self.measure.group else ""


@dataclass(frozen=True)
class GroupOfMeasures:
    """Measures in the care of one working group; `group` is None for those that nobody has taken yet."""

    group: Group | None
    measures: list[MeasureInUse]

    @property
    def name(self) -> str:
        return read_text(self.group, "name") if self.group else ""


@dataclass(frozen=True)
class MeasurePage:
    shown: MeasureInUse
    versions: list[Definition]
    targets: list[Target]
    dimensions: list[str]
    is_published: bool
    may_change: bool
    may_tell_story: bool


def measures_by_group(reader: Any, initiative: Initiative, at: datetime) -> list[GroupOfMeasures]:
    """All measures, retired ones last within their group; as many queries for one as for a hundred."""
    only_for_data_manager(reader, initiative, at)
    grouped: dict[int | None, list[MeasureInUse]] = {}
    groups: dict[int | None, Group | None] = {}
    for shown in _in_use(list(initiative.measures.select_related("group", "owner"))):
        number = shown.measure.group_id
        groups[number] = shown.measure.group
        grouped.setdefault(number, []).append(shown)
    ordered = sorted(grouped, key=lambda number: _group_order(groups[number]))
    return [
        GroupOfMeasures(groups[number], sorted(grouped[number], key=lambda one: one.measure.retired_at is not None))
        for number in ordered
    ]


def measure_page(reader: Any, initiative: Initiative, code: str, at: datetime) -> MeasurePage:
    """For who may see this measure; to everybody else it is not there."""
    measure = initiative.measures.select_related("group", "owner", "initiative").filter(code__iexact=code).first()
    if measure is None or not may_see(reader, initiative, measure.visibility, at, measure.group):
        raise Http404
    (shown,) = _in_use([measure])
    return MeasurePage(
        shown=shown,
        versions=list(measure.definitions.all()),
        targets=list(measure.targets.all()),
        dimensions=[read_text(dimension, "name") for dimension in shown.definition.dimensions.all()],
        is_published=_is_published(measure),
        may_change=may_manage_data(reader, initiative, today(initiative, at)),
        may_tell_story=may_tell_story(reader, measure, today(initiative, at)),
    )


def _is_published(measure: Measure) -> bool:
    release = latest(measure.initiative)
    return release is not None and any(each["code"] == measure.code for each in whole_content_of(release)["measures"])


def dimensions_of_initiative(reader: Any, initiative: Initiative, at: datetime) -> list[Dimension]:
    only_for_data_manager(reader, initiative, at)
    return list(initiative.dimensions.prefetch_related("categories"))


def dimension_for(reader: Any, initiative: Initiative, code: str, at: datetime) -> Dimension:
    only_for_data_manager(reader, initiative, at)
    found = initiative.dimensions.filter(code=code).select_related("initiative").first()
    if found is None:
        raise Http404
    return found


def measures_to_ask(initiative: Initiative) -> list[MeasureInUse]:
    """What partners can be asked for: measures in use, those about programmes first."""
    shown = _in_use(list(initiative.measures.filter(retired_at__isnull=True)))
    return sorted(shown, key=lambda one: one.measure.level != Measure.Level.PERFORMANCE)


def _in_use(measures: list[Measure]) -> list[MeasureInUse]:
    numbers = [measure.pk for measure in measures]
    definitions = newest_definitions(numbers)
    holding = Target.objects.filter(measure__in=numbers, replaced_at__isnull=True)
    targets = {target.measure_id: target for target in holding}
    return [MeasureInUse(measure, definitions[measure.pk], targets.get(measure.pk)) for measure in measures]


def _group_order(group: Group | None) -> tuple[bool, int, str]:
    return (group is None, group.position if group else 0, group.code if group else "")
