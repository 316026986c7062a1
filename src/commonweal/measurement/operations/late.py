"""Numbers after a round closed: only by the backbone's leave, and into the next release as a restatement."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.measurement.models import Invitation, Round
from commonweal.measurement.operations.links import address_of, make_data_link
from commonweal.measurement.operations.mails import mail_leave_to_send_late
from commonweal.measurement.rules import require_data_manager
from commonweal.trail.operations import record


@transaction.atomic
def let_send_late(*, by: Any, invitation: Invitation, reason: str, at: datetime) -> Invitation:
    """One partner may send although the round is closed. What is public stays as it is until the next release."""
    initiative = invitation.round.initiative
    require_data_manager(by, initiative, at)
    if invitation.round.state != Round.State.CLOSED:
        raise ValidationError(_("This round is open. The partner can send its numbers as it is."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, in a sentence.")})
    invitation.late_since, invitation.late_reason = at, reason.strip()
    invitation.save(update_fields=["late_since", "late_reason"])
    if invitation.contact_email:
        address = address_of(make_data_link(by=by, invitation=invitation, at=at))
        mail_leave_to_send_late(by=by, invitation=invitation, address=address, at=at)
    details = {"organisation": invitation.organisation_id, "reason": reason.strip()}
    record(
        by=by,
        verb="measurement.let_send_late",
        subject=invitation.round,
        at=at,
        initiative=initiative.pk,
        details=details,
    )
    return invitation


@transaction.atomic
def end_late(*, by: Any, invitation: Invitation, at: datetime) -> Invitation:
    """The round is closed for this partner again. What it sent late stays, to be read and accepted."""
    require_data_manager(by, invitation.round.initiative, at)
    invitation.late_since = None
    invitation.save(update_fields=["late_since"])
    record(
        by=by,
        verb="measurement.end_late",
        subject=invitation.round,
        at=at,
        initiative=invitation.round.initiative_id,
        details={"organisation": invitation.organisation_id},
    )
    return invitation
