"""A rate of cases in people or in person-time: exact and Byar's intervals, as OHID (England) chooses between them.

Everywhere: whole counts, `denominator` in people or person-years, the rate and its interval for each `per` of them.
"""

import math
from collections.abc import Callable

from commonweal.engines.rates.proportions import Interval
from commonweal.lib.quantiles import normal_quantile, tail

EXACT_BELOW = 10


def rate_interval(count: float, denominator: float, per: float = 1.0, level: float = 0.95) -> Interval:
    """The interval of a rate: exact below ten cases, else Byar's. No people, or fewer than no cases: ValueError.

    Source: OHID, PHEindicatormethods 2.1. Needs the standard library only: public pages call it.
    """
    if not (count >= 0 and denominator > 0):
        raise ValueError(f"{count} in {denominator} is not a rate.")
    bounds = garwood(count, level) if count < EXACT_BELOW else byar(count, level)
    return bounds[0] / denominator * per, bounds[1] / denominator * per


def rate_method(count: float) -> str:
    """Which of the two intervals a rate of so many cases has: "exact" or "byar"."""
    return "exact" if count < EXACT_BELOW else "byar"


def byar(count: float, level: float = 0.95) -> Interval:
    """Byar's approximation for a count, with x below and x + 1 above (epitools has x + ½ on both sides).

    Source: Breslow & Day 1987, volume II, table 2.11.
    """
    z, above = normal_quantile(level), count + 1
    low = 0.0 if count == 0 else count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return low, high


def garwood(count: float, level: float = 0.95) -> Interval:
    """The exact interval of a count: where the Poisson tail on either side holds half of what the level leaves.

    A part of a case: ValueError. Source: Garwood 1936, Biometrika 28:437.
    """
    if count != int(count) or count < 0:
        raise ValueError(f"Cases are counted in whole numbers; {count} is none.")
    left, cases = tail(level), int(count)
    low = 0.0 if cases == 0 else _mean_where(lambda mean: 1 - poisson_cdf(cases - 1, mean), left, cases)
    return low, _mean_where(lambda mean: -poisson_cdf(cases, mean), -left, cases)


def relative_standard_error(count: float) -> float | None:
    """One over the root of the count: 0.1 for 100 cases. No case has none."""
    return 1 / math.sqrt(count) if count > 0 else None


def poisson_cdf(k: int, mean: float) -> float:
    """P(X ≤ k): the smaller side is summed from k away, so that terms fall and none underflows."""
    if mean <= 0:
        return 1.0
    log = k * math.log(mean) - mean - math.lgamma(k + 1)
    if k < mean:
        return math.exp(log) * _falling(lambda i: (k - i) / mean)
    return 1.0 - math.exp(log) * (_falling(lambda i: mean / (k + i + 1)) - 1)


def _falling(factor: Callable[[int], float]) -> float:
    """1 + f(0) + f(0) f(1) + …, until a term adds nothing."""
    term = total = 1.0
    i = 0
    while term > total * 1e-17:
        term *= factor(i)
        total += term
        i += 1
    return total


def _mean_where(rising: Callable[[float], float], wanted: float, count: int) -> float:
    low, high = 0.0, count + 40 * math.sqrt(count + 1) + 100
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2
