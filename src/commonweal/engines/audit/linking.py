"""One set of cells out of several tables: the same coordinates are the same figure, in every file and release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commonweal.engines.audit.released import (
    LARGEST,
    TOTAL,
    AuditError,
    Contradiction,
    ReleasedCell,
    ReleasedTable,
    label,
    shown,
)

#: A cell's place: a value for each dimension of all tables, None where it is the whole of that dimension.
Key = tuple[str | None, ...]


@dataclass
class LinkedCells:
    """Every figure once. `values` has None where no file shows it."""

    dimensions: tuple[str, ...]
    ids: dict[Key, int] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    values: list[float | None] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float | None] = field(default_factory=list)
    #: The first file that shows the figure, else the first that has it.
    names: list[str] = field(default_factory=list)
    #: What each file calls hidden: (table, cell in it, the figure).
    hidden: list[tuple[int, int, int]] = field(default_factory=list)
    #: The figures of each table, in its own order.
    of_table: list[list[int]] = field(default_factory=list)

    def add(self, key: Key, name: str = "") -> int:
        """A figure's number; one that no file has yet is unknown."""
        found = self.ids.get(key)
        if found is None:
            found = self.ids[key] = len(self.keys)
            self.keys.append(key)
            self.values.append(None)
            self.lows.append(0)
            self.highs.append(None)
            self.names.append(name)
        return found

    def label(self, number: int) -> str:
        key = self.keys[number]
        return label({d: TOTAL if v is None else v for d, v in zip(self.dimensions, key, strict=True)})

    def coordinates_used(self, number: int) -> tuple[bool, ...]:
        return tuple(value is not None for value in self.keys[number])


def link(tables: Sequence[ReleasedTable]) -> LinkedCells:
    """All tables' figures together. Two files that show different values for one figure contradict each other."""
    if not any(table.cells for table in tables):
        raise AuditError("no-cells")
    cells = LinkedCells(tuple(dict.fromkeys(name for table in tables for name in table.dimensions)))
    for number, table in enumerate(tables):
        if not table.dimensions:
            raise AuditError("no-dimensions", table=table.name)
        cells.of_table.append([])
        _add_table(cells, table, number)
    return cells


def _add_table(cells: LinkedCells, table: ReleasedTable, number: int) -> None:
    where = [table.dimensions.index(d) if d in table.dimensions else None for d in cells.dimensions]
    seen: set[int] = set()
    for position, cell in enumerate(table.cells):
        here = cell.coordinates
        key = tuple(None if i is None or here[i] == TOTAL else here[i] for i in where)
        figure = cells.add(key, table.name)
        if figure in seen:
            raise AuditError("cell-twice", table=table.name, cell=table.label(cell))
        seen.add(figure)
        cells.of_table[number].append(figure)
        _refuse_unusable(table, cell)
        _merge(cells, table, cell, figure)
        if cell.hidden:
            cells.hidden.append((number, position, figure))


def _refuse_unusable(table: ReleasedTable, cell: ReleasedCell) -> None:
    if cell.value is None:
        return
    where: Mapping[str, object] = {"table": table.name, "cell": table.label(cell), "value": shown(cell.value)}
    if cell.hidden:
        raise AuditError("hidden-with-value", **where)
    if cell.value < 0:
        raise AuditError("negative", **where)
    if cell.value > LARGEST:
        raise AuditError("too-large", **where)


def _merge(cells: LinkedCells, table: ReleasedTable, cell: ReleasedCell, figure: int) -> None:
    known = cells.values[figure]
    if cell.value is not None and known is None:
        cells.values[figure], cells.names[figure] = cell.value, table.name
    elif cell.value is not None and cell.value != known:
        raise Contradiction(
            "two-values",
            cell=table.label(cell),
            first=shown(known),
            first_table=cells.names[figure],
            second=shown(cell.value),
            second_table=table.name,
        )
    cells.lows[figure] = max(cells.lows[figure], cell.low)
    if cell.high is not None:
        high = cells.highs[figure]
        cells.highs[figure] = cell.high if high is None else min(high, cell.high)
