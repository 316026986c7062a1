"""Blocks of a delimited text as columns of text, with the row numbers of the sheet.

A block without oddities goes through Arrow's reader. One with a line break inside quotes, a NUL or a very
long line goes through Python's, which is slower and takes each cell as it stands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from commonweal.engines.measures.csv_stream import MAX_COLUMNS, CsvText
from commonweal.engines.measures.findings import UnreadableFile

MAX_CELL = 32_767


@dataclass(frozen=True, slots=True)
class CellNote:
    """Something seen while reading one cell (or, without a position, one row)."""

    index: int
    position: int | None
    code: str
    variant: str | None = None
    text: str = ""


@dataclass(slots=True)
class TextBlock:
    """Some rows: their numbers, and the text of each column that is used.

    Where `records` is set, rows count from 0 within the block, which spans so many rows of the sheet:
    blocks are read side by side, and their places are known only when all before them were read.
    """

    rows: np.ndarray
    columns: dict[int, pa.Array]
    notes: list[CellNote] = field(default_factory=list)
    records: int | None = None


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Whole records: the first `cut` bytes of the data. `one_line` where no quote holds a line end."""

    data: bytes
    cut: int
    one_line: bool


def raw_blocks(text: CsvText) -> Iterator[RawBlock]:
    """Cut the text between records; nothing is copied but what is left over."""
    rest = b""
    parts: list[bytes] = []
    size, enough = 0, 0
    for chunk in text.chunks():
        parts.append(chunk)
        size += len(chunk)
        # A record that stays open (a stray quote) is searched again only when it has doubled.
        if size < enough:
            continue
        data = b"".join(parts) if len(parts) > 1 else chunk
        cut, one_line = _cut(data)
        rest = data[cut:]
        parts, size = [rest] if rest else [], len(rest)
        enough = 0 if cut else 2 * size
        if cut:
            yield RawBlock(data, cut, one_line)
    if last := b"".join(parts):
        yield RawBlock(last, len(last), last.count(b'"') % 2 == 0 and _cut(last + b"\n")[1])


def _cut(data: bytes) -> tuple[int, bool]:
    """Where the last whole record ends, and whether every record is one line."""
    if b'"' not in data:
        return data.rfind(b"\n") + 1, True
    array = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(array == 0x0A)
    quotes = np.flatnonzero(array == 0x22)
    closed = np.searchsorted(quotes, ends) % 2 == 0
    whole = np.flatnonzero(closed)
    if not whole.size:
        return 0, False
    return int(ends[whole[-1]]) + 1, bool(closed[: whole[-1] + 1].all())


def _is_plain(block: RawBlock) -> bool:
    """One line each, no NUL, and no line longer than a cell may be: each such stretch has a line end."""
    if not block.one_line or block.data.find(b"\0", 0, block.cut) >= 0:
        return False
    step = MAX_CELL // 2
    return all(block.data.find(b"\n", start, start + step) >= 0 for start in range(0, block.cut - step, step))


def _records(data: bytes, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(data.decode(), newline="\n"), delimiter=delimiter, skipinitialspace=delimiter != "\t")


def read_block(block: RawBlock, text: CsvText, used: Sequence[int], keys: frozenset[int]) -> TextBlock:
    if not _is_plain(block):
        return _read_slowly(block, text, used)
    width = len(text.header)
    names = [str(position) for position in range(width)]
    odd: list[tuple[int, str]] = []

    def keep_odd(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip"

    types = {str(i): pa.dictionary(pa.int32(), pa.string()) if i in keys else pa.string() for i in used}
    table = arrow_csv.read_csv(
        pa.BufferReader(pa.py_buffer(block.data).slice(0, block.cut)),
        read_options=arrow_csv.ReadOptions(use_threads=False, column_names=names, block_size=block.cut + 1),
        parse_options=arrow_csv.ParseOptions(
            delimiter=text.delimiter, ignore_empty_lines=False, invalid_row_handler=keep_odd
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=types, include_columns=list(types), null_values=[], check_utf8=False
        ),
    )
    columns = {i: table.column(str(i)).combine_chunks() for i in used}
    records = table.num_rows + len(odd)
    rows = np.arange(records, dtype=np.int64)
    if not odd:
        return TextBlock(rows, columns, records=records)
    rows = np.delete(rows, [number - 1 for number, _ in odd])
    return _with_odd(TextBlock(rows, columns, records=records), odd, text, used)


def _with_odd(block: TextBlock, odd: Sequence[tuple[int, str]], text: CsvText, used: Sequence[int]) -> TextBlock:
    """Put rows of another width back in their places: short ones end in blanks, long ones are named."""
    records = [next(_records(line.encode(), text.delimiter), []) for _, line in odd]
    numbers = np.array([number - 1 for number, _ in odd], dtype=np.int64)
    extra = _from_records(records, numbers, len(text.header), used)
    rows = np.concatenate([block.rows, numbers])
    order = np.argsort(rows, kind="stable")
    columns = {}
    for position in used:
        parts = [pc.cast(block.columns[position], pa.string()), extra.columns[position]]
        columns[position] = pa.concat_arrays(parts).take(pa.array(order))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    offset = len(block.rows)
    notes = [CellNote(int(place[offset + n.index]), n.position, n.code, n.variant, n.text) for n in extra.notes]
    return TextBlock(rows[order], columns, notes, block.records)


def _read_slowly(block: RawBlock, text: CsvText, used: Sequence[int]) -> TextBlock:
    try:
        records = list(_records(block.data[: block.cut], text.delimiter))
    except csv.Error as error:
        raise UnreadableFile("broken", why=error) from error
    rows = np.arange(len(records), dtype=np.int64)
    return _from_records(records, rows, len(text.header), used)


def _from_records(records: Sequence[Sequence[str]], rows: np.ndarray, width: int, used: Sequence[int]) -> TextBlock:
    notes = []
    cells: dict[int, list[str]] = {position: [] for position in used}
    for index, record in enumerate(records):
        if len(record) > MAX_COLUMNS:
            raise UnreadableFile("too-many-columns", count=f"{len(record):,}")
        if any(cell.strip() for cell in record[width:]):
            notes.append(CellNote(index, None, "unreadable-cell", "ragged"))
        for position, cell in enumerate(record):
            if "\0" in cell:
                notes.append(CellNote(index, position, "unreadable-cell", "nul"))
            elif len(cell) > MAX_CELL:
                notes.append(CellNote(index, position, "unreadable-cell", "long", f"{len(cell):,}"))
        for position in used:
            cell = record[position] if position < len(record) else ""
            cells[position].append("" if len(cell) > MAX_CELL or "\0" in cell else cell)
    columns = {i: pa.array(column, pa.string()) for i, column in cells.items()}
    return TextBlock(rows, columns, notes, len(records))
