"""Texts of measures in the language of who reads, English where Spanish was left out."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from commonweal.measurement.models import Definition


def in_language(source: Any, name: str) -> str:
    """`name_es` for a reader of Spanish where it was written, `name_en` otherwise."""
    short = (get_language() or "en").split("-")[0]
    written = getattr(source, f"{name}_{short}", "") if short != "en" else ""
    return written or getattr(source, f"{name}_en")


def newest_definitions(measures: Iterable[int]) -> dict[int, Definition]:
    """By measure, in the order of the measures; one query."""
    found = Definition.objects.filter(measure__in=list(measures)).select_related("measure")
    ordered = found.order_by("measure__position", "measure__code", "version")
    return {definition.measure_id: definition for definition in ordered}


def definition_names(measures: Iterable[int]) -> dict[int, str]:
    return {number: in_language(definition, "name") for number, definition in newest_definitions(measures).items()}
