"""Reads released tables for the audit: which column is what, and which figures are hidden, shown or missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from commonweal.cli.file_arguments import CouldNotRun, source
from commonweal.engines.audit import TOTAL, ReleasedCell, ReleasedTable, Share, counts_of_shares
from commonweal.engines.measures.fact_files import fill_numbers, read_columns
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.number_columns import Numbers
from commonweal.engines.measures.number_reading import ESTIMATED, NUMBER, SUPPRESSED
from commonweal.engines.measures.rows import STATUS_WORDS
from commonweal.engines.measures.sources import Table, open_table

NUMBERS = ("value", "numerator", "denominator", "n")
#: Columns that are no dimension. What stands in them beyond the numbers, the audit does not use.
MARKS = ("suppressed", "status")
OTHERS = (*MARKS, "reason", "unit", "note", "partners_in", "partners_asked", "top1", "top2")
YES, NO = ("1", "1.0", "true", "yes", "sí", "si"), ("", "0", "0.0", "false", "no")

WORDS = {
    "missing-column": {
        "en": "{file} has no column {name}. Add it, or name yours with --map YOURS={name}.",
        "es": "{file} no tiene la columna {name}. Añádala, o indique la suya con --map SUYA={name}.",
    },
    "column-twice": {
        "en": "{file}: Two columns are called {name}. Rename one of them.",
        "es": "{file}: Dos columnas se llaman {name}. Cambie el nombre de una.",
    },
    "blank-key": {
        "en": "{file}, row {row}: {name} is empty. Write a name, or Total for the whole.",
        "es": "{file}, fila {row}: {name} está vacía. Escriba un nombre, o Total para el conjunto.",
    },
    "suppressed": {
        "en": "{file}, row {row}: suppressed is {text}, and can only be 0 or 1.",
        "es": "{file}, fila {row}: suppressed es {text}, y solo puede ser 0 o 1.",
    },
    "no-rows": {
        "en": "{file} has no rows with figures. Name a file that has some.",
        "es": "{file} no tiene filas con cifras. Indique un archivo que las tenga.",
    },
    "unknown-column": {
        "en": "{file} has no column {name} to audit by. There are: {known}.",
        "es": "{file} no tiene la columna {name}. Hay estas: {known}.",
    },
    "unknown-header": {
        "en": "No file has a column {name}. Correct the name in --map.",
        "es": "Ningún archivo tiene la columna {name}. Corrija el nombre en --map.",
    },
    "people-shown": {
        "en": "{file}: {count} hidden rows show n, the people behind them. Empty it there too.",
        "es": "{file}: {count} filas ocultas muestran n, las personas que hay detrás. Vacíela también allí.",
    },
}


@dataclass(frozen=True)
class Reading:
    """How the person wants the files to be read."""

    mapping: Mapping[str, str]
    sheet: str | None
    by: Sequence[str] | None
    lang: str

    def fault(self, code: str, **params: object) -> CouldNotRun:
        return CouldNotRun(WORDS[code][self.lang].format(**params))


@dataclass
class _Rows:
    """One file's rows: where each figure stands, its numbers, and whether it is hidden."""

    dimensions: tuple[str, ...]
    keys: list[tuple[str, ...]] = field(default_factory=list)
    parts: list[dict[str, float | None]] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)


def read_releases(names: Sequence[str], reading: Reading) -> tuple[list[ReleasedTable], list[str]]:
    """All files, with each dimension spelled as the first of them spells it."""
    spelled: dict[str, str] = {}
    tables, warnings, headers = [], [], set()
    for name in names:
        found, told, header = _read(name, reading)
        for table in found:
            dimensions = tuple(spelled.setdefault(fold(dimension), dimension) for dimension in table.dimensions)
            tables.append(replace(table, dimensions=dimensions))
        warnings += told
        headers |= {fold(title) for title in header}
    for theirs in reading.mapping:
        if fold(theirs) not in headers:
            raise reading.fault("unknown-header", name=theirs)
    return tables, warnings


def _read(name: str, reading: Reading) -> tuple[list[ReleasedTable], list[str], Sequence[str]]:
    """A released file, what the person who releases it should be warned of, and its header."""
    table, positions = _opened(name, reading)
    rows = _rows(name, table, positions, reading)
    if not rows.keys:
        raise reading.fault("no-rows", file=name)
    told = sum(1 for parts, gone in zip(rows.parts, rows.hidden, strict=True) if gone and parts.get("n") is not None)
    warnings = [WORDS["people-shown"][reading.lang].format(file=name, count=told)] if told else []
    return _tables(name, rows), warnings, table.header


def _tables(name: str, rows: _Rows) -> list[ReleasedTable]:
    """Figures that add up, and the counts behind those that do not: the measures that show a numerator."""
    each = list(zip(rows.keys, rows.parts, rows.hidden, strict=True))

    def measure(key: tuple[str, ...]) -> str:
        return key[rows.dimensions.index("measure")] if "measure" in rows.dimensions else ""

    quotients = {measure(key) for key, parts, _ in each if parts.get("numerator") is not None}
    plain = [ReleasedCell(key, parts["value"], gone) for key, parts, gone in each if measure(key) not in quotients]
    shares = [
        Share(key, parts["value"], parts["numerator"], parts.get("denominator"), gone)
        for key, parts, gone in each
        if measure(key) in quotients
    ]
    tables = [ReleasedTable(name, rows.dimensions, plain)] if plain else []
    return [*tables, counts_of_shares(name, rows.dimensions, shares)] if shares else tables


def _opened(name: str, reading: Reading) -> tuple[Table, dict[str, int]]:
    """The file, and where each of its columns that the audit uses stands."""
    renamed = {fold(theirs): ours for theirs, ours in reading.mapping.items()}

    def role(title: str) -> str:
        known = fold(renamed.get(fold(title), title))
        return known if known in (*NUMBERS, *OTHERS) else renamed.get(fold(title), title).strip()

    def score(cells: Sequence[str]) -> int:
        return len({role(cell) for cell in cells} & {*NUMBERS, *OTHERS})

    table = open_table(source(name), score, sheet=reading.sheet, limits=Limits())
    positions: dict[str, int] = {}
    for i, title in enumerate(table.header):
        if not (ours := role(title)):
            continue
        if fold(ours) in map(fold, positions):
            raise reading.fault("column-twice", file=name, name=ours)
        positions[ours] = i
    if "value" not in positions:
        raise reading.fault("missing-column", file=name, name="value")
    return table, _used(name, positions, reading)


def _used(name: str, positions: Mapping[str, int], reading: Reading) -> dict[str, int]:
    dimensions = [ours for ours in positions if ours not in (*NUMBERS, *OTHERS)]
    by_fold = {fold(dimension): dimension for dimension in dimensions}
    for wanted in reading.by or ():
        if fold(wanted) not in by_fold:
            raise reading.fault("unknown-column", file=name, name=wanted, known=", ".join(dimensions))
    if reading.by is not None:
        dimensions = [by_fold[fold(wanted)] for wanted in reading.by]
    return {ours: positions[ours] for ours in (*dimensions, *NUMBERS, *MARKS) if ours in positions}


def _rows(name: str, table: Table, positions: Mapping[str, int], reading: Reading) -> _Rows:
    blocks, columns = read_columns(table, positions, NUMBERS, {})
    found = _Rows(tuple(ours for ours in positions if ours not in (*NUMBERS, *MARKS)))
    for rows, texts, parts in blocks:
        for part, numbers in parts.items():
            fill_numbers(rows, part, numbers, columns[part], np.zeros(numbers.odd_rows.shape, dtype=bool))
        figures = {part: _figures(numbers) for part, numbers in parts.items()}
        words = {text: array.to_pylist() for text, array in texts.items()}
        for i, row in enumerate(rows.tolist()):
            key = tuple(words[dimension][i] for dimension in found.dimensions)
            given = {part: values[i] for part, values in figures.items()}
            if not any(key) and given["value"] is None:
                continue  # a blank row
            found.keys.append(_key(name, row, dict(zip(found.dimensions, key, strict=True)), reading))
            found.parts.append(given)
            marks = {mark: words[mark][i] or "" for mark in MARKS if mark in words}
            found.hidden.append(_is_hidden(f"{name}:{row}", marks, int(parts["value"].status[i]), reading))
    return found


def _figures(numbers: Numbers) -> list[float | None]:
    known = np.isin(numbers.status, (NUMBER, ESTIMATED)).tolist()
    return [value if is_known else None for value, is_known in zip(numbers.values.tolist(), known, strict=True)]


def _key(name: str, row: int, key: Mapping[str, str | None], reading: Reading) -> tuple[str, ...]:
    for dimension, value in key.items():
        if not value:
            raise reading.fault("blank-key", file=name, row=row, name=dimension)
    return tuple(TOTAL if str(value).casefold() == TOTAL.casefold() else str(value) for value in key.values())


def _is_hidden(where: str, marks: Mapping[str, str], status: int, reading: Reading) -> bool:
    """As the column suppressed says, else a status column; where neither stands, every figure that is not there."""
    if status == SUPPRESSED:
        return True  # a star
    if "suppressed" in marks:
        text = marks["suppressed"].casefold()
        if text not in (*YES, *NO):
            file, _, row = where.rpartition(":")
            raise reading.fault("suppressed", file=file, row=row, text=marks["suppressed"])
        return text in YES
    if "status" in marks and fold(marks["status"]) in STATUS_WORDS:
        return STATUS_WORDS[fold(marks["status"])] == SUPPRESSED
    return status not in (NUMBER, ESTIMATED)
