"""A first test counts when it was sent before the last test opened: afterwards it says what the teaching gave."""

from collections.abc import Iterable
from datetime import datetime

from commonweal.training.models import Assessment, Attempt


def last_test_opened_at(assessments: Iterable[Assessment]) -> datetime | None:
    """When the trainer opened it. None where it was handed out on paper: then it opens with the roll, on no minute."""
    opened = [
        one.opened_at
        for one in assessments
        if one.phase == Assessment.Phase.POST and one.opened_at is not None and one.session is not None
        and one.opened_at != one.session.roll_opened_at
    ]  # fmt: skip
    return min(opened, default=None)


def is_asked_before(asked: Assessment) -> bool:
    """The first test, and what people say of themselves beside it."""
    return asked.phase == Assessment.Phase.PRE or asked.moment == Assessment.Moment.BEFORE


def is_late(attempt: Attempt, last_opened: datetime | None) -> bool:
    """A sheet of paper is typed in days later, so the time of its typing says nothing."""
    if last_opened is None or attempt.sent_at is None or attempt.way == Attempt.Way.PAPER:
        return False
    return attempt.sent_at > last_opened and is_asked_before(attempt.assessment)
