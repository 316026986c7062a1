"""The naive attacker: tries every table of whole numbers. Shares nothing with the auditor but the cells' form."""

from collections.abc import Mapping, Sequence
from itertools import product

from commonweal.engines.audit import ReleasedTable, Splits

Cell = frozenset[tuple[str, str]]
Sums = list[tuple[Cell, list[Cell]]]


def place_of(table: ReleasedTable, coordinates: Sequence[str]) -> Cell:
    return frozenset((d, v) for d, v in zip(table.dimensions, coordinates, strict=True) if v != "Total")


def ranges_by_trial(
    tables: Sequence[ReleasedTable], splits: Splits, largest: int
) -> dict[Cell, tuple[int, int]] | None:
    """The least and greatest value of each hidden cell over all tables that fit; None where none fits.

    `largest` has to be beyond every value that can occur; the splits are whole and their parts do not overlap.
    """
    known: dict[Cell, float] = {}
    asked: list[Cell] = []
    for table in tables:
        for cell in table.cells:
            place = place_of(table, cell.coordinates)
            if cell.value is not None:
                if known.setdefault(place, cell.value) != cell.value:
                    return None
            elif place not in asked:
                asked.append(place)
    open_ = [place for place in asked if place not in known]
    hidden = {place_of(t, c.coordinates) for t in tables for c in t.cells if c.hidden}
    sums = [each for table in tables for each in sums_of(table, splits)]
    found: dict[Cell, set[int]] = {place: set() for place in open_}
    for values in fitting(open_, known, sums, largest):
        for place in open_:
            found[place].add(int(values[place]))
    if open_ and not found[open_[0]]:
        return None
    if not open_ and not all(fits(each, known) for each in sums):
        return None
    told = {place: (min(values), max(values)) for place, values in found.items() if place in hidden}
    told |= {place: (int(known[place]), int(known[place])) for place in hidden if place in known}
    return told


def sums_of(table: ReleasedTable, splits: Splits) -> Sums:
    """Each parent row with the rows of its parts, in this table."""
    places = {place_of(table, cell.coordinates) for cell in table.cells}
    found: Sums = []
    for name in table.dimensions:
        values = sorted({value for place in places for d, value in place if d == name})
        ways: Mapping[str, Sequence[Sequence[str]]] = splits.get(name) or {"Total": [values]}
        for place in {frozenset((d, v) for d, v in place if d != name) for place in places}:
            for parent, each in ways.items():
                whole = place if parent == "Total" else place | {(name, parent)}
                found += [(whole, [place | {(name, part)} for part in way]) for way in each if whole in places]
    return found


def fits(one: tuple[Cell, list[Cell]], values: Mapping[Cell, float]) -> bool:
    whole, parts = one
    return values[whole] == sum(values[part] for part in parts)


def fitting(open_: Sequence[Cell], known: Mapping[Cell, float], sums: Sums, largest: int) -> list[dict[Cell, float]]:
    """All tables, tried cell by cell; a sum is checked as soon as its last cell is set."""
    tables: list[dict[Cell, float]] = [dict(known)]
    set_ = set(known)
    waiting = list(sums)
    for place in (None, *open_):
        if place is not None:
            set_.add(place)
            tables = [{**table, place: value} for table, value in product(tables, range(largest + 1))]
        ready = [each for each in waiting if {each[0], *each[1]} <= set_]
        waiting = [each for each in waiting if each not in ready]
        tables = [table for table in tables if all(fits(each, table) for each in ready)]
    assert not waiting, "the naive attacker needs a row for every cell"
    return tables
