"""How a page has to look wherever a journey stops: open to all senses, and no wider than the screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe


def is_well(page: Any) -> None:
    page.wait_for_load_state()
    found = Axe().run(page)
    wrong = [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]
    assert wrong == [], wrong  # pytest tells nothing by itself about an assertion outside of a test's module
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
