"""J2: a partner's programme officer, from the link in the mail to the receipt, without an account."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.measurement.operations.definitions import DefinitionDraft, MeasureDraft, define_measure
from commonweal.measurement.operations.rounds import RoundDraft, open_round
from commonweal.people.models import Organisation, Person

STARTED = DefinitionDraft(
    name_en="People who began",
    name_es="Personas que empezaron",
    meaning_en="People who began a course in the quarter.",
    meaning_es="Personas que empezaron un curso en el trimestre.",
    unit_en="people",
    unit_es="personas",
    kind="count",
    direction="higher",
    places_rule="sum",
    periods_rule="sum",
)
FINISHED = DefinitionDraft(
    name_en="Finished the course",
    name_es="Terminaron el curso",
    meaning_en="Of those who began a course, how many finished it.",
    meaning_es="De quienes empezaron un curso, cuántas personas lo terminaron.",
    unit_en="% of learners",
    unit_es="% de participantes",
    kind="percent",
    direction="higher",
    numerator_en="learners who finished",
    numerator_es="participantes que terminaron",
    denominator_en="learners who began",
    denominator_es="participantes que empezaron",
    places_rule="ratio_of_sums",
    periods_rule="ratio_of_sums",
)


@pytest.fixture
def mailed_link(initiative: Any, analyst: Person, places: Any, partner_organisation: Organisation) -> str:
    """What stands in the mail that opening a round sends."""
    now = timezone.now()
    measures = [
        define_measure(
            by=analyst,
            initiative=initiative,
            measure=MeasureDraft(code=code, level="performance", definition=definition),
            at=now,
        )
        for code, definition in (("P1", STARTED), ("P2", FINISHED))
    ]
    draft = RoundDraft(name="2026-Q3", periods=["2026-Q3"], due_at=now + timedelta(days=9))
    open_round(by=analyst, initiative=initiative, draft=draft, asked={partner_organisation: measures}, at=now)
    return Message.objects.get(to="data@first-rung.example").link.removeprefix("http://127.0.0.1:8000")


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
def test_partner_fills_the_workbook_corrects_one_number_and_sends(page: Any, mailed_link: str) -> None:
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
    assert Message.objects.get(subject=f"Received: hand-in {number}").to == "data@first-rung.example"
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
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_partner_pages_are_accessible_and_fit(
    width: int, scheme: str, chromium: Any, live_server: Any, mailed_link: str
) -> None:
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale="en-US",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(mailed_link)
    is_well(page)
    page.goto(f"{mailed_link}typed/")
    is_well(page)
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
    is_well(page)
    page.goto("/p/never-was/")
    is_well(page)
    context.close()


def is_well(page: Any) -> None:
    page.wait_for_load_state()
    found = Axe().run(page)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
