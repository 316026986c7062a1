"""Tables for tests, and an attacker of our own: he tries every table that fits what is shown."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from commonweal.engines.protection import Table

Codes = Sequence[str]


def with_totals(leaves: Mapping[tuple[str, ...], int], *dimensions: str) -> Table:
    """All cells of a cross table with its totals, in a fixed order."""
    columns = [sorted({codes[i] for codes in leaves}) for i in range(len(dimensions))]
    rows = list(itertools.product(*([*column, "Total"] for column in columns)))
    return Table(dimensions, rows, {"value": [float(_sum(leaves, row)) for row in rows]})


def _sum(leaves: Mapping[tuple[str, ...], int], row: Codes) -> int:
    return sum(value for codes, value in leaves.items() if _within(codes, row))


def _within(codes: Codes, row: Codes) -> bool:
    return all(wanted in (code, "Total") for code, wanted in zip(codes, row, strict=True))


def cross(table: Sequence[Sequence[int]]) -> Table:
    """A two-way table from its inner figures."""
    return with_totals(
        {(f"r{i}", f"c{j}"): value for i, row in enumerate(table) for j, value in enumerate(row)}, "row", "column"
    )


def exposed(table: Table, hidden: set[int], level: int) -> set[int]:
    """The hidden cells that a reader can narrow too far, by trying every table that fits, with leaves up to a limit.

    He stops as soon as he has seen each cell far enough apart.
    """
    low, high = dict.fromkeys(hidden, 10**9), dict.fromkeys(hidden, -1)
    narrow = set(hidden)
    largest = max(
        int(v or 0) for row, v in zip(table.coordinates, table.lines["value"], strict=True) if "Total" not in row
    )
    for figures in _fitting(table, hidden, limit=largest + level):
        for cell in tuple(narrow):
            low[cell], high[cell] = min(low[cell], figures[cell]), max(high[cell], figures[cell])
            if high[cell] >= level and high[cell] - low[cell] >= level:
                narrow.remove(cell)
        if not narrow:
            break
    return narrow


def _fitting(table: Table, hidden: set[int], limit: int) -> Iterator[list[int]]:
    """Every table that a reader cannot rule out, leaf after leaf."""
    shown = {i: int(v or 0) for i, v in enumerate(table.lines["value"]) if i not in hidden}
    leaves = [i for i, row in enumerate(table.coordinates) if "Total" not in row]
    above = [[i for i, row in enumerate(table.coordinates) if _within(table.coordinates[leaf], row)] for leaf in leaves]
    last = {total: n for n, totals in enumerate(above) for total in totals}
    figures = [0] * len(table)

    def fill(n: int) -> Iterator[list[int]]:
        if n == len(leaves):
            yield list(figures)
            return
        room = min((shown[i] - figures[i] for i in above[n] if i in shown), default=limit)
        closing = [shown[i] - figures[i] for i in above[n] if i in shown and last[i] == n]
        for value in {closing[0]} if closing else range(room + 1):
            if not 0 <= value <= room or any(value != left for left in closing):
                continue
            for i in above[n]:
                figures[i] += value
            yield from fill(n + 1)
            for i in above[n]:
                figures[i] -= value

    yield from fill(0)
