"""When a goal is reached if the pace so far goes on, and where the straight way to it leads through."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.engines.series.target import Judgement, Point, in_time
from commonweal.lib.periods import period_after, period_step, period_value

#: Beyond it nobody can mean it.
LONGEST = 100
A_YEAR = 1.0 - 1e-3  # places in time are rounded


@dataclass(frozen=True, slots=True)
class Arrival:
    """In years, such as 2041.3. None is never, or later than in a hundred years; `latest` None: perhaps never."""

    at: float | None
    earliest: float | None
    latest: float | None


def arrival(points: Sequence[Point], judged: Judgement, target: tuple[str, float]) -> Arrival | None:
    """From the latest figure on at the pace of the verdict and at both ends of its interval; None without a pace."""
    if judged.got_per_year is None:
        return None
    ends = [pace for pace in (judged.got_low, judged.got_high) if pace is not None]
    return arrival_at(points, judged.got_per_year, target, ends=ends, met=judged.code == "met")


def arrival_at(
    points: Sequence[Point],
    per_year: float,
    target: tuple[str, float],
    *,
    ends: Sequence[float] = (),
    met: bool = False,
) -> Arrival | None:
    """The same at any pace; `ends` are those of its interval, or none where that is not known."""
    known = in_time(points)
    if not known:
        return None
    at, value = period_value(known[-1].period), float(known[-1].value or 0)
    left = target[1] - value
    if left == 0 or met:
        return Arrival(at, at, at)
    reached = sorted((_after(at, left, pace) for pace in ends), key=lambda end: math.inf if end is None else end)
    earliest, latest = (reached[0], reached[-1]) if len(reached) == 2 else (None, None)
    return Arrival(_after(at, left, per_year), earliest, latest)


def last_pace(points: Sequence[Point]) -> tuple[float, str, str] | None:
    """Per year from the last figure at least a year older up to the newest, with both periods: a fact, no verdict."""
    known = in_time(points)
    if not known:
        return None
    newest, at = known[-1], period_value(known[-1].period)
    before = next((point for point in reversed(known) if at - period_value(point.period) >= A_YEAR), None)
    if before is None:
        return None
    years = at - period_value(before.period)
    return (float(newest.value or 0) - float(before.value or 0)) / years, before.period, newest.period


def _after(at: float, left: float, pace: float) -> float | None:
    years = left / pace if pace else math.inf
    return at + years if 0 <= years <= LONGEST else None


def straight_way(points: Sequence[Point], start: tuple[str, float], target: tuple[str, float]) -> list[Point]:
    """The straight line from where the goal starts to the goal, one point for each period."""
    step = period_step(point.period for point in points)
    first, last = period_value(start[0]), period_value(target[0])
    count = round((last - first) / step)
    if count < 1:
        return []
    # By time and not by number: where periods do not divide the way, the last one is shorter.
    pace = (target[1] - start[1]) / (last - first)
    periods = [period_after(start[0], step * i) for i in range(count)]
    return [*(Point(period, start[1] + pace * (period_value(period) - first)) for period in periods), Point(*target)]
