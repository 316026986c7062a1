"""Reminders: a week before a promise is due, the day after, and two weeks after. Then the page alone asks.

A promise may name its own days instead, such as 30 and 90 after it was given.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from commonweal.commitments.models import Account, Commitment, Reminder
from commonweal.commitments.operations.mails import send_about, what_became_of_it, what_is_due
from commonweal.commitments.queries import Promise, told
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.trail.operations import record

BEFORE, AFTER, LAST = -7, 1, 14
#: A machine that stood still sends a reminder late, but not weeks late.
LATE = timedelta(days=6)


def send_due_reminders(*, by: None, at: datetime) -> int:
    """All reminders of the day, each promise in a transaction of its own; run twice, each goes out once."""
    if by is not None:
        raise PermissionDenied
    sent = 0
    for initiative in Initiative.objects.all():
        today = seats.today(initiative, at)
        standing = Commitment.objects.filter(
            Q(due_on__lte=today - timedelta(days=BEFORE)) | ~Q(asked_after=[]),
            initiative=initiative, ended_at=None, due_on__gte=today - timedelta(days=LAST) - LATE,
        ).select_related("person", "organisation", "initiative")  # fmt: skip
        for promise in told(standing, today):
            stage = stage_of(promise.commitment, today)
            if stage is not None and not _is_answered(promise, stage):
                sent += remind(by=by, commitment=promise.commitment, stage=stage, at=at)
    return sent


def _is_answered(promise: Promise, stage: int) -> bool:
    """What is partly done long before it is due may be done by then: that is asked once more."""
    if promise.commitment.asked_after and stage == 0:
        return promise.state in (Account.State.DONE, Account.State.NO)
    return promise.is_settled


def stages_of(commitment: Commitment) -> tuple[int, ...]:
    """Counted from the day on which it is due. Its own days hold until that day is moved."""
    days = commitment.asked_after
    if days and commitment.due_on == commitment.promised_on + timedelta(days=days[-1]):
        return tuple(each - days[-1] for each in days)
    return BEFORE, AFTER, LAST


def stage_of(commitment: Commitment, today: date) -> int | None:
    """The newest stage that has come, if it has not come too long ago."""
    passed = today - commitment.due_on
    come = [stage for stage in stages_of(commitment) if timedelta(days=stage) <= passed <= timedelta(days=stage) + LATE]
    return come[-1] if come else None


@transaction.atomic
def remind(*, by: None, commitment: Commitment, stage: int, at: datetime) -> bool:
    """One mail for one stage; False when it went out before, or nobody has an address."""
    if by is not None:
        raise PermissionDenied
    _kept, first = Reminder.objects.get_or_create(
        commitment=commitment, due_on=commitment.due_on, stage=stage, defaults={"sent_at": at}
    )
    if not first:
        return False
    words = what_is_due if stage < 0 else what_became_of_it
    if not send_about(by, commitment, at, "commitments.remind", words):
        return False
    record(by=by, verb="commitments.remind", subject=commitment, at=at, initiative=commitment.initiative_id)
    return True
