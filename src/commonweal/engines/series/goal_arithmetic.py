"""What a goal asks for: how many people it means, and the needed change a year against the best ever seen.

The best change is the steepest Theil-Sen slope in the good direction over five figures in a row without a long gap,
with Sen's interval. It was picked for being the best, so luck is in it; read it as the most that can be hoped for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.engines.series.target import LONGEST_GAP, Direction, Point, in_time
from commonweal.engines.series.trend import ENOUGH_POINTS, trend
from commonweal.lib.periods import period_step, period_value


@dataclass(frozen=True, slots=True)
class BestChange:
    """Signed, per year; without an interval where fewer than five figures are compared."""

    per_year: float
    low: float | None
    high: float | None
    first_period: str
    last_period: str


@dataclass(frozen=True, slots=True)
class People:
    """How many people the figure speaks of, and how many units they share: 100 for a percent, 1 for a count."""

    count: float
    per: float = 100.0

    @property
    def in_a_point(self) -> float:
        return self.count / self.per


@dataclass(frozen=True, slots=True)
class GoalArithmetic:
    """Paces are signed and per year, people are not. None where a part is unknown, or the goal's date has passed.

    `stretch` is the needed pace over the best one; its ends come from both intervals. It is None where the best was
    no progress, and `stretch_high` where the best may have been none: then no multiple is enough.
    """

    to_go: float
    needed_per_year: float | None
    needed_low: float | None
    needed_high: float | None
    best: BestChange | None
    stretch: float | None
    stretch_low: float | None
    stretch_high: float | None
    people_in_a_point: float | None
    people_to_go: float | None
    people_per_year: float | None


def goal_arithmetic(
    points: Sequence[Point],
    *,
    direction: Direction,
    target: tuple[str, float],
    people: People | None = None,
    latest_between: tuple[float, float] | None = None,
) -> GoalArithmetic | None:
    """The arithmetic from the latest known figure on; None without one.

    `latest_between` is that figure's own interval, for the uncertainty of the needed pace.
    """
    known = in_time(points)
    if not known or known[-1].value is None:
        return None
    latest = known[-1].value
    years = period_value(target[0]) - period_value(known[-1].period)
    ends = sorted((target[1] - value) / years for value in latest_between or (latest, latest)) if years > 0 else None
    needed = (target[1] - latest) / years if years > 0 else None
    best = best_change(points, direction)
    to_go = target[1] - latest
    sign = 1 if direction == "higher" else -1
    left = max(sign * to_go, 0.0)
    in_a_point = people.in_a_point if people else None
    return GoalArithmetic(
        to_go, needed, ends[0] if ends else None, ends[1] if ends else None, best, *_stretch(needed, ends, best, sign),
        in_a_point,
        left * in_a_point if in_a_point is not None else None,
        left * in_a_point / years if in_a_point is not None and years > 0 else None,
    )  # fmt: skip


def best_change(points: Sequence[Point], direction: Direction) -> BestChange | None:
    """The steepest change in the good direction; between two neighbours where there are fewer than five figures."""
    known = in_time(points)
    width = ENOUGH_POINTS if len(known) >= ENOUGH_POINTS else 2
    widest = (LONGEST_GAP + 1) * period_step(point.period for point in points) + 1e-6
    found = []
    for start in range(len(known) - width + 1):
        window = known[start : start + width]
        years = [period_value(point.period) for point in window]
        if max(later - earlier for earlier, later in zip(years, years[1:], strict=False)) > widest:
            continue
        pace = trend(years, [float(point.value or 0) for point in window])
        if pace.slope is not None:
            ends = window[0].period, window[-1].period
            found.append(BestChange(pace.slope, pace.slope_low, pace.slope_high, *ends))
    sign = 1 if direction == "higher" else -1
    return max(found, key=lambda change: sign * change.per_year, default=None)


def _stretch(
    needed: float | None, ends: list[float] | None, best: BestChange | None, sign: int
) -> tuple[float | None, float | None, float | None]:
    """Needed over best, and the least and the most that it may be."""
    if needed is None or ends is None or best is None or sign * best.per_year <= 0:
        return None, None, None
    stretch = max(needed / best.per_year, 0.0)
    if best.low is None or best.high is None:
        return stretch, None, None
    slowest, fastest = sorted((sign * best.low, sign * best.high))
    least, most = sorted(sign * end for end in ends)
    low = max(least, 0.0) / fastest if fastest > 0 else None
    return stretch, low, max(most, 0.0) / slowest if slowest > 0 else None
