"""When a goal is reached if the pace so far goes on, and where the straight way to it leads through."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.engines.series.target import Judgement, Point, in_time
from commonweal.lib.periods import period_after, period_step, period_value

#: Beyond it nobody can mean it.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Arrival:
    """In years, such as 2041.3. None is never, or later than in a hundred years; `latest` None: perhaps never."""

    at: float | None
    earliest: float | None
    latest: float | None


def arrival(points: Sequence[Point], judged: Judgement, target: tuple[str, float]) -> Arrival | None:
    """From the latest figure on at the pace of the verdict and at both ends of its interval; None without a pace."""
    known = in_time(points)
    if not known or judged.got_per_year is None:
        return None
    at, value = period_value(known[-1].period), float(known[-1].value or 0)
    left = target[1] - value
    if left == 0 or judged.code == "met":
        return Arrival(at, at, at)
    ends = [pace for pace in (judged.got_low, judged.got_high) if pace is not None]
    reached = sorted((_after(at, left, pace) for pace in ends), key=lambda end: math.inf if end is None else end)
    earliest, latest = (reached[0], reached[-1]) if len(reached) == 2 else (None, None)
    return Arrival(_after(at, left, judged.got_per_year), earliest, latest)


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
    pace = (target[1] - start[1]) / count
    way = [Point(period_after(start[0], step * i), start[1] + pace * i) for i in range(count)]
    return [*way, Point(*target)]
