"""Whom a reminder would reach now: shown before it goes, and gone by when it does."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from commonweal.delivery.models import Message
from commonweal.measurement.models import Invitation, Round
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.waiting import silent_invitations


@dataclass(frozen=True)
class Reminder:
    """Who is mailed, who had one today, and who has no address."""

    mailed: list[Invitation] = field(default_factory=list)
    had_one_today: list[Invitation] = field(default_factory=list)
    without_address: list[Invitation] = field(default_factory=list)


def reminder_of_the_silent(reader: Any, asked_in: Round, at: datetime) -> Reminder:
    only_for_data_manager(reader, asked_in.initiative, at)
    found = Reminder()
    for invitation in silent_invitations(asked_in):
        if not invitation.contact_email:
            found.without_address.append(invitation)
        elif had_one_today(invitation, at):
            found.had_one_today.append(invitation)
        else:
            found.mailed.append(invitation)
    return found


def reminder_cause(invitation: Invitation) -> str:
    return f"measurement.reminder.{invitation.pk}"


def had_one_today(invitation: Invitation, at: datetime) -> bool:
    """Today by the clocks of the initiative: what came yesterday evening is yesterday's, whatever day it is in UTC."""
    zone = ZoneInfo(invitation.round.initiative.time_zone)
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    mails = Message.objects.filter(to__iexact=invitation.contact_email, cause=reminder_cause(invitation))
    return mails.filter(created_at__gte=midnight).exists()
