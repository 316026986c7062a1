"""What is no chance: the four rules of NHS England's Making Data Count on an XmR chart, and assurance of a target.

Flags have the shape (n,): 1 or −1 where a window of points that ends there keeps to the rule, 0 elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from commonweal.engines.series.control_charts import ENOUGH_FOR_SIGNALS, SteppedChart, Xmr

RUN = 7
Rule = Literal["outside", "seven-one-side", "seven-trend", "two-of-three", "long-run", "few-crossings"]
Assurance = Literal["pass", "fail", "hit-and-miss"]


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule, the point that completes it, the point where what it speaks of began, and its way: up or down."""

    rule: Rule
    at: int
    since: int
    upward: bool


def seven_one_side(sides: Sequence[int]) -> list[int]:
    """Seven points in a row on one side of the mean; `sides` are 1, −1, or 0 on the mean."""
    return _over_windows(len(sides), RUN, lambda i: _all_same(sides[i - RUN + 1 : i + 1]))


def seven_trend(values: Sequence[float]) -> list[int]:
    """Seven points in a row that each rise, or each fall; a tie ends the run."""
    steps = [int(step) for step in np.sign(np.diff(np.asarray(values, dtype=float)))]
    return _over_windows(len(values), RUN, lambda i: _all_same(steps[i - RUN + 1 : i]))


def two_of_three(close: Sequence[int], sides: Sequence[int]) -> list[int]:
    """Three points in a row on one side of which two are in the outer third, close to the limit and not outside."""

    def kept(i: int) -> int:
        return _all_same(sides[i - 2 : i + 1]) if sum(bool(c) for c in close[i - 2 : i + 1]) >= 2 else 0

    return _over_windows(len(sides), 3, kept)


def in_two_of_three(close: Sequence[int], sides: Sequence[int]) -> list[int]:
    """1 for each point of a window that keeps to the rule of two of three, as the NHS colours them."""
    ends = two_of_three(close, sides)
    return [int(any(ends[i : i + 3])) for i in range(len(ends))]


def xmr_signals(values: Sequence[float], chart: Xmr) -> list[Signal]:
    """All signals in order of time; none below eight points. Limits are not screened and not clipped."""
    y = np.asarray(values, dtype=float)
    if len(y) < ENOUGH_FOR_SIGNALS:
        return []
    around, reach = y - chart.centre, chart.upper - chart.centre
    least = 1e-12 * float(np.max(np.abs(y)))  # what differs by less differs by its last binary digit
    sides = [int(side) for side in np.sign(np.where(np.abs(around) <= least, 0.0, around))]
    outside = np.abs(around) > reach + least
    close = [int(c) for c in ~outside & (np.abs(around) > reach * 2 / 3 + least)]
    found = [Signal("outside", int(i), int(i), sides[i] > 0) for i in np.flatnonzero(outside)]
    found += _signals("seven-one-side", seven_one_side(sides), RUN)
    found += _signals("seven-trend", seven_trend(y.tolist()), RUN)
    near = two_of_three(close, sides)
    # A third point that is calm again adds nothing to a rule that was complete before it.
    near = [flag if close[i] or not near[i - 1] else 0 for i, flag in enumerate(near)]
    found += _signals("two-of-three", near, 3)
    return sorted(found, key=lambda signal: (signal.at, signal.rule))


def stepped_signals(chart: SteppedChart) -> list[Signal]:
    """Points outside their own limits; none below eight points. The NHS rules are for XmR charts alone."""
    if len(chart.values) < ENOUGH_FOR_SIGNALS:
        return []
    outside = np.flatnonzero(chart.outside)
    return [Signal("outside", int(i), int(i), bool(chart.values[i] > chart.centre)) for i in outside]


def assurance(lower: float, upper: float, target: float, direction: Literal["lower", "higher"]) -> Assurance:
    """Whether chance alone will keep it on one side of the target (NHS: consistently pass, fail, hit and miss)."""
    if lower <= target <= upper:
        return "hit-and-miss"
    above = lower > target
    return "pass" if above == (direction == "higher") else "fail"


def _over_windows(n: int, width: int, kept: Callable[[int], int]) -> list[int]:
    return [kept(i) if i >= width - 1 else 0 for i in range(n)]


def _all_same(signs: Sequence[int]) -> int:
    return signs[0] if signs and all(sign == signs[0] for sign in signs) else 0


def _signals(rule: Rule, flags: Sequence[int], width: int) -> list[Signal]:
    found, since = [], 0
    for i, flag in enumerate(flags):
        if flag:
            since = since if i and flags[i - 1] == flag else i - width + 1
            found.append(Signal(rule, i, since, flag > 0))
    return found
