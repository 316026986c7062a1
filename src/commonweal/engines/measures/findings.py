"""What a reading of a file results in: problems, how it was understood, and the accepted facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from commonweal.engines.measures.finding_words import FILES, PARTS, PLACES, PROBLEMS, SEND, SEND_WHAT_WE_MAILED

ERROR, WARNING = "error", "warning"
CODES = (
    "missing-column",
    "extra-column",
    "duplicate-column",
    "unknown-place",
    "unknown-period",
    "unknown-group",
    "unknown-measure",
    "missing-key",
    "duplicate-key",
    "not-a-number",
    "below-min",
    "above-max",
    "too-many-decimals",
    "missing-numerator",
    "zero-denominator",
    "numerator-above-denominator",
    "totals-disagree",
    "bad-date",
    "formula",
    "unreadable-cell",
    "unreadable-file",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at. `row` is the sheet's own number, `column` the header as the partner wrote it."""

    sheet: str | None
    row: int | None
    column: str | None
    code: str
    severity: str = ERROR
    params: Mapping[str, Any] = field(default_factory=dict)
    #: Where the cell stands (0 is column A), for links and notes.
    position: int | None = None

    def words(self, lang: str) -> str:
        """What happened and what to do, without the place."""
        variant = self.params.get("variant")
        key = f"{self.code}.{variant}" if variant else self.code
        if variant == "unlisted":
            key = variant
        params = dict(self.params)
        for name in ("known", "near", "key", "measure", "split"):
            params[name] = params.get(f"{name}_{lang}", params.get(name))
        if variant == "computed":
            # Nobody wrote this number, so nobody misses its last digits.
            params["value"] = round(params["value"], 4)
        if "part" in params:
            params["part"] = PARTS[params["part"]][lang]
        return PROBLEMS[key][lang].format_map(_Shown(params))

    def message(self, lang: str) -> str:
        """The place, then what happened and what to do."""
        return where(self.sheet, self.row, self.column, lang) + self.words(lang)


class _Shown(dict[str, Any]):
    """Numbers as a person writes them, long texts cut."""

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if isinstance(value, float):
            return plain_number(value)
        if isinstance(value, str) and len(value) > 60 and name != "known":
            return value[:57] + "…"
        return value


def plain_number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def where(sheet: str | None, row: int | None, column: str | None, lang: str) -> str:
    parts = []
    if sheet is not None:
        parts.append(PLACES["sheet"][lang].format(sheet=sheet))
    if row is not None:
        parts.append(PLACES["row"][lang].format(row=row))
    if column is not None:
        parts.append(column if row is not None else PLACES["column"][lang].format(column=column))
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}: " if text else ""


class UnreadableFile(Exception):  # noqa: N818 - it names the file's state, and callers say it so
    """The file as a whole cannot be read; the message is one line that says what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        known = self.params.get(f"known_{lang}", self.params.get("known"))
        return FILES[self.code][lang].format(**{**self.params, "known": known})

    def message_to_partner(self, lang: str) -> str:
        """The same to somebody who got a workbook by mail."""
        return self.message(lang).replace(SEND[lang], SEND_WHAT_WE_MAILED[lang])

    def __reduce__(self) -> tuple[Any, ...]:
        return (_remake, (self.code, self.params))


def _remake(code: str, params: dict[str, object]) -> UnreadableFile:
    return UnreadableFile(code, **params)


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How one column was understood: `role` is a key column, a number, `measure:<code>` or `extra`."""

    header: str
    role: str
    column_letter: str


@dataclass(frozen=True, slots=True)
class Dialect:
    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    header_row: int = 1
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Validated:
    rows: int
    accepted: int
    problems: tuple[Problem, ...]
    facts: pa.Table
    columns: tuple[ColumnReading, ...]
    dialect: Dialect
    #: For each measure: how many values were reported, and the sums of what was.
    totals: Mapping[str, Mapping[str, float | int | None]]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == WARNING)


def column_letter(position: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
