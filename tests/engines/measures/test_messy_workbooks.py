"""Messy workbooks cell by cell: what comes out is what stands in them by hand, and by another reader."""

import warnings
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.sources import open_table
from tests.engines.measures.shared_data import SHARED, shared

WORKBOOKS = sorted((SHARED / "data" / "messy").rglob("*.xlsx"))
#: Read in the file's own XML; dates are numbers there, counted from 1904 in one of the files.
BY_HAND = [
    ("readxl/deaths.xlsx", "arts", "A6", "David Bowie"),
    ("readxl/deaths.xlsx", "arts", "E6", "1947-01-08"),
    ("readxl/deaths.xlsx", "arts", "D6", "TRUE"),
    ("readxl/deaths.xlsx", "arts", "C7", "60"),
    ("readxl/clippy.xlsx", "list-column", "B4", "2007-01-01"),
    ("readxl/clippy.xlsx", "list-column", "B5", "0.9"),
    ("readxl/type-me.xlsx", "date_coercion", "A3", "2016-05-23"),
    ("readxl/type-me.xlsx", "date_coercion", "A7", "4.3"),
    ("tabulator/adjust_floating_point_error.xlsx", "Sheet1", "B2", "60.565"),
    ("tabulator/adjust_floating_point_error.xlsx", "Sheet1", "C3", "274.66"),
    ("tabulator/preserve-formatting.xlsx", "Sheet1", "B2", "1000.5577"),
    ("tabulator/preserve-formatting.xlsx", "Sheet1", "H2", "2040-05-20"),
    ("tabulator/preserve-formatting-percentage.xlsx", "Sheet1", "B4", "6\x02%"),
    ("tabulator/number_format_multicode.xlsx", "Sheet1", "A3", "-9.03233986479077"),
    ("tabulator/skip-rows.xlsx", "Sheet 1", "B3", "9"),
    ("tabulator/sheet2.xlsx", "Sheet2", "B3", "中国人"),
    ("tabulator/test_scientific_notation.xlsx", "Sheet1", "A2", "4.27335427525861e-07"),
]


def cells(path: Path, sheet: str) -> dict[str, str]:
    """Each cell from the header down by its name in the sheet; the header is the row with most titles."""
    table = open_table(path, len, sheet=sheet, limits=Limits())
    every = range(len(table.header))
    rows = {table.dialect.header_row: list(table.header)}
    for block in table.blocks(every, frozenset(every)):
        read = block()
        texts = zip(*(read.columns[each].to_pylist() for each in every), strict=True)
        rows |= {int(row): list(line) for row, line in zip(read.rows, texts, strict=True)}
    named = openpyxl.utils.get_column_letter
    return {f"{named(at)}{row}": text for row, line in rows.items() for at, text in enumerate(line, start=1)}


@pytest.mark.parametrize(("name", "sheet", "cell", "value"), BY_HAND)
def test_cell_is_what_stands_in_the_file(name: str, sheet: str, cell: str, value: str) -> None:
    assert cells(shared("data", "messy", *name.split("/")), sheet)[cell] == value


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_cell_is_what_another_reader_finds(path: Path) -> None:
    with warnings.catch_warnings(action="ignore"):
        sheets = openpyxl.load_workbook(path, data_only=True).worksheets
    assert [difference for sheet in sheets for difference in differences(path, sheet)] == []


def differences(path: Path, sheet: Worksheet) -> list[tuple[str, str, str]]:
    """The second reader leaves what is merged in its first cell; ours repeats it in each."""
    try:
        ours = cells(path, sheet.title)
    except UnreadableFile as refused:
        return [] if (refused.code, sheet.max_row, sheet["A1"].value) == ("no-table", 1, None) else [("", "", "")]
    merged = {cell.coordinate for area in sheet.merged_cells.ranges for line in sheet[area.coord] for cell in line}
    theirs = {cell.coordinate: cell for line in sheet.iter_rows() for cell in line if cell.coordinate not in merged}
    pairs = [(name, ours[name].strip(), as_text(cell)) for name, cell in theirs.items() if name in ours]
    return [(name, mine, other) for name, mine, other in pairs if not same(mine, other)]


def as_text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, int | float):
        return f"{value * 100}\x02%" if "%" in cell.number_format else str(value)
    return str(value or "").strip()


def same(mine: str, other: str) -> bool:
    """A number may be written with fewer of its last digits, which are an accident of how it is kept."""
    try:
        return float(mine.removesuffix("\x02%")) == pytest.approx(float(other.removesuffix("\x02%")), rel=1e-12)
    except ValueError:
        return mine == other
