"""The three preconditions side by side: what the records show, and what people said when they were asked."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from commonweal.commitments.operations import NeedDraft, note_resource_need
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Initiative
from commonweal.governance.operations.terms import take_up_role
from commonweal.instruments.operations import close_survey
from commonweal.people.models import Person
from tests.cast import NOW, SINCE
from tests.instruments.conftest import ask, send, twenty, working  # noqa: F401

PAGE = "/desk/fork/preconditions/"


@pytest.mark.covers("A2", "A3", "A4", "A5", "F-PRE-1", "F-PRE-2", "F-PRE-3")
def test_records_stand_beside_what_people_said(
    ask: Any,  # noqa: F811
    twenty: list[Person],  # noqa: F811
    initiative: Initiative,
    analyst: Person,
    resident: Person,
    signed_in: Any,
) -> None:
    survey = ask(code="readiness")
    for person in twenty[:10]:
        send(survey, person)
    close_survey(by=analyst, survey=survey, at=NOW + timedelta(days=1))
    take_up_role(by=None, initiative=initiative, term=SeatDraft("champion", resident, SINCE), at=NOW)
    note_resource_need(by=None, initiative=initiative, need=NeedDraft("research", Decimal(1000)), at=NOW)
    page = signed_in(analyst).get(PAGE).content.decode()
    assert [
        page.count(words)
        for words in ("1 champion speaks for the work.", "from 10 people.", "to cultivate</span>", "absent</span>")
    ] == [1, 3, 3, 1]


def test_page_before_anything_is_written_down(chair: Person, signed_in: Any) -> None:
    page = signed_in(chair).get(PAGE, headers={"accept-language": "es"}).content.decode()
    assert [
        words in page
        for words in ("¿Están las tres condiciones previas?", "Aún no se preguntó", "nadie ha dicho lo que hace falta")
    ] == [True, True, True]


@pytest.mark.parametrize(("who", "code"), [("resident", 200), ("partner", 404), ("funder", 404), ("stranger", 404)])
def test_whoever_has_a_seat_reads_it(
    request: pytest.FixtureRequest, initiative: Initiative, signed_in: Any, who: str, code: int
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(PAGE).status_code == code
