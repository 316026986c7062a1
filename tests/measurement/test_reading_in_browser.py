"""While a large file is read, the page that took it says so: nobody wonders whether it is stuck."""

from typing import Any

import pytest
from django.conf import settings

from tests.measurement.test_desk_in_browser import session_of

LINES = b"measure,period,place,value\n" + b"P1,2025-Q4,county,1\n" * 60_000


@pytest.mark.browser
@pytest.mark.parametrize(("name", "says"), [("big.csv", "Reading big.csv, 1.1 MB, 60,001 lines."), ("b.xlsx", "MB.")])
def test_partner_page_says_what_it_reads_and_for_how_long(phone: Any, link: str, name: str, says: str) -> None:
    phone.goto(link)
    stays_on_the_page(phone)
    phone.set_input_files("#id_file", {"name": name, "mimeType": "text/csv", "buffer": LINES})
    phone.get_by_role("button", name="Look at my file").click()
    told = phone.locator("[data-reading-line]")
    told.get_by_text(says).wait_for()
    told.get_by_text("2 seconds so far.").wait_for()


@pytest.mark.browser
def test_page_of_history_says_what_it_reads_in_spanish(
    browser: Any, live_server: Any, analyst: Any, places: Any, enrolled: Any
) -> None:
    browser.context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session_of(analyst), "url": live_server.url},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": "es", "url": live_server.url},
        ]
    )
    browser.goto("/desk/fork/history/")
    stays_on_the_page(browser)
    browser.set_input_files("main [type=file]", {"name": "old.csv", "mimeType": "text/csv", "buffer": LINES})
    browser.locator("main form button.main").first.click()
    browser.get_by_text("Leemos old.csv, 1.1 MB, 60,001 líneas.").wait_for()


def stays_on_the_page(page: Any) -> None:
    """The answer is that there is nothing new to show, so that what the page said meanwhile can be read."""
    page.route("**/*", lambda route: route.fulfill(status=204) if route.request.method == "POST" else route.continue_())
