"""Files of groups: a name, a numerator, a denominator, and where the groups have one their order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from commonweal.engines.measures.fact_files import (
    STATUS_TEXTS,
    FactsError,
    fill_numbers,
    open_columns,
    read_columns,
    refuse_unmapped,
)
from commonweal.engines.measures.key_columns import TOTAL_WORDS
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.number_reading import ESTIMATED, NUMBER
from commonweal.engines.rates.gaps import NOBODY, REPORTED, Group

NAMES = ("group", "numerator", "denominator", "order")
_REQUIRED = NAMES[:3]
_NUMBERS = NAMES[1:]
#: A figure, and the status of its cell.
Cell = tuple[float | None, str]


def read_groups(
    source: Path | bytes, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None
) -> tuple[list[Group], list[str]]:
    """The groups in the order of the file, and the names of rows left out because they add up all the others.

    A blank figure is missing, a star hidden at the source. A group that stands twice is an error with its row.
    """
    table, positions = open_columns(source, NAMES, _REQUIRED, mapping or {}, sheet)
    refuse_unmapped([table], mapping or {})
    blocks, columns = read_columns(table, positions, _NUMBERS, {})
    groups: dict[str, Group] = {}
    totals: list[str] = []
    for rows, texts, parts in blocks:
        for name, numbers in parts.items():
            fill_numbers(rows, name, numbers, columns[name], np.zeros(numbers.odd_rows.shape, dtype=bool))
        for i, (row, group) in enumerate(zip(rows.tolist(), texts["group"].to_pylist(), strict=True)):
            cells = {name: _cell(numbers.values[i], int(numbers.status[i])) for name, numbers in parts.items()}
            if group is None:
                if any(value is not None for value, _ in cells.values()):
                    raise FactsError("blank-key", row=row, column="group")
            elif fold(group) in TOTAL_WORDS:
                totals.append(group)
            elif fold(group) in groups:
                raise FactsError("fact-twice", row=row, key=group)
            else:
                groups[fold(group)] = _group(group, cells)
    if not groups:
        raise FactsError("no-facts")
    return list(groups.values()), totals


def _cell(value: float, status: int) -> Cell:
    return (float(value) if status in (NUMBER, ESTIMATED) else None), STATUS_TEXTS[status]


def _group(name: str, cells: Mapping[str, Cell]) -> Group:
    numerator, denominator = cells["numerator"], cells["denominator"]
    said = [status for value, status in (numerator, denominator) if value is None]
    status = said[0] if said else REPORTED if denominator[0] else NOBODY
    return Group(name, numerator[0], denominator[0], cells.get("order", (None, ""))[0], status)
