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
    names = {fold(name): name for name in (*_texts(collection), "status", *NUMBERS)}
    theirs = {fold(their): _ours(names, our) for their, our in mapping.items()}

    def role(title: str) -> str | None:
        return theirs.get(fold(title)) or names.get(fold(title))

    table = open_table(source, lambda cells: len({role(cell) for cell in cells} - {None}), sheet=sheet, limits=Limits())
    positions: dict[str, int] = {}
    for i, title in enumerate(table.header):
        name = role(title)
        if name in positions:
            raise FactsError("column-twice", name=name)
        if name:
            positions[name] = i
    for name in ("measure", "value"):
        if name not in positions:
            raise FactsError("missing-column", name=name)
    return _converted(table, positions, collection)


def _ours(names: Mapping[str, str], ours: str) -> str:
    if fold(ours) not in names:
        raise FactsError("unknown-column", name=ours, known=", ".join(names.values()))
    return names[fold(ours)]


def _converted(table: Table, positions: Mapping[str, int], collection: Collection) -> pa.Table:
    used = sorted(positions.values())
    plain = table.dialect.delimiter != ";"
    numbers = {n: NumberColumn(collection.markers, plain) for n in NUMBERS if n in positions}
    keys = frozenset(positions[name] for name in positions if name not in NUMBERS)
    read = []
    above = table.dialect.header_row + 1
    for block in (make() for make in table.blocks(used, keys)):
        parts = {name: column.read(block.columns[positions[name]]) for name, column in numbers.items()}
        texts = {name: _tidied(block.columns[positions[name]]) for name in positions if name not in NUMBERS}
        rows = block.rows
        if block.records is not None:  # a block of a delimited text counts its rows from nought
            rows, above = rows + above, above + block.records
        read.append((rows, texts, parts))
    for column in numbers.values():
        column.settle()
    schema = _schema(collection)
    return pa.concat_tables(
        [schema.empty_table(), *(_facts(rows, texts, parts, numbers, collection) for rows, texts, parts in read)]
    )


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
        odd = numbers.odd_rows
        of_percent = np.array([measures[int(i)].as_py() in percents for i in odd], dtype=bool)
        where = name == "value" and of_percent
        told = columns[name].fill(numbers, np.broadcast_to(where, odd.shape), np.full(odd.shape, -1))
        for each in told:
            if numbers.status[each.row] not in STATUS_TEXTS:
                raise FactsError("not-a-number-at", row=int(rows[each.row]), column=name, text=each.text)
        faulty = list(np.flatnonzero(~np.isin(numbers.status, list(STATUS_TEXTS))))
        if faulty:
            raise FactsError("not-a-number-at", row=int(rows[faulty[0]]), column=name, text="…")
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
