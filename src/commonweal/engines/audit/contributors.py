"""What those who contributed to a figure can work out of each other, from what is released and what they gave.

Whoever gave a part of a figure takes it away: what is left are the others. The most that another can have given is the
most that is left. That is too close where it is less than a few percent above what the other gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from commonweal.engines.audit.auditing import Terms, audit
from commonweal.engines.audit.released import AuditError, ReleasedCell, ReleasedTable

#: By the coordinates of a cell, what each contributor gave.
Gave = Mapping[tuple[str, ...], Mapping[str, float]]
#: A reader who gave nothing.
NOBODY = ""
SAME = 1e-6


def worked_out_by_contributors(table: ReleasedTable, gave: Gave, *, percent: float) -> list[tuple[str, ...]]:
    """The cells of which somebody knows what another gave to within so many percent above it, in the table's order.

    One who gave little knows less than one who gave much, so those are asked who gave the most to a cell, or to all
    hidden cells together, and readers who gave nothing.
    """
    cells = {cell.coordinates: cell for cell in table.cells}
    told = {where: given for where, given in gave.items() if where in cells and any(given.values())}
    found = set()
    for who in (NOBODY, *sorted(_largest(cells, told))):
        most = _most_of_the_others(table, told, who)
        for where, given in told.items():
            left = most.get(where)
            if left is not None and any(
                left < amount * (1 + percent / 100) - SAME for other, amount in given.items() if other != who
            ):
                found.add(where)
    return [cell.coordinates for cell in table.cells if cell.coordinates in found]


def _largest(cells: Mapping[tuple[str, ...], ReleasedCell], gave: Gave) -> set[str]:
    together: dict[tuple[str, ...], dict[str, float]] = {}
    for where, given in gave.items():
        if cells[where].value is None:
            sums = together.setdefault(where[1:], {})
            for who, amount in given.items():
                sums[who] = sums.get(who, 0.0) + amount
    asked = [*gave.values(), *together.values()]
    return {who for given in asked for who in sorted(given, key=lambda one: -given[one])[:2]}


def _most_of_the_others(table: ReleasedTable, gave: Gave, who: str) -> Mapping[tuple[str, ...], float | None]:
    """By cell the most that is left without what one of them gave; None where there is no end."""
    left = [replace(cell, value=_left(cell.value, gave, cell, who)) for cell in table.cells]
    most = {cell.coordinates: cell.value for cell in left if cell.value is not None}
    if any(cell.hidden for cell in left):
        most |= dict(_highs(replace(table, cells=left)))
    return most


def _left(value: float | None, gave: Gave, cell: ReleasedCell, who: str) -> float | None:
    return None if value is None else max(0.0, round(value - gave.get(cell.coordinates, {}).get(who, 0.0), 6))


def _highs(table: ReleasedTable) -> Iterator[tuple[tuple[str, ...], float]]:
    loose = [replace(cell, low=0, high=None) for cell in table.cells]
    try:
        answer = audit([replace(table, cells=loose)], terms=Terms(level=1, missing_is_nobody=True))
    except AuditError:
        return  # what is left fits no sum: parts that one of them gave are none of the whole that it gave
    for cell in answer.cells:
        if cell.high is not None:
            yield tuple(cell.cell[name] for name in table.dimensions), cell.high
