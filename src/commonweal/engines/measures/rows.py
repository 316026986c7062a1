"""Rows of one block after reading: key codes, numbers of each group of cells, and notes by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.csv_blocks import CellNote, TextBlock
from commonweal.engines.measures.definition import PARTS, Collection
from commonweal.engines.measures.key_columns import BLANK, TOTAL, KeyCodes, KeyColumn, combined_key, key_columns
from commonweal.engines.measures.layout import TIDY, Layout, fold
from commonweal.engines.measures.number_columns import NumberColumn, Numbers
from commonweal.engines.measures.number_reading import ESTIMATED, MISSING, NOT_APPLICABLE, NUMBER, SUPPRESSED, tidy

NUMBER_PARTS = ("value", *PARTS)
STATUS_WORDS = {
    "": None,
    "reported": NUMBER,
    "missing": MISSING,
    "not applicable": NOT_APPLICABLE,
    "not_applicable": NOT_APPLICABLE,
    "not-applicable": NOT_APPLICABLE,
    "n/a": NOT_APPLICABLE,
    "suppressed": SUPPRESSED,
    "estimated": ESTIMATED,
}
#: Codes of the status column beyond the statuses: nothing said, and a word nobody knows.
UNSAID, UNKNOWN_WORD = 20, 21


@dataclass(slots=True)
class Cells:
    """The numbers of one measure in a wide table, or of every row in a tidy one (`measure` None)."""

    measure: int | None
    parts: dict[str, Numbers]


@dataclass(slots=True)
class RowBlock:
    rows: np.ndarray
    keys: dict[str, KeyCodes]
    cells: list[Cells]
    said: np.ndarray | None
    said_texts: dict[int, str]
    notes: list[CellNote]
    bad: np.ndarray
    #: What a row may not repeat, as one whole number (-1 where a part of it is unknown).
    identity: np.ndarray | None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row that adds up others: kept aside to be compared with them."""

    row: int
    keys: Mapping[str, int]
    texts: Mapping[int, str]

    def moved(self, by: int) -> TotalRow:
        return replace(self, row=self.row + by)


@dataclass
class RowReader:
    """Turns blocks of text into rows, for one file and one collection."""

    collection: Collection
    layout: Layout
    point_is_plain: bool
    #: Columns in which a point may cut thousands all the same.
    wary: frozenset[int] = frozenset()
    keys: dict[str, KeyColumn] = field(init=False)
    numbers: dict[int, NumberColumn] = field(init=False)
    groups: list[tuple[int | None, dict[str, int]]] = field(init=False)
    identity_roles: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.keys = key_columns(self.collection)
        self.identity_roles = [
            f"dimension:{name}" if name in self.collection.dimensions else name
            for name in self.collection.key
            if name != "measure" or self.layout.kind == TIDY
        ]
        self.groups = self._groups()
        markers = self.collection.markers
        positions = [position for _, parts in self.groups for position in parts.values()]
        self.numbers = {p: NumberColumn(markers, self.point_is_plain and p not in self.wary) for p in positions}

    def _groups(self) -> list[tuple[int | None, dict[str, int]]]:
        found: list[tuple[int | None, dict[str, int]]] = []
        if self.layout.kind == TIDY:
            return [(None, self._positions({part: part for part in (*NUMBER_PARTS, *self.collection.bounds)}))]
        for index, measure in enumerate(self.collection.measures):
            role = f"measure:{measure.code}"
            parts = self._positions({"value": role, **{part: f"{role}.{part}" for part in PARTS}})
            if parts:
                found.append((index, parts))
        return found

    def _positions(self, roles: Mapping[str, str]) -> dict[str, int]:
        positions = {part: self.layout.position(role) for part, role in roles.items()}
        return {part: position for part, position in positions.items() if position is not None}

    def key_positions(self) -> frozenset[int]:
        positions = (self.layout.position(role) for role in (*self.keys, "status"))
        return frozenset(position for position in positions if position is not None)

    def read(self, block: TextBlock) -> tuple[RowBlock, list[TotalRow]]:
        keys = self._read_keys(block)
        keep, totals = self._set_aside(block, keys)
        notes = block.notes
        rows = block.rows
        columns = block.columns
        if keep is not None:
            rows = rows[keep]
            chosen = pa.array(keep)
            columns = {position: array.filter(chosen) for position, array in columns.items()}
            keys = {role: codes.filtered(keep) for role, codes in keys.items()}
            notes = _moved(notes, keep)
        cells = [
            Cells(measure, {part: self.numbers[p].read(columns[p]) for part, p in parts.items()})
            for measure, parts in self.groups
        ]
        said, said_texts = self._read_status(columns)
        bad = np.zeros(len(rows), dtype=bool)
        return RowBlock(rows, keys, cells, said, said_texts, notes, bad, self._identity(keys)), totals

    def _identity(self, keys: Mapping[str, KeyCodes]) -> np.ndarray | None:
        if not self.identity_roles or any(role not in keys for role in self.identity_roles):
            return None
        codes = [keys[role].codes for role in self.identity_roles]
        identity = combined_key(codes, [len(self.keys[role].declared) for role in self.identity_roles])
        unknown = np.logical_or.reduce([part < 0 for part in codes])
        if unknown.any():
            identity[unknown] = -1
        return identity

    def _read_keys(self, block: TextBlock) -> dict[str, KeyCodes]:
        found = {}
        for role, column in self.keys.items():
            position = self.layout.position(role)
            if position is not None:
                found[role] = column.read(block.columns[position])
            elif role.removeprefix("dimension:") not in self.collection.key and len(column.declared) == 1:
                found[role] = column.constant(len(block.rows))
        return found

    def _set_aside(self, block: TextBlock, keys: Mapping[str, KeyCodes]) -> tuple[np.ndarray | None, list[TotalRow]]:
        """Blank rows and totals rows are no data: which rows stay (None: all), and the totals."""
        read = {role: k.codes for role, k in keys.items() if self.layout.position(role) is not None}
        total = np.zeros(len(block.rows), dtype=bool)
        empty = np.ones(len(block.rows), dtype=bool)
        for codes in read.values():
            total |= codes == TOTAL
            empty &= codes == BLANK
        candidates = np.flatnonzero(empty)
        blank = np.zeros(len(block.rows), dtype=bool)
        if candidates.size:
            noted = {note.index for note in block.notes}
            cells = [block.columns[p].take(pa.array(candidates)).to_pylist() for p in block.columns]
            blank_rows = [
                i for i, texts in zip(candidates, zip(*cells, strict=True), strict=True) if not any(map(tidy, texts))
            ]
            blank[[i for i in blank_rows if i not in noted]] = True
        if not total.any() and not blank.any():
            return None, []
        totals = [self._total(block, read, int(i)) for i in np.flatnonzero(total & ~blank)]
        return ~(total | blank), totals

    def _total(self, block: TextBlock, read: Mapping[str, np.ndarray], index: int) -> TotalRow:
        texts = {p: block.columns[p][index].as_py() for p in self.numbers}
        return TotalRow(int(block.rows[index]), {role: int(codes[index]) for role, codes in read.items()}, texts)

    def _read_status(self, columns: Mapping[int, pa.Array]) -> tuple[np.ndarray | None, dict[int, str]]:
        position = self.layout.position("status")
        if position is None:
            return None, {}
        array = columns[position]
        if not pa.types.is_dictionary(array.type):
            array = pc.dictionary_encode(array)
        texts = [tidy(text) for text in array.dictionary.to_pylist()]
        aliases = {fold(text): status for text, status in self.collection.aliases.get("status", {}).items()}
        words = [STATUS_WORDS.get(aliases.get(fold(text), fold(text)), UNKNOWN_WORD) for text in texts]
        indices = array.indices.to_numpy(zero_copy_only=False)
        said = np.array([UNSAID if word is None else word for word in words] or [0], dtype=np.int8)[indices]
        unknown = np.flatnonzero(said == UNKNOWN_WORD)
        return said, {int(i): texts[indices[i]] for i in unknown}


def _moved(notes: list[CellNote], keep: np.ndarray) -> list[CellNote]:
    """Notes of the rows that stay, at their new indices."""
    place = np.cumsum(keep) - 1
    return [
        CellNote(int(place[note.index]), note.position, note.code, note.variant, note.text)
        for note in notes
        if keep[note.index]
    ]
