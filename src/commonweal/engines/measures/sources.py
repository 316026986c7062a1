"""Opens whatever a partner sent, by what is in it and not by its name; says plainly what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from commonweal.engines.measures.csv_blocks import TextBlock, raw_blocks, read_block
from commonweal.engines.measures.csv_stream import MAX_COLUMNS, CsvText, Score, open_csv_text
from commonweal.engines.measures.findings import WARNING, Dialect, Problem, UnreadableFile
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.workbook import open_workbook

_MB = 1 << 20


class Table(Protocol):
    """A header, and blocks of the rows below it."""

    @property
    def header(self) -> Sequence[str]: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def dialect(self) -> Dialect: ...
    @property
    def problems(self) -> Sequence[Problem]: ...

    def blocks(self, used: Sequence[int], keys: frozenset[int]) -> Iterator[Callable[[], TextBlock]]: ...


def open_table(source: Path | bytes, score: Score, *, sheet: str | None, limits: Limits) -> Table:
    head = _head(source, limits)
    refuse_other_kinds(head)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # Old workbooks and workbooks behind a password share one container; its directory tells them apart.
        encrypted = "EncryptedPackage".encode("utf-16-le") in _whole(source)
        raise UnreadableFile("password" if encrypted else "xls")
    if head.startswith(b"PK\x03\x04"):
        return open_workbook(_whole(source), score, sheet=sheet, limits=limits)
    if head.startswith(b"PAR1"):
        return ParquetTable(source)
    if _is_no_text(head):
        raise UnreadableFile("other-kind")
    return CsvTable(open_csv_text(source, score))


def _head(source: Path | bytes, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        size, head = len(source), source[:4096]
    else:
        try:
            size = source.stat().st_size
            with source.open("rb") as file:
                head = file.read(4096)
        except OSError as error:
            raise UnreadableFile("no-file", name=source.name, why=error.strerror or error) from error
    if not size:
        raise UnreadableFile("empty")
    if size > limits.file_bytes:
        raise too_large(size, limits.file_bytes)
    return head


def too_large(size: int, limit: int) -> UnreadableFile:
    """The size rounded up and the limit down, so that the two never read the same."""
    return UnreadableFile("too-large", size=f"{-(-size // _MB):,}", limit=f"{limit // _MB:,}")


def _whole(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def refuse_other_kinds(head: bytes) -> None:
    """Files that are no table, told from their first bytes."""
    kinds = (
        (b"%PDF", "pdf"),
        (b"\x89PNG", "picture"),
        (b"\xff\xd8\xff", "picture"),
        (b"GIF8", "picture"),
        (b"\x1f\x8b", "archive"),
        (b"7z\xbc\xaf", "archive"),
        (b"Rar!", "archive"),
        (b"PK\x05\x06", "archive"),
        (b"SQLite format 3", "other-kind"),
        (b"\x7fELF", "other-kind"),
        (b"MZ\x90\x00", "other-kind"),
        (b"{\\rtf", "other-kind"),
    )
    for magic, code in kinds:
        if head.startswith(magic):
            raise UnreadableFile(code)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise UnreadableFile("web-page")
    if start.startswith(b"<?xml"):
        raise UnreadableFile("other-kind")


def _is_no_text(head: bytes) -> bool:
    """A tenth of control characters is a program or a picture; UTF-16 has its NULs beside every letter."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[0::2].count(0) > len(head) * 0.3:
        return False
    if head[1::2].count(0) > len(head) * 0.3:
        return False
    control = len(head) - len(head.translate(None, bytes([*range(9), 11, 12, *range(14, 32)])))
    return control > max(8, len(head) // 10)


@dataclass
class CsvTable:
    text: CsvText
    sheet: str | None = None
    header: Sequence[str] = field(init=False)
    dialect: Dialect = field(init=False)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.header = self.text.header
        self.dialect = Dialect("csv", self.text.encoding, self.text.delimiter, None, self.text.header_row)
        if self.text.cr_only:
            params = {"variant": "line-ends"}
            self.problems.append(Problem(None, None, None, "unreadable-file", WARNING, params))

    def blocks(self, used: Sequence[int], keys: frozenset[int]) -> Iterator[Callable[[], TextBlock]]:
        for block in raw_blocks(self.text):
            yield partial(read_block, block, self.text, used, keys)


@dataclass
class ParquetTable:
    """A Parquet file: the header is row 1, as it would be in a sheet."""

    source: Path | bytes
    sheet: str | None = None
    header: Sequence[str] = field(init=False)
    dialect: Dialect = field(init=False)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            opened = pa.BufferReader(self.source) if isinstance(self.source, bytes) else self.source
            self._file = pq.ParquetFile(opened)
        except MemoryError:
            raise
        except (pa.ArrowException, OSError) as error:
            raise UnreadableFile("broken", why="Parquet") from error
        self.header = self._file.schema_arrow.names
        if len(self.header) > MAX_COLUMNS:
            raise UnreadableFile("too-many-columns", count=f"{len(self.header):,}")
        self.dialect = Dialect("parquet")

    def blocks(self, used: Sequence[int], keys: frozenset[int]) -> Iterator[Callable[[], TextBlock]]:
        row = 2
        for batch in self._file.iter_batches(batch_size=1 << 17, columns=[self.header[i] for i in used]):
            by_name = {name: batch.column(n) for n, name in enumerate(batch.schema.names)}
            columns = {i: as_text(by_name[self.header[i]]) for i in used}
            rows = np.arange(row, row + batch.num_rows, dtype=np.int64)
            row += batch.num_rows
            yield partial(TextBlock, rows, columns)


def as_text(array: pa.Array) -> pa.Array:
    """What a cell of this column shows: numbers and dates in their standard spelling, null as blank."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        array, kind = array.dictionary_decode(), kind.value_type
    if pa.types.is_floating(kind):
        cells = array.to_pylist()
        shown = [
            "" if v is None or v != v else str(int(v)) if v == v // 1 and abs(v) < 1e15 else repr(v) for v in cells
        ]
        return pa.array(shown, pa.string())
    if pa.types.is_timestamp(kind):
        array = pc.cast(array, pa.date32(), safe=False)
    try:
        text = pc.cast(array, pa.string())
    except pa.ArrowNotImplementedError:
        text = pa.array(["" if v is None else str(v) for v in array.to_pylist()], pa.string())
    return pc.fill_null(text, "")
