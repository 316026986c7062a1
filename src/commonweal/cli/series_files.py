"""Files of series: a period, a value or counts, and where there are several the name of the series."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.engines.measures.fact_files import FactsError, fill_numbers, open_columns, read_columns, refuse_unmapped
from commonweal.engines.measures.number_columns import NumberColumn, Numbers
from commonweal.engines.measures.number_reading import ESTIMATED, NUMBER
from commonweal.engines.series.target import Point
from commonweal.lib.periods import PeriodError, period_kind, period_sort_key, period_value

#: Squares and products of figures beyond this leave the range of a computer's numbers.
LARGEST = 1e100

#: A period and its numbers in the order that was asked for; None is a missing one.
Row = tuple[str, tuple[float | None, ...]]
WORDS = {
    "no-rows": {
        "en": "The file has a header and no rows. Add at least one period.",
        "es": "El archivo tiene un encabezado y ninguna fila. Añada al menos un periodo.",
    },
    "numerator-above": {
        "en": "{period}: the numerator {numerator:g} is above the denominator {denominator:g}. Correct one of them.",
        "es": "{period}: el numerador {numerator:g} es mayor que el denominador {denominator:g}. Corrija uno de ellos.",
    },
    "too-large": {
        "en": "Row {row}, {column}: the number is too large to work with. Use a larger unit.",
        "es": "Fila {row}, {column}: el número es demasiado grande para calcular. Use una unidad mayor.",
    },
    "below-zero": {
        "en": "{period}: a count is below zero. Correct it.",
        "es": "{period}: una cantidad es menor que cero. Corríjala.",
    },
}
#: What a kind of period is called: one of them, and several.
KINDS = {
    "year": {"en": ("a year", "years"), "es": ("un año", "años")},
    "school-year": {"en": ("a school year", "school years"), "es": ("un año escolar", "años escolares")},
    "quarter": {"en": ("a quarter", "quarters"), "es": ("un trimestre", "trimestres")},
    "month": {"en": ("a month", "months"), "es": ("un mes", "meses")},
    "day": {"en": ("a day", "days"), "es": ("un día", "días")},
}
MIXED = {
    "en": "Row {row}, period: {period} is {one} among {others}. They make no line together: leave out one kind, or "
    "name each in a column series.",
    "es": "Fila {row}, period: {period} es {one} entre {others}. Juntos no forman una línea: deje fuera una clase, o "
    "nombre cada una en una columna series.",
}


@dataclass(frozen=True)
class MixedKinds:
    """A period of another kind than most of its series: a warning, for the file can be read."""

    row: int
    period: str
    kind: str
    others: str

    def message(self, lang: str) -> str:
        one, others = KINDS[self.kind][lang][0], KINDS[self.others][lang][1]
        return MIXED[lang].format(row=self.row, period=self.period, one=one, others=others)


#: Hears what is to be known of a file that can be read.
Warned = Callable[[MixedKinds], None]


class SeriesError(ValueError):
    """A series that cannot be used; says which period and what to do."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


@dataclass(frozen=True)
class Counts:
    """Periods in time that have both counts, with a base above zero."""

    periods: list[str]
    numerators: list[float]
    denominators: list[float]


def read_series(
    source: Path | bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    warned: Warned = lambda _: None,
) -> dict[str | None, list[Point]]:
    """Each series' points in time, a blank value as None. A period that stands twice is an error."""
    rows = read_rows(source, ("value",), mapping=mapping, sheet=sheet, warned=warned)
    return {name: [Point(period, value) for period, (value,) in found] for name, found in rows.items()}


def read_counts(
    source: Path | bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    warned: Warned = lambda _: None,
    shares: bool,
) -> dict[str | None, Counts]:
    """Each series' counts with their bases; of `shares` none is above its base. A base of zero has no rate."""
    rows = read_rows(source, ("numerator", "denominator"), mapping=mapping, sheet=sheet, warned=warned)
    return {name: _counts(found, shares) for name, found in rows.items()}


def read_rows(
    source: Path | bytes,
    numbers: Sequence[str],
    *,
    mapping: Mapping[str, str] | None,
    sheet: str | None,
    warned: Warned,
) -> dict[str | None, list[Row]]:
    """Each series' rows in time, with the columns of numbers that were asked for."""
    names = ("period", "series", *numbers)
    table, positions = open_columns(source, names, ("period", *numbers), mapping or {}, sheet)
    refuse_unmapped([table], mapping or {})
    blocks, columns = read_columns(table, positions, numbers, {})
    found: dict[str | None, list[Row]] = {}
    seen: set[tuple[str | None, float]] = set()
    told: dict[str | None, list[tuple[int, str]]] = {}
    for rows, texts, parts in blocks:
        known = _known(rows, parts, columns)
        series = texts["series"].to_pylist() if "series" in texts else [None] * len(rows)
        for i, (period, name) in enumerate(zip(texts["period"].to_pylist(), series, strict=True)):
            values = tuple(float(parts[each].values[i]) if known[each][i] else None for each in numbers)
            if period is None and not any(known[each][i] for each in numbers):
                continue
            key = (name, _at(int(rows[i]), period))
            if key in seen:
                raise FactsError("fact-twice", row=int(rows[i]), key=", ".join(filter(None, (name, period))))
            seen.add(key)
            if any(known[each][i] for each in numbers):
                told.setdefault(name, []).append((int(rows[i]), period))
            found.setdefault(name, []).append((period, values))
    if not found:
        raise SeriesError("no-rows")
    if mixed := _mixed_in(told):
        warned(mixed)
    return {name: sorted(each, key=lambda row: period_sort_key(row[0])) for name, each in found.items()}


def _mixed_in(told: Mapping[str | None, list[tuple[int, str]]]) -> MixedKinds | None:
    """The first figure of another kind of period than most of its series; of as many of each, than the first."""
    for rows in told.values():
        kinds = [period_kind(period) for _, period in rows]
        most = max(dict.fromkeys(kinds), key=kinds.count)
        odd = next((MixedKinds(*row, kind, most) for row, kind in zip(rows, kinds, strict=True) if kind != most), None)
        if odd:
            return odd
    return None


def _known(
    rows: np.ndarray, parts: Mapping[str, Numbers], columns: Mapping[str, NumberColumn]
) -> dict[str, np.ndarray]:
    """Puts the numbers of a block in place, and tells for each column which rows have one."""
    known = {}
    for name, numbers in parts.items():
        percent = np.full(numbers.odd_rows.shape, name == "value", dtype=bool)
        fill_numbers(rows, name, numbers, columns[name], percent)
        known[name] = np.isin(numbers.status, [NUMBER, ESTIMATED])
        large = np.flatnonzero(known[name] & ~(np.abs(numbers.values) <= LARGEST))
        if len(large):
            raise SeriesError("too-large", row=int(rows[large[0]]), column=name)
    return known


def _counts(rows: Sequence[Row], shares: bool) -> Counts:
    kept: list[tuple[str, float, float]] = []
    for period, (numerator, denominator) in rows:
        if numerator is None or not denominator:
            continue
        if numerator < 0 or denominator < 0:
            raise SeriesError("below-zero", period=period)
        if shares and numerator > denominator:
            raise SeriesError("numerator-above", period=period, numerator=numerator, denominator=denominator)
        kept.append((period, numerator, denominator))
    return Counts([row[0] for row in kept], [row[1] for row in kept], [row[2] for row in kept])


def _at(row: int, period: str | None) -> float:
    try:
        return period_value(period or "")
    except PeriodError as fault:
        raise PeriodError(fault.code, fault.text, row) from fault
