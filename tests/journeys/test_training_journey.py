"""J3: a trainer alone teaches six evenings, from a workspace in one form to what eight people learned, by pages."""

import re
from html import unescape
from typing import Any
from zlib import crc32

import pytest

from commonweal.lib.setup_code import setup_code
from tests.journeys.desk import EMAIL, PASSWORD
from tests.journeys.looks import is_well
from tests.journeys.room import Choice, Phone

#: The last two do not come again after the second evening.
COHORT = [Phone(("ma", str(day), "st")) for day in range(1, 9)]
STAYED = COHORT[:6]
AGREES = "4"


@pytest.mark.browser
@pytest.mark.covers("G1", "G7", "G8", "G9", "J3", "F-TRN-2", "F-TRN-4", "F-TRN-5", "F-TRN-6")
def test_trainer_alone_teaches_six_evenings_and_reads_what_was_learned(browser: Any, phone: Any, settings: Any) -> None:
    opens_a_workspace(browser, setup_code(settings.COMMONWEAL_HOME))
    series = opens_a_series(browser)
    right = right_answers(browser)
    code = opens_the_session(browser, series, 1)
    assert {sheets_of(one, code, guesses) for one in COHORT[1:]} == {2}
    answers_on_a_real_phone(phone, code)
    ends_the_session(browser)
    for evening in range(2, 6):
        people = COHORT if evening == 2 else STAYED
        code = opens_the_session(browser, series, evening)
        assert {sheets_of(one, code, learned(right)) for one in people} == {2 if evening == 3 else 1}
        if evening == 2:
            finds_what_to_teach_again(browser, len(people))
        ends_the_session(browser)
        if evening == 2:
            reads_the_brief_of_the_next(browser, series)
    code = opens_the_session(browser, series, 6)
    assert {sheets_of(one, code, learned(right)) for one in STAYED} == {1}
    browser.get_by_role("row", name="after the last session").get_by_role("button", name="Open it now").click()
    assert {one.answer_all(f"/train/{code}/", learned(right)) for one in STAYED} == {3}
    told_to_come_back(STAYED[0], code)
    ends_the_session(browser)
    own = reads_what_was_learned(browser, series)
    assert "6 of 6" in STAYED[0].sign_in(f"/train/{own}/mine/")
    hands_on_the_reports(browser, series)


def opens_a_workspace(page: Any, code: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="I only teach a series").click()
    typed = {"code": code, "name": "Evenings at the library", "place_name": "Fork County", "your_name": "Mo"}
    for name, text in (typed | {"email": EMAIL, "password": PASSWORD}).items():
        page.fill(f"#id_{name}", text)
    is_well(page)
    page.locator("main form button.main").click()
    page.wait_for_url("**/training/")


def opens_a_series(page: Any) -> str:
    page.get_by_role("link", name="Open a series").click()
    page.get_by_label("six weekly sessions").check()
    page.get_by_label("Room").fill("Library, room 2")
    is_well(page)
    page.get_by_role("button", name="Open the series").click()
    page.wait_for_load_state()
    assert page.locator("ol.tasks li").count() == 6
    assert "Opens by itself on" in page.locator("main").inner_text()
    return str(page.url)


def opens_the_session(page: Any, series: str, number: int) -> str:
    page.goto(f"{series}{number}/")
    page.get_by_role("button", name="Open the session").click()
    return str(page.locator(".door-code").inner_text())


def ends_the_session(page: Any) -> None:
    page.get_by_role("link", name="End the session").click()
    page.get_by_role("button", name="End the session").click()
    page.wait_for_selector(".status")


def sheets_of(one: Phone, code: str, choose: Choice) -> int:
    one.sign_in(f"/train/{code}/")
    return one.answer_all(f"/train/{code}/", choose)


def answers_on_a_real_phone(page: Any, code: str) -> None:
    page.goto("/train/")
    page.get_by_label("Code on the wall").fill(code)
    page.get_by_role("button", name="Take part").click()
    for field, text in COHORT[0].who.items():
        page.fill(f"#{field}", text)
    page.get_by_role("button", name="Take part").click()
    page.wait_for_selector("form[data-keep]")
    is_well(page)
    for _sheet in ("test", "scale"):
        asked = page.get_attribute("form[data-keep]", "data-keep")
        page.evaluate(
            "for (const each of document.querySelectorAll('fieldset.ask')) each.querySelector('input').click()"
        )
        page.locator("main form button.main").click()
        page.wait_for_selector(f"form[data-keep='{asked}']", state="detached")
    assert "Counted. There is nothing to do now." in page.locator("main").inner_text()


def right_answers(browser: Any) -> dict[str, str]:
    """As the trainer reads them in the syllabus, and as people hear them in the evenings."""
    page = browser.request.get(f"{browser.url.partition('/training/')[0]}/training/syllabus/").text()
    pairs = re.findall(r"<li><p>([^<]*) <span class=\"meta\">form [AB]</span></p><ul>.*?<b>(.*?)</b>", page, re.DOTALL)
    return {unescape(question): unescape(answer) for question, answer in pairs}


def guesses(question: str, answers: list[tuple[str, str, str]]) -> tuple[str, str, str]:
    """The same wrong idea, or the same luck, whoever is asked."""
    return answers[crc32(question.encode()) % len(answers)]


def learned(right: dict[str, str]) -> Choice:
    """All but what a backbone is: there people go on guessing."""

    def choose(question: str, answers: list[tuple[str, str, str]]) -> tuple[str, str, str]:
        if question not in right:
            return next((one for one in answers if one[1] == AGREES), answers[0])
        if "backbone" in question.lower():
            return next(one for one in answers if one[2] != right[question])
        return next(one for one in answers if one[2] == right[question])

    return choose


def finds_what_to_teach_again(page: Any, answered: int) -> None:
    page.get_by_role("link", name="See what to teach again").click()
    page.wait_for_selector(".card")
    told = str(page.locator("main").inner_text())
    assert f"{answered} of {answered} people there have answered" in told
    assert page.locator(".card h2").all_inner_texts() == ["Backbone support"]
    is_well(page)
    page.get_by_role("link", name="Back to the session").click()


def told_to_come_back(one: Phone, code: str) -> None:
    assert "Once more, in 90 days" in one.look(f"/train/{code}/")


def reads_the_brief_of_the_next(page: Any, series: str) -> None:
    page.goto(f"{series}reports/")
    page.get_by_role("link", name="Brief before session 3").click()
    assert page.get_by_role("region", name="What to teach again").locator(".card h2, .card h3").all_inner_texts() == [
        "Backbone support"
    ]
    is_well(page)


def reads_what_was_learned(page: Any, series: str) -> str:
    """And gives back the code of the series, under which people look at their own progress."""
    page.goto(series)
    code = str(page.locator(".door-code").inner_text())
    page.get_by_role("link", name="What people learned").click()
    page.wait_for_load_state()
    names, values = (page.locator(f"dl.facts {tag}").all_inner_texts() for tag in ("dt", "dd"))
    assert dict(zip(names, values, strict=True))["Took both: every figure is of them"] == "6 of 8"
    is_well(page)
    return code


def hands_on_the_reports(page: Any, series: str) -> None:
    page.goto(f"{series}reports/")
    is_well(page)
    address = page.get_by_role("link", name="English, US Letter (PDF)").get_attribute("href")
    made = page.request.get(address)
    assert (made.status, made.body()[:4]) == (200, b"%PDF")
    page.get_by_role("link", name="Files for an evaluator").click()
    page.wait_for_load_state()
    is_well(page)
