"""Plans of rounds: when the next one opens by itself, and who is asked for what in each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.delivery.operations import only_the_system
from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.lib.periods import PeriodError, period_value
from commonweal.measurement.models import Measure, Round, RoundPlan, Standing
from commonweal.measurement.operations.rounds import RoundDraft, begin_round
from commonweal.measurement.queries.cadences import cadence_of
from commonweal.measurement.queries.plans import PlannedRound, asked_by, next_of
from commonweal.measurement.rules import require_data_manager
from commonweal.people.models import Organisation
from commonweal.trail.operations import record

#: Later than this nobody remembers the period.
LATEST_DUE = 366


@dataclass(frozen=True)
class PlanDraft:
    name: str
    cadence: str
    first_period: str
    opens_after: int
    due_after: int
    reminder_days: Sequence[int] = ()
    opens_by_itself: bool = False


@transaction.atomic
def make_plan(*, by: Any, initiative: Initiative, draft: PlanDraft, at: datetime) -> RoundPlan:
    require_data_manager(by, initiative, at)
    _check(draft)
    made = RoundPlan.objects.create(initiative=initiative, made_at=at, made_by=by.actor_id, **_fields(draft))
    record(by=by, verb="measurement.make_plan", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def change_plan(*, by: Any, plan: RoundPlan, draft: PlanDraft, at: datetime) -> RoundPlan:
    """Rounds that are open already keep their days."""
    require_data_manager(by, plan.initiative, at)
    _check(draft)
    for name, value in _fields(draft).items():
        setattr(plan, name, value)
    plan.save()
    record(by=by, verb="measurement.change_plan", subject=plan, at=at, initiative=plan.initiative_id)
    return plan


@transaction.atomic
def end_plan(*, by: Any, plan: RoundPlan, at: datetime) -> RoundPlan:
    """No more rounds come from it. Those that it opened stay as they are."""
    require_data_manager(by, plan.initiative, at)
    plan.ended_at = at
    plan.save(update_fields=["ended_at"])
    record(by=by, verb="measurement.end_plan", subject=plan, at=at, initiative=plan.initiative_id)
    return plan


@transaction.atomic
def assign_standing(
    *, by: Any, plan: RoundPlan, asked: Mapping[Organisation, Sequence[Measure]], at: datetime
) -> RoundPlan:
    """Who is asked for what in every round of the plan from now on."""
    require_data_manager(by, plan.initiative, at)
    for measures in asked.values():
        for measure in measures:
            if measure.initiative_id != plan.initiative_id or measure.retired_at:
                raise ValidationError({"asked": _("%(code)s is not in use here.") % {"code": measure.code}})
    plan.standing.all().delete()
    rows = [Standing(plan=plan, organisation=who, measure=one) for who, measures in asked.items() for one in measures]
    Standing.objects.bulk_create(rows)
    record(
        by=by,
        verb="measurement.assign_standing",
        subject=plan,
        at=at,
        initiative=plan.initiative_id,
        details={"partners": len(asked), "asked": len(rows)},
    )
    return plan


@transaction.atomic
def open_planned_round(*, by: Any, plan: RoundPlan, at: datetime) -> Round:
    """The data manager opens the next round of the plan, on its day or before; the due day stays the plan's."""
    require_data_manager(by, plan.initiative, at)
    return _open(plan, next_of(plan, today(plan.initiative, at)), by=by, at=at)


def open_due_rounds(*, by: Any, at: datetime) -> list[Round]:
    """The worker's part: every round whose opening day has come. Run twice, it opens nothing twice."""
    only_the_system(by)
    plans = RoundPlan.objects.filter(ended_at__isnull=True, opens_by_itself=True, standing__isnull=False)
    opened = [_open_if_due(plan.pk, by=by, at=at) for plan in plans.distinct()]
    return [one for one in opened if one is not None]


@transaction.atomic
def _open_if_due(number: int, *, by: Any, at: datetime) -> Round | None:
    # Two workers at once: the second one waits here, and then sees the round that the first one opened.
    plan = RoundPlan.objects.select_for_update().get(pk=number)
    on = today(plan.initiative, at)
    coming = next_of(plan, on)
    if coming.opens_on > on or not asked_by(plan, at):
        return None
    try:
        return _open(plan, coming, by=by, at=at)
    except ValidationError:  # all of it is asked in another round, for one: nothing to open, and nobody to tell
        return None


def _open(plan: RoundPlan, coming: PlannedRound, *, by: Any, at: datetime) -> Round:
    draft = RoundDraft(
        name=_free_name(plan, coming.period),
        periods=[coming.period],
        due_at=coming.due_at,
        reminder_days=plan.reminder_days,
        plan=plan,
        plan_period=coming.period,
    )
    return begin_round(by=by, initiative=plan.initiative, draft=draft, asked=asked_by(plan, at), at=at)


def _free_name(plan: RoundPlan, period: str) -> str:
    taken = plan.initiative.rounds.filter(name__iexact=period).exists()
    return f"{plan.name}, {period}" if taken else period


def _fields(draft: PlanDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "cadence": draft.cadence,
        "first_period": draft.first_period.strip(),
        "opens_after": draft.opens_after,
        "due_after": draft.due_after,
        "reminder_days": sorted(draft.reminder_days),
        "opens_by_itself": draft.opens_by_itself,
    }


def _check(draft: PlanDraft) -> None:
    problems: dict[str, list[str]] = {}
    if not draft.name.strip():
        problems["name"] = [_("Give the plan a name, such as Quarterly figures.")]
    if not _fits(draft):
        problems["first_period"] = [_("Write the first period as the plan counts: 2026-Q3, 2025/26, 2026-03 or 2026.")]
    if not 0 <= draft.opens_after < draft.due_after <= LATEST_DUE:
        problems["due_after"] = [_("The due day lies after the opening day, and at most 366 days after the period.")]
    if problems:
        raise ValidationError(problems)


def _fits(draft: PlanDraft) -> bool:
    try:
        period_value(draft.first_period.strip())
    except PeriodError:
        return False
    return cadence_of(draft.first_period.strip()) == draft.cadence
