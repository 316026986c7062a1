"""Reminding partners: each at most once a day, with a link that works."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.delivery.models import Message
from commonweal.measurement.models import Invitation, Round, Submission
from commonweal.measurement.operations.links import address_of, make_data_link
from commonweal.measurement.operations.mails import mail_reminder
from commonweal.measurement.queries.waiting import LIVE, silent_invitations
from commonweal.measurement.rules import require_data_manager
from commonweal.trail.operations import record


@dataclass(frozen=True)
class Reminded:
    """Whom a reminder reached, who had one today, and who has no address."""

    mailed: int
    had_one_today: int
    without_address: int


@transaction.atomic
def remind_silent(*, by: Any, round: Round, at: datetime) -> Reminded:  # noqa: A002
    """One mail to each partner that has sent nothing that counts."""
    require_data_manager(by, round.initiative, at)
    _must_be_open(round)
    mailed = had_one = without = 0
    for invitation in silent_invitations(round):
        if not invitation.contact_email:
            without += 1
        elif _had_one_today(invitation, at):
            had_one += 1
        else:
            _mail(invitation, by=by, at=at)
            mailed += 1
    record(
        by=by,
        verb="measurement.remind_silent",
        subject=round,
        at=at,
        initiative=round.initiative_id,
        details={"mailed": mailed},
    )
    return Reminded(mailed, had_one, without)


@transaction.atomic
def remind_partner(*, by: Any, invitation: Invitation, at: datetime) -> Message:
    """One partner, who is silent or has a question to answer."""
    require_data_manager(by, invitation.round.initiative, at)
    _must_be_open(invitation.round)
    if not invitation.contact_email:
        raise ValidationError(_("There is no address to write to. Add one on the partner's page, or copy a link."))
    if _had_one_today(invitation, at):
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


def reminder_cause(invitation: Invitation) -> str:
    return f"measurement.reminder.{invitation.pk}"


def _had_one_today(invitation: Invitation, at: datetime) -> bool:
    return Message.objects.filter(
        to__iexact=invitation.contact_email,
        cause=reminder_cause(invitation),
        created_at__date=at.date(),
    ).exists()


def _mail(invitation: Invitation, *, by: Any, at: datetime) -> Message:
    returned = _live(invitation).filter(state=Submission.State.RETURNED).order_by("-id").first()
    last = returned.remarks.last() if returned else None
    address = address_of(make_data_link(by=by, invitation=invitation, at=at))
    return mail_reminder(by=by, invitation=invitation, address=address, question=last.text if last else "", at=at)


def _live(invitation: Invitation) -> Any:
    return invitation.submissions.filter(state__in=LIVE)


def _must_be_open(asked_in: Round) -> None:
    if asked_in.state != Round.State.OPEN:
        raise ValidationError(_("This round is closed. Nobody is reminded of it."))
