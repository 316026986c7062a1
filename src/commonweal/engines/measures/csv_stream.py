"""Bytes of a delimited text as UTF-8 lines: encoding, line ends, and where the table begins."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonweal.engines.measures.findings import UnreadableFile

CHUNK = 2 << 20
_SAMPLE = 1 << 18
_DELIMITERS = (",", ";", "\t", "|")
_HEADER_WITHIN = 60
MAX_COLUMNS = 16_384
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# One cell may be long (it is then named as a problem); Python's own limit would stop the whole file.
csv.field_size_limit(1 << 30)

Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class CsvText:
    """A delimited text, ready to be read from the line after its header."""

    source: Path | bytes
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_row: int
    header_lines: int
    skip_bytes: int
    cr_only: bool

    def chunks(self) -> Iterator[bytes]:
        """UTF-8 from the line after the header on."""
        lines = self.header_lines
        for chunk in _chunks(self.source, self.skip_bytes):
            while lines and chunk:
                end = chunk.find(b"\n") + 1
                if not end:
                    chunk = b""
                else:
                    chunk, lines = chunk[end:], lines - 1
            if chunk:
                yield chunk


def open_csv_text(source: Path | bytes, score: Score) -> CsvText:
    head = source[:_SAMPLE] if isinstance(source, bytes) else _head(source)
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), None) or _unmarked(head)
    skip = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
    content: Path | bytes = source
    if encoding in ("utf-8", "utf-8-sig"):
        facts = _scan(source, skip)
        if facts is None:
            encoding, content, skip = "cp1252", _transcoded(source, "cp1252"), 0
            facts = _scan(content, 0)
    else:
        content, skip = _transcoded(source, encoding), 0
        facts = _scan(content, 0)
    assert facts is not None, "text that was just written as UTF-8 is UTF-8"
    if facts.lone_cr:
        content, skip = _one_line_end(content, skip), 0
    sample = next(_chunks(content, skip), b"")[:_SAMPLE].decode("utf-8", errors="ignore")
    delimiter, row, lines, header = _find_header(sample, score)
    if len(header) > MAX_COLUMNS:
        raise UnreadableFile("too-many-columns", count=f"{len(header):,}")
    cr_only = facts.lone_cr and not facts.has_lf
    return CsvText(content, encoding, delimiter, tuple(header), row, lines, skip, cr_only)


@dataclass(frozen=True)
class _LineEnds:
    lone_cr: bool
    has_lf: bool


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SAMPLE)


def _chunks(source: Path | bytes, skip: int) -> Iterator[bytes]:
    if isinstance(source, bytes):
        for start in range(skip, len(source), CHUNK):
            yield source[start : start + CHUNK]
        return
    with source.open("rb") as file:
        file.seek(skip)
        while chunk := file.read(CHUNK):
            yield chunk


def _unmarked(head: bytes) -> str:
    """UTF-16 without a mark shows a NUL beside nearly every letter."""
    if len(head) >= 4 and not len(head) % 2 or len(head) > 64:
        pairs = len(head) // 2
        if head[1::2].count(0) > pairs * 0.7 and head[0::2].count(0) < pairs * 0.1:
            return "utf-16-le"
        if head[0::2].count(0) > pairs * 0.7 and head[1::2].count(0) < pairs * 0.1:
            return "utf-16-be"
    return "utf-8"


def _scan(source: Path | bytes, skip: int) -> _LineEnds | None:
    """One pass over everything: None where it is no UTF-8, else how its lines end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lone_cr = has_lf = open_cr = False
    try:
        for chunk in _chunks(source, skip):
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
            returns = chunk.count(b"\r") if b"\r" in chunk else 0
            if open_cr and not chunk.startswith(b"\n"):
                lone_cr = True
            open_cr = chunk.endswith(b"\r")
            if returns and returns - open_cr != chunk.count(b"\r\n"):
                lone_cr = True
            has_lf = has_lf or b"\n" in chunk
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return _LineEnds(lone_cr or open_cr, has_lf)


def _transcoded(source: Path | bytes, encoding: str) -> bytes:
    raw = source if isinstance(source, bytes) else source.read_bytes()
    try:
        return raw.decode(encoding).encode()
    except UnicodeDecodeError:
        if encoding != "cp1252":
            raise UnreadableFile("broken", why=encoding) from None
        # Five bytes have no letter in Windows-1252; programs that write them mean Latin-1.
        return raw.decode("latin-1").encode()


def _one_line_end(source: Path | bytes, skip: int) -> bytes:
    raw = (source if isinstance(source, bytes) else source.read_bytes())[skip:]
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _find_header(sample: str, score: Score) -> tuple[str, int, int, list[str]]:
    """The delimiter and the row whose cells name most columns; else the first row that is not blank."""
    best: tuple[tuple[int, int, int], tuple[str, int, int, list[str]]] | None = None
    for order, delimiter in enumerate(_DELIMITERS):
        found = _header_with(sample, delimiter, score)
        if found is None:
            continue
        named, row, lines, cells = found
        rank = (named, min(len(cells), 2), -order)
        if best is None or rank > best[0]:
            best = rank, (delimiter, row, lines, cells)
    if best is None:
        raise UnreadableFile("empty")
    return best[1]


def _header_with(sample: str, delimiter: str, score: Score) -> tuple[int, int, int, list[str]] | None:
    reader = csv.reader(io.StringIO(sample, newline="\n"), delimiter=delimiter, skipinitialspace=delimiter != "\t")
    best: tuple[int, int, int, list[str]] | None = None
    for row, cells in enumerate(reader, start=1):
        if row > _HEADER_WITHIN:
            break
        if not any(cell.strip(" \ufeff\x00") for cell in cells):
            continue
        named = score(cells)
        if best is None or named > best[0]:
            best = named, row, reader.line_num, cells
    return best
