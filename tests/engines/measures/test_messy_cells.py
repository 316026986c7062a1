"""Messy files cell by cell: what comes out is what their makers, or another reader, say stands in them."""

import csv
import json
from pathlib import Path

import pytest

from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.sources import open_table
from tests.engines.measures.shared_data import SHARED, shared

SPECTRUM = SHARED / "data" / "messy" / "csv-spectrum" / "json"
#: By folder and encoding; only files with a header in their first row and a cell under each title.
OTHERS = {
    ("agate", "utf-8"): ["test", "test_cr", "test_crlf", "tableset_table1", "testfixed_converted"],
    ("agate", "utf-16"): ["test_utf16_big", "test_utf16_little"],
    ("agate", "latin-1"): ["test_latin1"],
    ("tabulator", "latin-1"): ["latin1"],
    ("tabulator", "utf-8-sig"): ["bom"],
}
REGISTRY = sorted((SHARED / "data" / "messy" / "ohana_fixtures").glob("*.csv"))
#: It has more cells below its header than titles in it.
RAGGED = "invalid_program_headers.csv"


def cells(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and all rows below it, as text."""
    table = open_table(path, lambda _row: 1, sheet=None, limits=Limits())
    every = range(len(table.header))
    rows = []
    for block in table.blocks(every, frozenset(every)):
        columns = block().columns
        rows += [list(row) for row in zip(*(columns[each].to_pylist() for each in every), strict=True)]
    return list(table.header), rows


def as_others_read(path: Path, encoding: str) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding=encoding, newline="") as file:
        header, *rows = [row for row in csv.reader(file) if row]
    return header, rows


@pytest.mark.parametrize("told", sorted(SPECTRUM.glob("*.json")), ids=lambda path: path.stem)
def test_every_cell_is_what_the_makers_of_the_file_say(told: Path) -> None:
    """A line end inside a cell is one, however it is written."""
    header, rows = cells(told.parent.parent / "csvs" / f"{told.stem}.csv")
    said = json.loads(told.read_text("utf-8").replace("\\r\\n", "\\n"))
    assert [dict(zip(header, row, strict=True)) for row in rows] == said


@pytest.mark.parametrize(
    ("folder", "encoding", "name"), [(*where, name) for where, names in OTHERS.items() for name in names]
)
def test_every_cell_in_another_encoding_or_with_other_line_ends(folder: str, encoding: str, name: str) -> None:
    path = shared("data", "messy", folder, f"{name}.csv")
    assert cells(path) == as_others_read(path, encoding)


def test_every_cell_of_a_registry_of_services() -> None:
    shared("data", "messy", "ohana_fixtures")
    wrong = [path.name for path in REGISTRY if has_rows(path) and cells(path) != as_others_read(path, "utf-8-sig")]
    assert (wrong, len(REGISTRY) > 50) == ([RAGGED], True)


def has_rows(path: Path) -> bool:
    return path.read_text("utf-8-sig").strip().count("\n") > 0
