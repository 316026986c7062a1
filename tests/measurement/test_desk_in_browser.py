"""The data manager's pages as a browser has them: nothing for axe to find, nothing that runs off the side."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from commonweal.measurement.operations.definitions import assign_measure
from commonweal.measurement.operations.drafts import Care
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.operations.review import return_submission
from tests.cast import NOW, organisation_in
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import figures_came, file_was_rejected

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOTALS = {"P1": {"reported": 4, "value": 100.0, "numerator": None, "denominator": None}}
WARNING = {"row": 14, "column": "Finished", "code": "x", "en": "31 of 28.", "es": "31 de 28.", "reason": "Two joined."}
PAGES = [
    "measures/",
    "measures/new/",
    "measures/P2/",
    "measures/P2/version/",
    "dimensions/",
    "dimensions/new/",
    "rounds/",
    "rounds/new/",
    "rounds/{round}/",
    "rounds/{round}/close/",
    "rounds/{round}/more-time/",
    "rounds/{round}/place/partner-0/",
    "submissions/{submission}/",
]


@pytest.fixture
def busy_round(open_for_two, invitation, initiative, analyst):
    """Somebody stands in every column of the board."""
    others = [
        open_for_two.invitations.create(
            organisation=organisation_in(initiative, f"partner-{number}", f"Partner {number} of the Fork", "health"),
            contact_email=f"data@partner-{number}.example",
        )
        for number in range(4)
    ]
    figures_came(others[0], totals=TOTALS)
    return_submission(by=analyst, submission=figures_came(others[1], totals=TOTALS), comment="Is 31 right?", at=NOW)
    file_was_rejected(others[2], reason="below-min 2")
    figures_came(others[3], totals=TOTALS, state="accepted")
    figures_came(invitation, totals=TOTALS, warnings=[WARNING])
    return open_for_two


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(360, "light", "es-US"), (1280, "dark", "en-US")], ids=["phone", "desk"]
)
def test_pages_of_the_desk_are_for_everybody(chromium, live_server, busy_round, analyst, width, scheme, locale):
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 740}, color_scheme=scheme, locale=locale
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(analyst), "url": live_server.url}])
    page = context.new_page()
    found = {address: complaints(page, address) for address in addresses(busy_round)}
    context.close()
    assert {address: complaint for address, complaint in found.items() if complaint} == {}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "at_once"), [(360, False), (1280, True)], ids=["phone", "desk"])
def test_long_table_of_a_release_is_folded_on_a_phone_alone(
    chromium, live_server, initiative, enrolled, places, analyst, width, at_once
):
    accepted(initiative, [fact("P1", "2020", 40.0)])
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 740}, locale="en-US")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(analyst), "url": live_server.url}])
    page = context.new_page()
    page.goto("/desk/fork/publish/")
    table = page.get_by_role("table", name="What will be public")
    assert table.is_visible() is at_once
    if not at_once:
        page.get_by_text("Show the measure with its newest figure").click()
        assert table.is_visible()
    context.close()


def addresses(asked_in):
    waiting = asked_in.submissions.get(warnings=[WARNING])
    return ["/desk/fork/" + page.format(round=asked_in.pk, submission=waiting.number) for page in PAGES]


def session_of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def complaints(page, address):
    answer = page.goto(address)
    if answer.status != 200:
        return [f"status {answer.status}"]
    sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found = [f"runs {sideways} px off the side"] if sideways > 0 else []
    if page.locator("h1").count() != 1:
        found.append("not exactly one h1")
    if page.locator(".button.main, button.main").count() > 1:
        found.append("more than one filled button")
    violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return found + [f"{one['id']}: {one['nodes'][0]['target']}" for one in violations]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(360, "light", "es-US"), (1280, "dark", "en-US")], ids=["phone", "desk"]
)
def test_figures_for_members_are_for_everybody_who_may_see_them(
    chromium, live_server, initiative, enrolled, places, analyst, trainer, width, scheme, locale
):
    areas = [fact("P1", "2025", value, place=place) for place, value in (("east", 700.0), ("west", 550.0))]
    years = [fact("P1", str(2016 + n), 1100.0 + 7 * n) for n in range(9)]
    accepted(initiative, [*years, fact("P1", "2025", 1250.0), *areas])
    assign_measure(by=analyst, measure=enrolled, care=Care(visibility="network"), at=NOW)
    publish(by=analyst, initiative=initiative, at=NOW)
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 740}, color_scheme=scheme, locale=locale
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(trainer), "url": live_server.url}])
    page = context.new_page()
    pages = [f"/desk/fork/{end}" for end in ("figures/", "figures/P1/", "figures/P1/story/", "measures/P1/")]
    found = {address: complaints(page, address) for address in pages}
    context.close()
    assert {address: complaint for address, complaint in found.items() if complaint} == {}
