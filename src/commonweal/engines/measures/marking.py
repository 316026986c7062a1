"""The marked copy: the partner's own file with a note on each problem and one added sheet that lists them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from commonweal.engines.measures.csv_blocks import MAX_CELL
from commonweal.engines.measures.csv_stream import MAX_COLUMNS, open_csv_text
from commonweal.engines.measures.finding_words import LISTING
from commonweal.engines.measures.findings import Problem, column_letter
from commonweal.engines.measures.workbook_marks import MOST_NOTES, listing_name, mark_workbook

_LAST_ROW = 1_048_576


def mark(source: bytes, filename: str | None, problems: Sequence[Problem], lang: str = "en") -> bytes:
    """A workbook with notes on the cells and a sheet `Problems`.

    A workbook comes back as it was, byte for byte in each part that needs no mark. Another file becomes a
    workbook in which every cell is text, so that nothing in it can act as a formula.
    """
    if source.startswith(b"PK\x03\x04"):
        return mark_workbook(source, problems, lang)
    title = _sheet_title(Path(filename or "").stem)
    rows = _parquet_rows(source) if source.startswith(b"PAR1") else _csv_rows(source, problems)
    return _as_workbook(rows, title or "Data", problems, lang)


def _sheet_title(stem: str) -> str:
    """What Excel takes as a sheet's name: no such characters, at most 31 units of UTF-16 (an emoji has two)."""
    plain = stem.translate(str.maketrans("[]:*?/\\'", "________"))
    return plain.encode("utf-16-le")[: 2 * 31].decode("utf-16-le", "ignore")


def _csv_rows(source: bytes, problems: Sequence[Problem]) -> Iterator[Sequence[str]]:
    columns = {problem.column for problem in problems}
    text = replace(open_csv_text(source, lambda cells: len(columns.intersection(cells))), header_lines=0)
    content = b"".join(text.chunks()).decode()
    return csv.reader(io.StringIO(content, newline="\n"), delimiter=text.delimiter)


def _parquet_rows(source: bytes) -> Iterator[Sequence[str]]:
    table = pq.read_table(pa.BufferReader(source))
    yield table.column_names
    for batch in table.to_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield ["" if cell is None else str(cell) for cell in row]


def _as_workbook(rows: Iterator[Sequence[str]], title: str, problems: Sequence[Problem], lang: str) -> bytes:
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(title)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for index, cells in enumerate(rows):
        if index >= _LAST_ROW:
            break
        for position, cell in enumerate(cells[:MAX_COLUMNS]):
            if cell:
                sheet.write_string(index, position, cell.replace("\0", "\ufffd")[:MAX_CELL])
    for (row, position), text in list(notes_by_cell(problems, lang).items())[:MOST_NOTES]:
        if row <= _LAST_ROW:
            sheet.write_comment(row - 1, position, text, {"x_scale": 1.6, "author": "Commonweal"})
    _add_listing(book, listing_name([title]), title, problems, lang)
    book.close()
    return out.getvalue()


def _add_listing(book: xlsxwriter.Workbook, name: str, title: str, problems: Sequence[Problem], lang: str) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 2, 16)
    sheet.set_column(3, 3, 100)
    for position, word in enumerate(("cell", "row", "column", "words")):
        sheet.write_string(0, position, LISTING[word][lang])
    for index, problem in enumerate(problems[: _LAST_ROW - 1], start=1):
        if problem.row is not None and index <= 60_000:
            cell = f"{column_letter(problem.position or 0)}{problem.row}"
            sheet.write_url(index, 0, f"internal:'{title}'!{cell}", string=cell)
            sheet.write_number(index, 1, problem.row)
        sheet.write_string(index, 2, problem.column or "")
        sheet.write_string(index, 3, problem.words(lang))


def notes_by_cell(problems: Sequence[Problem], lang: str) -> dict[tuple[int, int], str]:
    """One note for each cell; a problem of a whole row stands on its first cell."""
    notes: dict[tuple[int, int], str] = {}
    for problem in problems:
        if problem.row is None:
            continue
        cell = (problem.row, problem.position or 0)
        words = problem.words(lang)
        notes[cell] = f"{notes[cell]}\n{words}" if cell in notes else words
    return notes
