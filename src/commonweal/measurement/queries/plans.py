"""When the next round of a plan opens, is due and reminds; and who is asked for what in each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404

from commonweal.governance.models import Initiative, Participation
from commonweal.governance.rules import in_term, today
from commonweal.lib.periods import period_after
from commonweal.measurement.models import Measure, RoundPlan, Standing
from commonweal.measurement.queries.cadences import cadence_of
from commonweal.measurement.queries.rounds import Grid, grid_for_new_round
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.people.models import Organisation

END_OF_WORK = time(17, 0)
STEPS = {"quarter": 0.25, "school-year": 1.0, "month": 1 / 12, "year": 1.0}


@dataclass(frozen=True)
class PlannedRound:
    """One round as the plan has it: for which period, and on which days of the initiative's own calendar."""

    period: str
    opens_on: date
    due_on: date
    due_at: datetime
    reminders: tuple[date, ...]


@dataclass(frozen=True)
class PlanInUse:
    plan: RoundPlan
    next: PlannedRound
    partners: int
    measures: int
    #: Its opening day has come, and nobody was asked yet.
    is_due: bool


def last_day_of(period: str) -> date:
    """The day on which a period ends; a school year ends with June."""
    cadence = cadence_of(period)
    year = int(period[:4])
    if cadence == "school-year":
        return date(year + 1, 6, 30)
    month = {"year": 12, "quarter": int(period[-1]) * 3, "month": int(period[-2:]) if cadence == "month" else 0}
    ends = month[cadence]
    return date(year + ends // 12, ends % 12 + 1, 1) - timedelta(days=1)


def planned(plan: RoundPlan, period: str) -> PlannedRound:
    end = last_day_of(period)
    due_on = end + timedelta(days=plan.due_after)
    due_at = datetime.combine(due_on, END_OF_WORK, ZoneInfo(plan.initiative.time_zone))
    reminders = tuple(due_on + timedelta(days=days) for days in sorted(plan.reminder_days))
    return PlannedRound(period, end + timedelta(days=plan.opens_after), due_on, due_at, reminders)


def next_of(plan: RoundPlan, on: date) -> PlannedRound:
    """The first round that was not opened yet and can still be answered; what was due already is let go."""
    opened = set(plan.rounds.values_list("plan_period", flat=True))
    found = (planned(plan, period) for period in _periods_from(plan) if period not in opened)
    return next(one for one in found if one.due_on > on)


def _periods_from(plan: RoundPlan) -> Iterator[str]:
    period = plan.first_period
    while True:
        yield period
        period = period_after(period, STEPS[plan.cadence])


def plans_of(reader: Any, initiative: Initiative, at: datetime) -> list[PlanInUse]:
    only_for_data_manager(reader, initiative, at)
    plans = (
        initiative.round_plans.filter(ended_at__isnull=True).prefetch_related("standing").select_related("initiative")
    )
    return [in_use(plan, at) for plan in plans]


def plan_for(reader: Any, initiative: Initiative, number: int, at: datetime) -> RoundPlan:
    only_for_data_manager(reader, initiative, at)
    found = initiative.round_plans.filter(pk=number, ended_at__isnull=True).select_related("initiative").first()
    if found is None:
        raise Http404
    return found


def in_use(plan: RoundPlan, at: datetime) -> PlanInUse:
    on = today(plan.initiative, at)
    coming = next_of(plan, on)
    standing = list(plan.standing.all())
    partners, measures = {one.organisation_id for one in standing}, {one.measure_id for one in standing}
    return PlanInUse(plan, coming, len(partners), len(measures), is_due=bool(standing) and coming.opens_on <= on)


def standing_grid(reader: Any, plan: RoundPlan, ticked: Mapping[int, Sequence[int]] | None, at: datetime) -> Grid:
    """Partners × measures as they stand; a plan without any starts from the round before."""
    stands = standing_ticks([plan]) or None
    return grid_for_new_round(reader, plan.initiative, ticked if ticked is not None else stands, at)


def standing_ticks(plans: Sequence[RoundPlan]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for partner, measure in Standing.objects.filter(plan__in=plans).values_list("organisation_id", "measure_id"):
        found.setdefault(partner, []).append(measure)
    return found


def asked_by(plan: RoundPlan, at: datetime) -> dict[Organisation, list[Measure]]:
    """Who takes part today, with the measures that are in use: a partner that left is not asked any more."""
    on = today(plan.initiative, at)
    taking_part = Participation.objects.filter(in_term(on), initiative=plan.initiative).values("organisation")
    asked: dict[Organisation, list[Measure]] = {}
    standing = plan.standing.filter(organisation__in=taking_part, measure__retired_at__isnull=True)
    ordered = standing.select_related("organisation", "measure").order_by("organisation__name", "measure__position")
    for one in ordered:
        asked.setdefault(one.organisation, []).append(one.measure)
    return asked
