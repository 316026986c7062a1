"""Files that break other programs: each gets one clear line on the page, a row in the ledger, and nothing else."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.test import Client

from commonweal.measurement.models import Receipt, Submission
from tests.measurement.partner_work import GOOD, HEAD, SEND, address, as_csv, text_of, upload

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(change: Any = None) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEAD, *GOOD]:
        book.active.append([float(cell) if cell.isdigit() else cell or None for cell in row])
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    parts = zipfile.ZipFile(io.BytesIO(content))
    return packed({**{each: parts.read(each) for each in parts.namelist()}, name: part})


def linked() -> bytes:
    def link(book: openpyxl.Workbook) -> None:
        book.active["D2"] = "=[1]Sheet1!A1"

    relations = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>"
    content = with_part(workbook(link), "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    return with_part(content, "xl/externalLinks/_rels/externalLink1.xml.rels", relations)


def bomb() -> bytes:
    """60 MB of blanks inside a sheet of 60 kB."""
    return with_part(workbook(), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * (60 << 20) + b"</worksheet>")


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda: OLE, "old.xls", "This is an old Excel file (.xls). Open it, choose Save as, and send the .xlsx."),
        (
            lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
            "secret.xlsx",
            "This workbook is protected by a password. Remove the password, save it, and send it again.",
        ),
        (
            lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
            "free.ods",
            "This is an OpenDocument file (.ods). Open it, choose Save as, and send the .xlsx.",
        ),
        (linked, "linked.xlsx", "This workbook takes numbers from other files."),
        (bomb, "bomb.xlsx", "we read at most 50 MB. Send only the sheet with your numbers."),
        (lambda: packed({"a.csv": as_csv(GOOD)}), "a.zip", "This file is packed (zip or gzip)."),
        (lambda: workbook()[:-400], "cut.xlsx", "This file is damaged or cut off"),
        (lambda: b"<!doctype html><table></table>", "web.xls", "This file is a web page, whatever its name says."),
    ],
    ids=["xls", "password", "ods", "linked", "zip bomb", "zip", "cut off", "web page"],
)
def test_file_gets_one_clear_line(make: Any, name: str, words: str, client: Client, link: str) -> None:
    response = upload(client, link, make(), name)
    assert response.status_code == 422
    assert words in text_of(response)
    assert (Receipt.objects.get().outcome, Submission.objects.count()) == ("rejected", 0)


def test_formula_without_a_result_is_named_at_its_cell(client: Client, link: str) -> None:
    def link_away(book: openpyxl.Workbook) -> None:
        book.active["D2"] = '=HYPERLINK("http://x.example", 40)'

    shown = text_of(upload(client, link, workbook(link_away), "formula.xlsx"))
    assert "row 2, value: This cell holds a formula without a result." in shown
    assert "x.example" not in shown


def test_macros_are_never_run_and_the_numbers_are_read(client: Client, link: str) -> None:
    content = with_part(workbook(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 a macro")
    looked = upload(client, link, content, "macros.xlsm")
    assert "Send 4 numbers" in text_of(looked)


def test_browser_closed_before_send_leaves_nothing_in_the_database(client: Client, link: str) -> None:
    upload(client, link, as_csv(GOOD))
    assert (Receipt.objects.count(), Submission.objects.count()) == (0, 0)


def test_page_opened_again_has_what_was_typed(client: Client, link: str) -> None:
    """The browser was closed between typing and sending; the address of the page is still good for a day."""
    wrong = as_csv([["P1", "2025-Q4", "moon", "40"], ["P1", "2025-Q4", "west", "x"]], HEAD[:4])
    check = address(upload(client, link, wrong))
    client.post(check, {"fix:2:place": "east", "do": "look"})
    another_day = Client()
    assert "Row 2, place: east" in text_of(another_day.get(check))


def test_double_click_on_send_sends_once(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(GOOD)))
    client.post(check, SEND)
    client.post(check, SEND)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("header", ["=1+1", "<script>alert(1)</script>", "@SUM(A1)", "‮", "x" * 5000])
def test_odd_headers_are_only_text(header: str, client: Client, link: str) -> None:
    page = upload(client, link, as_csv([[*row, "x"] for row in GOOD], [*HEAD, header]))
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_field_names_made_up_by_hand_do_no_harm(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(GOOD)))
    odd = {"fix:": "1", "fix:x:value": "1", "fix:99:value": "1", "fix:2:no such": "1", "why:-1:": "x", "column:": "y"}
    assert client.post(check, {**odd, "do": "look"}).status_code == 302
    assert client.get(check).status_code in (200, 422)


@pytest.mark.parametrize("page", ["check/none/", "check/../../x/", "sent/NONE/", "check/none/marked/"])
def test_addresses_that_never_were_are_404(page: str, client: Client, link: str) -> None:
    assert client.get(f"{link}{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "workbook/", "typed/"])
def test_page_is_not_kept_by_browsers_in_between(page: str, client: Client, link: str) -> None:
    assert "no-store" in client.get(f"{link}{page}").headers["Cache-Control"]


@pytest.mark.parametrize("half", ["_xD800_", "_xDFFF_", "_xDBFF_x"])
@pytest.mark.parametrize("cell", ["D1", "A2", "D2"])
def test_half_a_character_in_a_workbook_is_shown_as_no_character(
    half: str, cell: str, client: Client, link: str
) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        book.active[cell] = half

    page = upload(client, link, workbook(damage))
    assert page.status_code == 200


def test_file_called_by_pictures_comes_back_marked(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv([["P1", "2025-Q4", "moon", "1"]]), "\N{GRINNING FACE}" * 40 + ".csv"))
    assert client.get(f"{check}marked/").status_code == 200
