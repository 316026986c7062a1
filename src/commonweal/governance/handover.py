"""What is handed over to whoever takes a seat: sections that this room and rooms above lend to the pack."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from commonweal.governance.models import Seat


@dataclass(frozen=True)
class HandoverLine:
    """One thing to know or to do: what, when in words, and where it is."""

    words: str
    when: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class HandoverSection:
    """A heading with its lines; `empty` is said where there are none."""

    heading: Any
    lines: list[HandoverLine] = field(default_factory=list)
    empty: Any = ""


#: (reader, seat, on, at) → section, or None where it says nothing to this reader.
Provider = Callable[[Any, Seat, date, datetime], HandoverSection | None]

_providers: dict[str, tuple[int, Provider]] = {}


def register_handover(code: str, provider: Provider, order: int) -> None:
    """Offer a section; agenda 10, decisions 20, commitments 30, next 30 days 40. The same code again replaces it."""
    _providers[code] = (order, provider)


def sections_for(reader: Any, seat: Seat, on: date, at: datetime) -> list[HandoverSection]:
    chosen = sorted(_providers.values(), key=lambda offered: offered[0])
    found = (provider(reader, seat, on, at) for _order, provider in chosen)
    return [section for section in found if section is not None]
