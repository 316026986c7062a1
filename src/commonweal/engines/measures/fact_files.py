"""Files of facts, in any dialect, as one table for the roll-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.csv_blocks import CellNote, TextBlock
from commonweal.engines.measures.definition import Collection
from commonweal.engines.measures.findings import ERROR, Problem
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.number_columns import NumberColumn, Numbers, misread
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


class UnreadableCell(FactsError):  # noqa: N818 (what it is about)
    """A cell of which nobody can say what stands in it: taken for blank, its row would silently be missing."""

    def __init__(self, row: int, column: str | None, note: CellNote) -> None:
        params = {"text": note.text, "length": note.text, **({"variant": note.variant} if note.variant else {})}
        self.problem = Problem(None, row, column, note.code, ERROR, params)
        super().__init__(note.code)

    def message(self, lang: str) -> str:
        return self.problem.message(lang)


def read_facts(
    sources: Sequence[Path | bytes],
    *,
    collection: Collection,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    needed: Sequence[str] = (),
) -> pa.Table:
    """All files as one table, a row a fact, with the row's number in its own sheet. A repeated fact is an error.

    `needed` are columns of which at least one file must have each.
    """
    names = (*_texts(collection), "status", *NUMBERS)
    opened = [open_columns(source, names, ("measure", "period", "value"), mapping or {}, sheet) for source in sources]
    refuse_unmapped([table for table, _ in opened], mapping or {})
    there = {fold(name) for _, positions in opened for name in positions}
    for name in needed:
        if fold(name) in map(fold, names) and fold(name) not in there:
            raise FactsError("missing-column", name=name)
    facts = pa.concat_tables([_read(table, positions, collection) for table, positions in opened])
    _refuse_blank(facts)
    _refuse_repeated(facts, collection)
    return facts


def _texts(collection: Collection) -> tuple[str, ...]:
    return ("measure", "period", "place", "partner", *collection.dimensions)


def _read(table: Table, positions: Mapping[str, int], collection: Collection) -> pa.Table:
    read, numbers = read_columns(table, positions, NUMBERS, collection.markers, _spellings(collection))
    facts = [_facts(rows, texts, parts, numbers, collection) for rows, texts, parts in read]
    found = pa.concat_tables([_schema(collection).empty_table(), *facts])
    if not found.num_rows:
        raise FactsError("no-facts")
    return found


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


def refuse_unmapped(tables: Sequence[Table], mapping: Mapping[str, str]) -> None:
    """A header that no file has was mistyped: its column would silently be missing."""
    there = {fold(title) for table in tables for title in table.header}
    for their in mapping:
        if fold(their) not in there:
            raise FactsError("unknown-header", name=their)


def _ours(names: Mapping[str, str], ours: str) -> str:
    if fold(ours) not in names:
        raise FactsError("unknown-column", name=ours, known=", ".join(names.values()))
    return names[fold(ours)]


def read_columns(
    table: Table,
    positions: Mapping[str, int],
    number_names: Sequence[str],
    markers: Mapping[str, Sequence[str]],
    spellings: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> tuple[list[Block], dict[str, NumberColumn]]:
    """All blocks of a file: row numbers, texts without the spaces around, and numbers still to be filled."""
    plain = table.dialect.delimiter != ";"
    numbers = {name: NumberColumn(markers, plain) for name in number_names if name in positions}
    read = _read_blocks(table, positions, numbers, spellings)
    if table.dialect.kind == "csv" and (wary := misread(numbers)):
        numbers = {name: NumberColumn(markers, plain and name not in wary) for name in numbers}
        read = _read_blocks(table, positions, numbers, spellings)
    for column in numbers.values():
        column.settle()
    return read, numbers


def _read_blocks(
    table: Table,
    positions: Mapping[str, int],
    numbers: Mapping[str, NumberColumn],
    spellings: Mapping[str, Mapping[str, str]],
) -> list[Block]:
    text_names = [name for name in positions if name not in numbers]
    read: list[Block] = []
    above = table.dialect.header_row + 1
    keys = frozenset(positions[name] for name in text_names)
    for block in (make() for make in table.blocks(sorted(positions.values()), keys)):
        parts = {name: column.read(block.columns[positions[name]]) for name, column in numbers.items()}
        texts = {name: _tidied(block.columns[positions[name]], spellings.get(name, {})) for name in text_names}
        rows = block.rows
        if block.records is not None:  # a block of a delimited text counts its rows from nought
            rows, above = rows + above, above + block.records
        _refuse_unreadable(block, rows, positions, table.header)
        read.append((rows, texts, parts))
    return read


def _refuse_unreadable(block: TextBlock, rows: np.ndarray, positions: Mapping[str, int], header: Sequence[str]) -> None:
    """Of a formula the result is read, where one is stored; all else that cannot be read ends the reading."""
    for note in block.notes:
        is_used = note.position is None or note.position in positions.values()
        if is_used and not (note.code == "formula" and note.variant == "read"):
            raise UnreadableCell(int(rows[note.index]), None if note.position is None else header[note.position], note)


def fill_numbers(rows: np.ndarray, name: str, numbers: Numbers, column: NumberColumn, percent: np.ndarray) -> None:
    """Put the odd cells' values in place; the first that is no number is an error with its row."""
    told = column.fill(numbers, percent, np.full(numbers.odd_rows.shape, -1))
    for each in told:
        if numbers.status[each.row] not in STATUS_TEXTS:
            raise FactsError("not-a-number-at", row=int(rows[each.row]), column=name, text=each.text)
    faulty = np.flatnonzero(~np.isin(numbers.status, list(STATUS_TEXTS)))
    if len(faulty):
        raise FactsError("not-a-number-at", row=int(rows[faulty[0]]), column=name, text="…")


def _spellings(collection: Collection) -> dict[str, dict[str, str]]:
    """How the collection spells a name that somebody wrote in other capitals; a measure's name stands for its code."""
    names = {"measure": {measure.name: measure.code for measure in collection.measures}}
    names["measure"] |= {measure.code: measure.code for measure in collection.measures}
    names["place"] = {place: place for place in collection.places}
    names |= {dimension: {group: group for group in groups} for dimension, groups in collection.dimensions.items()}
    return {column: _folded(spelled) for column, spelled in names.items()}


def _folded(spelled: Mapping[str, str]) -> dict[str, str]:
    """By folded name; two names that differ by capitals alone stay as they are written."""
    meant: dict[str, set[str]] = {}
    for name, stands_for in spelled.items():
        meant.setdefault(fold(name), set()).add(stands_for)
    return {name: next(iter(found)) for name, found in meant.items() if len(found) == 1}


def _schema(collection: Collection) -> pa.Schema:
    texts = [(name, pa.string()) for name in (*_texts(collection), "status")]
    return pa.schema([("row", pa.int64()), *texts, *((name, pa.float64()) for name in NUMBERS)])


def _tidied(array: pa.Array, spellings: Mapping[str, str]) -> pa.Array:
    """Without the spaces around and as the collection spells it, each distinct text looked at once; a blank is null."""
    if not pa.types.is_dictionary(array.type):
        array = pc.dictionary_encode(array)
    words = [tidy(text or "") or None for text in array.dictionary.to_pylist()]
    words = pa.array([word and spellings.get(fold(word), word) for word in words], pa.string())
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
    ratios = pa.array([m.code for m in collection.measures if m.places_rule == "ratio_of_sums"], pa.string())
    of_ratio = pc.is_in(measures, value_set=ratios).to_numpy(zero_copy_only=False)
    status = _statuses(rows, texts.get("status"), _hidden_parts(parts, of_ratio), values)
    facts = pa.table({"row": pa.array(rows), **filled, "status": status, **values}, schema=_schema(collection))
    # A row without measure and numbers is blank.
    return facts.filter(pc.or_(pc.is_valid(facts["measure"]), pc.is_valid(facts["value"])))


def _hidden_parts(parts: Mapping[str, Numbers], of_ratio: np.ndarray) -> np.ndarray:
    """The status of each value; who hides a part of a quotient hides the quotient too."""
    codes = parts["value"].status.copy()
    for name in ("numerator", "denominator"):
        if name in parts:
            codes[(parts[name].status == SUPPRESSED) & (of_ratio | (codes == MISSING))] = SUPPRESSED
    return codes


def _statuses(rows: np.ndarray, said: pa.Array | None, codes: np.ndarray, values: Mapping[str, pa.Array]) -> pa.Array:
    """What the status column says; where it says nothing, what the cells say."""
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


def _refuse_blank(facts: pa.Table) -> None:
    for name in ("measure", "period"):
        blank = facts.filter(pc.is_null(facts[name]))
        if blank.num_rows:
            raise FactsError("blank-key", row=blank["row"][0].as_py(), column=name)


def _refuse_repeated(facts: pa.Table, collection: Collection) -> None:
    """One partner says one thing once; so does nobody in particular."""
    names = list(_texts(collection))
    counted = facts.group_by(names).aggregate([([], "count_all"), ("row", "max")])
    again = counted.filter(pc.greater(counted["count_all"], 1))
    if again.num_rows:
        first = again.slice(0, 1).to_pylist()[0]
        key = ", ".join(str(first[name]) for name in names if first[name] is not None)
        raise FactsError("fact-twice", key=key, row=first["row_max"])
