"""The workbook made for one partner, and its way back: in any column order, with columns and totals added."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.test import Client

from commonweal.governance.models import Place
from commonweal.measurement.models import Invitation, Measure, Submission
from commonweal.measurement.operations.definitions import DimensionDraft, define_dimension, redefine_measure
from commonweal.measurement.operations.intake import hand_in
from commonweal.measurement.queries.asked_rows import asked_of
from commonweal.measurement.queries.collections import collection_for_invitation
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.reading import read_incoming
from commonweal.measurement.queries.workbook import workbook_for
from tests.cast import NOW
from tests.measurement.data_work import ENROLLED
from tests.measurement.partner_work import GOOD, SEND, address, as_file, text_of, upload

GENDER = DimensionDraft(
    code="gender",
    name_en="Gender",
    name_es="Género",
    categories=[("f", "Women and girls", "Mujeres y niñas"), ("m", "Men and boys", "Hombres y niños")],
)


def made_for(invitation: Invitation, language: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_for(asked_of(invitation), language)))


def saved(book: openpyxl.Workbook) -> IncomingFile:
    out = io.BytesIO()
    book.save(out)
    return IncomingFile(name="first-rung.xlsx", content=out.getvalue())


def table(book: openpyxl.Workbook) -> list[list[Any]]:
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def filled(book: openpyxl.Workbook) -> openpyxl.Workbook:
    """Every row gets a number: 24 people in all, then 11, 12 …, and half as many who finished."""
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(range(2, sheet.max_row + 1)):
        if sheet.cell(row, 1).value == "P1":
            sheet.cell(row, at.get("Value") or at["Valor"]).value = 10 + number if number else 24
        else:
            sheet.cell(row, at.get("Numerator") or at["Numerador"]).value = 5
            sheet.cell(row, at.get("Denominator") or at["Denominador"]).value = 10
    return book


@pytest.fixture
def split_by_gender(invitation: Invitation, enrolled: Measure, initiative: Any, analyst: Any) -> Invitation:
    from dataclasses import replace

    define_dimension(by=analyst, initiative=initiative, dimension=GENDER, at=NOW)
    redefine_measure(
        by=analyst, measure=enrolled, definition=replace(ENROLLED, dimensions=["gender"]), reason="split", at=NOW
    )
    return invitation


def test_one_row_for_each_measure_and_place(invitation: Invitation) -> None:
    rows = table(made_for(invitation))
    assert rows[0] == [
        "Code", "What is counted", "Period", "Place", "Value", "Numerator", "Denominator", "Status", "Last time",
    ]  # fmt: skip
    assert [row[:4] for row in rows[1:]] == [
        ["P1", "People enrolled", "2025-Q4", "Fork County"],
        ["P1", "People enrolled", "2025-Q4", "Eastside"],
        ["P1", "People enrolled", "2025-Q4", "Westside"],
        ["P2", "Finished the course", "2025-Q4", "Fork County"],
        ["P2", "Finished the course", "2025-Q4", "Eastside"],
        ["P2", "Finished the course", "2025-Q4", "Westside"],
    ]


def test_split_measure_has_a_row_for_each_group_of_the_whole(split_by_gender: Invitation) -> None:
    rows = table(made_for(split_by_gender))
    assert [row[3:5] for row in rows[1:6]] == [
        ["Fork County", "everybody"],
        ["Fork County", "Women and girls"],
        ["Fork County", "Men and boys"],
        ["Eastside", "everybody"],
        ["Westside", "everybody"],
    ]


@pytest.mark.covers("B4")
@pytest.mark.parametrize("language", ["en", "es"])
def test_filled_workbook_comes_back_without_a_problem(split_by_gender: Invitation, language: str) -> None:
    reading = read_incoming(
        saved(filled(made_for(split_by_gender, language))), collection_for_invitation(split_by_gender)
    )
    assert (reading.errors, reading.questions, reading.notes) == ([], [], [])
    assert reading.figures == 8
    assert reading.validated.totals["P1"]["value"] == 24 + 11 + 12 + 13 + 14


def test_empty_workbook_says_nothing_and_breaks_nothing(invitation: Invitation) -> None:
    reading = read_incoming(saved(made_for(invitation)), collection_for_invitation(invitation))
    assert (reading.errors, reading.figures, reading.blanks) == ([], 0, 6)


def test_columns_may_change_places_and_others_be_added(split_by_gender: Invitation) -> None:
    book = filled(made_for(split_by_gender))
    rows = table(book)
    turned = openpyxl.Workbook()
    sheet = turned.active
    sheet.append(["Our notes", *reversed(rows[0])])
    for row in rows[1:]:
        sheet.append(["seen", *reversed(row)])
    sheet.append([None, *reversed(["Total", None, None, None, None, 80, None, None, None, None])])
    reading = read_incoming(saved(turned), collection_for_invitation(split_by_gender))
    assert reading.errors == []
    assert reading.figures == 8
    assert [note.column for note in reading.notes] == ["Our notes"]


def test_last_values_stand_beside_the_cells(invitation: Invitation, analyst: Any) -> None:
    from tests.measurement.partner_work import earlier_round

    before = earlier_round(analyst, invitation)
    rows = [[row[0], "2025-Q3", *row[2:]] for row in GOOD[:2]]
    hand_in(by=before, place_in_round=before, file=as_file(rows), answers={}, at=NOW)
    shown = table(made_for(invitation))
    assert [(row[3], row[8]) for row in shown[1:] if row[0] == "P1"] == [
        ("Fork County", "40 in Q3 2025"),
        ("Eastside", "28 in Q3 2025"),
    ]


def test_figures_sent_in_this_round_already_stand_in_their_cells(invitation: Invitation) -> None:
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    rows = table(made_for(invitation))
    assert [row[4] for row in rows[1:4]] == [40, 28, 12]


def test_cells_have_drop_downs_and_say_what_is_meant(invitation: Invitation) -> None:
    book = made_for(invitation)
    sheet = book.worksheets[0]
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"}
    assert lists["D2:D107"] == "'Lists'!$C$2:$C$4"
    hints = {str(each.sqref): each.prompt for each in sheet.data_validations.dataValidation if each.prompt}
    assert hints["E2"] == "People who began a course in the period. (people)"
    assert sheet["F1"].comment.text.strip() == "P2: learners who finished"
    assert [cell.value for cell in book["Definitions"][2]][:3] == [
        "P1", "People enrolled", "People who began a course in the period.",
    ]  # fmt: skip
    assert book["Lists"].sheet_state == "hidden"


def test_nothing_is_locked(invitation: Invitation) -> None:
    assert [sheet.protection.sheet for sheet in made_for(invitation).worksheets] == [False, False, False]


def test_name_that_looks_like_a_formula_stays_a_text(invitation: Invitation) -> None:
    Place.objects.filter(code="east").update(name='=HYPERLINK("http://x.example")')
    content = workbook_for(asked_of(invitation), "en")
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert b"<f>HYPERLINK" not in parts.read("xl/worksheets/sheet1.xml")


def test_workbook_is_downloaded_filled_and_sent(client: Client, link: str) -> None:
    response = client.get(f"{link}workbook/")
    assert response["Content-Disposition"] == 'attachment; filename="first-rung-2025-Q4.xlsx"'
    book = filled(openpyxl.load_workbook(io.BytesIO(response.content)))
    looked = upload(client, link, saved(book).content, "first-rung.xlsx")
    assert "Send 6 numbers" in text_of(looked)
    client.post(address(looked), SEND)
    assert Submission.objects.get().rows == 6


def test_marked_copy_is_their_own_file_with_notes(client: Client, link: str) -> None:
    book = filled(made_for(Invitation.objects.get(organisation__code="first-rung")))
    book.worksheets[0]["E2"] = "many"
    book.worksheets[0]["K2"] = "my own remark"
    looked = upload(client, link, saved(book).content, "ours.xlsx")
    copy = client.get(f"{address(looked)}marked/")
    assert copy["Content-Disposition"] == 'attachment; filename="ours-marked.xlsx"'
    marked = openpyxl.load_workbook(io.BytesIO(copy.content))
    sheet = marked.worksheets[0]
    assert "“many” is not a number." in sheet["E2"].comment.text
    assert (sheet["K2"].value, sheet["E2"].value) == ("my own remark", "many")
    assert marked.sheetnames[-1] == "Problems"
