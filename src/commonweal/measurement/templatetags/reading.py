"""Names and meanings in the language of who reads the page."""

from django import template

from commonweal.measurement.queries.words import read_text

register = template.Library()


@register.filter
def in_words(thing: object, field: str) -> str:
    """{{ measure|in_words:"name" }}: the Spanish text for a Spanish reader, the English one where nobody wrote it."""
    return read_text(thing, field)
