"""Control charts: the centre of a series and the limits between which chance alone keeps it.

Named variants: XmR with the constant 2.66 of NHS England's Making Data Count and no screening of outliers; p, c and u
charts as in Montgomery, Introduction to Statistical Quality Control, with limits that step with each period's base.
Values are floats in the series' own unit, in time order and without missing ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.series.summary import mean

ENOUGH_FOR_SIGNALS = 8
XMR_CONSTANT = 2.66  # 3 / 1.128, cut to two decimals by NHS England and kept so that charts agree
MONTGOMERY_CONSTANT = 3 / 1.128
MOVING_RANGE_LIMIT = 3.267


@dataclass(frozen=True, slots=True)
class Xmr:
    """Mean, limits, and the mean moving range from which they are made; `range_upper` limits one moving range."""

    centre: float
    lower: float
    upper: float
    mean_range: float
    range_upper: float


@dataclass(frozen=True, slots=True)
class SteppedChart:
    """A chart of counts: one limit for each period, because each has its own base. All have shape (n,)."""

    values: np.ndarray
    centre: float
    lower: np.ndarray
    upper: np.ndarray

    @property
    def outside(self) -> np.ndarray:
        return (self.values > self.upper) | (self.values < self.lower)


def xmr(
    values: Sequence[float], *, constant: float = XMR_CONSTANT, screened: bool = False, first: int | None = None
) -> Xmr:
    """Mean ± constant × mean moving range, of the `first` points or of all; at least one point.

    `screened` leaves out, once, moving ranges of 3.267 times their mean or more (Nelson 1982).
    """
    y = np.asarray(values, dtype=float)[:first]
    if not len(y):
        raise ValueError("A control chart needs at least one value.")
    centre, ranges = mean(y), np.abs(np.diff(y))
    mean_range = mean(ranges) if len(ranges) else 0.0
    if screened and len(kept := ranges[ranges < MOVING_RANGE_LIMIT * mean_range]):
        mean_range = mean(kept)
    reach = constant * mean_range
    return Xmr(centre, centre - reach, centre + reach, mean_range, MOVING_RANGE_LIMIT * mean_range)


def p_chart(numerators: Sequence[float], denominators: Sequence[float], *, without: Sequence[int] = ()) -> SteppedChart:
    """Proportions 0–1 with p̄ ± 3 √(p̄(1 − p̄)/n), clipped to 0–1; `without` are positions kept out of p̄."""
    x, n = _counts(numerators, denominators)
    if (x > n).any():
        raise ValueError("A numerator is above its denominator.")
    kept = np.setdiff1d(np.arange(len(x)), np.asarray(without, dtype=int))
    centre = float(x[kept].sum() / n[kept].sum())
    reach = 3 * np.sqrt(centre * (1 - centre) / n)
    return SteppedChart(x / n, centre, np.maximum(centre - reach, 0.0), np.minimum(centre + reach, 1.0))


def c_chart(counts: Sequence[float]) -> SteppedChart:
    """Counts on an equal base with c̄ ± 3 √c̄, the lower limit at least 0."""
    x, _ = _counts(counts, np.ones(len(counts)))
    centre = mean(x)
    reach = np.full(len(x), 3 * np.sqrt(centre))
    return SteppedChart(x, centre, np.maximum(centre - reach, 0.0), centre + reach)


def u_chart(counts: Sequence[float], bases: Sequence[float], *, per: float = 1.0) -> SteppedChart:
    """Counts per `per` units of base with ū ± 3 √(ū/n), the lower limit at least 0."""
    x, n = _counts(counts, bases)
    centre = float(x.sum() / n.sum())
    reach = 3 * np.sqrt(centre / n)
    return SteppedChart(per * x / n, per * centre, per * np.maximum(centre - reach, 0.0), per * (centre + reach))


def _counts(counts: Sequence[float], bases: Sequence[float] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, n = np.asarray(counts, dtype=float), np.asarray(bases, dtype=float)
    if not len(x) or len(x) != len(n):
        raise ValueError("A chart of counts needs at least one count, and a base for each.")
    if (x < 0).any() or (n <= 0).any():
        raise ValueError("A count is at least 0, and its base is above 0.")
    return x, n
