"""Texts that people write in one language or in both."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from commonweal.lib.languages import page_language


def written(row: Any, field: str) -> str:
    """A text in the language of the page, as far as it was written down; in the other one otherwise."""
    english, spanish = getattr(row, f"{field}_en"), getattr(row, f"{field}_es")
    return (spanish or english) if page_language() == "es" else (english or spanish)


def language_of(row: Any, field: str) -> str:
    """In which language `written` tells it."""
    here = page_language()
    other = "en" if here == "es" else "es"
    return other if getattr(row, f"{field}_{other}") and not getattr(row, f"{field}_{here}") else here


def in_page_language(words: str) -> tuple[str, str]:
    """One text that somebody wrote on a page, as English and Spanish: it is in the language of that page."""
    return ("", words) if page_language() == "es" else (words, "")


def in_both(words: Callable[[], str]) -> dict[str, str]:
    """A word of ours in both languages."""
    found = {}
    for language in ("en", "es"):
        with override(language):
            found[language] = words()
    return found
