"""Questions brought along on a phone-sized browser: the file, what was understood, what is kept."""

from typing import Any

import pytest

from commonweal.people.models import Person
from tests.browser import come_in
from tests.engines.questionnaires.test_other_banks import MOODLE
from tests.instruments.looking import seen_by_two
from tests.looks import faults_unfolded

BRING = "/desk/fork/surveys/instruments/import/"


@pytest.mark.django_db(transaction=True)
def test_questions_are_brought_along_and_every_page_fits_and_is_open_to_all_senses(
    chromium: Any, live_server: Any, settings: Any, analyst: Person
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    found = []
    for turn, page in enumerate(seen_by_two(chromium, live_server)):
        come_in(page, live_server, analyst)
        page.goto(BRING)
        found.append(faults_unfolded(page))
        quiz = {"name": f"quiz{turn}.xml", "mimeType": "text/xml", "buffer": MOODLE.encode()}
        page.set_input_files("input[type=file]", quiz)
        page.click("main form button.main")
        found.append(faults_unfolded(page))
        page.click("main form button.main")
        page.wait_for_url(f"**/surveys/instruments/quiz{turn}/")
        found.append(faults_unfolded(page))
        assert page.locator(".as-asked > ol > li").count() == 7
    assert found == [[]] * 6
