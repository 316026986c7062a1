"""Texts that people write in one language or in both."""

from typing import Any

from django.utils.translation import get_language


def written(row: Any, field: str) -> str:
    """A text in the language of the page, as far as it was written down; in the other one otherwise."""
    english, spanish = getattr(row, f"{field}_en"), getattr(row, f"{field}_es")
    return (spanish or english) if (get_language() or "").startswith("es") else (english or spanish)
