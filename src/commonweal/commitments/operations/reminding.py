"""Reminders: a week before a promise is due, the day after, and two weeks after. Then the page alone asks."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonweal.commitments.models import Commitment, Reminder
from commonweal.commitments.operations.mails import send_about, what_became_of_it, what_is_due
from commonweal.commitments.queries import told
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
            initiative=initiative, ended_at=None, due_on__gte=today - timedelta(days=LAST) - LATE,
            due_on__lte=today - timedelta(days=BEFORE),
        ).select_related("person", "organisation", "initiative")  # fmt: skip
        for promise in told(standing, today):
            stage = stage_of(promise.commitment.due_on, today)
            if stage is not None and not promise.is_settled:
                sent += remind(by=by, commitment=promise.commitment, stage=stage, at=at)
    return sent


def stage_of(due_on: date, today: date) -> int | None:
    """The newest stage that has come, if it has not come too long ago."""
    passed = today - due_on
    come = [stage for stage in (BEFORE, AFTER, LAST) if timedelta(days=stage) <= passed <= timedelta(days=stage) + LATE]
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
    words = what_is_due if stage == BEFORE else what_became_of_it
    if not send_about(by, commitment, at, "commitments.remind", words):
        return False
    record(by=by, verb="commitments.remind", subject=commitment, at=at, initiative=commitment.initiative_id)
    return True
