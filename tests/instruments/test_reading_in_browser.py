"""The reading of a survey in a real browser: open to all senses, no wider than a phone."""

from typing import Any

import pytest

from commonweal.instruments import operations
from commonweal.instruments.tasks import draw_reading
from tests.agenda.test_pages_in_browser import trouble
from tests.cast import NOW
from tests.instruments.conftest import IN_AGENCIES, send
from tests.instruments.test_reading import favourable
from tests.people.test_sign_in import link_for


def various(survey: Any, number: int) -> dict[str, Any]:
    """Answers that differ from person to person and from question to question, and by where they work."""
    answers = favourable(survey, 3)
    for place, (key, value) in enumerate(answers.items()):
        if isinstance(value, int):
            lean = 1 if number < IN_AGENCIES else -1
            answers[key] = min(5, max(1, value + (number * 7 + place * 3) % 3 - 1 + lean * (place % 3 == 1) * 2))
    return answers


@pytest.fixture
def surveys(ask: Any, twenty: Any, analyst: Any) -> list[Any]:
    """Scales with gates, choices, numbers and own words, all of them closed."""
    found = []
    for code in ("readiness", "event-feedback", "five-conditions"):
        survey = ask(code=code, mode="anonymous", splits=["residents", "agencies"])
        for number, one in enumerate(twenty):
            send(survey, one, various(survey, number))
        found.append(operations.close_survey(by=analyst, survey=survey, at=NOW))
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("A5")
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "light", "es-MX"), (1280, "dark", "en-US")])
def test_reading_is_open_to_all_senses_and_fits_the_screen(
    chromium: Any, live_server: Any, settings: Any, request: pytest.FixtureRequest, width: int, scheme: str, locale: str
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    surveys, analyst = request.getfixturevalue("surveys"), request.getfixturevalue("analyst")
    for survey in surveys:
        draw_reading.func(survey.pk, analyst.pk)
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale=locale,
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(link_for(analyst))
    page.click("main form button")
    found = [trouble(page, f"/desk/fork/surveys/{survey.pk}/reading/") for survey in surveys]
    context.close()
    assert [each for each in found if len(each) > 1] == []
