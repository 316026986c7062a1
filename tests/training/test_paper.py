"""A series on paper: numbered sheets, the roll, and what is typed in counts as if it had come from a phone."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.people.models import Person
from commonweal.training.models import Assessment, Attempt, Participant, Series, Session, TypedSheet
from commonweal.training.operations import (
    SheetTyped,
    call_roll_on_paper,
    end_session,
    open_assessment,
    set_numbers_aside,
    type_in_sheet,
)
from commonweal.training.queries import form_of_number, numbers_of, questions_of
from commonweal.training.queries.results import results_of
from tests.training.conftest import asked_in, next_for, right_answers, running, sent, somebody

DESK = "/desk/fork/training/1"


@pytest.fixture
def on_paper(one_session: Series, trainer: Person, at: datetime) -> Session:
    """Four numbers are set aside, and the first two of them were there."""
    set_numbers_aside(by=trainer, series=one_session, how_many=4, at=at)
    return call_roll_on_paper(by=trainer, session=one_session.sessions.get(), numbers=[1, 2], at=at)


def typed(
    by: Person, asked: Assessment, number: int, answers: dict[str, str], at: datetime, once: str = "", **more: Any
) -> bool:
    sheet = SheetTyped(number, answers, once or f"page-{number}-{asked.pk}", **more)
    return type_in_sheet(by=by, assessment=asked, sheet=sheet, at=at)


def box_numbers(asked: Assessment, number: int) -> dict[str, str]:
    """What somebody circles on the sheet of this number who knows everything."""
    form = form_of_number(asked, number)
    right = right_answers(asked, Participant(series=asked.series, number=number))
    return {f"q{place}": str("abcd".index(right[item]) + 1) for place, item in enumerate(asked.content[form], start=1)}


@pytest.mark.covers("G7", "F-TRN-4")
def test_same_series_on_paper_gives_the_same_results_as_on_phones(opened: Any, trainer: Person, at: datetime) -> None:
    on_phones, on_sheets = opened("one-session", 1), opened("one-session", 1)
    set_numbers_aside(by=trainer, series=on_sheets, how_many=3, at=at)
    phones = running(on_phones.sessions.get(), trainer, at)
    people = [somebody(phones, f"ab|{day}|cd", at) for day in range(3)]
    sheets = call_roll_on_paper(by=trainer, session=on_sheets.sessions.get(), numbers=[1, 2, 3], at=at)
    open_assessment(by=trainer, assessment=asked_in(phones, "post"), at=at)
    for asked, twin in zip(phones.assessments.all(), sheets.assessments.all(), strict=True):
        for person in people[: None if asked.phase == "pre" else 2]:
            answers = {"agree": "4", "explain-basics": "3", "explain-basics.then": "1"}
            if asked.is_test:
                answers = dict(list(right_answers(asked, person).items())[person.number :])
            sent(asked, person, answers, at)
            typed(trainer, twin, person.number, answers, at)
    one, other = (results_of(trainer, series, at) for series in (on_phones, on_sheets))
    assert one.takers == other.takers
    assert [one.sheets.get(asked.key) for asked in one.asked] == [other.sheets.get(asked.key) for asked in other.asked]


def test_phones_go_on_behind_the_numbers_set_aside(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.get(), trainer, at)
    first = somebody(session, "ab|1|cd", at)
    aside = set_numbers_aside(by=trainer, series=one_session, how_many=5, at=at)
    assert (first.number, (aside.first, aside.last), somebody(session, "ab|2|cd", at).number) == (1, (2, 6), 7)
    assert numbers_of(one_session) == [1, 2, 3, 4, 5, 6, 7]


def test_number_decides_the_form_on_paper_as_on_a_phone(on_paper: Session) -> None:
    before = asked_in(on_paper, "pre")
    for number in (1, 2):
        someone = on_paper.series.participants.get(number=number)
        assert {one.form for one in questions_of(before, someone)} == {form_of_number(before, number)}
    assert [form_of_number(asked_in(on_paper, phase), 1) for phase in ("pre", "post")] == ["A", "B"]


def test_roll_on_paper_opens_the_session_and_says_who_was_there(on_paper: Session) -> None:
    assert on_paper.roll_opened_at is not None
    attended = on_paper.attendances.order_by("participant__number")
    assert [(one.participant.number, one.way) for one in attended] == [(1, "paper"), (2, "paper")]


def test_roll_typed_again_takes_the_place_of_the_first_and_keeps_who_answered(
    on_paper: Session, trainer: Person, at: datetime
) -> None:
    typed(trainer, asked_in(on_paper, "pre"), 1, {}, at)
    call_roll_on_paper(by=trainer, session=on_paper, numbers=[3], at=at)
    there = on_paper.attendances.values_list("participant__number", flat=True)
    assert sorted(there) == [1, 3]


def test_roll_with_a_number_that_nobody_has_is_refused_whole(on_paper: Session, trainer: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="Nobody in this series has number 5, 9-10"):
        call_roll_on_paper(by=trainer, session=on_paper, numbers=[3, 5, 9, 10], at=at)
    assert on_paper.attendances.count() == 2


def test_roll_of_a_session_to_come_is_refused(six_weeks: Series, trainer: Person, at: datetime) -> None:
    set_numbers_aside(by=trainer, series=six_weeks, how_many=2, at=at)
    with pytest.raises(ValidationError, match="has not begun"):
        call_roll_on_paper(by=trainer, session=six_weeks.sessions.all()[1], numbers=[1], at=at)


def test_sheet_comes_after_the_roll(one_session: Series, trainer: Person, at: datetime) -> None:
    set_numbers_aside(by=trainer, series=one_session, how_many=2, at=at)
    with pytest.raises(ValidationError, match="Type in the roll of this session first"):
        typed(trainer, asked_in(one_session.sessions.get(), "pre"), 1, {}, at)


def test_who_handed_in_a_sheet_was_there(on_paper: Session, trainer: Person, at: datetime) -> None:
    typed(trainer, asked_in(on_paper, "pre"), 4, {}, at)
    assert on_paper.attendances.filter(participant__number=4).count() == 1


def test_page_that_is_sent_twice_is_typed_once(on_paper: Session, trainer: Person, at: datetime) -> None:
    before = asked_in(on_paper, "pre")
    assert [typed(trainer, before, 1, {}, at, once="one page") for _each in range(2)] == [True, False]
    assert TypedSheet.objects.count() == 1


def test_second_sheet_of_a_number_is_refused_unless_it_corrects_the_first(
    on_paper: Session, trainer: Person, at: datetime
) -> None:
    before = asked_in(on_paper, "pre")
    item = before.content["A"][0]
    typed(trainer, before, 1, {item: "a"}, at, once="first")
    with pytest.raises(ValidationError, match="The sheet of number 1 is in"):
        typed(trainer, before, 1, {item: "b"}, at, once="second")
    typed(trainer, before, 1, {item: "b"}, at, once="third", corrects=True)
    assert before.attempts.get().answers == {item: "b"}
    assert [sheet.answers for sheet in before.attempts.get().typed.all()] == [{item: "a"}, {item: "b"}]


def test_what_came_from_a_phone_is_not_written_over(on_paper: Session, trainer: Person, at: datetime) -> None:
    someone, before = somebody(on_paper, "ab|1|cd", at), asked_in(on_paper, "pre")
    sent(before, someone, {}, at)
    with pytest.raises(ValidationError, match="Number 5 answered on a phone"):
        typed(trainer, before, 5, {}, at, corrects=True)


@pytest.mark.parametrize(("days", "is_taken"), [(14, True), (15, False)])
def test_sheets_are_taken_until_two_weeks_after_the_session(
    days: int, is_taken: bool, on_paper: Session, trainer: Person, at: datetime
) -> None:
    end_session(by=trainer, session=on_paper, at=at)
    later = at + timedelta(days=days)
    if is_taken:
        assert typed(trainer, asked_in(on_paper, "post"), 1, {}, later)
    else:
        with pytest.raises(ValidationError, match="more than two weeks ago"):
            typed(trainer, asked_in(on_paper, "post"), 1, {}, later)


def test_code_on_a_sheet_makes_the_same_participant_on_a_phone(
    on_paper: Session, trainer: Person, at: datetime
) -> None:
    before = asked_in(on_paper, "pre")
    typed(trainer, before, 2, {}, at, code="AB 12 cd")
    assert somebody(on_paper, "ab|12|cd", at).number == 2
    with pytest.raises(ValidationError, match="Number 2 has this code"):
        typed(trainer, before, 3, {}, at, code="ab 12 cd")
    assert on_paper.series.participants.filter(number=3).count() == 0


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_others_type_nothing_in(who: str, on_paper: Session, at: datetime, request: pytest.FixtureRequest) -> None:
    other = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        typed(other, asked_in(on_paper, "pre"), 1, {}, at)
    with pytest.raises(PermissionDenied):
        call_roll_on_paper(by=other, session=on_paper, numbers=[1], at=at)
    with pytest.raises(PermissionDenied):
        set_numbers_aside(by=other, series=on_paper.series, how_many=3, at=at)


@pytest.mark.covers("G7")
def test_trainer_prints_a_sheet_for_each_number_and_types_it_in(
    on_paper: Session, trainer: Person, signed_in: Any
) -> None:
    before, browser = asked_in(on_paper, "pre"), signed_in(trainer)
    sheets = browser.get(f"{DESK}/paper/{before.pk}/sheets/?from=1&to=2").content.decode()
    assert re.findall(r"sheet-number\">Number (\d)", sheets) == ["1", "2"]
    assert sheets.count('<div class="paper-ask"><p><b class="no">') == 2 * len(before.content["A"])
    address = f"{DESK}/paper/{before.pk}/type/"
    page = browser.get(address).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    browser.post(address, {"number": "1", "once": once[1], **box_numbers(before, 1)})
    attempt = Attempt.objects.get()
    assert (attempt.way, attempt.answers) == ("paper", right_answers(before, attempt.participant))
    assert 'name="number" value="2"' in browser.get(address).content.decode()


def test_number_that_is_none_is_refused_in_words_and_nothing_is_lost(
    on_paper: Session, trainer: Person, signed_in: Any
) -> None:
    before = asked_in(on_paper, "pre")
    sheet = {"number": "1", "once": "x", "q1": "9", "q2": "2"}
    answer = signed_in(trainer).post(f"{DESK}/paper/{before.pk}/type/", sheet)
    page = answer.content.decode()
    assert (answer.status_code, Attempt.objects.count()) == (422, 0)
    assert "Question 1: “9” is none of the numbers 1 to 4." in page
    assert 'name="q2" value="2"' in page


def test_sheet_that_is_in_is_shown_to_be_corrected(
    on_paper: Session, trainer: Person, at: datetime, signed_in: Any
) -> None:
    scale = asked_in(on_paper, "looking-back")
    typed(trainer, scale, 1, {"explain-basics.then": "2", "explain-basics": "5"}, at)
    page = signed_in(trainer).get(f"{DESK}/paper/{scale.pk}/type/?number=1").content.decode()
    assert re.findall(r'name="q[12]" value="(\d)"', page) == ["2", "5"]
    assert 'name="corrects" value="yes" checked' in page


def test_roll_is_typed_as_ranges(on_paper: Session, trainer: Person, signed_in: Any) -> None:
    browser = signed_in(trainer)
    refused = browser.post(f"{DESK}/1/paper/", {"numbers": "1-x"})
    assert (refused.status_code, "is no number and no range" in refused.content.decode()) == (422, True)
    browser.post(f"{DESK}/1/paper/", {"numbers": "1 - 3, 4"})
    assert on_paper.attendances.count() == 4


def test_paper_page_counts_what_is_in(on_paper: Session, trainer: Person, at: datetime, signed_in: Any) -> None:
    typed(trainer, asked_in(on_paper, "pre"), 1, {}, at)
    page = signed_in(trainer).get(f"{DESK}/paper/").content.decode()
    assert "Numbers 1 to 4" in page
    assert re.findall(r'<td class="num">(\d+)</td>', page)[:2] == ["1", "0"]
    signed_in(trainer).post(f"{DESK}/paper/numbers/", {"how_many": "3"})
    assert numbers_of(on_paper.series)[-1] == 7


def test_paper_does_not_ask_on_a_phone_what_is_in(on_paper: Session, trainer: Person, at: datetime) -> None:
    typed(trainer, asked_in(on_paper, "pre"), 1, {}, at)
    waits = next_for(on_paper.series.participants.get(number=1), on_paper)
    assert waits is not None
    assert waits.phase == "efficacy"
