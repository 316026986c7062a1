"""What a series came to, in a real browser: the trainer's pages, the files, and one's own progress on a phone."""

from typing import Any

import pytest

from commonweal.people.models import Person
from commonweal.training.models import Series
from commonweal.training.queries.taking_part import code_hash
from tests.looks import faults_unfolded
from tests.training.cohorts import taught
from tests.training.looking import Two


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G7", "G9")
def test_figures_reports_and_progress_stand_on_any_screen(
    chromium: Any, live_server: Any, six_weeks: Series, trainer: Person, at: Any
) -> None:
    taught(six_weeks, 24, at, (6, 12))
    six_weeks.participants.filter(number=1).update(code_hash=code_hash(six_weeks, "ma|12|st"))
    desk, phones = Two(chromium, live_server, trainer), Two(chromium, live_server)
    place = "/desk/fork/training/1"
    desk.look(*(f"{place}/{path}" for path in ("files/", "reports/", "6/brief/", "learned/")))
    for page in (desk.page, desk.wide):
        assert faults_unfolded(page) == []
    phone = phones.page
    phones.look(f"/train/{six_weeks.room_code}/mine/")
    for name, value in (("code1", "ma"), ("code2", "12"), ("code3", "st")):
        phone.fill(f"#{name}", value)
    phone.click("button.main")
    phone.wait_for_selector("dl.facts")
    phones.look(phone.url)
    phones.close()
    desk.close()
    assert desk.troubles + phones.troubles == []
