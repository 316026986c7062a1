"""Texts that people wrote in English, in Spanish, or in both."""

from typing import Any

from commonweal.lib.languages import page_language


def spoken(en: str, es: str) -> str:
    """In the language of the page, as far as it was written down; else in the other one."""
    return (es or en) if page_language() == "es" else (en or es)


def spoken_in(words: dict[str, Any]) -> str:
    """The same of words that stand under the keys `en` and `es`."""
    return spoken(words.get("en", ""), words.get("es", ""))
