"""What a partner's data contact is written, in the contact's own language. Each mail has one link and one purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commonweal.delivery.models import Message
from commonweal.delivery.operations import send
from commonweal.measurement.models import Asked, Invitation, Remark
from commonweal.measurement.queries.words import definition_names
from commonweal.ui import formats


def mail_invitation(
    *, by: Any, invitation: Invitation, address: str, at: datetime, cause: str = "invitation"
) -> Message:
    """The first mail of a round: what is asked, by when, and the one page where it is answered."""
    with _as_read_by(invitation):
        subject = _("Numbers for %(round)s, due %(day)s") % _facts(invitation)
        text = "\n\n".join(
            [
                _greeting(invitation),
                _("%(initiative)s asks %(partner)s for numbers of %(periods)s:") % _facts(invitation),
                _asked_list(invitation),
                _("They are due on %(due)s.") % _facts(invitation),
                _("Open this page to send them. It has an Excel file made for you. You may also send your own file."),
                address,
                _("You need no account. The link is for %(partner)s only.") % _facts(invitation),
            ]
        )
    return _send(by=by, invitation=invitation, cause=cause, words=(subject, text, address), at=at)


def mail_reminder(*, by: Any, invitation: Invitation, address: str, question: str, at: datetime) -> Message:
    """Once a day at most. Where a question waits, it is repeated; otherwise the due time is."""
    with _as_read_by(invitation):
        subject = _("Reminder: numbers for %(round)s") % _facts(invitation)
        if question:
            body = [_("We asked about your numbers for %(round)s:") % _facts(invitation), question]
        elif invitation.round.due_at > at:
            body = [_("We have no numbers of %(partner)s yet. They are due on %(due)s.") % _facts(invitation)]
        else:
            body = [
                _("We have no numbers of %(partner)s yet. They were due on %(due)s.") % _facts(invitation),
                _("The round closes soon, with or without them."),
            ]
        text = "\n\n".join([_greeting(invitation), *body, _("Open this page to send them:"), address])
    return _send(by=by, invitation=invitation, cause="reminder", words=(subject, text, address), at=at)


def mail_extension(*, by: Any, invitation: Invitation, address: str, reason: str, at: datetime) -> Message:
    with _as_read_by(invitation):
        subject = _("More time for %(round)s") % _facts(invitation)
        text = "\n\n".join(
            [
                _greeting(invitation),
                _("Numbers for %(round)s are now due on %(due)s.") % _facts(invitation),
                reason,
                _("Open this page to send them:"),
                address,
            ]
        )
    cause = f"extension.{invitation.round.due_at:%Y%m%d%H%M}"
    return _send(by=by, invitation=invitation, cause=cause, words=(subject, text, address), at=at)


def mail_leave_to_send_late(*, by: Any, invitation: Invitation, address: str, at: datetime) -> Message:
    """The round closed without them, and they may still send."""
    with _as_read_by(invitation):
        subject = _("You can still send numbers for %(round)s") % _facts(invitation)
        text = "\n\n".join(
            [
                _greeting(invitation),
                _("%(round)s is closed. You can still send the numbers of %(partner)s.") % _facts(invitation),
                _("Published figures change with the next release, which says so."),
                _("Open this page to send them:"),
                address,
            ]
        )
    return _send(by=by, invitation=invitation, cause=f"late.{at:%Y%m%d%H%M}", words=(subject, text, address), at=at)


def mail_question(*, by: Any, remark: Remark, address: str, at: datetime) -> Message:
    """The figures came back with a question: answer it, or send them again."""
    submission = remark.submission
    invitation = submission.invitation
    assert invitation is not None
    with _as_read_by(invitation):
        subject = _("A question about your hand-in %(number)s") % {"number": submission.number}
        text = "\n\n".join(
            [
                _greeting(invitation),
                _("We read the numbers of %(partner)s for %(round)s and ask:") % _facts(invitation),
                remark.text,
                _("Answer on this page, or send corrected numbers there:"),
                address,
            ]
        )
    # A second question of the same day is a mail of its own.
    cause = f"question.{submission.number}.{remark.pk}"
    return _send(by=by, invitation=invitation, cause=cause, words=(subject, text, address), at=at)


@contextmanager
def _as_read_by(invitation: Invitation) -> Iterator[None]:
    """In the contact's language, with times of the initiative's zone."""
    with translation.override(invitation.language), timezone.override(invitation.round.initiative.time_zone):
        yield


def _facts(invitation: Invitation) -> dict[str, str]:
    asked_in = invitation.round
    return {
        "initiative": asked_in.initiative.name,
        "partner": invitation.organisation.name,
        "round": asked_in.name,
        "periods": formats.listed(list(asked_in.periods)),
        "day": formats.day(asked_in.due_at),
        "due": formats.moment(asked_in.due_at),
    }


def _greeting(invitation: Invitation) -> str:
    if invitation.contact_name:
        return _("Hello %(name)s,") % {"name": invitation.contact_name}
    return _("Hello,")


def _asked_list(invitation: Invitation) -> str:
    rows = Asked.objects.filter(round=invitation.round, organisation=invitation.organisation_id)
    names = definition_names(rows.values_list("measure_id", flat=True))
    return "\n".join(f"- {name}" for name in names.values())


def _send(*, by: Any, invitation: Invitation, cause: str, words: tuple[str, str, str], at: datetime) -> Message:
    subject, text, address = words
    return send(
        by=by,
        to=invitation.contact_email,
        subject=subject,
        text=text,
        cause=f"measurement.{cause}.{invitation.pk}",
        at=at,
        language=invitation.language,
        initiative=invitation.round.initiative_id,
        link=address,
    )
