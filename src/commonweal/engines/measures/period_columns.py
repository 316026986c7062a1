"""Columns that say when, under other headers than ours: `Year`, `Trimestre`, or a year and a quarter side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pyarrow as pa

from commonweal.engines.measures.csv_blocks import TextBlock
from commonweal.engines.measures.number_reading import tidy
from commonweal.engines.measures.sources import Table

#: The role of a year beside the column that holds its quarters or months.
YEAR_BESIDE = "period:year"
#: Folded header -> whether it names a whole period, a year, or a part of one.
WORDS = {
    **dict.fromkeys(("period", "periods", "periodo", "período", "reporting period", "date", "fecha"), "whole"),
    **dict.fromkeys(("year", "años", "año", "ano", "fiscal year", "school year", "fy", "año fiscal"), "year"),
    **dict.fromkeys(("año escolar", "ciclo escolar"), "year"),
    **dict.fromkeys(("quarter", "qtr", "trimestre", "month", "mes"), "part"),
}
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SHAPES = re.compile(
    r"(?:FY\s*)?(?:19|20)\d{2}(?:\s*[/–-]\s*(?:\d{2}|\d{4}))?"
    r"|(?:19|20)\d{2}[\s,/-]*(?:[QT]\s*[1-4]|[1-4]\s*[QT])"
    r"|(?:[QT]\s*[1-4]|[1-4]\s*[QT])[\s,/-]*(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?:[QT]|quarter|trimestre)?\s*([1-4])\s*[QT]?", re.IGNORECASE)
_MONTHS = (
    ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",),
    ("jul",), ("aug", "ago"), ("sep", "set"), ("oct",), ("nov",), ("dec", "dic"),
)  # fmt: skip


def roles_of_periods(folded: Sequence[str]) -> dict[int, str]:
    """Which of these headers say when: one alone, or a year with its part. Empty where more than one could be meant."""
    kinds = {place: WORDS[name] for place, name in enumerate(folded) if name in WORDS}
    if len(kinds) == 1:
        return dict.fromkeys(kinds, "period")
    if sorted(kinds.values()) == ["part", "year"]:
        return {place: "period" if kind == "part" else YEAR_BESIDE for place, kind in kinds.items()}
    whole = [place for place, kind in kinds.items() if kind == "whole"]
    return {whole[0]: "period"} if len(whole) == 1 else {}


def looks_like_period(text: str) -> bool:
    return _SHAPES.fullmatch(tidy(text)) is not None


class JoinedPeriods:
    """A table whose year and quarter (or month) stand in two columns, read as one period."""

    def __init__(self, table: Table, year: int, part: int) -> None:
        self.table = table
        self.header = table.header
        self.sheet = table.sheet
        self.dialect = table.dialect
        self.problems = table.problems
        self._year, self._part = year, part
        self._makes_month = "m" in tidy(table.header[part]).casefold()[:1]

    def blocks(self, used: Sequence[int], keys: frozenset[int]) -> Iterator[Callable[[], TextBlock]]:
        for read in self.table.blocks(used, keys):
            yield partial(self._joined, read)

    def _joined(self, read: Callable[[], TextBlock]) -> TextBlock:
        block = read()
        pairs = zip(_texts(block.columns[self._year]), _texts(block.columns[self._part]), strict=True)
        joined = pa.array([_join(year, part, self._makes_month) for year, part in pairs], pa.string())
        return TextBlock(block.rows, {**block.columns, self._part: joined}, block.notes, block.records)


def _texts(array: pa.Array) -> list[str]:
    return (array.dictionary_decode() if pa.types.is_dictionary(array.type) else array).to_pylist()


def _join(year: str, part: str, makes_month: bool) -> str:
    """One period; what cannot be joined is left as it stands side by side, to be told of."""
    year, part = tidy(year), tidy(part)
    if not year or looks_like_period(part) or not _YEAR.fullmatch(year):
        return part if looks_like_period(part) else f"{year} {part}".strip()
    if makes_month and (month := _month(part)):
        return f"{year}-{month:02}"
    if not makes_month and (match := _QUARTER.fullmatch(part)):
        return f"{year}-Q{match[1]}"
    return f"{year} {part}".strip()


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    start = text.casefold()[:3]
    return next((number for number, starts in enumerate(_MONTHS, start=1) if start in starts), 0)
