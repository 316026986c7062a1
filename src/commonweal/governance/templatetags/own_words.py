"""Words in one language on a page in the other: marked, so that a screen reader says them right."""

from typing import Any

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html
from django.utils.translation import gettext as _

from commonweal.governance.models.written import language_of, written
from commonweal.lib.languages import page_language

register = template.Library()


def _note(language: str) -> str:
    return _("(in Spanish)") if language == "es" else _("(in English)")


@register.filter
def note_of(language: str) -> str:
    """The word that says in which language something stands."""
    return _note(language)


@register.filter
def written_in(text: str, language: str) -> str:
    """`{{ promise.text|written_in:promise.written_in }}`: as it is where the page has the same language."""
    if not text or language == page_language():
        return text
    return format_html('<span lang="{}">{}</span> <span class="meta">{}</span>', language, text, _note(language))


def plainly_in(text: str, language: str) -> str:
    """The same where no markup can stand: on a line of a packet, on paper."""
    return text if not text or language == page_language() else f"{text} {_note(language)}"


@register.filter
def paragraphs_in(text: str, language: str) -> str:
    """The same of a text of several lines."""
    if not text or language == page_language():
        return linebreaks_filter(text)
    paragraphs = linebreaks_filter(text)
    return format_html('<div lang="{}">{}</div><p class="meta">{}</p>', language, paragraphs, _note(language))


@register.filter
def told(row: Any, field: str) -> str:
    """`{{ decision|told:"question" }}`: what stands in two columns, marked where only the other language has it."""
    return written_in(written(row, field), language_of(row, field))


@register.filter
def told_at_length(row: Any, field: str) -> str:
    """The same of a text of several lines."""
    return paragraphs_in(written(row, field), language_of(row, field))


def told_plainly(row: Any, field: str) -> str:
    """The same in a mail."""
    return plainly_in(written(row, field), language_of(row, field))
