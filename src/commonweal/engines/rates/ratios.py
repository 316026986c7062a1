"""Ratio and difference of two rates or two risks: always both, because they can move opposite ways.

A rate is (cases, person-time), a risk (cases, people); the first is compared with the second.
"""

import math
from collections.abc import Callable

from commonweal.engines.rates.estimates import Estimate, log_estimate
from commonweal.engines.rates.proportions import Interval, clopper_pearson, log_choose
from commonweal.lib.quantiles import normal_quantile, tail

Cases = tuple[float, float]


def rate_ratio(first: Cases, second: Cases, level: float = 0.95) -> Estimate:
    """The ratio of two rates, its interval by logarithms; no case on either side leaves no interval.

    Source: Rothman, Greenland & Lash 2008, chapter 14; epitools `rateratio.wald`.
    """
    (c1, t1), (c0, t0) = first, second
    if c0 == 0:
        return Estimate(None)
    ratio = (c1 / t1) / (c0 / t0)
    return log_estimate(ratio, math.sqrt(1 / c1 + 1 / c0), level) if c1 else Estimate(ratio)


def rate_difference(first: Cases, second: Cases, level: float = 0.95) -> Estimate:
    """The difference of two rates with its normal interval. Source: Rothman, Greenland & Lash 2008, chapter 14."""
    (c1, t1), (c0, t0) = first, second
    value = c1 / t1 - c0 / t0
    reach = normal_quantile(level) * math.sqrt(c1 / t1**2 + c0 / t0**2)
    return Estimate(value, value - reach, value + reach)


def risk_ratio(first: Cases, second: Cases, level: float = 0.95) -> Estimate:
    """The ratio of two risks, its interval by logarithms (Katz et al. 1978, Biometrics 34:469).

    No case on either side leaves no interval, and none in the second no ratio; the same where all are cases on both.
    """
    (k1, n1), (k0, n0) = first, second
    if k0 == 0:
        return Estimate(None)
    ratio = (k1 / n1) / (k0 / n0)
    if k1 == 0 or (k1 == n1 and k0 == n0):
        return Estimate(ratio)
    return log_estimate(ratio, math.sqrt(1 / k1 - 1 / n1 + 1 / k0 - 1 / n0), level)


def odds_ratio(first: Cases, second: Cases, level: float = 0.95) -> Estimate:
    """The ratio of two odds with Woolf's interval; an empty cell leaves none. Source: Woolf 1955."""
    (k1, n1), (k0, n0) = first, second
    cells = (k1, n1 - k1, k0, n0 - k0)
    if cells[1] * cells[2] == 0:
        return Estimate(None)
    ratio = cells[0] * cells[3] / (cells[1] * cells[2])
    return log_estimate(ratio, math.sqrt(sum(1 / cell for cell in cells)), level) if all(cells) else Estimate(ratio)


def rate_ratio_exact(first: Cases, second: Cases, level: float = 0.95) -> tuple[Interval, float]:
    """The exact interval of a ratio of rates and the two-sided p, given all cases of both: R's `poisson.test`.

    An open end is infinity. Source: Lehmann & Romano 2005, 4.5.
    """
    (c1, t1), (c0, t0) = first, second
    low, high = clopper_pearson(c1, c1 + c0, level)
    share = t1 / (t1 + t0)
    here = _log_binomial(int(c1), int(c1 + c0), share)
    logs = (_log_binomial(i, int(c1 + c0), share) for i in range(int(c1 + c0) + 1))
    p = math.fsum(math.exp(log) for log in logs if log <= here + 1e-7)
    return (_as_ratio(low, t1, t0), _as_ratio(high, t1, t0)), min(1.0, p)


def rate_ratio_midp(first: Cases, second: Cases, level: float = 0.95) -> tuple[Estimate, float]:
    """The median unbiased ratio of two rates, its mid-p interval and the two-sided mid-p.

    Source: Rothman & Greenland 1998, chapter 14; epitools `rateratio.midp`.
    """
    (c1, t1), (c0, t0) = first, second
    left = tail(level)

    def above(share: float) -> float:
        """The probability of more cases in the first, counting half of equally many."""
        total, cases = int(c1 + c0), int(c1)
        more = math.fsum(math.exp(_log_binomial(i, total, share)) for i in range(cases + 1, total + 1))
        return more + math.exp(_log_binomial(cases, total, share)) / 2

    found = [_as_ratio(_share_where(above, wanted), t1, t0) for wanted in (0.5, left, 1 - left)]
    half = above(t1 / (t1 + t0))
    return Estimate(*found), min(1.0, 2 * min(half, 1 - half))


def _as_ratio(share: float, t1: float, t0: float) -> float:
    return math.inf if share == 1 else share / (1 - share) * t0 / t1


def _log_binomial(k: int, n: int, p: float) -> float:
    if p in (0.0, 1.0):
        return 0.0 if k == n * p else -math.inf
    return log_choose(n, k) + k * math.log(p) + (n - k) * math.log1p(-p)


def _share_where(rising: Callable[[float], float], wanted: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2
