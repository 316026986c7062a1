"""How long each part may take in a session: questions need time too, and some sessions are shorter than a syllabus."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.training.models import Assessment, Session
from commonweal.training.queries.series import when

#: Of a test and of a scale, what one question takes on a phone, in minutes.
A_QUESTION, A_STATEMENT = 0.5, 0.25


@dataclass(frozen=True)
class TimePlan:
    """Minutes of a session, those of them that its questions take, and for each part what is left for it.

    `is_shorter` where the parts as they are written do not fit.
    """

    session: int
    questions: int
    parts: tuple[int, ...]
    is_shorter: bool


def time_plan(session: Session, written: Sequence[int]) -> TimePlan:
    """`written` are the minutes of the session's parts in the syllabus."""
    said = when(session)
    there = round((said.ends_at - said.starts_at).total_seconds() / 60)
    asked = 5 * round(sum(_minutes(one) for one in session.assessments.all()) / 5)
    left, whole = max(there - asked, 0), sum(written)
    if whole <= left:
        return TimePlan(there, asked, tuple(written), False)
    return TimePlan(there, asked, tuple(max(5, 5 * (minutes * left // (whole * 5))) for minutes in written), True)


def _minutes(asked: Assessment) -> float:
    return asked.length * (A_QUESTION if asked.is_test else A_STATEMENT)
