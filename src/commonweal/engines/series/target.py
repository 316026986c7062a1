"""The verdict on a measure: is its pace the one that its goal needs. The closed list, in its order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.engines.series.progress import Direction, share_of_targeted_change
from commonweal.engines.series.trend import ENOUGH_POINTS, trend
from commonweal.lib.periods import PeriodError, period_step, period_value

CODES = (
    "met",
    "too-early",
    "getting-worse",
    "on-track",
    "behind",
    "either-way",
    "no-clear-change",
    "rising",
    "falling",
)
LONGEST_GAP = 2  # missing periods in a row that the pace may still bridge
METHOD = "Theil-Sen slope since the starting period, Sen's interval by ranks; rule 1"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series; None is a missing one, never a zero."""

    period: str
    value: float | None

    def __post_init__(self) -> None:
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"The value of {self.period} is not a finite number.")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict's code and what it rests on. Paces are signed and per year; `n` is the points that count."""

    code: str
    needed_per_year: float | None
    got_per_year: float | None
    got_low: float | None
    got_high: float | None
    progress: float | None
    n: int
    first_period: str | None
    last_period: str | None
    direction: Direction = "lower"
    target_period: str | None = None
    first_value: float | None = None
    last_value: float | None = None

    @property
    def ends_against_pace(self) -> bool:
        """The pace looks at all figures, so that the last may lie on the other side of the first one."""
        if not self.got_per_year or self.first_value is None or self.last_value is None:
            return False
        return self.got_per_year * (self.last_value - self.first_value) < 0


def judge(
    points: Sequence[Point],
    *,
    direction: Direction,
    baseline: tuple[str, float] | None = None,
    target: tuple[str, float] | None = None,
    level: float = 0.95,
) -> Judgement:
    """The first verdict of the closed list that holds."""
    if direction not in ("lower", "higher"):
        raise ValueError(f"A direction is lower or higher, not {direction}.")
    known = in_time(points)
    counted = _counted(known, [point.period for point in points], baseline)
    pace = trend([period_value(p.period) for p in counted], [float(p.value or 0) for p in counted], level)
    latest = known[-1] if known else None
    needed = _needed(latest, target)
    return Judgement(
        code=_code(latest, target, needed, (pace.n, pace.slope_low, pace.slope_high), direction),
        needed_per_year=needed,
        got_per_year=pace.slope,
        got_low=pace.slope_low,
        got_high=pace.slope_high,
        progress=_progress(latest, baseline, target),
        n=len(counted),
        first_period=counted[0].period if counted else None,
        last_period=counted[-1].period if counted else None,
        direction=direction,
        target_period=target[0] if target else None,
        first_value=counted[0].value if counted else None,
        last_value=counted[-1].value if counted else None,
    )


def in_time(points: Sequence[Point]) -> list[Point]:
    """The points that have a value, by time; a period that stands twice is an error."""
    ordered = sorted(points, key=lambda point: period_value(point.period))
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if period_value(earlier.period) == period_value(later.period):
            raise PeriodError("twice", later.period)
    return [point for point in ordered if point.value is not None]


def _counted(known: list[Point], periods: list[str], baseline: tuple[str, float] | None) -> list[Point]:
    """The points from the starting period on; after the last long gap, those after it and the last before."""
    start = period_value(baseline[0]) if baseline else -math.inf
    kept = [point for point in known if period_value(point.period) >= start]
    step = period_step(periods)
    for i in range(len(kept) - 1, 0, -1):
        distance = period_value(kept[i].period) - period_value(kept[i - 1].period)
        if distance / step - 1 > LONGEST_GAP + 1e-6:
            return kept[i - 1 :]
    return kept


def _needed(latest: Point | None, target: tuple[str, float] | None) -> float | None:
    if latest is None or latest.value is None or target is None:
        return None
    years = period_value(target[0]) - period_value(latest.period)
    return (target[1] - latest.value) / years if years > 0 else None


def _progress(
    latest: Point | None, baseline: tuple[str, float] | None, target: tuple[str, float] | None
) -> float | None:
    if latest is None or latest.value is None or baseline is None or target is None:
        return None
    return share_of_targeted_change(baseline[1], latest.value, target[1])


def _code(
    latest: Point | None,
    target: tuple[str, float] | None,
    needed: float | None,
    pace: tuple[int, float | None, float | None],
    direction: Direction,
) -> str:
    # Seen so that up is good, the rule is the same for both directions.
    sign = 1 if direction == "higher" else -1
    value = latest.value if latest else None
    if value is not None and target is not None and sign * value >= sign * target[1]:
        return "met"
    n, low, high = pace
    if n < ENOUGH_POINTS or low is None or high is None:
        return "too-early"
    worst, best = sorted((sign * low, sign * high))
    if best < 0:
        return "getting-worse"
    if target is None:
        return _without_target(low, high)
    if needed is None:  # the goal's date has passed, and it is not reached: no pace would do
        return "behind"
    # A pace that equals the need but for the last binary digit is equal to it.
    need, close = sign * needed, 1e-9 * max(abs(low), abs(high), abs(needed))
    if worst >= need - close:
        return "on-track"
    return "behind" if best < need - close else "either-way"


def _without_target(low: float, high: float) -> str:
    if low <= 0 <= high:
        return "no-clear-change"
    return "rising" if low > 0 else "falling"
