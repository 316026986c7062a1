"""J1 and J5: a data manager's first quarter, from an empty installation to a public figure and back, through pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.lib.setup_code import setup_code
from tests.journeys.desk import EMAIL, PARTNERS, PASSWORD, PLACES

ANSWER = b"""measure;period;place;value;numerator;denominator
J4;2026-Q3;Fork County;80;80;100
J4;2026-Q3;east;77.5;31;40
"""


@pytest.mark.browser
@pytest.mark.covers("B4", "J1", "J5", "F-BBF-3")
def test_data_manager_collects_a_quarter_and_residents_read_it(
    browser: Any, phone: Any, chromium: Any, live_server: Any, settings: Any
) -> None:
    founds_the_initiative(browser, setup_code(settings.COMMONWEAL_HOME))
    names_places_and_partners(browser)
    defines_a_measure(browser)
    link = opens_a_round_and_copies_the_link(browser)
    partner_answers(chromium, live_server, link)
    reads_and_accepts(browser)
    closes_with_one_of_two(browser)
    assert not resident_reads_it(phone)
    publishes(browser)
    assert resident_reads_it(phone)
    assert "No figure of the whole community yet" in phone.locator("#track").inner_text()
    assert "First release, with one figure." in phone.locator("#new").inner_text()
    takes_it_back(browser)
    assert not resident_reads_it(phone)
    phone.goto("/fork/releases/")
    assert "One partner counted twice." in phone.locator("main").inner_text()


def founds_the_initiative(page: Any, code: str) -> None:
    page.goto("/")
    typed = {"code": code, "name": "Fork", "place_name": "Fork County", "your_name": "Analyst", "email": EMAIL}
    for name, text in (typed | {"password": PASSWORD}).items():
        page.fill(f"#id_{name}", text)
    page.get_by_role("button", name="Found the initiative").click()
    page.wait_for_url("**/desk/fork/begin/groups/")


def names_places_and_partners(page: Any) -> None:
    for section, table, button in (
        ("places", PLACES, "Upload the places"),
        ("organizations", PARTNERS, "Upload the list"),
    ):
        page.goto(f"/desk/fork/{section}/")
        page.set_input_files("#id_upload-file", {"name": "list.csv", "mimeType": "text/csv", "buffer": table})
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()


def defines_a_measure(page: Any) -> None:
    page.goto("/desk/fork/measures/")
    page.get_by_role("link", name="Define the first measure").click()
    page.get_by_label("Code").fill("J4")
    page.get_by_label("Name, in English").fill("Hired within 90 days")
    page.get_by_label("What it means, in English").fill("Of those who finished, how many were hired.")
    page.get_by_label("Performance: the people of programs").check()
    page.get_by_label("Higher is better").check()
    page.get_by_label("Kind of number").select_option("percent")
    page.get_by_label("Unit, in English").fill("% of finishers")
    page.get_by_label("Numerator, in English").fill("people hired")
    page.get_by_label("Denominator, in English").fill("people who finished")
    places_rule = page.get_by_role("group", name="To combine places or partners")
    places_rule.get_by_label("Add up. ", exact=False).first.check()
    page.get_by_role("group", name="To combine periods").get_by_label("Add up numerators", exact=False).check()
    page.get_by_role("button", name="Define the measure").click()
    assert "A percent cannot be added up" in page.locator("#error-summary").inner_text()
    places_rule.get_by_label("Add up numerators", exact=False).check()
    page.get_by_role("button", name="Define the measure").click()
    assert page.locator("h1").inner_text() == "Hired within 90 days"


def opens_a_round_and_copies_the_link(page: Any) -> str:
    page.goto("/desk/fork/rounds/")
    page.get_by_role("link", name="Open the first round").click()
    page.get_by_label("Name of the round").fill("2026-Q3")
    page.get_by_label("Periods asked for").fill("2026-Q3")
    page.get_by_label("Due on").fill(f"{timezone.now() + timedelta(days=14):%Y-%m-%d}")
    page.get_by_label("All partners, J4").check()
    page.get_by_role("button", name="Look at whom it mails").click()
    assert page.locator("h1").inner_text() == "Before 2026-Q3 opens"
    page.get_by_role("button", name="Open the round and mail them").click()
    assert page.locator("#silent").inner_text() == "Silent 2"
    page.goto("/desk/fork/outbox/")
    mail = page.locator(".mails li", has_text="To data@first-rung.example")
    mail.locator("summary").click()
    return "/p/" + mail.locator("input[readonly]").input_value().split("/p/")[1]


def partner_answers(chromium: Any, live_server: Any, link: str) -> None:
    """Somebody without an account, at another machine, with a file of their own."""
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto(link)
    page.locator("input[type=file]").set_input_files({"name": "Q3.csv", "mimeType": "text/csv", "buffer": ANSWER})
    page.get_by_role("button", name="Look at my file").click()
    page.get_by_role("button", name="Send ", exact=False).click()
    assert page.locator("h1").inner_text().startswith("Received: hand-in ")
    context.close()


def reads_and_accepts(page: Any) -> None:
    page.goto("/desk/fork/rounds/")
    page.get_by_role("link", name="2026-Q3").first.click()
    assert page.locator("#ready").inner_text() == "Ready 1"
    page.get_by_role("link", name="First Rung").click()
    page.locator("table a").first.click()
    assert page.locator("h1").inner_text() == "Numbers of First Rung"
    assert "80 of 100" in page.locator("table").inner_text()
    page.get_by_role("button", name="Accept the numbers").click()
    assert page.locator("#in").inner_text() == "Accepted 1"


def closes_with_one_of_two(page: Any) -> None:
    page.get_by_role("link", name="Close the round…").click()
    assert page.locator("h1").inner_text() == "Close 2026-Q3 with 1 of 2?"
    assert "Open Shelf Library" in page.locator("main").inner_text()
    page.get_by_role("button", name="Close the round").click()
    assert "1 of 2 in" in page.locator(".lead").inner_text()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="Reopen the round").is_visible()


def publishes(page: Any) -> None:
    page.goto("/desk/fork/publish/")
    page.get_by_role("button", name="Publish release 1").click()
    assert "Release 1 is public." in page.locator("#messages").inner_text()


def resident_reads_it(phone: Any) -> bool:
    """A stranger's phone, on the public scoreboard."""
    phone.goto("/fork/")
    if programs := phone.get_by_text("Show the figure of the programs").all():
        programs[0].click()
    return "80.0%" in phone.locator("main").inner_text()


def takes_it_back(page: Any) -> None:
    page.get_by_role("link", name="Withdraw release 1").click()
    page.locator("[name=reason_en]").fill("One partner counted twice.")
    page.get_by_role("button", name="Withdraw release 1").click()
    assert "Release 1 is no longer public." in page.locator("#messages").inner_text()
