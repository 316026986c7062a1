"""What a series came to, in a real browser: the trainer's pages, the files, and one's own progress on a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from commonweal.people.models import Person
from commonweal.training.models import Series
from commonweal.training.queries.taking_part import code_hash
from tests.agenda.test_pages_in_browser import trouble
from tests.people.test_sign_in import link_for
from tests.training.cohorts import taught


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G7", "G9")
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "light", "es-MX"), (1280, "dark", "en-US")])
def test_figures_reports_and_progress_stand_on_any_screen(
    chromium: Any, live_server: Any, six_weeks: Series, trainer: Person, at: Any, width: int, scheme: str, locale: str
) -> None:
    taught(six_weeks, 24, at, (6, 12))
    six_weeks.participants.filter(number=1).update(code_hash=code_hash(six_weeks, "ma|12|st"))
    look = {"viewport": {"width": width, "height": 740}, "color_scheme": scheme, "locale": locale}
    desk = chromium.new_context(base_url=live_server.url, **look)
    page = desk.new_page()
    page.goto(link_for(trainer))
    page.click("main form button")
    place = "/desk/fork/training/1"
    troubles = [trouble(page, f"{place}/{path}") for path in ("learned/", "files/", "reports/", "6/brief/")]
    page.goto(f"{place}/learned/")
    for summary in page.query_selector_all("summary"):
        summary.click()
    troubles.append(["unfolded", *(each["id"] for each in Axe().run(page).response["violations"])])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phones = chromium.new_context(base_url=live_server.url, **look)
    phone = phones.new_page()
    troubles.append(trouble(phone, f"/train/{six_weeks.room_code}/mine/"))
    for name, value in (("code1", "ma"), ("code2", "12"), ("code3", "st")):
        phone.fill(f"#{name}", value)
    phone.click("button.main")
    phone.wait_for_selector("dl.facts")
    troubles.append(trouble(phone, phone.url))
    phones.close()
    desk.close()
    assert [found for found in troubles if len(found) > 1] == []
