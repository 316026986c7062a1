"""Trend in a share whose numerators and denominators are known: Cochran-Armitage's test and a logistic line.

Both weigh each period by its people, which a trend of the percentages alone cannot. Sources: Armitage 1955 (as R's
prop.trend.test); logistic regression by iteratively reweighted least squares (as R's glm, family binomial).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.series.trend import two_sided
from commonweal.lib.quantiles import normal_quantile

_STEPS, _CLOSE = 50, 1e-12


@dataclass(frozen=True, slots=True)
class ShareTest:
    """z is positive where the share rises; chi2 = z² with one degree of freedom; p is two-sided."""

    z: float
    chi2: float
    p: float


@dataclass(frozen=True, slots=True)
class LogitTrend:
    """The logarithm of the odds changes by `slope` a year; the odds ratio a year has Wald's interval."""

    intercept: float
    slope: float
    se_slope: float
    z: float
    p: float
    odds_ratio: float
    odds_low: float
    odds_high: float


def cochran_armitage(
    numerators: Sequence[float], denominators: Sequence[float], years: Sequence[float]
) -> ShareTest | None:
    """The test over at least two periods; None where all or none are counted, since then nothing can change."""
    x, n, t = _shares(numerators, denominators, years)
    share, middle = x.sum() / n.sum(), (n * t).sum() / n.sum()
    var = share * (1 - share) * (n * (t - middle) ** 2).sum()
    if var <= 0:
        return None
    z = float(((t - middle) * (x - n * share)).sum() / math.sqrt(var))
    return ShareTest(z, z * z, two_sided(z))


def logit_trend(
    numerators: Sequence[float], denominators: Sequence[float], years: Sequence[float], level: float = 0.95
) -> LogitTrend | None:
    """The logistic line; None where it does not exist, such as where all or none are counted."""
    x, n, t = _shares(numerators, denominators, years)
    if not 0 < x.sum() < n.sum():
        return None
    middle = float(t.mean())
    design = np.stack([np.ones(len(t)), t - middle], axis=1)
    beta = np.array([math.log(x.sum() / (n.sum() - x.sum())), 0.0])
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-design @ beta))
        information = design.T @ (design * (n * share * (1 - share))[:, np.newaxis])
        if not np.isfinite(information).all() or np.linalg.cond(information) > 1e14:
            return None  # the shares are 0 up to a day and 1 after it: the line is infinitely steep
        step = np.linalg.solve(information, design.T @ (x - n * share))
        beta = beta + step
        if np.abs(step).max() < _CLOSE * max(1.0, float(np.abs(beta).max())):
            break
    else:
        return None
    se = math.sqrt(float(np.linalg.inv(information)[1, 1]))
    slope, reach = float(beta[1]), normal_quantile(level) * se
    ratios = (math.exp(slope), math.exp(slope - reach), math.exp(slope + reach))
    return LogitTrend(float(beta[0]) - slope * middle, slope, se, slope / se, two_sided(slope / se), *ratios)


def _shares(
    numerators: Sequence[float], denominators: Sequence[float], years: Sequence[float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, n, t = (np.asarray(each, dtype=float) for each in (numerators, denominators, years))
    if not len(x) == len(n) == len(t) or len(x) < 2 or t.min() == t.max():
        raise ValueError("A trend in a share needs counts of at least two periods.")
    if (x < 0).any() or (n <= 0).any() or (x > n).any():
        raise ValueError("A numerator lies between 0 and its denominator, which is above 0.")
    return x, n, t
