"""Words in one language on a page in the other: marked, so that a screen reader says them right."""

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html
from django.utils.translation import gettext as _

from commonweal.governance.models.written import page_language

register = template.Library()


def _note(language: str) -> str:
    return _("(in Spanish)") if language == "es" else _("(in English)")


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
