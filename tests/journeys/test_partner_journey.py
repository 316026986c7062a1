"""J2: a partner's programme officer, from the link in the mail to the receipt, without an account."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from tests.journeys.desk import FINISHED, STARTED, Desk
from tests.journeys.looks import is_well

MAILED_TO = "data@first-rung.example"


@pytest.fixture
def mailed_link(desk: Desk) -> str:
    """What stands in the mail that opening a round sends, as the outbox page has it."""
    for measure in (STARTED, FINISHED):
        desk.define(**measure)
    desk.open_round("2026-Q3", due=f"{timezone.now() + timedelta(days=9):%Y-%m-%d}", asked="First Rung")
    return desk.link_mailed_to(MAILED_TO)


@pytest.fixture(params=[360, 1280])
def page(request: Any, chromium: Any, live_server: Any) -> Iterator[Any]:
    """A stranger's browser on a phone and on a desk, with scripts turned off."""
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": request.param, "height": 800},
        java_script_enabled=False,
        locale="en-US",
        bypass_csp=True,
    )
    yield context.new_page()
    context.close()


def saved(book: openpyxl.Workbook) -> dict[str, Any]:
    out = io.BytesIO()
    book.save(out)
    return {
        "name": "first-rung.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": out.getvalue(),
    }


@pytest.mark.browser
@pytest.mark.covers("B4", "J2", "F-CON-2")
def test_partner_fills_the_workbook_corrects_one_number_and_sends(page: Any, mailed_link: str, desk: Desk) -> None:
    page.goto(mailed_link)
    assert page.locator("h1").inner_text() == "First Rung"
    book = downloads_the_workbook(page)
    fills_in_nine_numbers_one_of_them_odd(book)
    file = saved(book)
    page.get_by_label("The workbook, or a file of your own").set_input_files(file)
    page.get_by_role("button", name="Look at my file").click()
    sees_the_odd_number(page)
    page.get_by_label("Row 5, Numerator: the right value").fill("21")
    page.get_by_role("button", name="Correct and send").click()
    assert page.locator("h1").inner_text().startswith("Received: hand-in ")
    assert "Nothing more to do in this round." in page.locator("main").inner_text()
    number = page.locator("h1").inner_text().split()[-1]
    assert desk.subjects_to(MAILED_TO)[0] == f"Received: hand-in {number}"
    sends_it_once_more_and_hears_that_nothing_changes(page, file, number)


def downloads_the_workbook(page: Any) -> openpyxl.Workbook:
    with page.expect_download() as started:
        page.get_by_role("link", name="Download your workbook").click()
    assert started.value.suggested_filename == "first-rung-2026-Q3.xlsx"
    return openpyxl.load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))


def fills_in_nine_numbers_one_of_them_odd(book: openpyxl.Workbook) -> None:
    sheet = book["Figures"]
    for row, value in zip((2, 3, 4), (40, 28, 12), strict=True):
        sheet.cell(row, 5).value = value
    for row, parts in zip((5, 6, 7), ((31, 28), (20, 28), (9, 12)), strict=True):
        sheet.cell(row, 6).value, sheet.cell(row, 7).value = parts


def sees_the_odd_number(page: Any) -> None:
    page.wait_for_load_state()
    assert page.title().startswith("1 to check:")
    summary = page.locator("#error-summary")
    assert "1 number to check" in summary.inner_text()
    line = "Sheet Figures, row 5, Numerator: 31 counted, but only 28 in all. Change one of them, or tell us why."
    assert summary.get_by_role("link").inner_text() == line
    summary.get_by_role("link").click()
    assert page.url.endswith("#check-1")


def sends_it_once_more_and_hears_that_nothing_changes(page: Any, file: dict[str, Any], number: str) -> None:
    page.get_by_role("link", name="Back to your page").click()
    assert "Everything is here." in page.locator("main").inner_text()
    page.get_by_label("The workbook, or a file of your own").set_input_files(file)
    page.get_by_role("button", name="Look at my file").click()
    assert page.locator("h1").inner_text() == "You sent this file before"
    page.wait_for_load_state()
    assert page.title() == f"Received: hand-in {number} · First Rung"


@pytest.mark.browser
def test_partner_types_numbers_by_hand_in_spanish(page: Any, mailed_link: str) -> None:
    page.goto(mailed_link)
    page.get_by_role("button", name="Español").click()
    page.get_by_role("link", name="Escribir las cifras en una página").click()
    page.get_by_label("Cifra").first.fill("40")
    page.get_by_role("button", name="Revisar mis cifras").click()
    page.get_by_role("button", name="Enviar 1 cifra").click()
    assert page.locator("h1").inner_text().startswith("Recibida: entrega ")


@pytest.mark.browser
def test_partner_pages_are_accessible_and_fit(chromium: Any, live_server: Any, mailed_link: str) -> None:
    context = chromium.new_context(base_url=live_server.url, locale="en-US", bypass_csp=True)
    page = context.new_page()
    page.goto(mailed_link)
    is_well_on_every_screen(page)
    page.goto(f"{mailed_link}typed/")
    is_well_on_every_screen(page)
    content = (
        b"measure,period,place,value,numerator,denominator,Notes\nP1,2026-Q3,moon,1,,,x\nP2,2026-Q3,east,,31,28,\n"
    )
    page.goto(mailed_link)
    page.get_by_label("The workbook, or a file of your own").set_input_files(
        {"name": "ours.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Look at my file").click()
    page.wait_for_load_state()
    assert page.title().startswith("2 to check:")
    is_well_on_every_screen(page)
    page.goto("/p/never-was/")
    is_well_on_every_screen(page)
    context.close()


def is_well_on_every_screen(page: Any) -> None:
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            is_well(page)
