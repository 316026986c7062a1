"""What somebody will do becomes a promise that asks by itself after 30 and after 90 days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import operations as commitments
from commonweal.commitments.models import Commitment
from commonweal.commitments.models.promises import EVERYBODY_AT_THE_ROUNDTABLE
from commonweal.commitments.operations.mails import tell_about_promise
from commonweal.governance.models import Group, Involvement
from commonweal.governance.operations.involvements import bring_profile
from commonweal.governance.rules import today
from commonweal.lib.languages import page_language
from commonweal.trail.operations import record
from commonweal.training.models import Roundtable, RoundtablePromise
from commonweal.training.operations.roundtable_rooms import running
from commonweal.training.roundtable_agreements import NEWEST

ASKED_AFTER = (30, 90)
#: Who writes down promises for half the town holds no roundtable.
MOST_EACH = 3


@dataclass(frozen=True)
class ActionDraft:
    """`agrees` to the newest wording; `typed_by` is the mark of who typed it.

    `is_told` is False for what is brought in from elsewhere, without a mail.
    """

    text: str
    name: str
    email: str
    agrees: bool
    group: Group | None = None
    is_told: bool = True
    typed_by: str = ""


@transaction.atomic
def promise_action(*, by: None, roundtable: Roundtable, action: ActionDraft, at: datetime) -> RoundtablePromise:
    """Only for this does somebody leave a name and an address. An address that is known is that person.

    Whoever's address it is gets a mail, and may say that they promised nothing. Raises ValidationError.
    """
    held = running(roundtable)
    _check(held, action)
    on, initiative = today(held.initiative, at), held.initiative
    where = _("Roundtable %(number)s") % {"number": held.number}
    person = bring_profile(
        by=by, initiative=initiative, name=action.name, email=action.email, kind=Involvement.Kind.PARTICIPANT,
        about=where, language=page_language(), at=at,
    ).person  # fmt: skip
    draft = commitments.CommitmentDraft(
        action.text, on + timedelta(days=ASKED_AFTER[-1]), to=EVERYBODY_AT_THE_ROUNDTABLE, group=action.group,
        source=Commitment.Source.ROUNDTABLE, source_words=str(held.number), asked_after=ASKED_AFTER,
    )  # fmt: skip
    commitment = commitments.promise(by=by, initiative=initiative, holder=person, commitment=draft, at=at)
    made = RoundtablePromise.objects.create(
        roundtable=held, commitment=commitment, agreed_version=NEWEST, agreed_at=at, typed_by=action.typed_by
    )
    record(by=by, verb="training.promise_action", subject=held, at=at, initiative=initiative.pk)
    if action.is_told:
        tell_about_promise(by, commitment, at)
    return made


def _check(roundtable: Roundtable, action: ActionDraft) -> None:
    problems = {}
    if roundtable.stage != Roundtable.Stage.CLOSING:
        raise ValidationError(_("Promises are not taken now."))
    if action.typed_by and roundtable.promises.filter(typed_by=action.typed_by).count() >= MOST_EACH:
        words = _("You have typed %(most)s promises here. Let your neighbors type theirs.")
        raise ValidationError(words % {"most": MOST_EACH})
    if not action.text.strip():
        problems["text"] = _("Write the promise in one sentence that begins with a verb.")
    if not action.name.strip():
        problems["name"] = _("Write your name: members see whose promise it is.")
    try:
        validate_email(action.email.strip())
    except ValidationError:
        problems["email"] = _("Write your e-mail address, such as ana@example.org. The two questions go there.")
    if not action.agrees:
        problems["agrees"] = _("Without your agreement we keep neither name nor promise.")
    if len(action.text) > 300:
        problems["text"] = _("A promise has at most 300 letters.")
    if len(action.name) > 200:
        problems["name"] = _("A name has at most 200 letters.")
    if problems:
        raise ValidationError(problems)
