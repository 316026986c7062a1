"""Texts that people write in one language or in both."""

from typing import Any

from django.utils.translation import get_language


def written(row: Any, field: str) -> str:
    """A text in the language of the page, as far as it was written down; English otherwise."""
    in_spanish = getattr(row, f"{field}_es") if (get_language() or "").startswith("es") else ""
    return in_spanish or getattr(row, f"{field}_en")
