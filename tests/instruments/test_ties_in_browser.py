"""The network in a real browser: open to all senses, no wider than a phone, and changed with a thumb and no script."""

from typing import Any

import pytest
from django.utils import timezone

from commonweal.governance.models import Initiative
from commonweal.instruments.models import Tie, TieRating
from commonweal.instruments.operations.ties import take_wave
from commonweal.instruments.sealed_ratings import opened
from commonweal.people.models import Affiliation, Person
from tests.browser import come_in
from tests.cast import SINCE
from tests.instruments.networking import organisations, says, speaker_of
from tests.looks import trouble

pytestmark = [pytest.mark.covers("B11", "F-INT-1", "F-PRI-7"), pytest.mark.django_db(transaction=True)]


def test_pages_of_the_network_are_open_to_all_senses_and_fit_the_screen(
    chromium: Any, live_server: Any, settings: Any, initiative: Initiative, analyst: Person
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    seven, at = organisations(initiative), timezone.now()
    for i, one in enumerate(seven[:6]):
        says(one, seven[(i + 1) % 6], at, 3)
        says(one, seven[(i + 2) % 6], at, 2)
    take_wave(by=analyst, initiative=initiative, at=at)
    Affiliation.objects.create(person=analyst, organisation=seven[0], since=SINCE)
    found = []
    for width, scheme, locale in ((360, "light", "es-MX"), (1280, "dark", "en-US")):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, locale=locale,
            bypass_csp=True,
        )  # fmt: skip
        page = context.new_page()
        come_in(page, live_server, analyst)
        for address in ("", "?on=2024-06-01", "own/alder/", "own/alder/birch/", "own/alder/ginkgo/"):
            found.append([width, *trouble(page, f"/desk/fork/network/{address}")])
        context.close()
    assert [each for each in found if len(each) > 2] == []


def test_a_tie_is_said_on_a_phone_without_a_script(
    chromium: Any, live_server: Any, settings: Any, initiative: Initiative
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    alder, birch, *_others = organisations(initiative)
    speaker = speaker_of(alder)
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="en-US", has_touch=True,
        java_script_enabled=False,
    )  # fmt: skip
    page = context.new_page()
    come_in(page, live_server, speaker)
    page.goto("/desk/fork/network/own/alder/birch/")
    page.get_by_text("About once a month").tap()
    page.get_by_text("We share data").tap()
    page.locator("#id_rate_openness-group .point").nth(3).tap()
    page.get_by_role("button", name="Keep this").tap()
    said = page.locator("ul.messages, .messages").inner_text()
    context.close()
    assert "Kept: your tie with Birch." in said
    tie, rating = Tie.objects.get(), TieRating.objects.get()
    assert (tie.source, tie.target, tie.frequency, tie.kinds) == (alder, birch, "month", ["data"])
    assert opened(rating.sealed) == {"openness": 4}
