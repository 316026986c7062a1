"""The receipt by mail, in the contact's own language."""

from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.delivery.models import Message
from commonweal.delivery.operations import send
from commonweal.measurement.models import Submission
from commonweal.measurement.queries.wording import due_words, moment_words


def mail_receipt(*, by: Any, submission: Submission, at: datetime) -> Message:
    """What came in, when, under which number. No figures: a mailbox may be read by many."""
    invitation = submission.invitation
    assert invitation is not None
    with translation.override(invitation.language), timezone.override(submission.initiative.time_zone):
        subject = _("Received: hand-in %(number)s") % {"number": submission.number}
        text = "\n\n".join(_lines(submission))
    return send(
        by=by,
        to=invitation.contact_email,
        subject=subject,
        text=text,
        cause=f"measurement.receipt.{submission.number}",
        at=at,
        language=invitation.language,
        initiative=submission.initiative_id,
    )


def _lines(submission: Submission) -> list[str]:
    invitation = submission.invitation
    assert invitation is not None
    figures = submission.understood.get("figures", submission.rows)
    facts = {
        "figures": ngettext("%(count)s number", "%(count)s numbers", figures) % {"count": figures},
        "partner": invitation.organisation.name,
        "round": invitation.round.name,
        "file": submission.receipt.file_name,
        "when": moment_words(submission.submitted_at),
        "number": submission.number,
        "due": due_words(invitation.round.due_at),
        "sha256": submission.receipt.sha256,
    }
    if submission.on_behalf:
        first = _("The backbone team entered %(figures)s for %(partner)s in %(round)s on %(when)s.") % facts
    else:
        first = _("We received %(figures)s of %(partner)s for %(round)s on %(when)s.") % facts
    return [
        first,
        _("It is hand-in %(number)s. Keep this mail.") % facts,
        _("File: %(file)s. Its fingerprint (SHA-256): %(sha256)s") % facts,
        _("You can send corrections until %(due)s, by the link that you have.") % facts,
    ]
