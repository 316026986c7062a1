"""Everything a trainer does without phones, and before a session, in a real browser at two widths."""

from datetime import datetime
from typing import Any

import pytest

from commonweal.people.models import Person
from commonweal.training.models import Series
from commonweal.training.operations import call_roll_on_paper, set_numbers_aside
from tests.agenda.test_pages_in_browser import trouble
from tests.people.test_sign_in import link_for
from tests.training.conftest import asked_in, somebody


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G3", "G7")
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "dark", "es-MX"), (1280, "light", "en-US")])
def test_sheets_are_typed_in_with_the_keys_alone(
    chromium: Any, live_server: Any, one_session: Series, trainer: Person, at: datetime, width: int, scheme: str,
    locale: str,
) -> None:  # fmt: skip
    set_numbers_aside(by=trainer, series=one_session, how_many=6, at=at)
    session = call_roll_on_paper(by=trainer, session=one_session.sessions.get(), numbers=[1, 2, 3], at=at)
    before, back = asked_in(session, "pre"), asked_in(session, "looking-back")
    look = {"viewport": {"width": width, "height": 740}, "color_scheme": scheme, "locale": locale}
    context = chromium.new_context(base_url=live_server.url, **look)
    page = context.new_page()
    page.goto(link_for(trainer))
    page.click("main form button")
    desk = "/desk/fork/training"
    page.goto(f"{desk}/1/paper/{before.pk}/type/")
    page.focus("#box-number")
    for key in ["1", "Enter", "Enter", *"1" * len(before.content["A"]), "Enter"]:
        page.keyboard.press(key)
    page.wait_for_selector("ul.messages li")
    assert before.attempts.get().participant.number == 1
    assert len(before.attempts.get().answers) == len(before.content["A"])
    paper = [f"1/paper/{path}" for path in ("", f"{before.pk}/type/", f"{before.pk}/type/?number=1")]
    paper += [f"1/paper/{asked.pk}/sheets/?from=1&to=1" for asked in (before, back)]
    others = ["1/", "1/1/paper/", "1/1/notes/", "syllabi/"]
    troubles = [trouble(page, f"{desk}/{path}") for path in [*paper, *others]]
    troubles.append(trouble(page, "/me/workspace/"))
    somebody(session, "ab|12|cd", at)
    page.goto(f"/train/{session.room_code}/")
    for field, value in (("#code1", "ab"), ("#code2", "12"), ("#code3", "cd")):
        page.fill(field, value)
    page.click("button.main")
    page.fill("#letter", "k")
    page.click("button[value='other']")
    page.wait_for_selector("fieldset.ask, [data-look-again]", state="attached")
    troubles.append(trouble(page, f"/train/{one_session.room_code}/"))
    context.close()
    assert [found for found in troubles if len(found) > 1] == []
