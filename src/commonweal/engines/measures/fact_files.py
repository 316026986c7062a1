"""Files of facts, in any dialect, as one table for the roll-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.definition import Collection
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.number_columns import NumberColumn, Numbers
from commonweal.engines.measures.number_reading import (
    ESTIMATED,
    MISSING,
    NOT_APPLICABLE,
    NUMBER,
    SUPPRESSED,
    tidy,
)
from commonweal.engines.measures.rollup_words import WORDS
from commonweal.engines.measures.rows import STATUS_WORDS
from commonweal.engines.measures.sources import Table, open_table

NUMBERS = ("value", "numerator", "denominator")
STATUS_TEXTS = {
    NUMBER: "reported",
    MISSING: "missing",
    NOT_APPLICABLE: "not_applicable",
    SUPPRESSED: "suppressed",
    ESTIMATED: "estimated",
}

#: Row numbers, texts by column, numbers by column.
Block = tuple[np.ndarray, dict[str, pa.Array], dict[str, Numbers]]


class FactsError(ValueError):
    """Facts that cannot be used; says where and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


def read_facts(
    sources: Sequence[Path | bytes],
    *,
    collection: Collection,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> pa.Table:
    """All files as one table, a row a fact, with the row's number in its own sheet. A repeated fact is an error."""
    tables = [_read(source, collection, mapping or {}, sheet) for source in sources]
    facts = pa.concat_tables(tables)
    if not facts.num_rows:
        raise FactsError("no-facts")
    _refuse_repeated(facts, collection)
    return facts


def _texts(collection: Collection) -> tuple[str, ...]:
    return ("measure", "period", "place", "partner", *collection.dimensions)


def _read(source: Path | bytes, collection: Collection, mapping: Mapping[str, str], sheet: str | None) -> pa.Table:
    names = (*_texts(collection), "status", *NUMBERS)
    table, positions = open_columns(source, names, ("measure", "value"), mapping, sheet)
    read, numbers = read_columns(table, positions, NUMBERS, collection.markers)
    facts = [_facts(rows, texts, parts, numbers, collection) for rows, texts, parts in read]
    return pa.concat_tables([_schema(collection).empty_table(), *facts])


def open_columns(
    source: Path | bytes, names: Sequence[str], required: Sequence[str], mapping: Mapping[str, str], sheet: str | None
) -> tuple[Table, dict[str, int]]:
    """A file of any kind, and where each of the named columns stands in it."""
    ours = {fold(name): name for name in names}
    theirs = {fold(their): _ours(ours, our) for their, our in mapping.items()}

    def role(title: str) -> str | None:
        return theirs.get(fold(title)) or ours.get(fold(title))

    def score(cells: Sequence[str]) -> int:
        return len({role(cell) for cell in cells} - {None})

    table = open_table(source, score, sheet=sheet, limits=Limits())
    positions: dict[str, int] = {}
    for i, title in enumerate(table.header):
        name = role(title)
        if name in positions:
            raise FactsError("column-twice", name=name)
        if name:
            positions[name] = i
    for name in required:
        if name not in positions:
            raise FactsError("missing-column", name=name)
    return table, positions


def _ours(names: Mapping[str, str], ours: str) -> str:
    if fold(ours) not in names:
        raise FactsError("unknown-column", name=ours, known=", ".join(names.values()))
    return names[fold(ours)]


def read_columns(
    table: Table, positions: Mapping[str, int], number_names: Sequence[str], markers: Mapping[str, Sequence[str]]
) -> tuple[list[Block], dict[str, NumberColumn]]:
    """All blocks of a file: row numbers, texts without the spaces around, and numbers still to be filled."""
    plain = table.dialect.delimiter != ";"
    numbers = {name: NumberColumn(markers, plain) for name in number_names if name in positions}
    keys = frozenset(positions[name] for name in positions if name not in number_names)
    read: list[Block] = []
    above = table.dialect.header_row + 1
    for block in (make() for make in table.blocks(sorted(positions.values()), keys)):
        parts = {name: column.read(block.columns[positions[name]]) for name, column in numbers.items()}
        texts = {name: _tidied(block.columns[positions[name]]) for name in positions if name not in number_names}
        rows = block.rows
        if block.records is not None:  # a block of a delimited text counts its rows from nought
            rows, above = rows + above, above + block.records
        read.append((rows, texts, parts))
    for column in numbers.values():
        column.settle()
    return read, numbers


def fill_numbers(rows: np.ndarray, name: str, numbers: Numbers, column: NumberColumn, percent: np.ndarray) -> None:
    """Put the odd cells' values in place; the first that is no number is an error with its row."""
    told = column.fill(numbers, percent, np.full(numbers.odd_rows.shape, -1))
    for each in told:
        if numbers.status[each.row] not in STATUS_TEXTS:
            raise FactsError("not-a-number-at", row=int(rows[each.row]), column=name, text=each.text)
    faulty = np.flatnonzero(~np.isin(numbers.status, list(STATUS_TEXTS)))
    if len(faulty):
        raise FactsError("not-a-number-at", row=int(rows[faulty[0]]), column=name, text="…")


def _schema(collection: Collection) -> pa.Schema:
    texts = [(name, pa.string()) for name in (*_texts(collection), "status")]
    return pa.schema([("row", pa.int64()), *texts, *((name, pa.float64()) for name in NUMBERS)])


def _tidied(array: pa.Array) -> pa.Array:
    """Without the spaces around, each distinct text looked at once; a blank is null."""
    if not pa.types.is_dictionary(array.type):
        array = pc.dictionary_encode(array)
    words = pa.array([tidy(text or "") or None for text in array.dictionary.to_pylist()], pa.string())
    return words.take(array.indices)


def _facts(
    rows: np.ndarray,
    texts: Mapping[str, pa.Array],
    parts: Mapping[str, Numbers],
    columns: Mapping[str, NumberColumn],
    collection: Collection,
) -> pa.Table:
    percents = {measure.code for measure in collection.measures if measure.kind == "percent"}
    measures = texts["measure"]
    for name, numbers in parts.items():
        of_percent = np.array([measures[int(i)].as_py() in percents for i in numbers.odd_rows], dtype=bool)
        fill_numbers(rows, name, numbers, columns[name], of_percent & (name == "value"))
    filled = {name: texts.get(name, pa.nulls(len(rows), pa.string())) for name in _texts(collection)}
    values = {
        name: pa.array(parts[name].values, from_pandas=True) if name in parts else pa.nulls(len(rows), pa.float64())
        for name in NUMBERS
    }
    status = _statuses(rows, texts.get("status"), parts, values)
    facts = pa.table({"row": pa.array(rows), **filled, "status": status, **values}, schema=_schema(collection))
    # A row without measure and numbers is blank.
    return facts.filter(pc.or_(pc.is_valid(facts["measure"]), pc.is_valid(facts["value"])))


def _statuses(
    rows: np.ndarray, said: pa.Array | None, parts: Mapping[str, Numbers], values: Mapping[str, pa.Array]
) -> pa.Array:
    """What the status column says; where it says nothing, what the value's own cell says."""
    codes = parts["value"].status.copy()
    both = pc.and_(pc.is_valid(values["numerator"]), pc.is_valid(values["denominator"]))
    codes[both.to_numpy(zero_copy_only=False) & (codes == MISSING)] = NUMBER
    if said is not None:
        for i, text in enumerate(said.to_pylist()):
            if text is None:
                continue
            word = STATUS_WORDS.get(fold(text), "unknown")
            if word == "unknown":
                raise FactsError("unknown-status-at", row=int(rows[i]), text=text)
            # "reported" beside an empty cell or a star does not make it a number.
            if word is not None and not (word == NUMBER and codes[i] != NUMBER):
                codes[i] = word
    return pa.array([STATUS_TEXTS[int(code)] for code in codes], pa.string())


def _refuse_repeated(facts: pa.Table, collection: Collection) -> None:
    """One partner says one thing once; facts without a partner may come from several."""
    names = list(_texts(collection))
    known = facts.filter(pc.is_valid(facts["partner"]))
    counted = known.group_by(names).aggregate([([], "count_all"), ("row", "max")])
    again = counted.filter(pc.greater(counted["count_all"], 1))
    if again.num_rows:
        first = again.slice(0, 1).to_pylist()[0]
        key = ", ".join(str(first[name]) for name in names if first[name] is not None)
        raise FactsError("fact-twice", key=key, row=first["row_max"])
