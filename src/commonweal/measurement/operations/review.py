"""What becomes of figures that came in: accepted, or returned with a question. And the thread about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.measurement.models import Invitation, Remark, Submission
from commonweal.measurement.operations.links import address_of, make_data_link
from commonweal.measurement.operations.mails import mail_question
from commonweal.measurement.rules import require_data_manager
from commonweal.trail.operations import record

LONGEST_REMARK = 4000


@transaction.atomic
def accept_submission(*, by: Any, submission: Submission, at: datetime) -> Submission:
    """Let the figures count. Accepting is possible while the round is open and after it was closed."""
    require_data_manager(by, submission.initiative, at)
    locked = _locked(submission)
    if locked.state == Submission.State.ACCEPTED:
        raise ValidationError(_("These figures are already accepted."))
    if locked.state == Submission.State.SUPERSEDED:
        raise ValidationError(_("Newer numbers replaced these. Read the newer ones."))
    _decide(submission, Submission.State.ACCEPTED, by=by, at=at)
    record(
        by=by,
        verb="measurement.accept_submission",
        subject=submission,
        at=at,
        initiative=submission.initiative_id,
        details={"number": submission.number},
    )
    return submission


@transaction.atomic
def accept_submissions(*, by: Any, submissions: Sequence[Submission], at: datetime) -> int:
    """Accept several at once, all of them or none."""
    for submission in submissions:
        accept_submission(by=by, submission=submission, at=at)
    return len(submissions)


@transaction.atomic
def put_back_submissions(*, by: Any, submissions: Sequence[Submission], at: datetime) -> int:
    """Take back an acceptance: the figures wait to be read again, all of them or none. A release keeps what it has."""
    for submission in submissions:
        require_data_manager(by, submission.initiative, at)
        if submission.invitation is None or _locked(submission).state != Submission.State.ACCEPTED:
            raise ValidationError(_("Hand-in %(number)s is not accepted now.") % {"number": submission.number})
        submission.state, submission.decided_at, submission.decided_by = Submission.State.SUBMITTED, None, None
        submission.save(update_fields=["state", "decided_at", "decided_by"])
        numbers = {"number": submission.number}
        record(
            by=by,
            verb="measurement.put_back_submission",
            subject=submission,
            at=at,
            initiative=submission.initiative_id,
            details=numbers,
        )
    return len(submissions)


@transaction.atomic
def return_submission(*, by: Any, submission: Submission, comment: str, at: datetime) -> Remark:
    """Ask about the figures. The data contact is mailed the question and a link to answer it."""
    require_data_manager(by, submission.initiative, at)
    question = _checked(comment)
    if _locked(submission).state == Submission.State.SUPERSEDED:
        raise ValidationError(_("Newer numbers replaced these. Ask about the newer ones."))
    _decide(submission, Submission.State.RETURNED, by=by, at=at)
    made = _add(submission, question, by=by, at=at)
    invitation = submission.invitation
    if invitation and invitation.contact_email:
        address = address_of(make_data_link(by=by, invitation=invitation, at=at))
        mail_question(by=by, remark=made, address=address, at=at)
    record(
        by=by,
        verb="measurement.return_submission",
        subject=submission,
        at=at,
        initiative=submission.initiative_id,
        details={"number": submission.number},
    )
    return made


@transaction.atomic
def remark(*, by: Any, submission: Submission, text: str, at: datetime) -> Remark:
    """Add a line to the thread. The partner's answer to a question puts the figures back among those to read."""
    is_holder = isinstance(by, Invitation) and submission.invitation_id == by.pk
    if isinstance(by, Invitation) and not is_holder:
        raise PermissionDenied
    if not is_holder:
        require_data_manager(by, submission.initiative, at)
    made = _add(submission, _checked(text), by=by, at=at)
    if is_holder and _locked(submission).state == Submission.State.RETURNED:
        submission.state, submission.decided_at, submission.decided_by = Submission.State.SUBMITTED, None, None
        submission.save(update_fields=["state", "decided_at", "decided_by"])
    record(by=by, verb="measurement.remark", subject=submission, at=at, initiative=submission.initiative_id)
    return made


def _locked(submission: Submission) -> Submission:
    """As it stands now: two people may decide at once, and the second must see what the first did."""
    return Submission.objects.select_for_update().get(pk=submission.pk)


def _decide(submission: Submission, state: str, *, by: Any, at: datetime) -> None:
    submission.state, submission.decided_at, submission.decided_by = state, at, by.actor_id
    submission.save(update_fields=["state", "decided_at", "decided_by"])


def _add(submission: Submission, text: str, *, by: Any, at: datetime) -> Remark:
    name = by.contact_name or by.organisation.name if isinstance(by, Invitation) else by.name
    return Remark.objects.create(submission=submission, author=by.actor_id, author_name=name, text=text, at=at)


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValidationError({"comment": _("Write what you want to know or say.")})
    if len(text) > LONGEST_REMARK:
        raise ValidationError({"comment": _("This is longer than 4,000 characters. Shorten it.")})
    return text
