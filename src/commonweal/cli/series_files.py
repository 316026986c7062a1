"""Files of series: a period, a value, and where there are several the name of the series."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from commonweal.engines.measures.fact_files import FactsError, fill_numbers, open_columns, read_columns, refuse_unmapped
from commonweal.engines.measures.number_reading import ESTIMATED, NUMBER
from commonweal.engines.series.target import Point
from commonweal.lib.periods import PeriodError, period_sort_key, period_value

NAMES = ("period", "value", "series")


def read_series(
    source: Path | bytes, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None
) -> dict[str | None, list[Point]]:
    """Each series' points in time, a blank value as None. A period that stands twice is an error."""
    table, positions = open_columns(source, NAMES, ("period", "value"), mapping or {}, sheet)
    refuse_unmapped([table], mapping or {})
    blocks, columns = read_columns(table, positions, ("value",), {})
    found: dict[str | None, list[Point]] = {}
    seen: dict[tuple[str | None, float], str] = {}
    for rows, texts, parts in blocks:
        numbers = parts["value"]
        fill_numbers(rows, "value", numbers, columns["value"], np.ones(numbers.odd_rows.shape, dtype=bool))
        known = np.isin(numbers.status, [NUMBER, ESTIMATED])
        names = texts["series"].to_pylist() if "series" in texts else [None] * len(rows)
        for i, (period, name) in enumerate(zip(texts["period"].to_pylist(), names, strict=True)):
            if period is None and not known[i]:
                continue
            at = _at(int(rows[i]), period)
            if (name, at) in seen:
                raise FactsError("fact-twice", row=int(rows[i]), key=", ".join(filter(None, (name, period))))
            seen[name, at] = period
            found.setdefault(name, []).append(Point(period, float(numbers.values[i]) if known[i] else None))
    if not found:
        raise FactsError("no-facts")
    return {name: sorted(points, key=lambda point: period_sort_key(point.period)) for name, points in found.items()}


def _at(row: int, period: str | None) -> float:
    try:
        return period_value(period or "")
    except PeriodError as fault:
        raise PeriodError(fault.code, fault.text, row) from fault
