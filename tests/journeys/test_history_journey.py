"""The data manager brings an old spreadsheet in, from signing in to the list of what came in."""

from typing import Any

import pytest

from tests.journeys.desk import STARTED, Desk, sign_in
from tests.journeys.looks import is_well

WIDE = b"Area,y_2013,y_2014\nEastside,1,<Null>\nWestside,4,many\n"


@pytest.mark.browser
@pytest.mark.covers("B4")
@pytest.mark.parametrize("width", [360, 1280])
def test_old_spreadsheet_comes_in(width: int, chromium: Any, live_server: Any, desk: Desk) -> None:
    desk.define(**STARTED)
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, locale="en-US", bypass_csp=True
    )
    page = context.new_page()
    sign_in(page)
    page.goto("/desk/fork/history/")
    is_well(page)
    page.get_by_label("The old spreadsheet").set_input_files(
        {"name": "drawer.csv", "mimeType": "text/csv", "buffer": WIDE}
    )
    page.get_by_label("Measure (optional)", exact=False).first.select_option("P1")
    page.get_by_label("Where they come from").fill("annual reports")
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_label("Place").select_option("Area")
    is_well(page)
    page.get_by_role("button", name="Use these columns").click()
    assert "1 cell to check" in page.locator("#error-summary").inner_text()
    is_well(page)
    page.get_by_label("Row 3, y_2014: the right value").fill("5")
    page.get_by_role("button", name="Take in").click()
    assert "3 figures are in" in page.locator("#messages").inner_text()
    is_well(page)
    assert "drawer.csv" in page.locator("main table").inner_text()
    context.close()
