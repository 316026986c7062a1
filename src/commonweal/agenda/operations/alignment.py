"""A partner states how it changed its own work; a correction replaces, a withdrawal takes it off the page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Alignment, Strategy
from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.people.models import Organisation
from commonweal.trail.operations import record


@dataclass(frozen=True)
class AlignmentDraft:
    """Before and after, each in one language or both; `strategy` is the one that it follows."""

    changed_on: date
    before_en: str = ""
    before_es: str = ""
    after_en: str = ""
    after_es: str = ""
    evidence: str = ""
    strategy: Strategy | None = None


@transaction.atomic
def state_alignment(
    *,
    by: Any,
    initiative: Initiative,
    organisation: Organisation,
    draft: AlignmentDraft,
    at: datetime,
    replaces: Alignment | None = None,
) -> Alignment:
    if not rules.may_state(by, initiative, organisation, at):
        raise PermissionDenied
    _must_be_whole(initiative, draft, at)
    if replaces is not None and not _is_ours(replaces, initiative, organisation):
        raise PermissionDenied
    words = {name: getattr(draft, name).strip() for name in ("before_en", "before_es", "after_en", "after_es")}
    made = Alignment.objects.create(
        initiative=initiative,
        organisation=organisation,
        strategy=draft.strategy,
        evidence=draft.evidence.strip(),
        changed_on=draft.changed_on,
        stated_at=at,
        stated_by=getattr(by, "actor_id", None),
        **words,
    )
    if replaces is not None:
        taken = Alignment.objects.filter(pk=replaces.pk, replaced_by=None, withdrawn_at=None).update(replaced_by=made)
        if not taken:
            raise ValidationError(_("Somebody changed this statement meanwhile. Open the page again to read it."))
    record(by=by, verb="agenda.state_alignment", subject=made, at=at, initiative=initiative.pk)
    return made


def _is_ours(alignment: Alignment, initiative: Initiative, organisation: Organisation) -> bool:
    return (alignment.initiative_id, alignment.organisation_id) == (initiative.pk, organisation.pk)


def _must_be_whole(initiative: Initiative, draft: AlignmentDraft, at: datetime) -> None:
    problems = {}
    if not (draft.after_en.strip() or draft.after_es.strip()):
        problems["after_en"] = _("Say in a sentence what is different now.")
    if draft.changed_on > today(initiative, at):
        problems["changed_on"] = _("Choose today or an earlier day: what has not happened is a promise.")
    if draft.strategy is not None and draft.strategy.initiative_id != initiative.pk:
        problems["strategy"] = _("That strategy belongs to another initiative.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def withdraw_alignment(*, by: Any, alignment: Alignment, at: datetime) -> Alignment:
    """It stands on the page no longer; the row stays."""
    if not rules.may_state(by, alignment.initiative, alignment.organisation, at):
        raise PermissionDenied
    alignment.withdrawn_at = at
    alignment.save(update_fields=["withdrawn_at"])
    record(by=by, verb="agenda.withdraw_alignment", subject=alignment, at=at, initiative=alignment.initiative_id)
    return alignment
