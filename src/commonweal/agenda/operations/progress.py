"""A cycle of judging how far each group has come: begun, judged, handed over, answered by those who steer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Judgment, ProgressCycle
from commonweal.agenda.queries.progress import evidence_label, groups_to_judge
from commonweal.agenda.rubrics import LEVELS, NEWEST, criteria_of
from commonweal.governance.models import Group, Initiative
from commonweal.lib.languages import page_language
from commonweal.trail.operations import record


@dataclass(frozen=True)
class JudgmentDraft:
    """`evidence` names a record of this site by kind and key; `evidence_url` a page or a paper elsewhere."""

    level: int
    why: str
    evidence: str = ""
    evidence_url: str = ""


@transaction.atomic
def begin_cycle(*, by: Any, initiative: Initiative, at: datetime) -> ProgressCycle:
    """One at a time: the one before is handed over first."""
    if not rules.may_judge_progress(by, initiative, at):
        raise PermissionDenied
    # Two at once would take the same number; the row of the initiative makes the second wait.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    cycles = ProgressCycle.objects.filter(initiative=initiative)
    if cycles.filter(handed_at=None).exists():
        raise ValidationError(_("A cycle is under way. Hand it over before the next one begins."))
    made = ProgressCycle.objects.create(
        initiative=initiative,
        number=(cycles.aggregate(last=Max("number"))["last"] or 0) + 1,
        rubric=NEWEST,
        begun_at=at,
        begun_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="agenda.begin_progress_cycle", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def judge(
    *, by: Any, cycle: ProgressCycle, group: Group, criterion: str, draft: JudgmentDraft, at: datetime
) -> Judgment:
    """One level, with why and on what it rests. A later word takes its place until the cycle is handed over."""
    cycle = _held(cycle)
    if not rules.may_judge_progress(by, cycle.initiative, at):
        raise PermissionDenied
    _must_be_under_way(cycle)
    _check(cycle, group, criterion, draft, at)
    before = Judgment.objects.filter(cycle=cycle, group=group, criterion=criterion, replaced_at=None)
    before.update(replaced_at=at)
    made = Judgment.objects.create(
        cycle=cycle,
        group=group,
        criterion=criterion,
        level=draft.level,
        why=draft.why.strip(),
        written_in=page_language(),
        evidence=draft.evidence,
        evidence_url=draft.evidence_url.strip(),
        judged_at=at,
        judged_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="agenda.judge_progress", subject=made, at=at, initiative=cycle.initiative_id)
    return made


@transaction.atomic
def hand_over(*, by: Any, cycle: ProgressCycle, at: datetime) -> ProgressCycle:
    """From now on it stands as it is, and every member reads it. What was not judged is shown as not judged."""
    cycle = _held(cycle)
    if not rules.may_judge_progress(by, cycle.initiative, at):
        raise PermissionDenied
    _must_be_under_way(cycle)
    if not cycle.judgments.exists():
        raise ValidationError(_("Nothing is judged yet. Judge at least one group first."))
    cycle.handed_at = at
    cycle.save(update_fields=["handed_at"])
    record(by=by, verb="agenda.hand_over_progress", subject=cycle, at=at, initiative=cycle.initiative_id)
    return cycle


@transaction.atomic
def answer_progress(*, by: Any, cycle: ProgressCycle, en: str, es: str, at: datetime) -> ProgressCycle:
    """What the steering committee does because of it. It is said once, and stays."""
    cycle = _held(cycle)
    if not rules.may_answer_progress(by, cycle.initiative, at):
        raise PermissionDenied
    if cycle.handed_at is None:
        raise ValidationError(_("This cycle is not handed over yet."))
    if cycle.answered_at is not None:
        raise ValidationError(_("The committee has answered. What it says later belongs to the next cycle."))
    if not (en.strip() or es.strip()):
        raise ValidationError({"answer_en": _("Say in a few sentences what follows from it.")})
    cycle.answer_en, cycle.answer_es, cycle.answered_at = en.strip(), es.strip(), at
    cycle.answered_by = getattr(by, "actor_id", None)
    cycle.save(update_fields=["answer_en", "answer_es", "answered_at", "answered_by"])
    record(by=by, verb="agenda.answer_progress", subject=cycle, at=at, initiative=cycle.initiative_id)
    return cycle


def _check(cycle: ProgressCycle, group: Group, criterion: str, draft: JudgmentDraft, at: datetime) -> None:
    problems: dict[str, str] = {}
    if criterion not in criteria_of(cycle.rubric) or group not in groups_to_judge(cycle.initiative, at):
        raise ValidationError(_("This cannot be judged here. Open the page again."))
    if draft.level not in LEVELS:
        problems["level"] = _("Choose one of the four levels.")
    if not draft.why.strip():
        problems["why"] = _("Say in a sentence what you saw.")
    if not (draft.evidence or draft.evidence_url.strip()):
        problems["evidence"] = _("Say on what it rests: a record here, or a link.")
    elif draft.evidence and not evidence_label(cycle.initiative, draft.evidence):
        problems["evidence"] = _("This record is not here any more. Choose again.")
    if draft.evidence_url and not draft.evidence_url.strip().startswith(("https://", "http://")):
        problems["evidence_url"] = _("A link begins with https://")
    if problems:
        raise ValidationError(problems)


def _must_be_under_way(cycle: ProgressCycle) -> None:
    if cycle.handed_at is not None:
        raise ValidationError(_("This cycle is handed over. It stays as it is."))


def _held(cycle: ProgressCycle) -> ProgressCycle:
    """As it is in the table now, held until the transaction ends."""
    return ProgressCycle.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=cycle.pk)
