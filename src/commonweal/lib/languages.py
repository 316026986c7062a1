"""The language of the page that is being made: one of the two that everything here is written in."""

from django.utils.translation import get_language


def page_language() -> str:
    return "es" if (get_language() or "").startswith("es") else "en"
