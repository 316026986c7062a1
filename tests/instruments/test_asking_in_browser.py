"""The pages of a survey in a real browser: open to all senses, no wider than a phone; a draft waits on the phone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.governance.models import Group, Initiative
from commonweal.instruments import operations
from commonweal.instruments.models import AnswerLink, Invitation, Survey
from commonweal.instruments.operations import SurveyDraft
from commonweal.lib.tokens import make_token
from commonweal.people.models import Person
from tests.browser import come_in
from tests.instruments.looking import seen_by_two
from tests.looks import faults_unfolded

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Survey]


@pytest.fixture
def open_now(analyst: Person, initiative: Initiative, working: Group, twenty: list[Person]) -> Open:
    """By the clock on the wall, which a running site goes by."""

    def open_(code: str, mode: str, **more: Any) -> Survey:
        at = timezone.now()
        draft = SurveyDraft(code, mode, at.date() + timedelta(days=7), group=working, **more)
        return operations.open_survey(by=analyst, initiative=initiative, survey=draft, at=at)

    return open_


def link_of(survey: Survey, who: Person) -> str:
    token, token_hash = make_token()
    AnswerLink.objects.create(invitation=Invitation.objects.get(survey=survey, person=who), token_hash=token_hash)
    return f"/answer/{token}/"


def test_every_page_of_answering_is_open_to_all_senses_and_fits(
    chromium: Any, live_server: Any, open_now: Open, twenty: list[Person]
) -> None:
    survey = open_now("readiness", "anonymous", splits=["residents"])
    room = open_now("meeting-pulse", "anonymous", in_room=True)
    found = []
    for page, who in zip(seen_by_two(chromium, live_server), twenty[12:], strict=False):
        for where in ("/room/", f"/room/{room.room_code}/", "/answer/nobodys/", link_of(survey, who)):
            page.goto(where)
            found.append(faults_unfolded(page))
        page.click("button[value=begin]")
        found.append(faults_unfolded(page))
        page.locator(".point").nth(3).click()
        for _step in range(2):
            page.click("button[value=on]")
        page.click("button[value=send]")
        page.wait_for_selector("[data-forget]")
        found.append(faults_unfolded(page))
    assert found == [[]] * 12


def test_every_page_at_the_desk_is_open_to_all_senses_and_fits(
    chromium: Any, live_server: Any, settings: Any, open_now: Open, analyst: Person
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    asked, room = open_now("readiness", "anonymous"), open_now("meeting-pulse", "anonymous", in_room=True)
    slips = open_now("meeting-pulse", "anonymous", in_room=True, by_slips=True)
    desk = "/desk/fork/surveys/"
    found = {}
    for page in seen_by_two(chromium, live_server):
        come_in(page, live_server, analyst)
        for where in (
            "", "open/readiness/", f"{asked.pk}/", f"{asked.pk}/remind/", f"{asked.pk}/close/", f"{asked.pk}/paper/",
            f"{asked.pk}/enter/", f"{room.pk}/", f"{room.pk}/wall/", f"{slips.pk}/slips/void/", f"{slips.pk}/slips/",
        ):  # fmt: skip
            page.goto(desk + where)
            found[page.viewport_size["width"], where] = faults_unfolded(page)
        page.fill("input[name=number]", "2")
        page.click("main form button.main")
        found[page.viewport_size["width"], "slips to print"] = faults_unfolded(page)
    assert (len(found), found) == (24, dict.fromkeys(found, []))


@pytest.mark.covers("A5")
def test_draft_waits_on_the_phone_and_goes_when_it_is_sent(
    chromium: Any, live_server: Any, open_now: Open, twenty: list[Person]
) -> None:
    address = link_of(open_now("readiness", "anonymous"), twenty[0])
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.click("button[value=begin]")
    page.locator(".point").nth(3).click()
    page.click("button[value=on]")
    page.locator(".point").nth(1).click()
    page.goto(address)  # the line broke, the phone was put away
    page.click("button[value=begin]")
    page.wait_for_selector("[data-came-back]:not([hidden])")
    first = page.locator(".point input:checked").first.get_attribute("value")
    page.click("button[value=on]")
    second = page.locator(".point input:checked").first.get_attribute("value")
    page.click("button[value=on]")
    page.click("button[value=send]")
    page.wait_for_selector("[data-forget]")
    kept = page.evaluate("localStorage.length")
    context.close()
    assert (first, second, kept) == ("4", "2", 0)


def test_sheet_is_typed_in_with_numbers_alone(
    chromium: Any, live_server: Any, settings: Any, open_now: Open, analyst: Person
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    survey = open_now("meeting-pulse", "anonymous")
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    come_in(page, live_server, analyst)
    page.goto(f"/desk/fork/surveys/{survey.pk}/enter/")
    page.keyboard.type("435")  # each number moves on to the next box
    typed = [page.input_value(f"#box-{key}") for key in ("welcome", "voice", "lost")]
    page.click("main form button.main")
    page.wait_for_selector(".messages")
    context.close()
    assert (typed, Survey.objects.get().without_invitation) == (["4", "3", "5"], 1)
