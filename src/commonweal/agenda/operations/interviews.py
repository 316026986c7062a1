"""Conversations at the start: the guide is kept, a conversation noted, its quotes taken out, its consent withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Aspiration, CommunityGroup, Interview, InterviewGuide, Theme
from commonweal.agenda.operations.aspirations import QuoteDraft, note_aspiration
from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.people.models import Person
from commonweal.trail.operations import record

AGREED = (Aspiration.Consent.INSIDE, Aspiration.Consent.PUBLIC)


@dataclass(frozen=True)
class InterviewDraft:
    """No name of who spoke: which side they are of, and what they agreed to."""

    side: str
    held_on: date
    held_where: str
    language: str
    consent: str
    group: CommunityGroup | None = None
    notes: str = ""


@transaction.atomic
def write_guide(*, by: Any, initiative: Initiative, text_en: str, text_es: str, at: datetime) -> InterviewGuide:
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    if not (text_en.strip() or text_es.strip()):
        raise ValidationError({"text_en": _("Write at least one question.")})
    made = InterviewGuide.objects.create(
        initiative=initiative, text_en=text_en.strip(), text_es=text_es.strip(), kept_at=at,
        kept_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="agenda.write_guide", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def note_interview(*, by: Any, initiative: Initiative, draft: InterviewDraft, at: datetime) -> Interview:
    if not rules.may_comment(by, initiative, at):
        raise PermissionDenied
    problems = {}
    if draft.side not in Interview.Side.values:
        problems["side"] = _("Choose with whom it was.")
    if not draft.held_where.strip():
        problems["held_where"] = _("Say where it was, such as: her kitchen, or by phone.")
    if draft.held_on > today(initiative, at):
        problems["held_on"] = _("That day has not come yet.")
    if draft.consent not in AGREED:
        problems["consent"] = _("Without an agreement it cannot be kept. Ask first.")
    if draft.language not in Aspiration.Language.values:
        problems["language"] = _("Choose the language in which it was said.")
    if draft.group is not None and draft.group.initiative_id != initiative.pk:
        problems["group"] = _("That group belongs to another initiative.")
    if problems:
        raise ValidationError(problems)
    made = Interview.objects.create(
        initiative=initiative,
        side=draft.side,
        held_on=draft.held_on,
        held_where=draft.held_where.strip(),
        language=draft.language,
        consent=draft.consent,
        group=draft.group,
        interviewer=by if isinstance(by, Person) else None,
        notes=draft.notes.strip()[:10000],
        noted_at=at,
        noted_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="agenda.note_interview", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def take_quote(*, by: Any, interview: Interview, quote: str, themes: Sequence[Theme] = (), at: datetime) -> Aspiration:
    """A sentence out of it, under its themes: with the day, the place and the consent of the conversation."""
    if interview.withdrawn_at is not None:
        raise ValidationError(_("The consent was withdrawn. Nothing can be taken from it."))
    draft = QuoteDraft(
        quote,
        interview.language,
        interview.held_on,
        interview.held_where,
        interview.consent,
        interview.group,
        interview,
    )
    made = note_aspiration(by=by, initiative=interview.initiative, draft=draft, themes=themes, at=at)
    record(by=by, verb="agenda.take_quote", subject=made, at=at, initiative=interview.initiative_id)
    return made


@transaction.atomic
def withdraw_interview(*, by: Any, interview: Interview, at: datetime) -> Interview:
    """Whoever spoke does not agree any more: notes and quotes go for good. That they were asked stays counted."""
    if not rules.may_withdraw(by, interview, at):
        raise PermissionDenied
    for quote in interview.quotes.exclude(consent=Aspiration.Consent.WITHDRAWN):
        quote.take_words_away(at)
        quote.save()
    interview.notes, interview.held_where, interview.group = "", "", None
    interview.consent, interview.withdrawn_at = Aspiration.Consent.WITHDRAWN, at
    interview.save()
    record(by=by, verb="agenda.withdraw_interview", subject=interview, at=at, initiative=interview.initiative_id)
    return interview
