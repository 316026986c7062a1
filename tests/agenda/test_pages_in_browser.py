"""The pages of the agenda in a real browser: open to all senses, no wider than a phone, worked by keyboard."""

from datetime import date
from typing import Any

import pytest

from commonweal.agenda.models import Aspiration, LogicNode, Strategy
from commonweal.agenda.operations.aspirations import QuoteDraft, name_group, note_aspiration, set_theme
from commonweal.agenda.operations.logic import NodeDraft, add_node
from commonweal.agenda.operations.parts import say, write_part
from commonweal.agenda.operations.strategies import StrategyDraft, add_strategy, start_trial
from commonweal.agenda.operations.versions import make_version
from commonweal.agenda.queries.draft import held_words
from commonweal.governance.editing import trace_of
from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from tests.browser import come_in
from tests.cast import NOW
from tests.looks import trouble

PAGES = [
    "", "part/problem/", "versions/", "versions/1/", "versions/1/bring/", "changes/1/2/", "changes/2/draft/",
    "logic/", "logic/line/goal/", "logic/line/goal/remove/", "logic/upload/", "voices/", "voices/add/", "involved/",
    "writers/", "packs/", "packs/poverty/", "strategy/rides-to-the-early-shift/", "strategy/bicycles/",
    "strategies/add/", "strategies/at-once/", "outcomes/add/", "themes/add/",
]  # fmt: skip


@pytest.fixture
def furnished(problem: None, strategy: Strategy, initiative: Initiative, chair: Person) -> list[str]:
    """Something on every page."""
    by = {"by": chair, "initiative": initiative, "at": NOW}
    make_version(**by, reason_en="The first one")
    held = held_words(initiative, "problem")
    write_part(**by, part="problem", words={"text_en": "Rents rise."}, started_from=trace_of(held))
    make_version(**by, reason_en="Shorter")
    write_part(**by, part="principles", words={"text_en": "One.\nTwo."}, started_from="")
    said = say(**by, part="problem", text="Whose rents?")
    say(**by, part="problem", text="Renters'.", answers=said)
    idea = add_strategy(**by, draft=StrategyDraft("Bicycles", origin=Strategy.Origin.EMERGENT))
    start_trial(by=chair, strategy=idea, looks_at="Riders", until=date(2026, 4, 1), at=NOW)
    goal = add_node(**by, draft=NodeDraft("goal", "Less poverty"), key="goal")
    add_node(**by, draft=NodeDraft("outcome", "More jobs"), below=goal)
    theme = set_theme(**by, name_en="Work that pays")
    draft = QuoteDraft("I count coins.", "en", date(2026, 3, 1), "Library", Aspiration.Consent.INSIDE)
    note_aspiration(**by, draft=draft, themes=[theme])
    name_group(**by, name_en="Night workers")
    return [f"/desk/fork/agenda/{page}" for page in PAGES]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "light", "es-MX"), (1280, "dark", "en-US")])
def test_pages_of_the_agenda_are_open_to_all_senses_and_fit_the_screen(
    chromium: Any, live_server: Any, settings: Any, request: pytest.FixtureRequest, width: int, scheme: str, locale: str
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    addresses, chair = request.getfixturevalue("furnished"), request.getfixturevalue("chair")
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale=locale,
        bypass_csp=True,
    )
    page = context.new_page()
    come_in(page, live_server, chair)
    found = [trouble(page, address) for address in addresses]
    context.close()
    assert [each for each in found if len(each) > 1] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("B3")
def test_logic_model_is_written_on_a_phone_by_keyboard_without_scripts(
    chromium: Any, live_server: Any, settings: Any, request: pytest.FixtureRequest
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    chair = request.getfixturevalue("chair")
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    come_in(page, live_server, chair)
    page.goto("/desk/fork/agenda/logic/")
    for words, kind, leads_to in [
        ("Less poverty", "goal", ""),
        ("More jobs", "outcome", "Less poverty"),
        ("Homes", "outcome", "Less poverty"),
    ]:
        page.get_by_label("New line").fill(words)
        page.get_by_label("It is").select_option(kind)
        if leads_to:
            page.get_by_label("It leads to").select_option(label=leads_to)
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Add the line").press("Enter")
    up = page.locator("#line-homes").get_by_role("button", name="Up")
    up.press("Enter")
    assert page.locator("#line-homes").get_by_role("button", name="Up").get_attribute("autofocus") == ""
    page.locator("#line-more-jobs summary").press("Enter")
    page.locator("#line-more-jobs").get_by_role("button", name="Step in").press("Enter")
    lines = page.locator(".outline .what b").all_inner_texts()
    assert (lines, LogicNode.objects.get(key="more-jobs").parent) == (
        ["Less poverty", "Homes", "More jobs"],
        LogicNode.objects.get(key="homes"),
    )
    context.close()
