"""Reminding partners: each at most once a day, with a link that works."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.delivery.models import Message
from commonweal.delivery.operations import only_the_system
from commonweal.measurement.models import Invitation, Round, Submission
from commonweal.measurement.operations.links import address_of, make_data_link, make_planned_link
from commonweal.measurement.operations.mails import mail_reminder
from commonweal.measurement.queries.reminding import Reminder, had_one_today, reminder_of_the_silent
from commonweal.measurement.queries.waiting import LIVE, owing_invitations
from commonweal.measurement.rules import require_data_manager
from commonweal.trail.operations import record

#: Nobody is reminded at night.
MORNING = time(8, 0)


@transaction.atomic
def remind_silent(*, by: Any, round: Round, at: datetime) -> Reminder:  # noqa: A002
    """One mail to each partner that has sent nothing that counts."""
    require_data_manager(by, round.initiative, at)
    _must_be_open(round)
    reminder = reminder_of_the_silent(by, round, at)
    for invitation in reminder.mailed:
        _mail(invitation, by=by, at=at)
    record(
        by=by,
        verb="measurement.remind_silent",
        subject=round,
        at=at,
        initiative=round.initiative_id,
        details={"mailed": len(reminder.mailed)},
    )
    return reminder


@transaction.atomic
def remind_partner(*, by: Any, invitation: Invitation, at: datetime) -> Message:
    """One partner, who is silent or has a question to answer."""
    require_data_manager(by, invitation.round.initiative, at)
    _must_be_open(invitation.round)
    if not invitation.contact_email:
        raise ValidationError(_("There is no address to write to. Add one on the partner's page, or copy a link."))
    if had_one_today(invitation, at):
        raise ValidationError(_("This partner had a reminder today. The next one can go tomorrow."))
    if _live(invitation).exclude(state=Submission.State.RETURNED).exists():
        raise ValidationError(_("This partner's numbers are here. There is nothing to remind of."))
    message = _mail(invitation, by=by, at=at)
    record(
        by=by,
        verb="measurement.remind_partner",
        subject=invitation,
        at=at,
        initiative=invitation.round.initiative_id,
    )
    return message


def send_due_reminders(*, by: Any, at: datetime) -> int:
    """The worker's part: on the days that a round names, one mail to each partner that still owes something.

    Run again on the same day, it mails nobody twice; who is in by then, or declined, is not mailed at all.
    """
    only_the_system(by)
    rounds = Round.objects.filter(state=Round.State.OPEN).exclude(reminder_days=[]).select_related("initiative")
    return sum(_remind_today(asked_in.pk, by=by, at=at) for asked_in in rounds if _is_reminder_time(asked_in, at))


def _is_reminder_time(asked_in: Round, at: datetime) -> bool:
    zone = ZoneInfo(asked_in.initiative.time_zone)
    now, due = at.astimezone(zone), asked_in.due_at.astimezone(zone)
    return now.time() >= MORNING and (now.date() - due.date()).days in asked_in.reminder_days


@transaction.atomic
def _remind_today(number: int, *, by: Any, at: datetime) -> int:
    asked_in = Round.objects.select_for_update().select_related("initiative").get(pk=number)
    if asked_in.state != Round.State.OPEN:
        return 0
    owing = [one for one in owing_invitations(asked_in) if one.contact_email and not had_one_today(one, at)]
    for invitation in owing:
        _mail(invitation, by=by, at=at)
    if owing:
        record(
            by=by,
            verb="measurement.remind_as_planned",
            subject=asked_in,
            at=at,
            initiative=asked_in.initiative_id,
            details={"mailed": len(owing)},
        )
    return len(owing)


def _mail(invitation: Invitation, *, by: Any, at: datetime) -> Message:
    returned = _live(invitation).filter(state=Submission.State.RETURNED).order_by("-id").first()
    last = returned.remarks.last() if returned else None
    make = make_planned_link if by is None else make_data_link
    address = address_of(make(by=by, invitation=invitation, at=at))
    return mail_reminder(by=by, invitation=invitation, address=address, question=last.text if last else "", at=at)


def _live(invitation: Invitation) -> Any:
    return invitation.submissions.filter(state__in=LIVE)


def _must_be_open(asked_in: Round) -> None:
    if asked_in.state != Round.State.OPEN:
        raise ValidationError(_("This round is closed. Nobody is reminded of it."))
