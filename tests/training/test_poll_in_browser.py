"""A poll in a real browser: the wall, a phone in the room, and the same question afterwards."""

from typing import Any

import pytest

from commonweal.people.models import Person
from commonweal.training.models import Poll
from commonweal.training.operations import vote
from tests.agenda.test_pages_in_browser import trouble
from tests.people.test_sign_in import link_for


def room_votes(number: int, at: Any, *options: str) -> None:
    poll = Poll.objects.get(number=number)
    for phone, option in enumerate(options):
        vote(by=None, code=poll.room_code, phone=str(phone), option=option, at=at)


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G15", "F-RND-6")
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "light", "es-MX"), (1280, "dark", "en-US")])
def test_room_votes_on_phones_and_looks_at_the_wall(
    chromium: Any, live_server: Any, trainer: Person, at: Any, width: int, scheme: str, locale: str
) -> None:
    look = {"viewport": {"width": width, "height": 740}, "color_scheme": scheme, "locale": locale}
    desk = chromium.new_context(base_url=live_server.url, **look)
    page = desk.new_page()
    page.goto(link_for(trainer))
    page.click("main form button")
    troubles = [trouble(page, f"/desk/fork/polls/{path}") for path in ("", "new/")]
    page.click("button.main")
    troubles.append(trouble(page, "/desk/fork/polls/1/"))
    page.click("button.main")
    room_votes(1, at, *["new"] * 12, *["heard"] * 8)
    phones = chromium.new_context(base_url=live_server.url, **look)
    phone = phones.new_page()
    troubles += [trouble(page, "/desk/fork/polls/1/wall/"), trouble(phone, "/poll/")]
    phone.fill("#code", page.inner_text(".door-code"))
    phone.click("button.main")
    phone.check("input[value='know']")
    phone.click("button.main")
    phone.wait_for_selector("p.status")
    troubles.append(trouble(phone, phone.url))
    page.wait_for_selector(".door-count:text('21')", timeout=15000)
    page.goto("/desk/fork/polls/1/")
    page.click("button.main")
    page.wait_for_selector(".poll-bars")
    phone.reload()
    phone.click("a[href$='/results/']")
    troubles += [trouble(page, "/desk/fork/polls/1/wall/"), trouble(phone, phone.url)]
    troubles.append(trouble(page, "/desk/fork/polls/1/close/"))
    page.click("button.grave")
    page.click("form[action$='/again/'] button")
    page.click("button.main")
    page.wait_for_selector("a[href$='/wall/']")
    room_votes(2, at, *["heard"] * 10, *["know"] * 10)
    page.goto("/desk/fork/polls/2/close/")
    page.click("button.grave")
    page.wait_for_selector("#shift")
    troubles.append(trouble(page, "/desk/fork/polls/2/"))
    phones.close()
    desk.close()
    assert [found for found in troubles if len(found) > 1] == []
