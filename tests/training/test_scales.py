"""What a series asks besides tests: what we can do together, a look back, and once more after 90 days."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.delivery.models import Message
from commonweal.engines.questionnaires import instrument_from
from commonweal.governance.rules import today
from commonweal.people.models import Person
from commonweal.training.content import built_in
from commonweal.training.models import Assessment, Series
from commonweal.training.operations import (
    When,
    end_session,
    look_after_follow_ups,
    move_session,
    open_assessment,
)
from commonweal.training.queries import Room, questions_of, waiting
from tests.training.conftest import HOURS, asked_in, next_for, right_answers, running, sent, somebody

CODE = {"code1": "ab", "code2": "12", "code3": "cd"}
#: Somebody who is in the room already, and takes another phone.
AGAIN = CODE | {"who": "me"}


def follow_up(series: Series) -> Assessment:
    return series.assessments.get(session=None, phase="follow-up")


def taught(series: Series, trainer: Person, at: datetime) -> Series:
    """Somebody came to the first session, and all sessions are over."""
    for session in series.sessions.all():
        somebody(running(session, trainer, at), "ab|12|cd", at)
        end_session(by=trainer, session=session, at=at)
    return series


@pytest.mark.covers("G9", "F-TRN-6")
def test_the_same_statements_are_asked_before_midway_and_after(six_weeks: Series) -> None:
    asked = six_weeks.assessments.filter(phase="efficacy")
    assert [(one.session.number, one.moment) for one in asked if one.session] == [
        (1, "before"),
        (3, "during"),
        (6, "after"),
    ]
    assert {instrument_from(one.content).code for one in asked} == {"collective-efficacy"}
    assert {one.is_test for one in asked} == {False}


def test_look_back_asks_of_each_part_how_it_was_then_and_is_now(one_session: Series) -> None:
    asked = instrument_from(one_session.assessments.get(phase="looking-back").content)
    parts = built_in("collective-impact").parts
    assert [(item.id, item.text.es, item.retrospective) for item in asked.items] == [
        (f"explain-{part.id}", part.title.es, True) for part in parts
    ]


def test_scale_of_before_opens_at_roll_call_and_that_of_after_with_the_last_test(
    one_session: Series, trainer: Person, at: datetime
) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    opened = session.assessments.exclude(opened_at=None)
    assert [one.named for one in opened] == ["before the first session", "what we can do together (before)"]
    open_assessment(by=trainer, assessment=asked_in(session, "post"), at=at)
    assert session.assessments.filter(opened_at=None).count() == 0


def test_one_button_opens_all_that_is_asked_at_the_end(
    one_session: Series, trainer: Person, at: datetime, signed_in: Any
) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    page = signed_in(trainer).get("/desk/fork/training/1/1/").content.decode()
    assert page.count("Open it now") == 1
    assert page.count("opens with the test after the last session") == 2
    open_assessment(by=trainer, assessment=asked_in(session, "post"), at=at)
    assert "opens with" not in signed_in(trainer).get("/desk/fork/training/1/1/").content.decode()


def test_answers_on_a_scale_are_kept_as_numbers_and_only_possible_ones(
    one_session: Series, trainer: Person, at: datetime
) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    someone, asked = somebody(session, "ab|1|cd", at), asked_in(session, "efficacy", "before")
    sent(asked, someone, {"agree": "4", "move": "6", "heard": "x", "opponents": "", "unknown": "3"}, at)
    assert asked.attempts.get().answers == {"agree": 4}


def test_then_and_now_are_kept_side_by_side(one_session: Series, trainer: Person, at: datetime) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    someone, asked = somebody(session, "ab|1|cd", at), asked_in(session, "looking-back")
    open_assessment(by=trainer, assessment=asked_in(session, "post"), at=at)
    fields = {"explain-basics.then": "2", "explain-basics": "4", "explain-design": "5", "explain-pitfalls.then": "1"}
    sent(asked, someone, fields, at)
    assert asked.attempts.get().answers == {
        "explain-basics": {"then": 2, "now": 4},
        "explain-design": {"now": 5},
        "explain-pitfalls": {"then": 1},
    }


def test_phone_asks_the_test_then_the_scale(one_session: Series, trainer: Person, at: datetime, client: Client) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    address = f"/train/{session.room_code}/"
    client.post(address, CODE)
    client.post(address, {"assessment": asked_in(session, "pre").pk, "empty": "yes"})
    page = client.get(address).content.decode()
    assert page.count('<fieldset class="ask') == 10
    assert "We can settle on one goal even where our interests differ." in page
    client.post(address, {"assessment": asked_in(session, "efficacy", "before").pk, "agree": "5"})
    assert asked_in(session, "efficacy", "before").attempts.get().answers == {"agree": 5}
    assert next_for(session.series.participants.get(), session) is None


def test_phone_asks_in_spanish_too(one_session: Series, trainer: Person, at: datetime, client: Client) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    someone = somebody(session, "ab|12|cd", at)
    sent(asked_in(session, "pre"), someone, {}, at)
    client.post(f"/train/{session.room_code}/", AGAIN)
    page = client.get(f"/train/{session.room_code}/", headers={"accept-language": "es"}).content.decode()
    assert "Podemos acordar una sola meta aunque tengamos intereses distintos." in page
    assert "Enviar mis respuestas" in page


@pytest.mark.covers("G7", "G9")
def test_series_asks_once_more_90_days_after_its_last_session(six_weeks: Series, at: datetime) -> None:
    last = at + timedelta(weeks=5)
    due = {one.due_on for one in six_weeks.assessments.filter(session=None)}
    assert due == {today(six_weeks.initiative, last) + timedelta(days=90)}
    assert [one.phase for one in six_weeks.assessments.filter(session=None)] == ["follow-up", "since"]


def test_follow_up_moves_with_the_last_session(six_weeks: Series, trainer: Person, at: datetime) -> None:
    later = at + timedelta(weeks=7)
    when = When(later, later + HOURS)
    move_session(by=trainer, session=six_weeks.sessions.all()[5], when=when, reason="Snow", at=at)
    assert follow_up(six_weeks).due_on == today(six_weeks.initiative, later) + timedelta(days=90)


def test_follow_up_is_the_form_of_the_last_test_in_short(six_weeks: Series, trainer: Person, at: datetime) -> None:
    first, *_between, last = six_weeks.sessions.all()
    someone = somebody(running(first, trainer, at), "ab|1|cd", at)
    concepts = built_in("collective-impact").concepts
    short = questions_of(follow_up(six_weeks), someone)
    assert [question.concept for question in short] == [concept.id for concept in concepts]
    assert {one.id for one in short} < {one.id for one in questions_of(asked_in(last, "post"), someone)}


def test_follow_up_opens_on_its_day_tells_the_trainer_and_closes_45_days_later(
    one_session: Series, trainer: Person, at: datetime
) -> None:
    taught(one_session, trainer, at)
    days = [at + timedelta(days=number) for number in (89, 90, 91, 135, 136, 137)]
    assert [look_after_follow_ups(by=None, at=day) for day in days] == [0, 1, 0, 0, 1, 0]
    assert [one.closed_at for one in one_session.assessments.filter(session=None)] == [days[4], days[4]]
    message = Message.objects.get(to=trainer.email)
    assert message.subject == "Ask once more: Working as one"
    assert f"/train/{one_session.room_code}/" in message.text
    assert mail.outbox == []


def test_series_that_nobody_came_to_asks_nobody(one_session: Series, trainer: Person, at: datetime) -> None:
    assert look_after_follow_ups(by=None, at=at + timedelta(days=90)) == 0
    assert Message.objects.count() == 0


def test_nobody_opens_a_follow_up_by_hand(one_session: Series, trainer: Person, at: datetime) -> None:
    taught(one_session, trainer, at)
    with pytest.raises(PermissionDenied):
        look_after_follow_ups(by=trainer, at=at + timedelta(days=90))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="not open yet"):
        sent(follow_up(one_session), one_session.participants.get(), {}, at)


@pytest.mark.covers("G7")
def test_people_come_back_with_the_code_of_the_series_and_their_own(
    one_session: Series, trainer: Person, at: datetime, client: Client
) -> None:
    taught(one_session, trainer, at)
    address = f"/train/{one_session.room_code}/"
    assert "Come back on" in client.get(address).content.decode()
    look_after_follow_ups(by=None, at=at + timedelta(days=90))
    unknown = client.post(address, CODE | {"code2": "30"})
    assert (unknown.status_code, "Nobody in this series has this code" in unknown.content.decode()) == (422, True)
    client.post(address, CODE)
    someone = one_session.participants.get()
    test, since = one_session.assessments.filter(session=None)
    client.post(address, {"assessment": test.pk, **right_answers(test, someone)})
    client.post(address, {"assessment": since.pk, "told": "partly", "in-the-way": "time"})
    assert since.attempts.get().answers == {"told": "partly", "in-the-way": "time"}
    assert waiting(Room(one_session.room_code, one_session), someone) is None
    assert one_session.participants.count() == 1


def test_last_session_tells_phones_when_they_are_asked_once_more(
    six_weeks: Series, trainer: Person, at: datetime, client: Client
) -> None:
    first, last = (running(six_weeks.sessions.all()[number], trainer, at) for number in (0, 5))
    someone = somebody(first, "ab|12|cd", at)
    for session in (first, last):
        for asked in session.assessments.exclude(opened_at=None):
            sent(asked, someone, {}, at)
    told: list[Any] = []
    for session in (first, last):
        client.post(f"/train/{session.room_code}/", AGAIN)
        told.append(six_weeks.room_code in client.get(f"/train/{session.room_code}/").content.decode())
    assert told == [False, True]


def test_trainer_reads_the_day_and_the_code_of_the_follow_up(
    one_session: Series, trainer: Person, signed_in: Any
) -> None:
    page = signed_in(trainer).get("/desk/fork/training/1/").content.decode()
    assert one_session.room_code in page
    assert "Opens by itself on" in page


def test_scale_has_nothing_to_teach_again(one_session: Series, trainer: Person, at: datetime, signed_in: Any) -> None:
    session = running(one_session.sessions.all()[0], trainer, at)
    asked = asked_in(session, "efficacy", "before")
    assert signed_in(trainer).get(f"/desk/fork/training/1/1/{asked.pk}/again/").status_code == 404
