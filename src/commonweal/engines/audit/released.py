"""What readers see: tables of shown, hidden and missing figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines.audit.words import WORDS

#: How the whole of a dimension is written.
TOTAL = "Total"
#: Sums beyond this are not exact in the solver's arithmetic.
LARGEST = 10**12

#: For each dimension and parent, each way to split it.
Splits = Mapping[str, Mapping[str, Sequence[Sequence[str]]]]


class AuditError(ValueError):
    """The tables cannot be audited; says where and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


class Contradiction(AuditError):  # noqa: N818 - it says what the tables are
    """No figures at all fit what the tables say."""


@dataclass(frozen=True, slots=True)
class ReleasedCell:
    """One figure. Without a value it is hidden or missing; a missing one needs no protection and may be anything.

    `low` and `high` are what the release says of it elsewhere, such as through a rounded percentage.
    """

    coordinates: tuple[str, ...]
    value: float | None = None
    hidden: bool = False
    low: float = 0
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """Figures by some dimensions, as released. A dimension's whole is written `Total`."""

    name: str
    dimensions: tuple[str, ...]
    cells: Sequence[ReleasedCell]

    def label(self, cell: ReleasedCell) -> str:
        return label(dict(zip(self.dimensions, cell.coordinates, strict=True)))


def label(coordinates: Mapping[str, str]) -> str:
    return ", ".join(f"{dimension} {value}" for dimension, value in coordinates.items())


def shown(number: float | None) -> str:
    """A number as people write it: a whole one without a point."""
    if number is None:
        return "…"
    return str(int(number)) if number == int(number) else f"{number:g}"
