"""J9 on the demo: a new backbone director, day 1. She finds by herself what her predecessor would have told her."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.cli.demo.cascade import seat_everybody
from commonweal.cli.demo.founding import found
from commonweal.cli.demo.promising import promise_all
from commonweal.governance.models import MeetingDay
from commonweal.people.models import Person
from commonweal.people.operations import make_sign_in_link

DAY = timedelta(days=1)


@pytest.fixture
def way_in(transactional_db: None) -> str:
    """The one-time link that somebody handed her on her first morning."""
    now = timezone.now()
    beginning = now - 380 * DAY
    founded = found("ladder25", beginning)
    seat_everybody(founded, beginning, now)
    promise_all(founded, now)
    MeetingDay.objects.create(group=founded.groups["steering"], on=now.date() + 4 * DAY)
    director = Person.objects.get(name="Simone Adler")
    return f"/sign-in/once/{make_sign_in_link(by=None, person=director, at=now, lifetime=DAY)}/"


def headings(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("main h2").all_text_contents()]


@pytest.mark.covers("J9", "D11", "F-FIT-6", "C14", "F-INT-2")
def test_new_director_finds_everything_on_her_first_day(way_in: str, phone: Any) -> None:
    phone.goto(way_in)
    phone.click("main button")
    phone.wait_for_url("**/home/")
    phone.click("text=Read what is handed over with your seat")
    phone.wait_for_selector("h1:has-text('For Simone Adler, from the first day')")
    assert [name for name in headings(phone) if name in WHAT_A_PREDECESSOR_WOULD_TELL] == WHAT_A_PREDECESSOR_WOULD_TELL
    # Who holds which role until when; what stands open; whom she can ask.
    pack = phone.locator("main").inner_text()
    assert "Denise Carter, co-chair" in pack
    assert "co-chair: open since" in pack
    assert "Walter Nkemelu held it until" in pack
    # When the groups meet that she supports, with the packet.
    assert "Steering Committee meets" in pack
    # The open promises are there, each with its own page.
    promises = phone.locator("section:has(h2:has-text('Promises that are due')) a.task")
    assert promises.count() >= 3
    # The map, with the mark of where she came from.
    phone.click("text=See it on the map")
    phone.wait_for_selector("h1:has-text('The cascade')")
    assert phone.locator("[aria-current=location] h3").all_text_contents() == ["Backbone"]
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    # How it was a year before, and back to today.
    phone.fill("#id_on", str(timezone.now().date() - 400 * DAY))
    phone.click("text=Show this day")
    phone.wait_for_selector("text=This is how it was on")
    assert "Rides to Work" in phone.locator(".cascade").inner_text()
    phone.click("text=Show today")
    phone.wait_for_selector("h2:has-text('Groups that had ended')")
    # The charter of those who steer: how it decides, and what changed.
    phone.click(".level.steering h3 a")
    phone.click("text=Read the charter, version 2")
    charter = phone.locator("main").inner_text()
    assert "two thirds" in charter
    assert "What changed from version 1" in charter


WHAT_A_PREDECESSOR_WOULD_TELL = [
    "Backbone support",
    "The common agenda",
    "Open decisions",
    "Promises that are due by now or soon",
    "The next 30 days",
    "Who does what until when",
]


@pytest.mark.covers("J9")
def test_pack_is_not_there_for_others(way_in: str, client: Any, signed_in: Any) -> None:
    seat = Person.objects.get(name="Simone Adler").seats.get()
    address = f"/desk/ladder25/seats/{seat.pk}/handover/"
    answers = {
        name: signed_in(Person.objects.get(name=name)).get(address).status_code
        for name in ("Ana Ruiz", "Denise Carter", "Grace Okafor", "Paul Novak", "Walter Nkemelu")
    }
    assert answers == {
        "Ana Ruiz": 200, "Denise Carter": 404, "Grace Okafor": 404, "Paul Novak": 404, "Walter Nkemelu": 404,
    }  # fmt: skip
    assert client.get(address).status_code == 302
