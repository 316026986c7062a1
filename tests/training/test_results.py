"""The one reading of a cohort's answers: people as numbers, scored by the syllabus the series began with."""

from datetime import datetime
from typing import Any

import pytest
from django.http import Http404

from commonweal.people.models import Person
from commonweal.training.models import Series
from commonweal.training.operations import open_assessment
from commonweal.training.queries import progress_of, results_of
from tests.training.conftest import right_answers, running, sent, somebody

Begun = tuple[Series, Any, list[Any]]


@pytest.fixture
def begun(one_session: Series, trainer: Person, at: datetime) -> Begun:
    """Three people; the first knows all before, the second one question less, the third sends an empty sheet."""
    session = running(one_session.sessions.all()[0], trainer, at)
    people, pre = [somebody(session, f"ab {day} cd", at) for day in (1, 2, 3)], session.assessments.all()[0]
    full = right_answers(pre, people[1])
    sent(pre, people[0], right_answers(pre, people[0]), at)
    sent(pre, people[1], dict(list(full.items())[1:]), at)
    sent(pre, people[2], {}, at)
    return one_session, pre, people


@pytest.mark.covers("G7")
def test_marks_are_one_for_a_right_answer_and_nought_for_a_question_left_out(
    begun: Begun, trainer: Person, at: datetime
) -> None:
    series, _pre, _people = begun
    found = results_of(trainer, series, at)
    (pre,) = found.of_phase("pre")
    marks = found.marks(pre)
    assert {number: sum(own.values()) for number, own in marks.items()} == {1: len(marks[1]), 2: len(marks[2]) - 1}
    assert [found.form(pre, number) for number in (1, 2, 3)] == ["A", "B", "A"]


def test_who_left_out_every_question_sent_a_sheet_and_took_no_test(begun: Begun, trainer: Person, at: datetime) -> None:
    found = results_of(trainer, begun[0], at)
    (pre,) = found.of_phase("pre")
    assert (sorted(found.answers(pre)), sorted(found.marks(pre))) == ([1, 2, 3], [1, 2])


def test_question_and_its_twin_have_one_name(begun: Begun, trainer: Person, at: datetime) -> None:
    found = results_of(trainer, begun[0], at)
    (pre,) = found.of_phase("pre")
    named = [{found.pair(item) for item in found.items(pre, number)} for number in (1, 2)]
    assert named[0] == named[1] == set(found.items(pre, 1))


def test_people_are_told_with_the_sessions_they_were_at(begun: Begun, trainer: Person, at: datetime) -> None:
    found = results_of(trainer, begun[0], at)
    assert [(taker.number, taker.attended) for taker in found.takers] == [(1, (1,)), (2, (1,)), (3, (1,))]


def test_answers_in_the_test_after_stand_beside_those_before(begun: Begun, trainer: Person, at: datetime) -> None:
    series, pre, people = begun
    post = pre.session.assessments.get(phase="post")
    open_assessment(by=trainer, assessment=post, at=at)
    sent(post, people[0], right_answers(post, people[0]), at)
    found = results_of(trainer, series, at)
    (after,) = found.of_phase("post")
    assert (sorted(found.answers(after)), found.form(after, 1)) == ([1], "B")


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_others_read_no_results(who: str, one_session: Series, at: datetime, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Http404):
        results_of(request.getfixturevalue(who), one_session, at)


def test_participant_reads_only_what_they_answered(begun: Begun) -> None:
    series, pre, people = begun
    found = progress_of(series, people[1])
    assert ([taker.number for taker in found.takers], list(found.sheets[pre.pk])) == ([2], [2])
