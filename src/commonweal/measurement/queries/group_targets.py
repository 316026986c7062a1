"""The groups of a measure for the pages of those who run the data: targets, references, and what is not added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.engines.measures.rollup import refusal_of
from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Category, Definition, GroupTarget, Measure
from commonweal.measurement.queries.collections import measure_to_check
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.words import newest_definitions, read_text

PLACE = "place"


@dataclass(frozen=True)
class OneOfThem:
    """A group or a place that can have a target of its own; `key` is how a form names it."""

    key: str
    name: str
    category: Category | None = None
    place: Place | None = None


@dataclass(frozen=True)
class WayToSplit:
    """One dimension of a measure with the group that the others are compared with, if one was named."""

    code: str
    name: str
    categories: Sequence[Category]
    reference: str


@dataclass(frozen=True)
class GroupsOfMeasure:
    measure: Measure
    definition: Definition
    name: str
    choices: Sequence[OneOfThem]
    ways: Sequence[WayToSplit]
    targets: Sequence[tuple[str, GroupTarget]]
    #: Why several figures of it are not put together; empty where they are.
    refusals: Sequence[str]


def groups_of_measure(reader: Any, initiative: Initiative, code: str, at: datetime, lang: str) -> GroupsOfMeasure:
    only_for_data_manager(reader, initiative, at)
    measure = initiative.measures.filter(code__iexact=code).first()
    if measure is None:
        raise Http404
    definition = newest_definitions([measure.pk])[measure.pk]
    choices = _choices(initiative, definition)
    names = {(one.category and one.category.pk, one.place and one.place.pk): one.name for one in choices}
    held = measure.group_targets.filter(replaced_at__isnull=True).select_related("category", "place")
    return GroupsOfMeasure(
        measure=measure,
        definition=definition,
        name=read_text(definition, "name"),
        choices=choices,
        ways=_ways(measure, definition),
        targets=[(names.get((each.category_id, each.place_id), _own_name(each)), each) for each in held],
        refusals=_refusals(definition, lang),
    )


def _choices(initiative: Initiative, definition: Definition) -> list[OneOfThem]:
    found = [
        OneOfThem(f"{dimension.code}|{one.code}", f"{read_text(dimension, 'name')}: {read_text(one, 'name')}", one)
        for dimension in definition.dimensions.prefetch_related("categories")
        for one in dimension.categories.all()
    ]
    parts = initiative.places.filter(wholes__isnull=False).distinct()
    return found + [OneOfThem(f"{PLACE}|{place.code}", place.name, place=place) for place in parts]


def _ways(measure: Measure, definition: Definition) -> list[WayToSplit]:
    named = {
        each.category.dimension_id: each.category.code
        for each in measure.reference_groups.select_related("category__dimension")
    }
    return [
        WayToSplit(
            dimension.code, read_text(dimension, "name"), list(dimension.categories.all()), named.get(dimension.pk, "")
        )
        for dimension in definition.dimensions.prefetch_related("categories")
    ]


def _own_name(target: GroupTarget) -> str:
    return target.place.name if target.place else read_text(target.category, "name")


def _refusals(definition: Definition, lang: str) -> list[str]:
    """By the rules that the measure declares, before anybody asks."""
    found = (refusal_of(measure_to_check(definition), across) for across in ("places", "periods"))
    return [refusal.message(lang) for refusal in found if refusal]
