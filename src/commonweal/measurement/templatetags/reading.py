"""Names and meanings in the language of who reads the page."""

from collections.abc import Mapping
from typing import Any

from django import template

from commonweal.measurement.queries.words import read_text
from commonweal.ui import formats

register = template.Library()


@register.filter
def in_words(thing: object, field: str) -> str:
    """{{ measure|in_words:"name" }}: the Spanish text for a Spanish reader, the English one where nobody wrote it."""
    return read_text(thing, field)


@register.filter
def period_words(period: str) -> str:
    """{{ round.plan_period|period_words }}: 2026-Q3 as “Q3 2026”."""
    return formats.period(period)


@register.filter
def of(table: Mapping[int, Any], key: int) -> Any:
    """{{ uses|of:measure.pk }}: what a table of the view has for one thing."""
    return table.get(key)
