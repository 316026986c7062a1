"""A forecast of a series as people read it: each coming period with its ranges, and which model is used where nobody
named one.

The rule of choice is fixed: Holt's damped trend from fifteen figures on, since it estimates five numbers and wants
three figures for each; drift from eight to fourteen; nothing below eight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.engines.series.forecast import Model, forecast
from commonweal.engines.series.target import Direction, Point, in_time
from commonweal.lib.periods import period_after, period_step, period_value

ENOUGH_FOR_DAMPED = 15
RULE = "Damped trend from 15 figures on, drift from 8 to 14; rule 1"
#: One model for all groups of a measure, so that they can be set beside each other.
RULE_OF_GROUPS = "Drift for every group, from 8 figures on; rule 1"


@dataclass(frozen=True, slots=True)
class Ahead:
    """One coming period: its mean, and where it will lie with 95 (or the level asked for) and with 80 percent."""

    period: str
    mean: float
    low: float
    high: float
    low_80: float
    high_80: float


@dataclass(frozen=True, slots=True)
class Outlook:
    model: Model
    n: int
    sigma2: float
    fitted: dict[str, float]
    ahead: tuple[Ahead, ...]


def model_for(n: int) -> Model:
    """Which model a series of n figures gets."""
    return "damped" if n >= ENOUGH_FOR_DAMPED else "drift"


def outlook(points: Sequence[Point], *, model: Model, horizon: int, level: float = 0.95) -> Outlook | None:
    """The periods after the last figure; None below eight figures."""
    known = in_time(points)
    step = period_step(point.period for point in points)
    values = [float(point.value or 0) for point in known]
    found = forecast(values, model=model, horizon=horizon, slots=_slots(known, step))
    if found is None:
        return None
    (low, high), (low_80, high_80) = found.interval(level), found.interval(0.80)
    ahead = tuple(
        Ahead(
            period_after(known[-1].period, step * (h + 1)),
            *(float(each[h]) for each in (found.means, low, high, low_80, high_80)),
        )
        for h in range(horizon)
    )
    return Outlook(model, len(known), found.sigma2, found.fitted, ahead)


def periods_until(points: Sequence[Point], period: str) -> int:
    """How many periods lie between the last figure and this one, which counts; 0 where it has passed."""
    known = in_time(points)
    if not known:
        return 0
    step = period_step(point.period for point in points)
    return max(round((period_value(period) - period_value(known[-1].period)) / step), 0)


def against(coming: Ahead, target: float, direction: Direction) -> str:
    """`meet` or `miss` where the whole range lies on one side of the target, `either` where it contains it."""
    if coming.low <= target <= coming.high and coming.low != coming.high:
        return "either"
    sign = 1 if direction == "higher" else -1
    return "meet" if sign * coming.mean >= sign * target else "miss"


def _slots(known: Sequence[Point], step: float) -> list[int]:
    """Places on the line of periods; two that round to the same place follow each other."""
    slots: list[int] = []
    for point in known:
        place = round((period_value(point.period) - period_value(known[0].period)) / step)
        slots.append(place if not slots else max(place, slots[-1] + 1))
    return slots
