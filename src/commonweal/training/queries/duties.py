"""What waits for somebody who teaches: a session of the next days, and questions that people are to come back to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.training.formats import FOLLOW_UP_STAYS_OPEN
from commonweal.training.models import Series, Session
from commonweal.training.queries.series import teaching, when
from commonweal.training.rules import may_teach

#: So long before a session its brief is worth reading.
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class ToTeach:
    """A session that is to come, and when."""

    session: Session
    starts_at: datetime


@dataclass(frozen=True)
class ToPassOn:
    """The questions 90 days later are open until this day: how many of the cohort have answered."""

    series: Series
    answered: int
    of: int
    until: date


def sessions_to_teach(reader: Any, initiative: Initiative, at: datetime) -> list[ToTeach]:
    """Of the reader's own series, the next session of each."""
    told = []
    for series in _own(reader, initiative, at):
        coming = (one for one in series.sessions.all() if one.roll_opened_at is None)
        next_one = next((one for one in coming if at - timedelta(hours=12) < when(one).starts_at < at + AHEAD), None)
        if next_one is not None:
            told.append(ToTeach(next_one, when(next_one).starts_at))
    return told


def questions_to_pass_on(reader: Any, initiative: Initiative, at: datetime) -> list[ToPassOn]:
    """People have no account here: nobody but the trainer can tell them that it is open."""
    told = []
    for series in _own(reader, initiative, at):
        later = series.assessments.filter(session=None, closed_at=None).exclude(opened_at=None).first()
        if later is not None and later.due_on is not None:
            until = later.due_on + FOLLOW_UP_STAYS_OPEN
            told.append(ToPassOn(series, later.answered, series.participants.filter(left_on=None).count(), until))
    return told


def _own(reader: Any, initiative: Initiative, at: datetime) -> list[Series]:
    if not may_teach(reader, initiative, at):
        return []
    return [series for series in teaching(reader, initiative, at) if series.trainer_id == reader.pk]
