"""What goes wrong in a room: two people with one code, late quizzes, lines that break, tests out of turn."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from commonweal.people.models import Person
from commonweal.training.models import Series, SyllabusVersion
from commonweal.training.operations import When, end_session, move_session, open_assessment, open_roll
from commonweal.training.queries import notices_of
from commonweal.training.syllabus import syllabus_from
from tests.training.conftest import asked_in, running, sent, somebody

CODE = {"code1": "ab", "code2": "12", "code3": "cd"}


def signed_in_at(phone: Client, address: str, **more: str) -> Any:
    return phone.post(address, CODE | more)


def own_number(phone: Client, address: str) -> int:
    """In which place the phone stands."""
    return int(phone.get(address).context["participant"].number)


@pytest.mark.covers("G7")
def test_two_people_with_one_code_are_told_and_one_adds_a_letter(
    one_session: Series, trainer: Person, at: datetime
) -> None:
    address = f"/train/{running(one_session.sessions.get(), trainer, at).room_code}/"
    one, other = Client(), Client()
    signed_in_at(one, address)
    asked = signed_in_at(other, address)
    assert (asked.status_code, "two people have the same code" in asked.content.decode()) == (409, True)
    assert signed_in_at(other, address, who="other", letter="").status_code == 409
    signed_in_at(other, address, who="other", letter="K")
    assert [own_number(phone, address) for phone in (one, other)] == [1, 2]


def test_person_who_takes_a_second_phone_goes_on_as_the_same(
    one_session: Series, trainer: Person, at: datetime
) -> None:
    address = f"/train/{running(one_session.sessions.get(), trainer, at).room_code}/"
    for phone, more in ((Client(), {}), (Client(), {"who": "me"})):
        signed_in_at(phone, address, **more)
    assert one_session.participants.count() == 1


def test_code_that_somebody_has_with_a_letter_asks_again_next_week(
    six_weeks: Series, trainer: Person, at: datetime
) -> None:
    first, second = (running(session, trainer, at) for session in six_weeks.sessions.all()[:2])
    somebody(first, "ab|12|cd", at)
    with_letter = somebody(first, "ab|12|cd|k", at)
    phone, address = Client(), f"/train/{second.room_code}/"
    assert signed_in_at(phone, address).status_code == 409
    signed_in_at(phone, address, who="other", letter="k")
    assert own_number(phone, address) == with_letter.number


def test_last_test_without_the_first_is_counted_and_told(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.get(), trainer, at)
    open_assessment(by=trainer, assessment=asked_in(session, "post"), at=at)
    early, late = (somebody(session, f"ab|{day}|cd", at) for day in (1, 2))
    for person, phases in ((early, ("pre", "post")), (late, ("post",))):
        for phase in phases:
            sent(asked_in(session, phase), person, {}, at)
    assert notices_of(trainer, one_session, at).ends_only == 1


def test_person_in_two_series_is_counted_in_each_and_told_as_a_count(
    six_weeks: Series, one_session: Series, trainer: Person, at: datetime, signed_in: Any
) -> None:
    for series in (six_weeks, one_session):
        somebody(running(series.sessions.all()[0], trainer, at), "ab|12|cd", at)
    somebody(running(six_weeks.sessions.all()[0], trainer, at), "zz|1|zz", at)
    assert [notices_of(trainer, series, at).in_other_series for series in (six_weeks, one_session)] == [1, 1]
    page = signed_in(trainer).get("/desk/fork/training/1/").content.decode()
    assert "1 person takes part in another series here too" in page


@pytest.mark.covers("G8")
@pytest.mark.parametrize(("minutes", "told"), [(20, []), (50, [(1, 50)])])
def test_questions_that_open_late_are_told(
    minutes: int, told: list[tuple[int, int]], six_weeks: Series, trainer: Person, at: datetime
) -> None:
    open_roll(by=trainer, session=six_weeks.sessions.all()[0], at=at + timedelta(minutes=minutes))
    late = notices_of(trainer, six_weeks, at).late
    assert [(one.session, one.minutes) for one in late] == told


def test_session_opened_on_another_day_or_never_is_told(six_weeks: Series, trainer: Person, at: datetime) -> None:
    open_roll(by=trainer, session=six_weeks.sessions.all()[1], at=at + timedelta(days=9))
    shown = notices_of(trainer, six_weeks, at)
    assert [(one.session, (one.opened - one.planned).days) for one in shown.other_days] == [(2, 2)]
    assert shown.never_opened == (1,)


def test_series_keeps_its_syllabus_and_says_that_a_newer_version_exists(
    six_weeks: Series, trainer: Person, at: datetime
) -> None:
    kept = six_weeks.syllabus
    assert notices_of(trainer, six_weeks, at).is_quiet
    SyllabusVersion.objects.create(
        syllabus=kept.syllabus, number=kept.number + 1, content={}, content_hash="newer", made_at=at
    )
    six_weeks.refresh_from_db()
    assert (six_weeks.syllabus, notices_of(trainer, six_weeks, at).newer_version) == (kept, kept.number + 1)


@pytest.mark.parametrize(("minutes", "is_taken"), [(20, True), (21, False)])
def test_answers_that_waited_on_a_phone_come_in_for_twenty_minutes_after_the_end(
    minutes: int, is_taken: bool, one_session: Series, trainer: Person, at: datetime
) -> None:
    session = running(one_session.sessions.get(), trainer, at)
    someone, before = somebody(session, "ab|1|cd", at), asked_in(session, "pre")
    end_session(by=trainer, session=session, at=at)
    later = at + timedelta(minutes=minutes)
    if is_taken:
        assert sent(before, someone, {}, later)
    else:
        with pytest.raises(ValidationError, match="too late"):
            sent(before, someone, {}, later)


def test_phone_whose_line_is_back_after_the_end_is_told_that_it_counts(
    one_session: Series, trainer: Person, at: datetime, client: Client
) -> None:
    now = timezone.now()
    session = running(one_session.sessions.get(), trainer, now)
    address = f"/train/{session.room_code}/"
    signed_in_at(client, address)
    end_session(by=trainer, session=session, at=now)
    sheet = {"assessment": asked_in(session, "pre").pk, "empty": "yes"}
    page = client.post(address, sheet, follow=True).content.decode()
    assert "Counted. There is nothing to do now." in page
    for answer in (Client().get(address), signed_in_at(Client(), address, code1="zz")):
        told = answer.content.decode()
        assert ("This session is over, and takes nobody in any more." in told, "code1" in told) == (True, False)
        assert f"/train/{one_session.room_code}/mine/" in told


def test_early_tap_on_the_button_counts_for_nothing_until_somebody_means_it(
    one_session: Series, trainer: Person, client: Client
) -> None:
    session = running(one_session.sessions.get(), trainer, timezone.now())
    address, pre = f"/train/{session.room_code}/", asked_in(session, "pre")
    signed_in_at(client, address)
    tapped = client.post(address, {"assessment": pre.pk})
    told = tapped.content.decode()
    assert (tapped.status_code, "Nothing is chosen yet." in told, pre.attempts.count()) == (422, True, 0)
    assert "I leave all of it empty" in told
    client.post(address, {"assessment": pre.pk, "empty": "yes"})
    assert (pre.attempts.count(), pre.answered) == (1, 0)
    desk = Client()
    desk.force_login(trainer)
    page = desk.get(f"/desk/fork/training/{one_session.number}/1/{pre.pk}/again/").content.decode()
    assert ("0 of 1 people there have answered" in page, "How to say it" in page) == (True, False)


@pytest.mark.covers("G8")
def test_session_that_did_not_take_place_is_not_quizzed(six_weeks: Series, trainer: Person, at: datetime) -> None:
    first, second, third, fourth = six_weeks.sessions.all()[:4]
    for session in (first, second, fourth):
        open_roll(by=trainer, session=session, at=at)
    asked = asked_in(fourth, "quiz").content["A"]
    syllabus = syllabus_from(six_weeks.syllabus.content)
    part_of = {concept.id: concept.part for concept in syllabus.concepts}
    parts = {part_of[syllabus.by_id[item].concept] for item in asked}
    assert parts == {*second.parts, *first.parts}
    assert notices_of(trainer, six_weeks, at).never_opened == ()  # its day is still to come


@pytest.mark.parametrize(
    ("days", "said"),
    [(7, "Session 2 is on"), (22, "Session 4 is on"), (-1, "That day is past.")],
    ids=["onto the one before", "behind the next", "into the past"],
)
def test_session_is_moved_only_between_its_neighbors(
    days: int, said: str, six_weeks: Series, trainer: Person, at: datetime
) -> None:
    when = When(at + timedelta(days=days), at + timedelta(days=days, hours=2))
    with pytest.raises(ValidationError, match=said):
        move_session(by=trainer, session=six_weeks.sessions.get(number=3), when=when, reason="Snow", at=at)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ends": "15:00"}, "One session takes four hours or more."),
        ({"first_day": "2020-01-05"}, "That is more than a year ago."),
    ],
    ids=["too short", "long past"],
)
def test_series_that_cannot_be_meant_comes_back(
    typed: dict[str, str], said: str, trainer: Person, client: Client
) -> None:
    client.force_login(trainer)
    first = f"{timezone.now() + timedelta(days=9):%Y-%m-%d}"
    form = {"format": "one-session", "first_day": first, "starts": "13:00", "ends": "17:00", "title_en": "Afternoon"}
    answer = client.post("/desk/fork/training/open/", form | typed)
    assert (answer.status_code, said in answer.content.decode(), Series.objects.count()) == (422, True, 0)
    assert client.post("/desk/fork/training/open/", form).status_code == 302
