"""A straight line by least squares, what its residuals tell, and change in percent a year.

Sources: NIST StRD (Norris) for the line; Durbin and Watson 1951; SEER*Stat for the annual percent change; UNICEF's
technical note on the average annual rate of reduction.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np

from commonweal.engines.series.summary import mean

_ALIKE = 2 * 1.96  # Durbin-Watson is about 2(1 − r), and r varies around 0 with 1/√n


@dataclass(frozen=True, slots=True)
class Line:
    """y = intercept + slope · x. Errors and r² are None where too few points leave them open."""

    n: int
    intercept: float
    slope: float
    se_intercept: float | None
    se_slope: float | None
    r_squared: float | None
    residuals: np.ndarray


@dataclass(frozen=True, slots=True)
class AnnualChange:
    """In percent a year, with its interval and two-sided p; both None below three points."""

    percent: float
    low: float | None
    high: float | None
    p: float | None


def straight_line(x: Sequence[float] | np.ndarray, y: Sequence[float] | np.ndarray) -> Line:
    """The least squares line through at least two points at different x."""
    xs, ys = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if len(xs) != len(ys) or len(xs) < 2 or xs.min() == xs.max():
        raise ValueError("A line needs at least two points at different times.")
    mid_x, mid_y, n = mean(xs), mean(ys), len(xs)
    dx, dy = xs - mid_x, ys - mid_y
    spread = math.fsum(dx**2)
    slope = math.fsum(dx * dy) / spread
    residuals = dy - slope * dx
    left, total = math.fsum(residuals**2), math.fsum(dy**2)
    se_slope = math.sqrt(left / (n - 2) / spread) if n > 2 else None
    se_intercept = se_slope * math.sqrt(math.fsum(xs**2) / n) if se_slope is not None else None
    r_squared = 1 - left / total if total > 0 else None
    return Line(n, mid_y - slope * mid_x, slope, se_intercept, se_slope, r_squared, residuals)


def durbin_watson(residuals: Sequence[float] | np.ndarray) -> float | None:
    """Σ(eₜ − eₜ₋₁)² / Σeₜ²: about 2 where neighbours know nothing of each other. None where all are 0."""
    e = np.asarray(residuals, dtype=float)
    total = math.fsum(e**2)
    return math.fsum(np.diff(e) ** 2) / total if total > 0 else None


def neighbours_alike(statistic: float | None, n: int) -> bool:
    """Whether neighbouring figures are more alike than chance makes them, so that intervals are too narrow."""
    return statistic is not None and statistic < 2 - _ALIKE / math.sqrt(n)


def annual_percent_change(years: Sequence[float], rates: Sequence[float], level: float = 0.95) -> AnnualChange:
    """SEER's APC: 100(e^b − 1) with b from least squares on the logarithms, and t's interval. Rates are above 0."""
    if min(rates) <= 0:
        raise ValueError("A change in percent needs figures above 0.")
    line = straight_line(years, np.log(np.asarray(rates, dtype=float)))
    if line.se_slope is None:
        return AnnualChange(100 * math.expm1(line.slope), None, None, None)
    from scipy import stats  # large, and only this needs it

    reach = float(stats.t.ppf(0.5 + level / 2, line.n - 2)) * line.se_slope
    p = 2 * float(stats.t.sf(abs(line.slope) / line.se_slope, line.n - 2)) if line.se_slope > 0 else None
    low, high = 100 * math.expm1(line.slope - reach), 100 * math.expm1(line.slope + reach)
    return AnnualChange(100 * math.expm1(line.slope), low, high, p)


def annual_rate_of_reduction(slope_of_logarithms: float) -> float:
    """UNICEF's AARR in percent, 100(1 − e^b); −0.0669 gives 6.47."""
    return -100 * math.expm1(slope_of_logarithms)


def one_decimal(value: float) -> Decimal:
    """As it is printed: half to even, one place, from the unrounded value."""
    return Decimal(repr(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
