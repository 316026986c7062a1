"""From a format to its sessions and tests, a session that runs, and what people answer in it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.content import built_in, template
from commonweal.training.formats import deal, plan_of, questions_of_test
from commonweal.training.models import Participant, Series
from commonweal.training.operations import (
    SeriesDraft,
    When,
    end_session,
    join,
    move_session,
    open_assessment,
    open_roll,
    open_series,
)
from commonweal.training.queries import questions_of, understanding, when
from commonweal.training.syllabus import read_syllabus
from tests.training.conftest import (
    HOURS,
    asked_in,
    next_for,
    right_answers,
    running,
    sent,
    somebody,
    weekly,
)

END = ["post", "looking-back", "efficacy after"]


@pytest.mark.covers("G1", "G9", "F-TRN-2", "F-TRN-4", "F-TRN-5", "F-TRN-6")
@pytest.mark.parametrize(
    ("chosen", "asks"),
    [
        ("one-session", [["pre", "efficacy before", *END]]),
        ("two-days", [["pre", "efficacy before"], ["quiz", *END]]),
        ("three-weeks", [["pre", "efficacy before"], ["quiz", "efficacy during"], ["quiz", *END]]),
        (
            "six-weeks",
            [["pre", "efficacy before"], ["quiz"], ["quiz", "efficacy during"], ["quiz"], ["quiz"], ["quiz", *END]],
        ),
    ],
)
def test_format_decides_what_is_asked_when(chosen: str, asks: list[list[str]]) -> None:
    plans = plan_of(chosen, built_in("collective-impact").parts)
    assert [[f"{one.phase} {one.moment}".strip() for one in plan.asks] for plan in plans] == asks


@pytest.mark.covers("G1", "G7", "F-TRN-2", "F-TRN-4")
@pytest.mark.parametrize(("chosen", "of_each"), [("one-session", 1), ("two-days", 2), ("six-weeks", 2)])
def test_format_decides_how_long_a_test_is_and_both_forms_ask_twins(chosen: str, of_each: int) -> None:
    syllabus = built_in("collective-impact")
    first, second = ([syllabus.by_id[item] for item in items] for items in questions_of_test(chosen, syllabus).values())
    assert [one.concept for one in first] == [each.id for each in syllabus.concepts for _time in range(of_each)]
    assert [one.concept for one in second] == [one.concept for one in first]
    assert {one.twin for one in first} == {one.id for one in second}


def test_short_syllabus_asks_all_of_its_questions_in_one_session_too() -> None:
    syllabus = read_syllabus([template().encode()])
    assert questions_of_test("one-session", syllabus) == questions_of_test("six-weeks", syllabus)


@pytest.mark.parametrize("chosen", ["one-session", "two-days", "three-weeks", "six-weeks"])
def test_every_part_is_taught_once_in_every_format(chosen: str) -> None:
    parts = built_in("collective-impact").parts
    assert [part for plan in plan_of(chosen, parts) for part in plan.parts] == [part.id for part in parts]


def test_parts_are_dealt_out_by_their_minutes() -> None:
    assert deal([60, 40, 40, 40, 50, 50], 3) == [2, 2, 2]
    assert deal([200, 10, 10, 10], 2) == [1, 3]
    assert deal([10, 10, 10, 200], 2) == [3, 1]


@pytest.mark.django_db
def test_series_keeps_the_syllabus_it_began_with(six_weeks: Series, one_session: Series) -> None:
    assert six_weeks.syllabus == one_session.syllabus
    assert (six_weeks.number, one_session.number) == (1, 2)


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_others_open_no_series(who: str, initiative: Initiative, at: datetime, request: pytest.FixtureRequest) -> None:
    draft = SeriesDraft("one-session", weekly(at, 1), "Working as one")
    with pytest.raises(PermissionDenied):
        open_series(by=request.getfixturevalue(who), initiative=initiative, series=draft, at=at)


def test_number_of_times_has_to_be_that_of_the_format(initiative: Initiative, trainer: Person, at: datetime) -> None:
    draft = SeriesDraft("three-weeks", weekly(at, 2), "Working as one")
    with pytest.raises(ValidationError, match="This format has 3 sessions"):
        open_series(by=trainer, initiative=initiative, series=draft, at=at)
    assert Series.objects.count() == 0


def test_sessions_that_overlap_are_refused(initiative: Initiative, trainer: Person, at: datetime) -> None:
    draft = SeriesDraft("two-days", [When(at, at + HOURS), When(at, at + HOURS)], "Working as one")
    with pytest.raises(ValidationError, match="starts after the one before"):
        open_series(by=trainer, initiative=initiative, series=draft, at=at)


def test_moved_session_keeps_the_time_it_had(six_weeks: Series, trainer: Person, at: datetime) -> None:
    session, later = six_weeks.sessions.all()[1], at + timedelta(days=10)
    move_session(by=trainer, session=session, when=When(later, later + HOURS), reason="Snow", at=at)
    assert (when(session).starts_at, when(session).reason) == (later, "Snow")
    assert session.times.count() == 2


def test_session_that_has_begun_is_not_moved(six_weeks: Series, trainer: Person, at: datetime) -> None:
    session = running(six_weeks.sessions.all()[0], trainer, at)
    with pytest.raises(ValidationError, match="has begun"):
        move_session(by=trainer, session=session, when=When(at, at + HOURS), reason="", at=at)


@pytest.mark.covers("G8")
def test_quiz_on_the_session_before_opens_by_itself_at_roll_call(
    six_weeks: Series, trainer: Person, at: datetime
) -> None:
    second = running(six_weeks.sessions.all()[1], trainer, at)
    someone = somebody(second, "ab 12 cd", at)
    asked = next_for(someone, second)
    assert asked is not None
    assert asked.phase == "quiz"
    basics = {question.concept for question in questions_of(asked, someone)}
    assert basics == {concept.id for concept in built_in("collective-impact").concepts if concept.part == "basics"}


@pytest.mark.covers("G8", "F-TRN-5")
def test_third_quiz_asks_once_more_one_question_on_each_concept_of_the_first_session(six_weeks: Series) -> None:
    second, third = (asked_in(session, "quiz").content["A"] for session in six_weeks.sessions.all()[1:3])
    again = [item for item in third if item in second]
    syllabus = built_in("collective-impact")
    taught_first = [concept.id for concept in syllabus.concepts if concept.part == "basics"]
    assert [syllabus.by_id[item].concept for item in again] == taught_first


def test_test_at_the_end_waits_for_the_trainer(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    someone = somebody(session, "ab 12 cd", at)
    for _each in range(2):
        sent(next_for(someone, session), someone, {}, at)
    assert next_for(someone, session) is None
    open_assessment(by=trainer, assessment=asked_in(session, "post"), at=at)
    assert next_for(someone, session) == asked_in(session, "post")


@pytest.mark.covers("G7")
def test_half_begins_with_each_form_and_ends_with_the_other(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    people = [somebody(session, f"ab {day} cd", at) for day in (1, 2)]
    before, after = asked_in(session, "pre"), asked_in(session, "post")
    forms = [{question.form for question in questions_of(before, one)} for one in people]
    assert forms == [{"A"}, {"B"}]
    assert [{question.form for question in questions_of(after, one)} for one in people] == [{"B"}, {"A"}]


def test_same_code_next_week_is_the_same_participant(six_weeks: Series, trainer: Person, at: datetime) -> None:
    first, second = (running(session, trainer, at) for session in six_weeks.sessions.all()[:2])
    one, again = (join(by=None, session=each, code=" Ab|12|CD", at=at) for each in (first, second))
    assert (again.participant, one.is_new, again.is_new) == (one.participant, True, False)


def test_same_code_twice_in_a_session_is_one_participant_there_once(
    six_weeks: Series, trainer: Person, at: datetime
) -> None:
    first = running(six_weeks.sessions.all()[0], trainer, at)
    assert [somebody(first, "ab|1|cd", at).number for _each in range(2)] == [1, 1]
    assert first.attendances.count() == 1


def test_person_in_two_cohorts_is_a_participant_of_each(
    six_weeks: Series, one_session: Series, trainer: Person, at: datetime
) -> None:
    sessions = [running(series.sessions.all()[0], trainer, at) for series in (six_weeks, one_session)]
    one, other = (somebody(session, "ab|1|cd", at) for session in sessions)
    assert one != other
    with pytest.raises(ValidationError, match="belongs to another series"):
        sent(sessions[0].assessments.all()[0], other, {}, at)


def test_answers_that_come_twice_count_once(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    someone, before = somebody(session, "ab|1|cd", at), session.assessments.all()[0]
    assert [sent(before, someone, right_answers(before, someone), at) for _each in range(2)] == [True, False]


def test_nobody_signs_in_after_the_end(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    end_session(by=trainer, session=session, at=at)
    with pytest.raises(ValidationError, match="takes nobody in"):
        somebody(session, "ab|2|cd", at)


def test_answer_that_is_no_place_of_an_answer_is_left_out(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    someone, before = somebody(session, "ab|1|cd", at), session.assessments.all()[0]
    sent(before, someone, {"definition-a1": "e", "lane-a1": "a", "unknown": "a"}, at)
    assert before.attempts.get().answers == {"lane-a1": "a"}


def test_code_is_nowhere_in_the_table_nor_in_the_trail(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    somebody(session, "qz|31|xy", at)
    kept = [*Participant.objects.values_list("code_hash", flat=True), *map(str, Entry.objects.values_list())]
    assert [line for line in kept if "qz" in line] == []


@pytest.mark.covers("G8")
def test_concept_understood_least_stands_first_with_what_was_believed(
    six_weeks: Series, trainer: Person, at: datetime
) -> None:
    second = running(six_weeks.sessions.all()[1], trainer, at)
    quiz = second.assessments.all()[0]
    for day in range(3):
        someone = somebody(second, f"ab|{day}|cd", at)
        sent(quiz, someone, right_answers(quiz, someone) | {"backbone-a1": "a"}, at)
    shown = understanding(trainer, quiz, at).concepts
    assert [(one.concept.id, one.right, one.n) for one in shown if one.is_to_teach_again] == [("backbone", 3, 6)]
    hardest = shown[0].hardest
    assert hardest.believed is not None
    assert (hardest.question.id, hardest.right, hardest.chosen, hardest.believed.id) == (
        "backbone-a1", 0, 3, "backbone-serves",
    )  # fmt: skip


def test_roll_that_is_opened_twice_keeps_its_code(six_weeks: Series, trainer: Person, at: datetime) -> None:
    session = six_weeks.sessions.all()[0]
    assert open_roll(by=trainer, session=session, at=at).room_code == running(session, trainer, at).room_code


@pytest.mark.covers("G7")
def test_newcomer_after_the_last_test_opened_is_given_the_last_test_alone(
    one_session: Series, trainer: Person, at: datetime
) -> None:
    session = running(one_session.sessions.get(), trainer, at)
    before = somebody(session, "ab|12|cd", at)
    assert next_for(before, session) == asked_in(session, "pre")
    later = at + timedelta(hours=2)
    open_assessment(by=trainer, assessment=asked_in(session, "post"), at=later)
    newcomer = somebody(session, "ef|13|gh", later)
    assert [next_for(one, session) for one in (before, newcomer)] == [asked_in(session, "post")] * 2


@pytest.mark.covers("G8")
def test_trainer_is_led_to_the_next_session_and_to_questions_that_are_open(
    six_weeks: Series, trainer: Person, chair: Person, at: datetime, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    six_weeks.sessions.filter(number=1).update(roll_opened_at=at, ended_at=at)
    six_weeks.assessments.filter(session=None).update(opened_at=at, due_on=at.date())
    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(days=2))
    place = f"/desk/fork/training/{six_weeks.number}/"
    for who, told in ((trainer, [f"{place}2/brief/", place]), (chair, [])):
        client.force_login(who)
        assert [one.url for one in client.get("/home/").context["tasks"] if "/training/" in one.url] == told
