"""J1: the data manager's quarter, from signing in to a closed round, through pages and mailed links alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.people.operations import make_sign_in_link

ANSWER = b"""measure;period;place;value;numerator;denominator
J4;2026-Q3;county;80;80;100
J4;2026-Q3;east;77.5;31;40
"""


@pytest.fixture
def signs_in(browser, analyst):
    """The page behind a one-time link, as the terminal or a mail gives it."""
    token = make_sign_in_link(by=None, person=analyst, at=timezone.now(), lifetime=timedelta(hours=1))
    browser.goto(f"/sign-in/once/{token}/")
    browser.get_by_role("button", name="Sign in as Analyst").click()
    return browser


@pytest.mark.browser
@pytest.mark.covers("B4", "J1")
def test_data_manager_collects_a_quarter(
    signs_in, initiative, places, partner_organisation, other_organisation, chromium, live_server
):
    page = signs_in
    defines_a_measure(page)
    opens_a_round(page)
    partner_answers(chromium, live_server)
    reads_and_accepts(page)
    closes_with_one_of_two(page)


def defines_a_measure(page):
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


def opens_a_round(page):
    page.get_by_role("link", name="Rounds", exact=True).click()
    page.get_by_role("link", name="Open the first round").click()
    page.get_by_label("Name of the round").fill("2026-Q3")
    page.get_by_label("Periods asked for").fill("2026-Q3")
    page.get_by_label("Due on").fill(f"{timezone.now() + timedelta(days=14):%Y-%m-%d}")
    page.get_by_label("All partners, J4").check()
    page.get_by_role("button", name="Look at whom it mails").click()
    assert page.locator("h1").inner_text() == "Before 2026-Q3 opens"
    assert not Message.objects.exists()
    page.get_by_role("button", name="Open the round and mail them").click()
    assert page.locator("#silent").inner_text() == "Silent 2"


def partner_answers(chromium, live_server):
    """Somebody without an account, at another machine, with a file of their own."""
    mail = Message.objects.get(to="data@first-rung.example")
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/p/" + mail.link.split("/p/")[1])
    page.locator("input[type=file]").set_input_files({"name": "Q3.csv", "mimeType": "text/csv", "buffer": ANSWER})
    page.get_by_role("button", name="Look at my file").click()
    page.get_by_role("button", name="Send ", exact=False).click()
    assert page.locator("h1").inner_text().startswith("Received: hand-in ")
    context.close()


def reads_and_accepts(page):
    page.reload()
    assert page.locator("#ready").inner_text() == "Ready 1"
    page.get_by_role("link", name="First Rung").click()
    page.locator("table a").first.click()
    assert page.locator("h1").inner_text() == "Numbers of First Rung"
    assert "80 of 100" in page.locator("table").inner_text()
    page.get_by_role("button", name="Accept the numbers").click()
    assert page.locator("#in").inner_text() == "Accepted 1"


def closes_with_one_of_two(page):
    page.get_by_role("link", name="Close the round…").click()
    assert page.locator("h1").inner_text() == "Close 2026-Q3 with 1 of 2?"
    assert "Open Shelf Library" in page.locator("main").inner_text()
    page.get_by_role("button", name="Close the round").click()
    assert "1 of 2 in" in page.locator(".lead").inner_text()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="Reopen the round").is_visible()
