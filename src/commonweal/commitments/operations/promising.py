"""A promise is written down: one's own, or what somebody said in a meeting, who is told so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import rules
from commonweal.commitments.models import Commitment
from commonweal.commitments.operations.mails import tell_about_promise
from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record

Receiver = Person | Organisation | Group | str


@dataclass(frozen=True)
class CommitmentDraft:
    """`to` is a record, or words where none stands for them; `promised_on` empty is today.

    `asked_after` are days after the promise on which one is asked, the last of them the day on which it is due; empty
    for the usual reminders around that day.
    """

    text: str
    due_on: date
    to: Receiver = ""
    group: Group | None = None
    source: str = Commitment.Source.MEETING
    source_words: str = ""
    promised_on: date | None = None
    asked_after: tuple[int, ...] = ()


@transaction.atomic
def promise(
    *, by: Any, initiative: Initiative, holder: Person | Organisation, commitment: CommitmentDraft, at: datetime
) -> Commitment:
    """Write down who promises what by when. Whose promise somebody else writes down is mailed it, and may disown it."""
    today = seats.today(initiative, at)
    if not rules.may_record(by, initiative, holder, commitment.group, today):
        raise PermissionDenied
    promised_on = commitment.promised_on or today
    check_commitment(initiative, commitment, promised_on, today)
    made = Commitment.objects.create(
        initiative=initiative,
        text=commitment.text.strip(),
        **({"person": holder} if isinstance(holder, Person) else {"organisation": holder}),
        **_to(commitment.to),
        group=commitment.group,
        source=commitment.source,
        source_words=commitment.source_words.strip(),
        promised_on=promised_on,
        due_on=commitment.due_on,
        asked_after=list(commitment.asked_after),
        recorded_at=at,
        recorded_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="commitments.promise", subject=made, at=at, initiative=initiative.pk)
    if by is not None and not rules.speaks_for(by, holder, today):
        tell_about_promise(by, made, at)
    return made


def _to(receiver: Receiver) -> dict[str, Any]:
    if isinstance(receiver, Person):
        return {"to_person": receiver}
    if isinstance(receiver, Organisation):
        return {"to_organisation": receiver}
    if isinstance(receiver, Group):
        return {"to_group": receiver}
    return {"to_words": receiver.strip()}


def check_commitment(initiative: Initiative, commitment: CommitmentDraft, promised_on: date, today: date) -> None:
    problems = {}
    if not commitment.text.strip():
        problems["text"] = _("Write the promise in one sentence that begins with a verb.")
    if commitment.source not in Commitment.Source.values:
        problems["source"] = _("“%(source)s” is not one of the places.") % {"source": commitment.source}
    if promised_on > today:
        problems["promised_on"] = _("A promise is given today or was given before.")
    if commitment.due_on < promised_on:
        problems["due_on"] = _("It cannot be due before it was promised.")
    groups = [one for one in (commitment.group, commitment.to) if isinstance(one, Group)]
    if any(group.initiative_id != initiative.pk for group in groups):
        problems["group"] = _("This group belongs to another initiative.")
    if problems:
        raise ValidationError(problems)
