"""What residents said: noted with their consent, gathered into themes, led to outcomes. No names are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Aspiration, CommunityGroup, FirstInvolved, Interview, Outcome, Strategy, Theme
from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.trail.operations import record

LONGEST_QUOTE = 1500


@dataclass(frozen=True)
class QuoteDraft:
    quote: str
    language: str
    heard_on: date
    heard_where: str
    consent: str
    group: CommunityGroup | None = None
    interview: Interview | None = None


@transaction.atomic
def note_aspiration(
    *, by: Any, initiative: Initiative, draft: QuoteDraft, themes: Sequence[Theme] = (), at: datetime
) -> Aspiration:
    """A sentence as it was said, where and when, and what its speaker agreed to."""
    if not rules.may_comment(by, initiative, at):
        raise PermissionDenied
    _check_quote(draft, initiative, at)
    made = Aspiration.objects.create(
        initiative=initiative,
        quote=draft.quote.strip(),
        language=draft.language,
        heard_on=draft.heard_on,
        heard_where=draft.heard_where.strip(),
        consent=draft.consent,
        group=draft.group,
        interview=draft.interview,
        noted_at=at,
        noted_by=getattr(by, "actor_id", None),
    )
    made.themes.set(_own(themes, initiative))
    record(by=by, verb="agenda.note_aspiration", subject=made, at=at, initiative=initiative.pk)
    return made


def _check_quote(draft: QuoteDraft, initiative: Initiative, at: datetime) -> None:
    problems: dict[str, list[str]] = {}
    if not draft.quote.strip():
        problems["quote"] = [_("Write what was said, in the words in which it was said.")]
    if len(draft.quote) > LONGEST_QUOTE:
        problems["quote"] = [_("This is too long. Keep the sentence that matters.")]
    if not draft.heard_where.strip():
        problems["heard_where"] = [_("Say where it was said, such as “library, evening of 3 March”.")]
    if draft.heard_on > today(initiative, at):
        problems["heard_on"] = [_("That day has not come yet.")]
    if draft.consent not in (Aspiration.Consent.INSIDE, Aspiration.Consent.PUBLIC):
        problems["consent"] = [_("Without an agreement it cannot be kept. Ask first.")]
    if draft.language not in Aspiration.Language.values:
        problems["language"] = [_("Choose the language in which it was said.")]
    if draft.group is not None and draft.group.initiative_id != initiative.pk:
        problems["group"] = [_("That group belongs to another initiative.")]
    if problems:
        raise ValidationError(problems)


def _own(things: Sequence[Any], initiative: Initiative) -> list[Any]:
    if any(thing.initiative_id != initiative.pk for thing in things):
        raise ValidationError(_("That belongs to another initiative."))
    return list(things)


@transaction.atomic
def code_aspiration(*, by: Any, aspiration: Aspiration, themes: Sequence[Theme], at: datetime) -> Aspiration:
    """What it is about. Several may code; the last coding holds, and the trail keeps the ones before."""
    initiative = aspiration.initiative
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    before = sorted(aspiration.themes.values_list("pk", flat=True))
    aspiration.themes.set(_own(themes, initiative))
    details = {"before": before}
    record(by=by, verb="agenda.code_aspiration", subject=aspiration, at=at, initiative=initiative.pk, details=details)
    return aspiration


@transaction.atomic
def withdraw_aspiration(*, by: Any, aspiration: Aspiration, at: datetime) -> Aspiration:
    """Whoever said it does not agree any more: the words go for good. That something was said stays counted."""
    if not rules.may_withdraw(by, aspiration, at):
        raise PermissionDenied
    aspiration.take_words_away(at)
    aspiration.save()
    record(by=by, verb="agenda.withdraw_aspiration", subject=aspiration, at=at, initiative=aspiration.initiative_id)
    return aspiration


@transaction.atomic
def set_theme(
    *,
    by: Any,
    initiative: Initiative,
    name_en: str,
    name_es: str = "",
    outcomes: Sequence[Outcome] = (),
    theme: Theme | None = None,
    at: datetime,
) -> Theme:
    """A new theme, or new words and outcomes for one that is there."""
    if not rules.may_draft(by, initiative, at) or (theme is not None and theme.initiative_id != initiative.pk):
        raise PermissionDenied
    if not (name_en.strip() or name_es.strip()):
        raise ValidationError({"name_en": _("Name the theme in a few words.")})
    if theme is None:
        theme = Theme(initiative=initiative, position=initiative.themes.count())
    theme.name_en, theme.name_es = name_en.strip()[:120], name_es.strip()[:120]
    theme.save()
    theme.outcomes.set(_own(outcomes, initiative))
    record(by=by, verb="agenda.set_theme", subject=theme, at=at, initiative=initiative.pk)
    return theme


@transaction.atomic
def name_group(*, by: Any, initiative: Initiative, name_en: str, name_es: str = "", at: datetime) -> CommunityGroup:
    """People who are affected, as they call themselves. Never a single person."""
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    if not (name_en.strip() or name_es.strip()):
        raise ValidationError({"name_en": _("Write how the group calls itself.")})
    made = CommunityGroup.objects.create(
        initiative=initiative, name_en=(name_en or name_es).strip()[:120], name_es=name_es.strip()[:120]
    )
    record(by=by, verb="agenda.name_group", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def note_first_involved(
    *, by: Any, strategy: Strategy, group: CommunityGroup, since: date, how: str, at: datetime
) -> FirstInvolved:
    """Since when those affected take part in a strategy. A correction replaces the day; the trail keeps the old one."""
    initiative = strategy.initiative
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    if group.initiative_id != initiative.pk:
        raise ValidationError({"group": _("That group belongs to another initiative.")})
    if since > today(initiative, at):
        raise ValidationError({"since": _("That day has not come yet.")})
    if not how.strip():
        raise ValidationError({"how": _("Say how it began, such as “two parents sat in the first meeting”.")})
    before = FirstInvolved.objects.filter(strategy=strategy, group=group).first()
    made, _new = FirstInvolved.objects.update_or_create(
        strategy=strategy, group=group, defaults={"since": since, "how": how.strip()[:300]}
    )
    details = {"before": [before.since.isoformat(), before.how]} if before else {}
    record(by=by, verb="agenda.note_first_involved", subject=made, at=at, initiative=initiative.pk, details=details)
    return made
