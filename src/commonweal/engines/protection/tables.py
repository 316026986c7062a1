"""What is handed in and handed back: tables of figures that a reader sees side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commonweal.engines.protection.words import WORDS

TOTAL = "Total"
SMALL, DOMINANCE, COMPLEMENT, EARLIER, SOURCE = "small", "dominance", "complement", "earlier", "source"
#: One figure of a cell by its line (people, numerator, others …); None where it is missing.
Figure = float | None


class ProtectionError(ValueError):
    """The tables cannot be worked on; says why and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


class CannotProtect(ProtectionError):  # noqa: N818 - it reads as what happened
    """No choice of hidden cells keeps these cells safe: something that is known already gives them away."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells with their coordinates, and for each line their figures, in one order.

    A coordinate `Total` sums a dimension up. A dimension that a table does not have counts as its `Total`, so that two
    splits of the same people meet in the total they share. `primary` says why a cell may not be shown whatever its
    count; `hidden` marks cells that were hidden before they came here: their figures are not known.
    """

    dimensions: Sequence[str]
    coordinates: Sequence[Sequence[str]]
    lines: Mapping[str, Sequence[Figure]]
    primary: Mapping[int, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    #: For a dominated cell, how far above its figure the reader's upper end has to lie.
    margins: Mapping[int, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.coordinates)

    def name(self, cell: int) -> str:
        return ", ".join(self.coordinates[cell])


@dataclass(frozen=True, slots=True)
class Rules:
    """How small is small, and what is counted.

    `counted` are lines in which 1 to minimum − 1 is small; the others are only kept from being worked out. `real` are
    lines with decimals: their bounds are real numbers. A cell of a line in `nobody_is_known` may be known to be 0
    where a shown total of that line is 0, for then it is the total that says so and not the split.
    """

    minimum: int = 10
    counted: frozenset[str] = frozenset({"value"})
    real: frozenset[str] = frozenset()
    nobody_is_known: frozenset[str] = frozenset()
    #: The line whose hidden sum is to be the least; it is what `value_lost` adds up.
    cost: str = "value"
    #: Up to so many cells the cheapest choice is sought among all; beyond, near each cell and then cleaned up.
    exact_cells: int = 12_000
    #: From so many on it is gone about part by part, by so many processes side by side.
    large_cells: int = 12_000
    workers: int = 1
    #: For seeking a cheaper choice.
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Protected:
    """Which cells are hidden, and why: for each table a reason by the cell's place in it."""

    reasons: tuple[Mapping[int, str], ...]
    suppressed: int
    primary: int
    complement: int
    value_lost: float
    #: Is it proved that no cheaper choice exists?
    proved: bool
    #: Cells of earlier releases whose figure has changed since; they no longer tell anything about today's.
    restated: int
