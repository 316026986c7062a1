"""The marked copy: the partner's own file, with notes and one added sheet, and nothing else changed."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill

from commonweal.engines.measures import mark
from tests.engines.measures.partner_files import as_bytes, csv_file, read, workbook

ROWS = [
    ["READ-03", "2025-Q2", "Eastside", "all", 150, 10, 20],
    ["READ-03", "2025-Q3", "Westxide", "all", "=E2/2", 10, 20],
]
ABOVE = "150 is above 100, the highest that Pupils who read at grade level can be. Check the number."
UNKNOWN = "We do not know the place “Westxide”. Did you mean Westside? Else write one of: Eastside, Westside."
FORMULA = "This cell holds a formula without a result. Open the file, save it again, or write the number."


def their_book() -> openpyxl.Workbook:
    book = workbook(ROWS)
    sheet = book.active
    sheet["A1"].font = Font(bold=True, color="FF0000")
    sheet.conditional_formatting.add("E2:E9", CellIsRule("greaterThan", ["100"], fill=PatternFill("solid", "FFFF00")))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=3))
    sheet.add_chart(chart, "J3")
    book.create_sheet("Notes")["B2"] = "kept"
    return book


def marked(source: bytes, lang: str = "en") -> bytes:
    return mark(source, "theirs.xlsx", read(source).problems, lang)


def notes(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def parts(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_each_problem_stands_on_its_cell() -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked(as_bytes(their_book()))))
    assert notes(book["Data"]) == {"E2": ABOVE, "C3": UNKNOWN, "E3": FORMULA}


def test_one_sheet_is_added_that_lists_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked(as_bytes(their_book()))))
    assert book.sheetnames == ["Data", "Notes", "Problems"]
    assert [[cell.value for cell in row] for row in book["Problems"].iter_rows()] == [
        ["Sheet", "Row", "Column", "What to look at"],
        ["Data", "2", "value", ABOVE],
        ["Data", "3", "place", UNKNOWN],
        ["Data", "3", "value", FORMULA],
    ]


def test_only_the_parts_that_carry_marks_change() -> None:
    source = as_bytes(their_book())
    before, after = parts(source), parts(marked(source))
    assert {name for name in before if before[name] != after[name]} == {
        "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    assert set(after) - set(before) == {
        "xl/commentsNotes1.xml", "xl/drawings/vmlDrawingNotes1.vml", "xl/worksheets/problems1.xml",
    }  # fmt: skip


def test_the_sheet_itself_gains_one_link_and_nothing_else() -> None:
    source = as_bytes(their_book())
    before, after = (parts(file)["xl/worksheets/sheet1.xml"].decode() for file in (source, marked(source)))
    start = after.index("<legacyDrawing")
    assert after[:start] + after[after.index("/>", start) + 2 :] == before


def test_their_own_comments_stay() -> None:
    book = their_book()
    book.active["C3"].comment = Comment("Ask Ann", "Ann")
    book.active["A2"].comment = Comment("Checked", "Ann")
    found = notes(openpyxl.load_workbook(io.BytesIO(marked(as_bytes(book))))["Data"])
    assert found == {"A2": "Checked", "C3": f"Ask Ann\n{UNKNOWN}", "E2": ABOVE, "E3": FORMULA}


def test_a_sheet_of_that_name_keeps_it() -> None:
    book = their_book()
    book.create_sheet("Problems")
    assert openpyxl.load_workbook(io.BytesIO(marked(as_bytes(book)))).sheetnames[-1] == "Problems 2"


def test_a_marked_copy_can_be_corrected_and_sent_again() -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked(as_bytes(their_book()))))
    book["Data"]["E2"], book["Data"]["C3"], book["Data"]["E3"] = 50, "Westside", 50
    result = read(as_bytes(book))
    assert (result.rows, result.accepted, result.problems) == (2, 2, ())


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+1+1", '=HYPERLINK("http://example.org")'])
def test_a_csv_becomes_a_workbook_in_which_nothing_acts(cell: str) -> None:
    source = csv_file(f'READ-03,2025-Q2,Eastside,all,"{cell.replace(chr(34), chr(34) * 2)}",,')
    book = openpyxl.load_workbook(io.BytesIO(mark(source, "spring.csv", read(source).problems, "es")))
    assert (book.sheetnames, book["spring"]["E2"].value, book["spring"]["E2"].data_type) == (
        ["spring", "Problems"],
        cell,
        "s",
    )
    assert list(notes(book["spring"])) == ["E2"]


def test_a_hostile_text_is_text_in_the_list_too() -> None:
    source = as_bytes(workbook([["READ-03", "2025-Q2", "<b>&Ä", "all", 1, 1, 2]]))
    book = openpyxl.load_workbook(io.BytesIO(marked(source)))
    assert book["Problems"]["D2"].data_type == "s"
