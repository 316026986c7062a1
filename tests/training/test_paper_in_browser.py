"""Everything a trainer does without phones, and before a session, in a real browser at two widths."""

from datetime import datetime
from typing import Any

import pytest

from commonweal.people.models import Person
from commonweal.training.models import Series
from commonweal.training.operations import call_roll_on_paper, set_numbers_aside
from tests.training.conftest import asked_in, somebody
from tests.training.looking import Two


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G3", "G7")
def test_sheets_are_typed_in_with_the_keys_alone(
    chromium: Any, live_server: Any, one_session: Series, trainer: Person, at: datetime
) -> None:  # fmt: skip
    set_numbers_aside(by=trainer, series=one_session, how_many=6, at=at)
    session = call_roll_on_paper(by=trainer, session=one_session.sessions.get(), numbers=[1, 2, 3], at=at)
    before, back = asked_in(session, "pre"), asked_in(session, "looking-back")
    desk = Two(chromium, live_server, trainer)
    page, place = desk.page, "/desk/fork/training"
    page.goto(f"{place}/1/paper/{before.pk}/type/")
    page.focus("#box-number")
    for key in ["1", "Enter", "Enter", *"1" * len(before.content["A"]), "Enter"]:
        page.keyboard.press(key)
    page.wait_for_selector("ul.messages li")
    assert before.attempts.get().participant.number == 1
    assert len(before.attempts.get().answers) == len(before.content["A"])
    paper = [f"1/paper/{path}" for path in ("", f"{before.pk}/type/", f"{before.pk}/type/?number=1")]
    paper += [f"1/paper/{asked.pk}/sheets/?from=1&to=1" for asked in (before, back)]
    others = ["1/", "1/1/paper/", "1/1/notes/", "syllabi/"]
    desk.look(*(f"{place}/{path}" for path in [*paper, *others]), "/me/workspace/")
    somebody(session, "ab|12|cd", at)
    page.goto(f"/train/{session.room_code}/")
    for field, value in (("#code1", "ab"), ("#code2", "12"), ("#code3", "cd")):
        page.fill(field, value)
    page.click("button.main")
    page.fill("#letter", "k")
    page.click("button[value='other']")
    page.wait_for_selector("fieldset.ask, [data-look-again]", state="attached")
    desk.look(f"/train/{one_session.room_code}/")
    desk.close()
    assert desk.troubles == []
