"""The reading of a survey in a real browser: open to all senses, no wider than a phone."""

from typing import Any

import pytest

from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.instruments.operations.summaries import publish_answers
from commonweal.instruments.public_summary import seal_of, summary
from commonweal.instruments.queries.summaries import Chosen, offer
from commonweal.instruments.tasks import draw_reading
from commonweal.people.models import Person
from tests.browser import come_in
from tests.cast import NOW
from tests.instruments.conftest import IN_AGENCIES, send
from tests.instruments.looking import seen_by_two
from tests.instruments.test_reading import favourable
from tests.looks import faults_unfolded, trouble


def various(survey: Any, number: int) -> dict[str, Any]:
    """Answers that differ from person to person and from question to question, and by where they work."""
    answers = favourable(survey, 3)
    for place, (key, value) in enumerate(answers.items()):
        if isinstance(value, int):
            lean = 1 if number < IN_AGENCIES else -1
            answers[key] = min(5, max(1, value + (number * 7 + place * 3) % 3 - 1 + lean * (place % 3 == 1) * 2))
    return answers


@pytest.fixture
def surveys(ask: Any, twenty: list[Person], analyst: Person) -> list[Survey]:
    """Scales with gates, choices, numbers and own words, all of them closed."""
    found = []
    for code in ("readiness", "event-feedback", "five-conditions"):
        survey = ask(code=code, mode="anonymous", splits=["residents", "agencies"])
        for number, one in enumerate(twenty):
            send(survey, one, various(survey, number))
        found.append(operations.close_survey(by=analyst, survey=survey, at=NOW))
    return found


@pytest.mark.django_db(transaction=True)
def test_reading_is_open_to_all_senses_and_fits_the_screen(
    chromium: Any, live_server: Any, settings: Any, surveys: list[Survey], analyst: Person
) -> None:
    """What members read, what becomes public, and what everybody reads."""
    settings.COMMONWEAL_URL = live_server.url
    for survey in surveys:
        draw_reading.func(survey.pk, analyst.pk)
    offered = offer(analyst, surveys[0], NOW)
    chosen = Chosen(scales=tuple(one.scale.id for one in offered.scales), with_groups=True)
    seen = seal_of(summary(offered, chosen))
    publish_answers(by=analyst, survey=surveys[0], chosen=chosen, reviewed=False, seen=seen, at=NOW)
    found = []
    for page in seen_by_two(chromium, live_server):
        come_in(page, live_server, analyst)
        desk = f"/desk/fork/surveys/{surveys[0].pk}/publish/"
        addresses = [f"/desk/fork/surveys/{survey.pk}/reading/" for survey in surveys]
        found += [trouble(page, address) for address in (*addresses, desk, "/fork/answers/", "/fork/answers/1/")]
        page.goto(desk)
        page.click("button[value=look]")
        page.wait_for_selector("#preview")
        found.append([desk, *faults_unfolded(page)])
    assert (len(found), [each for each in found if len(each) > 1]) == (14, [])
