"""The logic model as a simple table: out, in again, and what is wrong by row and column."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from commonweal.agenda.models import LogicNode, Strategy
from commonweal.agenda.queries.logic_table import logic_table
from commonweal.governance.models import Initiative
from commonweal.people.models import Organisation, Person
from tests.cast import organisation_in

PAGE = "/desk/fork/agenda/logic/"
NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
HEAD = "key,kind,text_en,text_es,below,leads_also_to,strategy,owner,evidence_title,evidence_url\r\n"


def upload(browser: Any, content: bytes, name: str = "model.csv", **more: str) -> Any:
    return browser.post(f"{PAGE}upload/", {"file": SimpleUploadedFile(name, content), **more})


def rows_of(initiative: Initiative) -> list[Any]:
    return list(logic_table(None, initiative, NOW).rows)


@pytest.fixture
def table(strategy: Strategy, partner_organisation: Organisation, chair: Person) -> bytes:
    rows = [
        "goal,goal,Less poverty,Menos pobreza,,,,,,",
        f'jobs,outcome,"More jobs, paid well",,goal,,{strategy.key},group:jobs,,',
        "coach,activity,=Coaching,,jobs,goal,,organization:first-rung,A study,https://example.org/",
        f"coaches,input,Coaches,,coach,,,person:{chair.actor_id},,",
    ]
    return (HEAD + "\r\n".join(rows) + "\r\n").encode()


@pytest.mark.covers("B3")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_out_comes_in_again_the_same(
    form: str, table: bytes, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    browser = signed_in(resident)
    assert upload(browser, table).status_code == 302
    before = rows_of(initiative)
    taken = browser.get(f"{PAGE}table.{form}").content
    LogicNode.objects.all().delete()
    assert upload(browser, taken, f"model.{form}").status_code == 302
    assert (rows_of(initiative), len(before)) == (before, 4)
    assert browser.get(f"{PAGE}table.{form}").status_code == 200


def test_text_that_a_spreadsheet_would_run_is_made_harmless_and_comes_back(
    table: bytes, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    upload(signed_in(resident), table)
    taken = signed_in(resident).get(f"{PAGE}table.csv").content.decode("utf-8-sig")
    assert [row["text_en"] for row in csv.DictReader(io.StringIO(taken))][2] == "'=Coaching"
    assert LogicNode.objects.get(key="coach").text_en == "=Coaching"


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (",goal,Less,,,,,,,", "Row 2, key", "empty. Every row needs it."),
        ("a b,goal,Less,,,,,,,", "Row 2, key", "use letters, digits and hyphens only."),
        ("goal,wish,Less,,,,,,,", "Row 2, kind", "“wish” is none of"),
        ("goal,goal,,,,,,,,", "Row 2, text_en", "A line needs words."),
        ("goal,goal,Less,,nowhere,,,,,", "Row 2, below", "No line has the key “nowhere”."),
        ("goal,goal,Less,,goal,,,,,", "Row 2, below", "A line cannot lead to itself."),
        ("goal,goal,Less,,,nowhere|goal,,,,", "Row 2, leads_also_to", "No line has the key “nowhere”."),
        ("goal,goal,Less,,,,nothing,,,", "Row 2, strategy", "There is no strategy with the key “nothing”."),
        ("goal,goal,Less,,,,,Bob,,", "Row 2, owner", "“Bob” is nobody here."),
        ("goal,goal,Less,,,,,,A study,ftp://x", "Row 2, evidence_url", "Write an address that begins with"),
        ("goal,goal,Less,,,,,,,https://example.org/", "Row 2, evidence_title", "empty, though there is an address."),
    ],
)
def test_bad_row_is_named_by_row_and_column_and_nothing_is_stored(
    row: str, place: str, words: str, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    answer = upload(signed_in(resident), (HEAD + row).encode())
    page = answer.content.decode()
    assert (answer.status_code, LogicNode.objects.count()) == (422, 0)
    assert (f"<b>{place}:</b>" in page, words in page) == (True, True)


def test_key_in_two_rows_is_named_in_both(initiative: Initiative, resident: Person, signed_in: Any) -> None:
    page = upload(signed_in(resident), (HEAD + "a,goal,One,,,,,,,\na,goal,Two,,,,,,,").encode()).content.decode()
    assert ("Row 2, key" in page, "Row 3, key" in page, "stands in several rows" in page) == (True, True, True)


def test_lines_below_each_other_in_a_circle_are_refused(
    initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    rows = HEAD + "a,outcome,One,,b,,,,,\nb,outcome,Two,,a,,,,,"
    answer = upload(signed_in(resident), rows.encode())
    page, words = answer.content.decode(), "These lines stand below each other in a circle."
    named = [f"<b>Row {row}, below:</b> {words}" in page for row in (2, 3)]
    assert (answer.status_code, named, LogicNode.objects.count()) == (422, [True, True], 0)


def test_column_that_is_not_there_counts_as_empty(initiative: Initiative, resident: Person, signed_in: Any) -> None:
    short = b"key,kind,text_en,below\ngoal,goal,Less poverty,\njobs,outcome,More jobs,goal\n"
    assert upload(signed_in(resident), short).status_code == 302
    assert [tuple(row.values())[:6] for row in rows_of(initiative)] == [
        ("goal", "goal", "Less poverty", "", "", ""),
        ("jobs", "outcome", "More jobs", "", "goal", ""),
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_table_in_one_language_and_without_below_comes_in(
    form: str, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    content = b"key,kind,text_es\ngoal,goal,Menos pobreza\n" if form == "csv" else workbook_of_one_line()
    assert upload(signed_in(resident), content, f"model.{form}").status_code == 302
    assert LogicNode.objects.get().text_es == "Menos pobreza"


def workbook_of_one_line() -> bytes:
    sheet, content = Workbook(), io.BytesIO()
    sheet.active.append(["key", "kind", "text_es"])
    sheet.active.append(["goal", "goal", "Menos pobreza"])
    sheet.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The submitted file is empty."),
        (b"name,text\na,b", "The first row lacks key, kind, text_en or text_es."),
        (b"key,kind,below\na,goal,", "The first row lacks text_en or text_es."),
        (b"%PDF-1.7", "This is not a CSV file."),
        (b"PK\x03\x04 no workbook at all", "This file is damaged or cut off"),
        (HEAD.encode(), "There is a first row with names, and nothing below it."),
        (HEAD.encode() + b"\n".join(b"k%d,input,T,,,,,,," % n for n in range(401)), "more than 400 lines"),
    ],
)
def test_file_that_is_no_table_of_ours_is_refused_in_words(
    content: bytes, words: str, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    answer = upload(signed_in(resident), content)
    assert (answer.status_code, words in answer.content.decode(), LogicNode.objects.count()) == (422, True, 0)


def test_lines_that_the_table_lacks_stay_unless_one_says_so(
    table: bytes, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    browser = signed_in(resident)
    upload(browser, table)
    short = (HEAD + "goal,goal,No poverty,,,,,,,").encode()
    upload(browser, short)
    assert (LogicNode.objects.count(), LogicNode.objects.get(key="goal").text_en) == (4, "No poverty")
    upload(browser, short, take_out="on")
    assert list(LogicNode.objects.values_list("key", flat=True)) == ["goal"]


def test_owner_of_another_initiative_is_nobody_here(
    initiative: Initiative, resident: Person, signed_in: Any, at: datetime
) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    organisation_in(elsewhere, "far-away", "Far Away", "business")
    answer = upload(signed_in(resident), (HEAD + "goal,goal,Less,,,,,organization:far-away,,").encode())
    assert (answer.status_code, "is nobody here" in answer.content.decode()) == (422, True)


def test_row_names_a_line_that_is_here_and_not_in_the_table(
    table: bytes, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    """What is not in the table keeps its place; what is new stands at the end of what is below the same line."""
    browser = signed_in(resident)
    upload(browser, table)
    added = (HEAD + "rent,output,Rooms,,jobs,goal,,,,").encode()
    assert upload(browser, added).status_code == 302
    rows = [(row["key"], row["below"], row["leads_also_to"]) for row in rows_of(initiative)]
    assert rows == [
        ("goal", "", ""), ("jobs", "goal", ""), ("coach", "jobs", "goal"), ("coaches", "coach", ""),
        ("rent", "jobs", "goal"),
    ]  # fmt: skip
    around = upload(browser, (HEAD + "goal,goal,Less,,rent,,,,,").encode())
    assert (around.status_code, "in a circle" in around.content.decode()) == (422, True)
    gone = upload(browser, added, take_out="on")
    assert (gone.status_code, "No line has the key “jobs”." in gone.content.decode()) == (422, True)
