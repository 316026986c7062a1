"""Ending a session: what was not asked is said before, and one that was ended too soon is opened again that day."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.models import Series, Session
from commonweal.training.operations import end_session, open_assessment, reopen_session
from tests.training.conftest import asked_in, next_for, running, somebody


@pytest.fixture
def session(one_session: Series, trainer: Person, at: datetime) -> Session:
    return running(one_session.sessions.get(), trainer, at)


def ended(session: Session, trainer: Person, at: datetime) -> Session:
    return end_session(by=trainer, session=session, at=at)


def address(session: Session, name: str) -> str:
    series = session.series
    return reverse(f"training:{name}", args=[series.initiative.slug, series.number, session.number])


@pytest.mark.covers("G7")
def test_page_that_asks_says_that_the_last_test_is_not_open(
    session: Session, trainer: Person, client: Client, at: datetime
) -> None:
    somebody(session, "ab|12|cd", at)
    client.force_login(trainer)
    told = client.get(address(session, "end")).content.decode()
    assert "The last test is not open yet: 0 of 1 answered." in told
    assert "nobody can tell what people learned" in told
    open_assessment(by=trainer, assessment=asked_in(session, "post"), at=at)
    assert "The last test: 0 of 1 answered." in client.get(address(session, "end")).content.decode()


@pytest.mark.covers("G7")
def test_session_ended_too_soon_is_opened_again_and_asks_its_last_test(
    session: Session, trainer: Person, at: datetime
) -> None:
    person = somebody(session, "ab|12|cd", at)
    ended(session, trainer, at + timedelta(minutes=1))
    again = reopen_session(by=trainer, session=session, at=at + timedelta(minutes=2))
    open_assessment(by=trainer, assessment=asked_in(again, "post"), at=at + timedelta(minutes=3))
    assert next_for(person, again) == asked_in(again, "post")
    assert (again.ended_at, Series.objects.get().ended_at) == (None, None)
    assert Entry.objects.filter(verb="training.reopen_session").count() == 1


def test_session_is_opened_again_on_the_same_day_only(session: Session, trainer: Person, at: datetime) -> None:
    ended(session, trainer, at)
    with pytest.raises(ValidationError, match="no later"):
        reopen_session(by=trainer, session=session, at=at + timedelta(days=1))


@pytest.mark.parametrize("who", ["chair", "partner", "stranger"])
def test_others_open_no_session_again(
    who: str, session: Session, trainer: Person, at: datetime, request: pytest.FixtureRequest
) -> None:
    ended(session, trainer, at)
    with pytest.raises(PermissionDenied):
        reopen_session(by=request.getfixturevalue(who), session=session, at=at)


def test_page_of_a_session_that_is_over_opens_it_again(session: Session, trainer: Person, client: Client) -> None:
    ended(session, trainer, timezone.now())
    client.force_login(trainer)
    assert "Open it again" in client.get(address(session, "session")).content.decode()
    client.post(address(session, "reopen"))
    session.refresh_from_db()
    assert session.ended_at is None
