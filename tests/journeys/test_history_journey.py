"""The data manager brings an old spreadsheet in, from signing in to the list of what came in."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.measurement.models import Submission
from commonweal.measurement.operations.definitions import MeasureDraft, define_measure
from commonweal.people.operations import make_sign_in_link
from tests.journeys.test_partner_journey import STARTED, is_well

WIDE = b"Area,y_2013,y_2014\nEastside,1,<Null>\nWestside,4,many\n"


@pytest.mark.browser
@pytest.mark.covers("B4")
@pytest.mark.parametrize("width", [360, 1280])
def test_old_spreadsheet_comes_in(
    width: int, chromium: Any, live_server: Any, initiative: Any, analyst: Any, places: Any
) -> None:
    now = timezone.now()
    draft = MeasureDraft(code="P1", level="performance", definition=STARTED)
    define_measure(by=analyst, initiative=initiative, measure=draft, at=now)
    token = make_sign_in_link(by=None, person=analyst, at=now, lifetime=timedelta(hours=1))
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, locale="en-US", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"/sign-in/once/{token}/")
    page.get_by_role("button", name="Sign in as Analyst").click()
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
    assert Submission.objects.get().understood["figures"] == 3
    context.close()
