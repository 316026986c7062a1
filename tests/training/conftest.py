"""A series that runs in one session, and one over six weeks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.training.models import Assessment, Participant, Series, Session
from commonweal.training.operations import SeriesDraft, When, join, open_roll, open_series, send_attempt
from commonweal.training.queries import Room, questions_of, waiting
from commonweal.training.queries.taking_part import code_hash
from tests.training.cohorts import taught

HOURS = timedelta(hours=4)
#: The three small answers of number 1.
CODE = {"code1": "ma", "code2": "12", "code3": "st"}


def weekly(at: datetime, number: int) -> list[When]:
    days = [at + timedelta(weeks=week) for week in range(number)]
    return [When(day, day + HOURS, "Library") for day in days]


@pytest.fixture
def opened(initiative: Initiative, trainer: Person, at: datetime) -> Callable[[str, int], Series]:
    def of(format: str, number: int) -> Series:  # noqa: A002 - the word of the field
        draft = SeriesDraft(format, weekly(at, number), "Working as one", "Trabajar como uno solo")
        return open_series(by=trainer, initiative=initiative, series=draft, at=at)

    return of


@pytest.fixture
def six_weeks(opened: Callable[[str, int], Series]) -> Series:
    return opened("six-weeks", 6)


@pytest.fixture
def one_session(opened: Callable[[str, int], Series]) -> Series:
    return opened("one-session", 1)


def running(session: Session, trainer: Person, at: datetime) -> Session:
    return open_roll(by=trainer, session=session, at=at)


def somebody(session: Session, code: str, at: datetime) -> Participant:
    return join(by=None, session=session, code=code, at=at).participant


def right_answers(assessment: Assessment, participant: Participant) -> dict[str, str]:
    return {question.id: question.right.id for question in questions_of(assessment, participant)}


def sent(assessment: Assessment, participant: Participant, answers: dict[str, str], at: datetime) -> Any:
    return send_attempt(by=None, assessment=assessment, participant=participant, answers=answers, at=at)


def asked_in(session: Session, phase: str, moment: str = "") -> Assessment:
    return session.assessments.get(phase=phase, moment=moment)


def next_for(participant: Participant, session: Session) -> Assessment | None:
    """What this participant's phone asks now."""
    return waiting(Room(session.room_code, session.series, session), participant)


@pytest.fixture
def over(six_weeks: Series, at: datetime) -> Series:
    """Taught and over; number 1 can make their code again."""
    taught(six_weeks, 30, at, (6, 12, 18, 24, 30))
    six_weeks.participants.filter(number=1).update(code_hash=code_hash(six_weeks, "|".join(CODE.values())))
    Series.objects.filter(pk=six_weeks.pk).update(ended_at=at)
    return six_weeks
