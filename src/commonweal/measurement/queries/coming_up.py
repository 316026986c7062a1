"""Which rounds come up soon: names and days only, for whoever has a seat."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from commonweal.governance import rules
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Round
from commonweal.measurement.queries.plans import next_of


@dataclass(frozen=True)
class ComingRound:
    """`number` is empty for one that a plan will open."""

    name: str
    opens_on: date | None
    due_on: date
    number: int | None = None


def rounds_coming_up(reader: Any, initiative: Initiative, at: datetime, within: timedelta) -> list[ComingRound]:
    """Open rounds that are due within that time, and planned ones that open within it."""
    on = rules.today(initiative, at)
    if not rules.is_member(reader, initiative, on):
        return []
    found = [
        ComingRound(one.name, None, rules.today(initiative, one.due_at), one.pk)
        for one in initiative.rounds.filter(state=Round.State.OPEN, due_at__lte=at + within)
    ]
    for plan in initiative.round_plans.filter(ended_at__isnull=True).select_related("initiative"):
        coming = next_of(plan, on)
        if coming.opens_on <= on + within:
            found.append(ComingRound(f"{plan.name}, {coming.period}", coming.opens_on, coming.due_on))
    return sorted(found, key=lambda one: one.opens_on or one.due_on)
