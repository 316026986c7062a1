"""A poll in a real browser: the wall, a phone in the room, and the same question afterwards."""

from typing import Any

import pytest

from commonweal.people.models import Person
from commonweal.training.models import Poll
from commonweal.training.operations import vote
from tests.training.looking import Two


def room_votes(number: int, at: Any, *options: str) -> None:
    poll = Poll.objects.get(number=number)
    for phone, option in enumerate(options):
        vote(by=None, code=poll.room_code, phone=str(phone), option=option, at=at)


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G15", "F-RND-6")
def test_room_votes_on_phones_and_looks_at_the_wall(chromium: Any, live_server: Any, trainer: Person, at: Any) -> None:
    desk, phones = Two(chromium, live_server, trainer), Two(chromium, live_server)
    page, phone = desk.page, phones.page
    desk.look("/desk/fork/polls/", "/desk/fork/polls/new/")
    page.click("button.main")
    desk.look("/desk/fork/polls/1/")
    page.click("button.main")
    room_votes(1, at, *["new"] * 12, *["heard"] * 8)
    desk.look("/desk/fork/polls/1/wall/")
    phones.look("/poll/")
    phone.fill("#code", page.inner_text(".door-code"))
    phone.click("button.main")
    phone.check("input[value='know']")
    phone.click("button.main")
    phone.wait_for_selector("p.status")
    phones.look(phone.url)
    page.wait_for_selector(".door-count:text('21')", timeout=15000)
    page.goto("/desk/fork/polls/1/")
    page.click("button.main")
    page.wait_for_selector(".poll-bars")
    phone.reload()
    phone.click("a[href$='/results/']")
    phones.look(phone.url)
    desk.look("/desk/fork/polls/1/wall/", "/desk/fork/polls/1/close/")
    page.click("button.grave")
    page.click("form[action$='/again/'] button")
    page.click("button.main")
    page.wait_for_selector("a[href$='/wall/']")
    room_votes(2, at, *["heard"] * 10, *["know"] * 10)
    page.goto("/desk/fork/polls/2/close/")
    page.click("button.grave")
    page.wait_for_selector("#shift")
    desk.look("/desk/fork/polls/2/")
    phones.close()
    desk.close()
    assert desk.troubles + phones.troubles == []
