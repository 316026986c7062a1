"""A workbook's sheet as a table: which sheet, which row is its header, and the rows below as columns of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import pyarrow as pa

from commonweal.engines.measures.csv_blocks import MAX_CELL, CellNote, TextBlock
from commonweal.engines.measures.csv_stream import Score
from commonweal.engines.measures.findings import Dialect, Problem, UnreadableFile
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.package import Contents, Package, SheetEntry, read_contents
from commonweal.engines.measures.sheet_cells import SheetCells, read_formats, read_shared_strings, read_sheet

_HEADER_WITHIN = 60
_BLOCK = 50_000


class SheetTable:
    """One sheet, its header found."""

    problems: Sequence[Problem] = ()

    def __init__(self, name: str, cells: SheetCells, header_row: int) -> None:
        self.sheet = name
        self._cells = cells
        self._header_row = header_row
        titles = cells.rows.get(header_row, {})
        self.header = tuple(titles.get(i, "") for i in range(max(titles, default=-1) + 1))
        self.dialect = Dialect("xlsx", header_row=header_row, sheet=name)

    def blocks(self, used: Sequence[int], keys: frozenset[int]) -> Iterator[Callable[[], TextBlock]]:
        self._fill_merged(keys)
        rows = sorted(row for row in self._rows() if row > self._header_row)
        for start in range(0, len(rows), _BLOCK):
            yield partial(self._block, rows[start : start + _BLOCK], used)

    def _rows(self) -> set[int]:
        return set(self._cells.rows) | {row for row, _ in self._cells.formulas}

    def _fill_merged(self, keys: frozenset[int]) -> None:
        """A key merged over several rows stands beside each of them, and so is read for each."""
        for top, left, bottom, _ in self._cells.merged:
            text = self._cells.rows.get(top, {}).get(left)
            if text and left in keys and top > self._header_row:
                for row in range(top + 1, bottom + 1):
                    if row in self._cells.rows:
                        self._cells.rows[row].setdefault(left, text)

    def _block(self, rows: Sequence[int], used: Sequence[int]) -> TextBlock:
        columns: dict[int, pa.Array] = {}
        notes: list[CellNote] = []
        cells = [self._cells.rows.get(row, {}) for row in rows]
        for position in used:
            columns[position] = pa.array([c.get(position, "") for c in cells], pa.string())
        wanted = set(used)
        for index, (row, texts) in enumerate(zip(rows, cells, strict=True)):
            for position, text in texts.items():
                if len(text) > MAX_CELL:
                    notes.append(CellNote(index, position, "unreadable-cell", "long", f"{len(text):,}"))
                elif "\0" in text:
                    notes.append(CellNote(index, position, "unreadable-cell", "nul"))
            for position in wanted:
                if (row, position) in self._cells.formulas:
                    notes.append(self._formula(index, self._cells.formulas[row, position], position))
        return TextBlock(np.array(rows, dtype=np.int64), columns, notes)

    def _formula(self, index: int, stored: str | None, position: int) -> CellNote:
        if stored is None:
            return CellNote(index, position, "formula")
        return CellNote(index, position, "formula", "read", stored.replace("\x02", ""))


def open_workbook(data: bytes, score: Score, *, sheet: str | None, limits: Limits) -> SheetTable:
    package = Package(data, limits)
    contents = read_contents(package)
    entries = _choose(contents, sheet)
    strings = read_shared_strings(package, contents.shared_strings)
    formats = read_formats(package, contents.styles)
    best: tuple[int, SheetTable] | None = None
    for entry in entries:
        cells = read_sheet(package.read(entry.part), strings, formats, contents.from_1904)
        if not cells.rows:
            continue
        named, row = _find_header(cells, score)
        if best is None or named > best[0]:
            best = named, SheetTable(entry.name, cells, row)
    if best is None:
        raise UnreadableFile("no-table")
    return best[1]


def _choose(contents: Contents, sheet: str | None) -> Sequence[SheetEntry]:
    """The sheet asked for; else those that can be seen; else all."""
    if sheet is None:
        return [entry for entry in contents.sheets if not entry.hidden] or contents.sheets
    wanted = sheet.strip().casefold()
    found = [entry for entry in contents.sheets if entry.name.strip().casefold() == wanted]
    if not found:
        raise UnreadableFile("no-sheet", name=sheet, known=", ".join(e.name for e in contents.sheets))
    return found


def _find_header(cells: SheetCells, score: Score) -> tuple[int, int]:
    best: tuple[int, int] | None = None
    for row in sorted(cells.rows)[:_HEADER_WITHIN]:
        titles = cells.rows[row]
        if not any(text.strip() for text in titles.values()):
            continue
        named = score(list(titles.values()))
        if best is None or named > best[0]:
            best = named, row
    if best is None:
        raise UnreadableFile("no-table")
    return best
