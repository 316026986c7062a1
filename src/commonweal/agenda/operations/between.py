"""A group says how its week was, asks something of others, waits for something; somebody answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Dependency, GroupWeek
from commonweal.agenda.queries.between import monday_of
from commonweal.commitments.models import Commitment
from commonweal.governance.models import Group
from commonweal.governance.rules import today
from commonweal.lib.languages import page_language
from commonweal.trail.operations import record


@dataclass(frozen=True)
class WeekDraft:
    done: str = ""
    next: str = ""
    in_the_way: str = ""


@dataclass(frozen=True)
class DependencyDraft:
    """`on_group` None is asked of every group; `promise` is where somebody has promised it already."""

    kind: str
    what: str
    by_on: date
    on_group: Group | None = None
    promise: Commitment | None = None


@transaction.atomic
def say_week(*, by: Any, group: Group, week: WeekDraft, at: datetime) -> GroupWeek:
    """This week's three lines. Said anew, they take the place of those before, which stay in the records."""
    if not rules.may_speak_for(by, group, at):
        raise PermissionDenied
    words = {name: getattr(week, name).strip() for name in ("done", "next", "in_the_way")}
    if not any(words.values()):
        raise ValidationError({"done": _("Write at least one line. “Nothing this week” is one too.")})
    monday = monday_of(today(group.initiative, at))
    GroupWeek.objects.filter(group=group, week=monday, replaced_at=None).update(replaced_at=at)
    made = GroupWeek.objects.create(
        group=group, week=monday, written_in=page_language(), said_at=at, said_by=getattr(by, "actor_id", None), **words
    )
    record(by=by, verb="agenda.say_week", subject=made, at=at, initiative=group.initiative_id)
    return made


@transaction.atomic
def depend(*, by: Any, group: Group, draft: DependencyDraft, at: datetime) -> Dependency:
    """Ask another group, or all of them; or say for what of another group this one waits."""
    if not rules.may_speak_for(by, group, at):
        raise PermissionDenied
    _check(draft, group, at)
    made = Dependency.objects.create(
        initiative=group.initiative,
        kind=draft.kind,
        group=group,
        on_group=draft.on_group,
        what=draft.what.strip(),
        written_in=page_language(),
        by_on=draft.by_on,
        promise=draft.promise,
        asked_at=at,
        asked_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="agenda.depend", subject=made, at=at, initiative=group.initiative_id)
    return made


@transaction.atomic
def answer_dependency(*, by: Any, dependency: Dependency, state: str, answer: str, at: datetime) -> Dependency:
    """It is there, or it will not come; with a word."""
    held = Dependency.objects.select_for_update(of=("self",)).select_related(
        "group__initiative", "on_group__initiative"
    )
    dependency = held.get(pk=dependency.pk)
    if not rules.may_answer_dependency(by, dependency, at):
        raise PermissionDenied
    if not dependency.is_open:
        raise ValidationError(_("This is answered. Ask anew if you need it again."))
    if state not in (Dependency.State.THERE, Dependency.State.NOT):
        raise ValidationError({"state": _("Say whether it is there, or will not come.")})
    if state == Dependency.State.NOT and not answer.strip():
        raise ValidationError({"answer": _("Say in a sentence why it will not come. The other group plans with it.")})
    dependency.state, dependency.answer, dependency.answer_in = state, answer.strip(), page_language()
    dependency.settled_at, dependency.settled_by = at, getattr(by, "actor_id", None)
    dependency.save(update_fields=["state", "answer", "answer_in", "settled_at", "settled_by"])
    record(by=by, verb="agenda.answer_dependency", subject=dependency, at=at, initiative=dependency.initiative_id)
    return dependency


def _check(draft: DependencyDraft, group: Group, at: datetime) -> None:
    problems: dict[str, str] = {}
    if draft.kind not in Dependency.Kind.values:
        problems["kind"] = _("Say whether you ask for it, or cannot go on without it.")
    if draft.on_group is None and draft.kind == Dependency.Kind.WAITS:
        problems["on_group"] = _("Say for which group you wait.")
    elif draft.on_group is not None and draft.on_group == group:
        problems["on_group"] = _("Choose another group than your own.")
    elif draft.on_group is not None and draft.on_group.initiative_id != group.initiative_id:
        problems["on_group"] = _("That group belongs to another initiative.")
    if not draft.what.strip():
        problems["what"] = _("Say in a sentence what you need.")
    if draft.by_on < today(group.initiative, at):
        problems["by_on"] = _("Choose today or a later day.")
    if draft.promise is not None and draft.promise.initiative_id != group.initiative_id:
        problems["promise"] = _("That promise belongs to another initiative.")
    if problems:
        raise ValidationError(problems)
