"""A code of one's own: the same person typing it a little differently next week stays the same person."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.training.models import Series
from commonweal.training.own_codes import own_code
from commonweal.training.queries import participant_by_code
from tests.training.conftest import running
from tests.training.test_roundtable_pages import CODE, arriving
from tests.training.test_roundtable_pages import running as roundtable_running

FIRST = ("Ma", "1", "et")


def signed_in(address: str, answers: tuple[str, str, str], **more: str) -> int:
    return Client().post(address, dict(zip(("code1", "code2", "code3"), answers, strict=True)) | more).status_code


@pytest.mark.parametrize(
    "typed", [("ma", "01", "ET"), (" María ", " 1 ", "Elm Street"), ("MÁ", "001", "ét"), ("M. a", "0 1", "Rué T.")]
)
def test_same_answers_typed_differently_are_one_code(typed: tuple[str, str, str]) -> None:
    assert own_code(typed) == own_code(FIRST) == "ma|01|et"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("ma", "32", "et"), "1 to 31"),
        (("ma", "0", "et"), "1 to 31"),
        (("ma", "May", "et"), "1 to 31"),
        (("12", "1", "et"), "Letters are missing"),
        (("ma", "1", "42"), "Letters are missing"),
        (("ma", "", "et"), "Answer all three"),
    ],
)
def test_answer_that_is_none_is_refused_in_a_sentence(typed: tuple[str, str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        own_code(typed)


@pytest.mark.covers("G7")
def test_person_who_types_the_day_with_a_nought_next_week_is_the_same(
    six_weeks: Series, trainer: Person, at: datetime
) -> None:
    first, second = (running(session, trainer, at) for session in six_weeks.sessions.all()[:2])
    assert signed_in(f"/train/{first.room_code}/", FIRST) == 302
    assert signed_in(f"/train/{second.room_code}/", ("María", "01", "Elm Street")) == 302
    assert six_weeks.participants.count() == 1
    assert participant_by_code(six_weeks, "ma|01|et") == six_weeks.participants.get()
    assert signed_in(f"/train/{six_weeks.room_code}/mine/", ("MA", "001", "street")) == 302


def test_phone_refuses_what_is_no_day_and_nobody_is_signed_in(six_weeks: Series, trainer: Person, at: datetime) -> None:
    session = running(six_weeks.sessions.all()[0], trainer, at)
    assert signed_in(f"/train/{session.room_code}/", ("ma", "32", "et")) == 422
    assert six_weeks.participants.count() == 0


def test_whole_names_make_the_same_code_at_a_roundtable(initiative: Initiative, at: datetime) -> None:
    found = roundtable_running(initiative, at)
    arriving(found)
    arriving(found, code1="María", code2="04", code3="West")
    assert (CODE["code1"], found.sign_ins.count()) == ("ma", 1)
