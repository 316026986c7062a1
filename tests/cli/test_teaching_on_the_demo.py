"""J3 on the demo: its trainer reads six evenings with 30, teaches an afternoon with 24, and asks once more in 90 days.

The 24 of cohort A are on 24 phones, and answer as the demo's learners do.
"""

import re
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from commonweal.cli.demo import people
from commonweal.cli.demo.cascade import seat_everybody
from commonweal.cli.demo.founding import found
from commonweal.cli.demo.learners import Learner, learners
from commonweal.cli.demo.tables import training_table
from commonweal.cli.demo.training import believing, teach
from commonweal.governance.models import Initiative
from commonweal.people.operations import make_sign_in_link
from commonweal.training.content import built_in
from commonweal.training.tasks import look_after_follow_ups
from tests.journeys.looks import is_well
from tests.journeys.room import Choice, Phone

COHORTS = {cohort["code"]: cohort for cohort in training_table()["cohorts"]}
QUESTIONS, BELIEVING = built_in("collective-impact").by_id, believing()
DAY = timedelta(days=1)


class Clock:
    """What the site takes for now; it stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime.now(tz=ZoneInfo("UTC"))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("django.utils.timezone.now", made)
    return made


@pytest.fixture
def demo(transactional_db: None, clock: Clock) -> Initiative:
    """Its initiative and its cohort B; no figures, which a trainer does not need."""
    founded = found(people.SLUG, clock.now - 380 * DAY)
    seat_everybody(founded, clock.now - 380 * DAY, clock.now)
    teach(founded, dict(people.cast())["Trainer"], COHORTS["B"], clock.now)
    return founded.initiative


@pytest.mark.browser
@pytest.mark.covers("G1", "G2", "G7", "G8", "G9", "J3", "F-TRN-2", "F-TRN-4", "F-TRN-5", "F-TRN-6")
def test_trainer_of_the_demo_reads_cohort_b_and_teaches_cohort_a(
    demo: Initiative, clock: Clock, browser: Any, phone: Any
) -> None:
    signs_in(browser)
    reads_six_evenings(browser)
    series, code = opens_an_afternoon(browser, demo)
    cohort = learners(COHORTS["A"])
    phones = {learner: Phone(learner.answers) for learner in cohort}
    assert {sheets_of(phones[one], code, answering(one, 0)) for one in cohort} == {2}
    assert "24 people there" in browser.goto(f"{series}1/").text()
    browser.get_by_role("button", name="Open it now").click()
    stayed = cohort[COHORTS["A"]["early"] :]
    assert {phones[one].answer_all(f"/train/{code}/", answering(one, 1)) for one in stayed} == {3}
    ends_and_reads(browser, series)
    lasting = code_of_series(browser, series)
    assert "Come back on" in phones[stayed[0]].look(f"/train/{lasting}/")
    clock.now += 91 * DAY
    assert look_after_follow_ups.call() == 2  # cohort A's opens, and cohort B's is closed
    assert {sheets_of(phones[one], lasting, answering(one, 0.8)) for one in stayed[1:16]} == {2}
    comes_back_on_a_real_phone(phone, lasting, stayed[0])
    reads_what_was_kept(browser, series)


def signs_in(page: Any) -> None:
    trainer = dict(people.cast())["Trainer"]
    token = make_sign_in_link(by=None, person=trainer, at=timezone.now(), lifetime=DAY)
    page.goto(f"/sign-in/once/{token}/")
    page.click("main button")
    page.wait_for_url("**/home/")


def reads_six_evenings(page: Any) -> None:
    """Cohort B as the demo tells it: each evening a quiz, and in the end figures of the 22 who took both tests."""
    page.goto(f"/desk/{people.SLUG}/training/")
    page.get_by_role("link", name="Collective impact, six evenings").click()
    page.wait_for_selector("ol.tasks")
    assert page.locator("ol.tasks li").count() == 6
    assert "30 participants" in page.locator("p.lead").inner_text()
    series = page.url
    page.goto(f"{series}3/")
    page.get_by_role("link", name="See what to teach again").first.click()
    page.wait_for_selector(".card")
    assert "27 of 27 people there have answered" in page.locator("main").inner_text()
    page.goto(f"{series}4/brief/")
    assert page.get_by_role("region", name="What to teach again").is_visible()
    page.goto(f"{series}learned/")
    told = facts(page)
    assert told["Took both: every figure is of them"] == "22 of 30"
    kept = page.get_by_role("region", name="What was kept", exact=True).inner_text()
    assert "Until the test 90 days later" in kept
    assert "17 of 30 in the cohort answered" in page.locator("main").inner_text()
    is_well(page)
    hands_on_the_report(page, series)


def opens_an_afternoon(page: Any, initiative: Initiative) -> tuple[str, str]:
    """From the syllabus, for today, with a host; then the session itself."""
    page.goto(f"/desk/{people.SLUG}/training/open/")
    on = timezone.now().astimezone(ZoneInfo(initiative.time_zone))
    typed = {"first_day": f"{on:%Y-%m-%d}", "title_en": COHORTS["A"]["title_en"], "place": COHORTS["A"]["place"]}
    for name, text in typed.items():
        page.fill(f"#id_{name}", text)
    page.get_by_label("one session of four hours or more").check()
    page.get_by_label("Host").select_option(index=1)
    page.get_by_role("button", name="Open the series").click()
    page.wait_for_selector("ol.tasks")
    series = str(page.url)
    page.locator("ol.tasks a").first.click()
    page.get_by_role("button", name="Open the session").click()
    return series, str(page.locator(".door-code").inner_text())


def answering(learner: Learner, kept: float) -> Choice:
    """A question as this learner answers it who keeps so much of what is taught; a scale as it comes."""

    def choose(_words: str, answers: list[tuple[str, str, str]]) -> tuple[str, str, str]:
        name, luck = answers[0][0], learner.luck(answers[0][0], kept)
        if (question := QUESTIONS.get(name)) is None:
            return answers[luck.integers(len(answers))]
        return name, BELIEVING.test(learner, [question], kept, luck).get(name, ""), ""

    return choose


def sheets_of(one: Phone, code: str, choose: Choice) -> int:
    one.sign_in(f"/train/{code}/")
    return one.answer_all(f"/train/{code}/", choose)


def facts(page: Any) -> dict[str, str]:
    names, values = (page.locator(f"dl.facts {tag}").all_inner_texts() for tag in ("dt", "dd"))
    return dict(zip(names, values, strict=True))


def ends_and_reads(page: Any, series: str) -> None:
    page.goto(f"{series}1/")
    page.get_by_role("link", name="End the session").click()
    page.get_by_role("button", name="End the session").click()
    page.wait_for_selector(".status")
    page.goto(f"{series}learned/")
    told, words = facts(page), page.locator("main").inner_text()
    assert told["Took both: every figure is of them"] == "21 of 24"
    assert re.search(r"Scores rose by [\d.]+ points on average \(likely between", words)
    for name in ("Then and now, looking back", "What people think they can do together"):
        assert page.get_by_role("region", name=name).is_visible()
    hands_on_the_report(page, series)


def hands_on_the_report(page: Any, series: str) -> None:
    page.goto(f"{series}reports/")
    made = page.request.get(page.get_by_role("link", name="English, US Letter (PDF)").get_attribute("href"))
    assert (made.status, made.body()[:4]) == (200, b"%PDF")


def code_of_series(page: Any, series: str) -> str:
    page.goto(series)
    return str(page.locator(".door-code").inner_text())


def comes_back_on_a_real_phone(page: Any, code: str, learner: Learner) -> None:
    page.goto(f"/train/{code}/")
    for place, text in enumerate(learner.answers, start=1):
        page.fill(f"#code{place}", text)
    page.get_by_role("button", name="Take part").click()
    page.wait_for_selector("form[data-keep]")
    is_well(page)
    for _sheet in ("test", "what came of it"):
        asked = page.get_attribute("form[data-keep]", "data-keep")
        page.evaluate(
            "for (const each of document.querySelectorAll('fieldset.ask')) each.querySelector('input').click()"
        )
        page.locator("main form button.main").click()
        page.wait_for_selector(f"form[data-keep='{asked}']", state="detached")
    page.goto(f"/train/{code}/mine/")
    assert cast(str, page.locator("main").inner_text()).count(" right") >= 3


def reads_what_was_kept(page: Any, series: str) -> None:
    """In the new session of a browser: a sign-in does not last for 90 days."""
    signs_in(page)
    page.goto(f"{series}learned/")
    words = page.locator("main").inner_text()
    assert "Until the test 90 days later" in words
    assert "16 of 24 in the cohort answered" in words
    is_well(page)
