"""What became of a promise: who promised it says so, whom it was promised to may say it too."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import rules
from commonweal.commitments.models import Account, Commitment
from commonweal.commitments.queries import by_link
from commonweal.governance import rules as seats
from commonweal.trail.operations import record


@dataclass(frozen=True)
class AccountDraft:
    """`word` says why, wherever it is not simply done; `due_on` is the new day where more time is needed."""

    state: str
    word: str = ""
    due_on: date | None = None


@transaction.atomic
def give_account(*, by: Any, commitment: Commitment, side: str, account: AccountDraft, at: datetime) -> Account:
    """Say what became of it, as the one who promised, as the one who was promised, or as the backbone was told."""
    if side != rules.side_of(by, commitment, seats.today(commitment.initiative, at)):
        raise PermissionDenied
    said = _say(commitment, side, account, at, getattr(by, "actor_id", None))
    record(by=by, verb="commitments.give_account", subject=commitment, at=at, initiative=commitment.initiative_id)
    return said


@transaction.atomic
def account_by_link(*, by: None, token: str, account: AccountDraft, at: datetime) -> Account:
    """The same through a mailed link, whose holder is the one who promised; raises UnusableLinkError."""
    commitment = by_link(token, at)
    actor = getattr(commitment.person, "actor_id", None)
    said = _say(commitment, Account.Side.PROMISER, account, at, actor)
    record(
        by=commitment.person or by,
        verb="commitments.account_by_link",
        subject=commitment,
        at=at,
        initiative=commitment.initiative_id,
    )
    return said


def _say(commitment: Commitment, side: str, account: AccountDraft, at: datetime, actor: Any) -> Account:
    check_account(commitment, side, account, seats.today(commitment.initiative, at))
    if account.state == Account.State.MOVED and account.due_on:
        commitment.due_on = account.due_on
        commitment.save(update_fields=["due_on"])
    return Account.objects.create(
        commitment=commitment,
        state=account.state,
        side=side,
        word=account.word.strip(),
        due_on=account.due_on if account.state == Account.State.MOVED else None,
        said_at=at,
        said_by=actor,
    )


def check_account(commitment: Commitment, side: str, account: AccountDraft, today: date) -> None:
    if commitment.ended_at is not None:
        raise ValidationError(_("This promise was let go. There is nothing more to say about it."))
    if account.state not in Account.State.values:
        raise ValidationError({"state": _("Choose one of the answers.")})
    if account.state != Account.State.DONE and not account.word.strip():
        raise ValidationError({"word": _("Say in a word why, so that others can help.")})
    if account.state == Account.State.MOVED:
        if side == Account.Side.RECEIVER:
            raise ValidationError({"state": _("Only who promised it can ask for more time.")})
        if account.due_on is None or account.due_on <= today:
            raise ValidationError({"due_on": _("Choose the new day, from tomorrow on.")})


@transaction.atomic
def release(*, by: Any, commitment: Commitment, at: datetime) -> Commitment:
    """Whom it was promised to lets go of it: it counts neither as kept nor as broken."""
    if not rules.may_release(by, commitment, seats.today(commitment.initiative, at)):
        raise PermissionDenied
    _end(commitment, "released", at)
    record(by=by, verb="commitments.release", subject=commitment, at=at, initiative=commitment.initiative_id)
    return commitment


@transaction.atomic
def disown(*, by: Any, commitment: Commitment, at: datetime) -> Commitment:
    """Somebody else wrote it down, and it was not promised."""
    today = seats.today(commitment.initiative, at)
    if not rules.speaks_for(by, commitment.holder, today) or not rules.was_written_by_another(by, commitment):
        raise PermissionDenied
    _end(commitment, "disowned", at)
    record(by=by, verb="commitments.disown", subject=commitment, at=at, initiative=commitment.initiative_id)
    return commitment


@transaction.atomic
def disown_by_link(*, by: None, token: str, at: datetime) -> Commitment:
    """The same through the mailed link."""
    commitment = by_link(token, at)
    if not rules.was_written_by_another(commitment.person, commitment):
        raise PermissionDenied
    _end(commitment, "disowned", at)
    record(
        by=commitment.person or by,
        verb="commitments.disown_by_link",
        subject=commitment,
        at=at,
        initiative=commitment.initiative_id,
    )
    return commitment


def _end(commitment: Commitment, why: str, at: datetime) -> None:
    if commitment.ended_at is not None:
        raise ValidationError(_("This promise was let go. There is nothing more to say about it."))
    commitment.ended_at, commitment.ended_why = at, why
    commitment.save(update_fields=["ended_at", "ended_why"])
