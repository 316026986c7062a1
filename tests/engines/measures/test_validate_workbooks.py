"""Workbooks: what a cell shows is what is read; what could do harm is refused with a line that says what to do."""

import datetime
import io
import zipfile

import pytest
import xlsxwriter

from commonweal.engines.measures import Limits, UnreadableFile, validate_in_child
from tests.engines.measures.partner_files import as_bytes, collection, facts, read, told, workbook

GOOD = ["READ-03", "2025-Q2", "Eastside", "all", 50, 10, 20]


def test_a_workbook_reads_as_it_shows() -> None:
    book = workbook([GOOD, ["READ-03", "2025-Q3", "Westside", "male", "<10", None, 20]])
    result = read(as_bytes(book))
    assert facts(result, "row", "status", "value") == [(2, "reported", 50.0), (3, "suppressed", None)]
    assert (result.dialect.kind, result.dialect.sheet) == ("xlsx", "Data")


@pytest.mark.parametrize(
    ("number_format", "value"), [("0%", 12.0), ("0.00 %", 12.0), ("General", 0.12), ('0.00"%"', 0.12)]
)
def test_a_percent_format_is_part_of_the_number(number_format: str, value: float) -> None:
    book = workbook([[*GOOD[:4], 0.12, None, None]])
    book.active["E2"].number_format = number_format
    assert facts(read(as_bytes(book)), "value") == [(value,)]


def test_a_percent_format_on_a_count_is_only_a_format() -> None:
    book = workbook([["ENR-01", *GOOD[1:4], 3, None, None]])
    book.active["E2"].number_format = "0%"
    assert facts(read(as_bytes(book)), "value") == [(3.0,)]


def test_a_spreadsheet_date_is_read_for_its_open_period() -> None:
    book = workbook([["READ-03", datetime.date(2025, 4, 1), *GOOD[2:]]])
    result = read(as_bytes(book))
    assert facts(result, "period") == [("2025-Q2",)]
    assert told(result.problems) == [(2, "period", "bad-date", "warning")]


def test_a_formula_with_a_stored_result_is_read_with_a_warning() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Data")
    for column, title in enumerate(("measure", "period", "place", "group", "value")):
        sheet.write(0, column, title)
        sheet.write(1, column, GOOD[column])
    sheet.write_formula(1, 4, "=40+2", None, 42)
    book.close()
    result = read(out.getvalue())
    assert facts(result, "value") == [(42.0,)]
    assert [problem for problem in told(result.problems) if problem[0]] == [(2, "value", "formula", "warning")]


def test_a_formula_without_a_stored_result_is_an_error() -> None:
    result = read(as_bytes(workbook([[*GOOD[:4], '=HYPERLINK("http://example.org","50")', 10, 20]])))
    assert told(result.problems) == [(2, "value", "formula", "error")]


def test_error_cells_are_told_apart() -> None:
    book = workbook([[*GOOD[:4], "#N/A", None, None], ["READ-03", "2025-Q3", *GOOD[2:4], "#DIV/0!", None, None]])
    result = read(as_bytes(book))
    assert facts(result, "row", "status") == [(2, "missing")]
    assert told(result.problems) == [(3, "value", "unreadable-cell", "error")]


def test_a_merged_key_stands_beside_each_of_its_rows() -> None:
    book = workbook([GOOD, ["READ-03", "2025-Q3", None, "all", 40, 10, 20]])
    book.active.merge_cells("C2:C3")
    assert facts(read(as_bytes(book)), "place") == [("Eastside",), ("Eastside",)]


def test_the_sheet_that_has_the_columns_is_chosen() -> None:
    book = workbook([GOOD])
    book.create_sheet("Read me", 0).append(["Please fill in the sheet Data"])
    assert read(as_bytes(book)).dialect.sheet == "Data"


def test_a_sheet_can_be_named() -> None:
    book = workbook([GOOD])
    other = book.create_sheet("Old")
    other.append(["measure", "period", "place", "group", "value", "numerator", "denominator"])
    other.append([*GOOD[:4], 60, 10, 20])
    assert facts(read(as_bytes(book), sheet=" old "), "value") == [(60.0,)]
    with pytest.raises(UnreadableFile) as raised:
        read(as_bytes(book), sheet="New")
    assert raised.value.message("en") == "There is no sheet New. This workbook has: Data, Old. Choose one of them."


def test_a_header_lower_down_keeps_the_rows_of_the_sheet() -> None:
    book = workbook([GOOD])
    book.active.insert_rows(1, 3)
    book.active["A1"] = "Report of the spring"
    assert facts(read(as_bytes(book)), "row") == [(5,)]


def test_one_value_in_the_last_row_costs_nothing() -> None:
    book = workbook([GOOD])
    book.active.cell(1_048_576, 8, "x")
    assert facts(read(as_bytes(book)), "row") == [(2,)]


def test_a_nul_written_the_spreadsheet_way_is_unreadable() -> None:
    result = read(as_bytes(workbook([[*GOOD[:3], "all", "5_x0000_0", 10, 20]])))
    assert told(result.problems) == [(2, "value", "unreadable-cell", "error")]


# ---- What is refused ---------------------------------------------------------------------------------


def with_part(source: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(source)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def without_and_with(source: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, content if info.filename == name else old.read(info))
    return out.getvalue()


def open_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


SOUND = as_bytes(workbook([GOOD]))
REFUSED = {
    "linked": with_part(SOUND, "xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    "xlsb": with_part(SOUND, "xl/workbook.bin", b""),
    "ods": open_document(),
    "archive": with_part(b"", "numbers.csv", b"a,b\n1,2\n"),
    "too-many-parts": SOUND,
    "unpacks-too-large": SOUND,
    "broken": SOUND[: len(SOUND) // 2],
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_workbook_that_is_not_read_gets_one_clear_line(code: str) -> None:
    limits = Limits(workbook_parts=3) if code == "too-many-parts" else Limits()
    limits = Limits(workbook_bytes=2_000) if code == "unpacks-too-large" else limits
    with pytest.raises(UnreadableFile) as raised:
        read(REFUSED[code], limits=limits)
    assert raised.value.code == code


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = with_part(SOUND, "xl/media/image1.png", bytes(51 << 20))
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableFile) as raised:
        read(bomb)
    assert raised.value.code == "unpacks-too-large"


def test_entities_that_swell_are_refused() -> None:
    swelling = (
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UnreadableFile) as raised:
        read(without_and_with(SOUND, "xl/worksheets/sheet1.xml", swelling))
    assert raised.value.code == "broken"


def test_macros_are_left_alone() -> None:
    assert facts(read(with_part(SOUND, "xl/vbaProject.bin", b"Sub Auto_Open()")), "value") == [(50.0,)]


def test_the_child_answers_as_we_do() -> None:
    alone, child = read(SOUND), validate_in_child(SOUND, collection=collection())
    assert (child.problems, child.columns, child.facts.equals(alone.facts)) == (alone.problems, alone.columns, True)


def test_the_child_passes_on_what_cannot_be_read() -> None:
    with pytest.raises(UnreadableFile) as raised:
        validate_in_child(b"%PDF-1.7", collection=collection())
    assert raised.value.code == "pdf"


def test_a_child_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(UnreadableFile) as raised:
        validate_in_child(SOUND, collection=collection(), seconds=0.01)
    assert raised.value.code == "took-too-long"


def test_a_child_that_takes_too_much_is_stopped() -> None:
    # Larger than the limit by itself: what a small file needs may lie ready in what the child already holds.
    with pytest.raises(UnreadableFile) as raised:
        validate_in_child(b"x" * (64 << 20), collection=collection(), memory_mb=64)
    assert raised.value.code == "took-too-much"
