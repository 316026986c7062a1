"""Drafting together: writing a part, saying something about it, and inviting others to write."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Comment, DraftInvitation, Wording
from commonweal.agenda.queries.draft import FIELDS, held_words, part_exists
from commonweal.governance.editing import plain, settle
from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.trail.operations import record

LONGEST = 4000
LONGEST_NAME = 200


@transaction.atomic
def write_part(
    *, by: Any, initiative: Initiative, part: str, words: Mapping[str, str], started_from: str, at: datetime
) -> Wording:
    """New words for a part. Where somebody else changed the same field meanwhile: EditedMeanwhileError, nothing kept.

    `words` are some of name_en, name_es, text_en, text_es; what is not named stays.
    """
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    if not part_exists(initiative, part):
        raise ValidationError(_("There is no part of the agenda called “%(part)s”.") % {"part": part})
    # One writer at a time, so that neither number nor words of another are passed over.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    held = held_words(initiative, part)
    kept = {**held, **settle(started_from, held, {name: words[name] for name in FIELDS if name in words})}
    check_words(kept)
    newest = Wording.objects.filter(initiative=initiative, part=part).first()
    if newest is not None and kept == held:
        raise ValidationError(_("Nothing is different from what stood here."))
    return keep_words(by=by, initiative=initiative, part=part, words=kept, at=at)


@transaction.atomic
def keep_words(*, by: Any, initiative: Initiative, part: str, words: Mapping[str, str], at: datetime) -> Wording:
    """The next wording of a part, whatever stood there; the verbs of outcomes and strategies use it for their first."""
    if not rules.may_comment(by, initiative, at):
        raise PermissionDenied
    newest = Wording.objects.filter(initiative=initiative, part=part).first()
    made = Wording.objects.create(
        initiative=initiative,
        part=part,
        number=(newest.number if newest else 0) + 1,
        written_at=at,
        written_by=getattr(by, "actor_id", None),
        written_from=rules.source_of(by, initiative, at),
        **{name: plain(words.get(name, "")) for name in FIELDS},
    )
    details = {"part": part, "number": made.number}
    record(by=by, verb="agenda.write_part", subject=made, at=at, initiative=initiative.pk, details=details)
    return made


def check_words(words: Mapping[str, str]) -> None:
    """A part may be emptied, but no text may be longer than anybody reads."""
    problems: dict[str, list[str]] = {}
    for name in ("text_en", "text_es"):
        if len(words.get(name, "")) > LONGEST:
            problems[name] = [_("This is too long. Keep to 4,000 characters.")]
    for name in ("name_en", "name_es"):
        if len(words.get(name, "")) > LONGEST_NAME:
            problems[name] = [_("This is too long. Keep to 200 characters.")]
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def say(
    *, by: Any, initiative: Initiative, part: str, text: str, answers: Comment | None = None, at: datetime
) -> Comment:
    """A comment on a part, or an answer in a thread. An answer opens a thread again that was closed."""
    if not rules.may_comment(by, initiative, at):
        raise PermissionDenied
    if not part_exists(initiative, part):
        raise ValidationError(_("There is no part of the agenda called “%(part)s”.") % {"part": part})
    if not text.strip():
        raise ValidationError({"text": _("Write something here.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("This is too long. Keep to 4,000 characters.")})
    thread = _thread_of(answers, initiative, part)
    made = Comment.objects.create(
        initiative=initiative,
        part=part,
        text=plain(text),
        answers=thread,
        written_at=at,
        written_by=getattr(by, "actor_id", None),
        written_from=rules.source_of(by, initiative, at),
    )
    if thread is not None and thread.resolved_at is not None:
        thread.resolved_at, thread.resolved_by = None, None
        thread.save(update_fields=["resolved_at", "resolved_by"])
    record(by=by, verb="agenda.say", subject=made, at=at, initiative=initiative.pk, details={"part": part})
    return made


def _thread_of(answers: Comment | None, initiative: Initiative, part: str) -> Comment | None:
    if answers is None:
        return None
    thread = answers.answers or answers
    if thread.initiative_id != initiative.pk or thread.part != part:
        raise ValidationError(_("That comment is about another part."))
    return thread


@transaction.atomic
def resolve(*, by: Any, thread: Comment, at: datetime) -> Comment:
    """The thread is settled: by whoever may write, or by who began it. An answer opens it again."""
    is_own = thread.written_by is not None and thread.written_by == getattr(by, "actor_id", None)
    may_at_all = rules.may_draft(by, thread.initiative, at) or (is_own and rules.may_comment(by, thread.initiative, at))
    if not may_at_all:
        raise PermissionDenied
    if thread.answers_id is not None:
        raise ValidationError(_("Settle the comment that began the thread."))
    thread.resolved_at, thread.resolved_by = at, getattr(by, "actor_id", None)
    thread.save(update_fields=["resolved_at", "resolved_by"])
    record(by=by, verb="agenda.resolve", subject=thread, at=at, initiative=thread.initiative_id)
    return thread


@transaction.atomic
def invite_to_draft(
    *, by: Any, initiative: Initiative, person: Person, since: date, until: date | None = None, at: datetime
) -> DraftInvitation:
    """Somebody without a seat in the committee or the backbone writes too, for a time."""
    if not rules.may_invite(by, initiative, at):
        raise PermissionDenied
    if until is not None and until < since:
        raise ValidationError({"until": _("The last day comes before the first.")})
    made = DraftInvitation.objects.create(initiative=initiative, person=person, since=since, until=until)
    record(by=by, verb="agenda.invite_to_draft", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def end_invitation(*, by: Any, invitation: DraftInvitation, until: date, at: datetime) -> DraftInvitation:
    """The last day on which they write; what they wrote stays."""
    if not rules.may_invite(by, invitation.initiative, at):
        raise PermissionDenied
    invitation.until = until
    invitation.save(update_fields=["until"])
    record(by=by, verb="agenda.end_invitation", subject=invitation, at=at, initiative=invitation.initiative_id)
    return invitation
