"""Where a series turned: one break in a continuous line, or one shift of its level.

Named variant of the break: Hudson 1966, all break times, exact least squares (the model of Muggeo's `segmented`); the
interval holds the times whose squares are within F(1, n − 4) of the least. Of the shift: Bai and Perron's least
squares with one break in the mean, at least 15 of 100 points on each side (as R's `strucchange`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.series.line import straight_line
from commonweal.engines.series.summary import mean
from commonweal.lib.quantiles import student_quantile

ENOUGH_FOR_BREAK = 12
_GRID = 400


@dataclass(frozen=True, slots=True)
class Break:
    """The time of the break in years with its interval, and the slope a year before and after.

    `clear` says whether the break earns its two more numbers by the Bayesian information criterion.
    """

    at: float
    low: float
    high: float
    slope_before: float
    slope_after: float
    squares: float
    squares_of_line: float
    clear: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """`last_before` is the position (from 0) of the last point on the old level."""

    last_before: int
    mean_before: float
    mean_after: float
    squares: float
    squares_of_level: float
    clear: bool


def one_break(years: Sequence[float], values: Sequence[float], level: float = 0.95) -> Break | None:
    """The best break with at least two points on each side; None below twelve points or where a line fits exactly."""
    order = np.argsort(np.asarray(years, dtype=float))
    x, y = np.asarray(years, dtype=float)[order], np.asarray(values, dtype=float)[order]
    n = len(x)
    if n < ENOUGH_FOR_BREAK:
        return None
    of_line = math.fsum(straight_line(x, y).residuals ** 2)
    if of_line <= 1e-20 * math.fsum((y - mean(y)) ** 2):
        return None
    times = np.union1d(_crossings(x, y), np.linspace(x[1], x[-2], _GRID))
    times = np.union1d(times, x[1:-1])
    squares = np.array([_bent(x, y, at)[1] for at in times])
    best = int(np.argmin(squares))
    (_, before, turn), least = _bent(x, y, float(times[best]))
    # The square of Student's quantile is that of F with one degree of freedom above.
    allowed = least * (1 + student_quantile(level, n - 4) ** 2 / (n - 4))
    inside = times[squares <= allowed]
    clear = _worth(n, of_line, least, 2)
    at, low, high = float(times[best]), float(inside.min()), float(inside.max())
    return Break(at, low, high, before, before + turn, least, of_line, clear)


def one_shift(values: Sequence[float], least_share: float = 0.15) -> Shift | None:
    """The best shift of the level; None below twelve points or where nothing varies."""
    y = np.asarray(values, dtype=float)
    n = len(y)
    if n < ENOUGH_FOR_BREAK or y.min() == y.max():
        return None
    least = max(2, math.floor(least_share * n))
    whole = math.fsum((y - mean(y)) ** 2)
    found = []
    for k in range(least, n - least + 1):
        old, new = y[:k], y[k:]
        found.append((math.fsum((old - mean(old)) ** 2) + math.fsum((new - mean(new)) ** 2), k))
    squares, k = min(found)
    return Shift(k - 1, mean(y[:k]), mean(y[k:]), squares, whole, _worth(n, whole, squares, 2))


def _crossings(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Where the lines through both parts cross, if that lies between the two parts: only there, or at a point."""
    found = []
    for k in range(2, len(x) - 1):
        left, right = straight_line(x[:k], y[:k]), straight_line(x[k:], y[k:])
        turn = right.slope - left.slope
        if turn and x[k - 1] <= (at := (left.intercept - right.intercept) / turn) <= x[k]:
            found.append(at)
    return np.array(found)


def _bent(x: np.ndarray, y: np.ndarray, at: float) -> tuple[tuple[float, float, float], float]:
    """Level at the break, slope before it, change of slope; and the sum of squares."""
    design = np.stack([np.ones(len(x)), x - at, np.maximum(x - at, 0.0)], axis=1)
    numbers, *_ = np.linalg.lstsq(design, y, rcond=None)
    level, before, turn = (float(number) for number in numbers)
    return (level, before, turn), math.fsum((y - design @ numbers) ** 2)


def _worth(n: int, simple: float, better: float, more: int) -> bool:
    if better <= 0:
        return True
    return n * math.log(simple / better) > more * math.log(n)
