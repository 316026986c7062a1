"""Tables of cells as the protector takes them: dimensions, a value, and perhaps who stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from commonweal.engines.measures.fact_files import FactsError, fill_numbers, read_columns
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.number_reading import SUPPRESSED
from commonweal.engines.measures.sources import Table as OpenTable
from commonweal.engines.measures.sources import open_table
from commonweal.engines.protection import ProtectionError, total_of

NUMBERS = ("value", "n", "top1", "top2", "suppressed")
#: What says something about a cell and is no dimension.
REMARKS = ("reason",)
MOST_ROWS = 500_000


@dataclass(frozen=True)
class CellTable:
    """One file: its dimensions by their headers, coordinates and numbers by row, in the order of the file."""

    header: Sequence[str]
    dimensions: Sequence[str]
    coordinates: Sequence[tuple[str, ...]]
    numbers: Mapping[str, np.ndarray]
    #: Hidden before the file came here.
    hidden: np.ndarray

    def figures(self, name: str) -> list[float | None]:
        return [None if np.isnan(figure) else float(figure) for figure in self.numbers[name]]


def read_cells(source: Path | bytes, mapping: Mapping[str, str], *, released: bool = False) -> CellTable:
    """`released` files hide what is empty where they have no column `suppressed`."""
    ours = {fold(name): name for name in (*NUMBERS, *REMARKS)} | {fold(t): o for t, o in mapping.items()}
    table = open_table(source, partial(_score, ours), sheet=None, limits=Limits())
    positions = _positions(table, ours)
    blocks, columns = read_columns(table, positions, NUMBERS, {})
    dimensions = [name for name in positions if name not in (*NUMBERS, *REMARKS)]
    coordinates: list[tuple[str, ...]] = []
    parts: dict[str, list[np.ndarray]] = {name: [] for name in columns}
    stars: list[np.ndarray] = []
    for rows, texts, numbers in blocks:
        _refuse_many(len(coordinates) + len(rows))
        for name, column in numbers.items():
            fill_numbers(rows, name, column, columns[name], np.zeros(column.odd_rows.shape, dtype=bool))
            _refuse_below_nought(rows, name, column.values)
            parts[name].append(column.values)
        stars.append(numbers["value"].status == SUPPRESSED)
        coordinates += _coordinates(rows, [texts[name].to_pylist() for name in dimensions], dimensions)
    if not coordinates:
        raise ProtectionError("no-rows")
    joined = {name: np.concatenate(found) for name, found in parts.items()}
    hidden = _hidden(joined, np.concatenate(stars), released=released)
    header = [name for name in positions if name in dimensions or name in ("value", "n")]
    return CellTable(header, dimensions, coordinates, joined, hidden)


def _score(ours: Mapping[str, str], cells: Sequence[str]) -> int:
    return len({ours.get(fold(cell)) for cell in cells} - {None})


def _positions(table: OpenTable, ours: Mapping[str, str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for i, title in enumerate(table.header):
        name = ours.get(fold(title), title.strip())
        if name in positions:
            raise FactsError("column-twice", name=name)
        if name:
            positions[name] = i
    if "value" not in positions:
        raise FactsError("missing-column", name="value")
    if not set(positions) - {*NUMBERS, *REMARKS}:
        raise ProtectionError("no-dimensions")
    return positions


def _coordinates(rows: np.ndarray, texts: Sequence[list[str | None]], names: Sequence[str]) -> list[tuple[str, ...]]:
    for name, column in zip(names, texts, strict=True):
        if None in column:
            raise FactsError("blank-key", row=int(rows[column.index(None)]), column=name)
    return list(zip(*([total_of(str(code)) for code in column] for column in texts), strict=True))


def _refuse_many(count: int) -> None:
    if count > MOST_ROWS:
        raise ProtectionError("too-many-rows", limit=f"{MOST_ROWS:,}")


def _refuse_below_nought(rows: np.ndarray, name: str, values: np.ndarray) -> None:
    below = np.flatnonzero(values < 0)
    if len(below):
        raise ProtectionError("below-nought", row=int(rows[below[0]]), column=name)


def _hidden(numbers: Mapping[str, np.ndarray], stars: np.ndarray, *, released: bool) -> np.ndarray:
    if "suppressed" in numbers:
        return stars | (numbers["suppressed"] == 1)
    return stars | (np.isnan(numbers["value"]) & released)
