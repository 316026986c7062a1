"""Questions brought along on a phone-sized browser: the file, what was understood, what is kept."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.engines.questionnaires.test_other_banks import MOODLE
from tests.people.test_sign_in import link_for

BRING = "/desk/fork/surveys/instruments/import/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "light", "es-MX"), (1280, "dark", "en-US")])
def test_questions_are_brought_along_and_every_page_fits_and_is_open_to_all_senses(
    chromium: Any, live_server: Any, settings: Any, request: pytest.FixtureRequest, width: int, scheme: str, locale: str
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale=locale,
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(link_for(request.getfixturevalue("analyst")))
    page.click("main form button")
    page.goto(BRING)
    found = [trouble(page)]
    page.set_input_files("input[type=file]", {"name": "quiz.xml", "mimeType": "text/xml", "buffer": MOODLE.encode()})
    page.click("main form button.main")
    found.append(trouble(page))
    page.click("main form button.main")
    page.wait_for_url("**/surveys/instruments/quiz/")
    found.append(trouble(page))
    asked = page.locator(".as-asked > ol > li").count()
    context.close()
    assert (found, asked) == ([[], [], []], 7)


def trouble(page: Any) -> list[str]:
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["scrolls sideways"] if wide else [])]
