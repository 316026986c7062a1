"""A trainer's evening in a real browser: the series in one form, phones in the room, and what to teach again."""

import re
from typing import Any

import pytest

from commonweal.people.models import Person
from tests.browser import come_in
from tests.looks import trouble
from tests.training.looking import Two


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G1", "G7", "G8", "F-TRN-2", "F-TRN-4", "F-TRN-5")
def test_phones_answer_and_the_trainer_sees_what_to_teach_again(
    chromium: Any, live_server: Any, trainer: Person
) -> None:
    desk = Two(chromium, live_server, trainer)
    page = desk.page
    desk.look(*(f"/desk/fork/training/{path}" for path in ("", "syllabus/", "open/")))
    page.check("input[value='two-days']")
    page.click("button.main")
    series = page.url
    desk.look(series)
    for number in (1, 2):
        page.goto(f"{series}{number}/")
        page.click("button.main")
        desk.look(f"{series}{number}/")
        phone_answers(chromium, live_server, page.inner_text(".door-code"), desk.troubles)
    page.click("a[href$='/again/']")
    page.wait_for_selector(".card")
    again = page.url
    assert re.search(r"\b[0-6] (of|de) ", page.inner_text(".card >> nth=0")) is not None
    desk.look(again, f"{series}2/end/")
    desk.close()
    assert desk.troubles == []


def phone_answers(chromium: Any, live_server: Any, code: str, troubles: list[Any]) -> None:
    """The first answer to every question, on a phone that nobody has signed in on."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    phone = context.new_page()
    found = [trouble(phone, "/train/"), trouble(phone, f"/train/{code}/")]
    for field, value in (("#code1", "ab"), ("#code2", "12"), ("#code3", "cd")):
        phone.fill(field, value)
    phone.click("button.main")
    answer_what_waits(phone, found)
    context.close()
    troubles += [one for one in found if len(one) > 1]


def answer_what_waits(phone: Any, troubles: list[Any] | None = None) -> None:
    """One test or scale after the other, until there is nothing to do."""
    phone.wait_for_selector("fieldset.ask, [data-look-again]", state="attached")
    while phone.query_selector("fieldset.ask"):
        if troubles is not None:
            troubles.append(trouble(phone, phone.url))
        asked = phone.get_attribute("form[data-keep]", "data-keep")
        phone.evaluate("document.querySelectorAll('fieldset.ask').forEach(one => one.querySelector('input').click())")
        phone.click("button.main")
        phone.wait_for_selector(f"form[data-keep='{asked}']", state="detached")
        phone.wait_for_selector("fieldset.ask, [data-look-again]", state="attached")


@pytest.mark.django_db(transaction=True)
def test_answers_wait_on_the_phone_while_there_is_no_line(chromium: Any, live_server: Any, trainer: Person) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    come_in(page, live_server, trainer)
    page.goto("/desk/fork/training/open/")
    page.click("button.main")
    page.click("main .task")
    page.click("button.main")
    code, session = page.inner_text(".door-code"), page.url
    phone_context = chromium.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    phone = phone_context.new_page()
    phone.goto(f"/train/{code}/")
    for field, value in (("#code1", "ab"), ("#code2", "12"), ("#code3", "cd")):
        phone.fill(field, value)
    phone.click("button.main")
    phone.check("fieldset.ask >> nth=0 >> input >> nth=0")
    context.set_offline(True)
    page.wait_for_selector("[data-stale]:visible")
    context.set_offline(False)
    page.wait_for_selector("[data-stale]", state="hidden")
    phone_context.set_offline(True)
    phone.click("button.main")
    phone.wait_for_selector("[data-no-line]:visible")
    phone_context.set_offline(False)
    phone.wait_for_selector(".asking fieldset.ask")
    answer_what_waits(phone)
    page.goto(session)
    assert page.inner_text("tbody td >> nth=0") == "1 of 1"
    phone_context.close()
    context.close()
