"""From tables and earlier releases to one system: cells with the same coordinates are one cell, and all sums count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from commonweal.engines.protection.families import Hierarchy, refuse_unplaced
from commonweal.engines.protection.sums_of_tables import Key, key_of, sums_of
from commonweal.engines.protection.tables import Figure, ProtectionError, Table

Row = tuple[int, ...]


@dataclass
class Linked:
    """All cells, each once, with what the reader and the publisher know of them."""

    lines: tuple[str, ...]
    #: How far a sum may be out because its figures are rounded: half a unit of the last decimal, by line.
    slack: tuple[float, ...]
    figures: list[list[Figure]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    number: dict[Key, int] = field(default_factory=dict)
    sums: dict[Row, None] = field(default_factory=dict)
    #: For each of today's tables, where its cells are.
    places: list[list[int]] = field(default_factory=list)
    #: Shown by an earlier release; hidden by one; hidden before they came here.
    known: set[int] = field(default_factory=set)
    earlier: set[int] = field(default_factory=set)
    at_source: set[int] = field(default_factory=set)
    restated: int = 0

    def add(self, key: Key, figures: list[Figure] | None = None, *, own: bool = False) -> int:
        """The cell of that key; `own` makes another of the same key, for a figure that has changed since."""
        if own or key not in self.number:
            self.figures.append(figures or [None] * len(self.lines))
            self.names.append(", ".join(code for _, code in key) or "Total")
            self.keys.append(key)
            if own:
                return len(self.figures) - 1
            self.number[key] = len(self.figures) - 1
        return self.number[key]

    def adds_up(self, row: Row) -> bool | None:
        """Whether a sum comes out; None where a figure is not known."""
        known = True
        for line, slack in enumerate(self.slack):
            found = [self.figures[cell][line] for cell in row]
            if any(figure is None for figure in found):
                known = False
                continue
            total, *parts = (figure or 0.0 for figure in found)
            if abs(total - sum(parts)) > slack * len(row) + 1e-6 * max(1.0, abs(total)) * (slack > 0):
                return False
        return True if known else None


def link(tables: Sequence[Table], hierarchy: Hierarchy, prior: Sequence[Table], slack: Sequence[float]) -> Linked:
    linked = Linked(tuple(tables[0].lines), tuple(slack))
    for table in tables:
        refuse_unplaced(table.dimensions, table.coordinates, hierarchy)
        _add_table(linked, table)
    for table, places in zip(tables, linked.places, strict=True):
        _add_sums(linked, table, places, hierarchy)
    for table in prior:
        _add_earlier(linked, table, hierarchy)
    return linked


def _figures(linked: Linked, table: Table, cell: int) -> list[Figure]:
    return [table.lines[line][cell] if line in table.lines else None for line in linked.lines]


def _add_table(linked: Linked, table: Table) -> None:
    places: list[int] = []
    seen: set[int] = set()
    for cell, coordinates in enumerate(table.coordinates):
        key, figures = key_of(table.dimensions, coordinates), _figures(linked, table, cell)
        number = linked.add(key, figures)
        if number in seen:
            raise ProtectionError("cell-twice", name=table.name(cell))
        if linked.figures[number] != figures:
            raise ProtectionError("tables-disagree", name=table.name(cell))
        seen.add(number)
        if cell in table.hidden:
            linked.at_source.add(number)
        places.append(number)
    linked.places.append(places)


def _add_sums(linked: Linked, table: Table, places: Sequence[int], hierarchy: Hierarchy) -> None:
    for row, leaves in sums_of(table, places, hierarchy, linked.add):
        # A leaf that is not in the table is nobody, where the sum comes out without it.
        if leaves and linked.adds_up(row) is False:
            row = (*row, *(linked.add(leaf) for leaf in leaves))
        linked.sums[row] = None


def _add_earlier(linked: Linked, table: Table, hierarchy: Hierarchy) -> None:
    """Tie an earlier release to today's cells where its figures still hold."""
    places, tied = [], set()
    for cell, coordinates in enumerate(table.coordinates):
        key = key_of(table.dimensions, coordinates)
        if cell in table.hidden:
            number = linked.add(key)
            linked.earlier.add(number)
            tied.add(number)
        else:
            number = _shown_earlier(linked, key, _figures(linked, table, cell))
        places.append(number)
    # Where a sum no longer comes out with today's figures, what it hid were others.
    rows = list(_sums_of_earlier(linked, table, places, hierarchy))
    old: dict[int, int] = {}
    for row in rows:
        if linked.adds_up(row) is False:
            if not tied & set(row):
                raise ProtectionError("earlier-disagrees", **_said(linked, row))
            old |= {cell: linked.add(linked.keys[cell], own=True) for cell in tied & set(row) - old.keys()}
    linked.restated += len(old)
    for row in rows:
        linked.sums[tuple(old.get(cell, cell) for cell in row)] = None


def _sums_of_earlier(linked: Linked, table: Table, places: Sequence[int], hierarchy: Hierarchy) -> list[Row]:
    rows = []
    for row, leaves in sums_of(table, places, hierarchy, lambda key: linked.add(key, own=True)):
        if leaves and linked.adds_up(row) is False and not linked.earlier & set(row):
            row = (*row, *(linked.add(leaf, own=True) for leaf in leaves))
        rows.append(row)
    return rows


def _shown_earlier(linked: Linked, key: Key, figures: list[Figure]) -> int:
    if all(figure is None for figure in figures):
        return linked.add(key, figures, own=True)
    fresh = key not in linked.number
    number = linked.add(key, figures)
    now = linked.figures[number]
    if not fresh and any(then is not None and then != figure for then, figure in zip(figures, now, strict=True)):
        linked.restated += 1
        number = linked.add(key, figures, own=True)
    linked.known.add(number)
    return number


def refuse_contradictions(linked: Linked) -> None:
    for row in linked.sums:
        if linked.adds_up(row) is False and not any(linked.figures[cell][0] is None for cell in row):
            raise ProtectionError("sum-disagrees", **_said(linked, row))


def _said(linked: Linked, row: Row) -> dict[str, object]:
    """The first line of a sum that does not come out, for a message."""
    for line in range(len(linked.lines)):
        total, *parts = (linked.figures[cell][line] or 0.0 for cell in row)
        if abs(total - sum(parts)) > 1e-6:
            break
    return {"name": linked.names[row[0]], "total": _plain(total), "parts": _plain(sum(parts))}


def _plain(figure: float) -> str:
    return f"{figure:,.10g}" if figure != int(figure) else f"{int(figure):,}"
