"""Intervals for a proportion (Wilson) and for a rate (exact below ten cases, else Byar), as OHID defines them."""

import math
from collections.abc import Callable

from commonweal.lib.quantiles import normal_quantile

EXACT_BELOW = 10


def wilson(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """The Wilson interval of k out of n, without a continuity correction."""
    if n <= 0 or not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a proportion.")
    z = normal_quantile(level)
    p, spread = k / n, z * z / n
    centre = p + spread / 2
    half = z * math.sqrt(p * (1 - p) / n + spread / (4 * n))
    low, high = (centre - half) / (1 + spread), (centre + half) / (1 + spread)
    # At the ends the formula gives 0 and 1 but for rounding.
    return (0.0 if k == 0 else max(0.0, low)), (1.0 if k == n else min(1.0, high))


def rate_interval(count: float, denominator: float, per: float = 1.0, level: float = 0.95) -> tuple[float, float]:
    """The interval of a rate of `count` cases in `denominator`, for each `per` people."""
    if count < 0 or denominator <= 0:
        raise ValueError(f"{count} in {denominator} is not a rate.")
    bounds = _exact(count, level) if count < EXACT_BELOW else _byar(count, level)
    return bounds[0] / denominator * per, bounds[1] / denominator * per


def _byar(count: float, level: float) -> tuple[float, float]:
    z = normal_quantile(level)
    above = count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return low, high


def _exact(count: float, level: float) -> tuple[float, float]:
    """Garwood's bounds: where the Poisson tail on either side holds half of what the level leaves."""
    if count != int(count):
        raise ValueError(f"Cases are counted in whole numbers; {count} is none.")
    tail, cases = (1 - level) / 2, int(count)
    low = 0.0 if cases == 0 else _mean_where(lambda mean: 1 - _poisson_cdf(cases - 1, mean), tail)
    high = _mean_where(lambda mean: -_poisson_cdf(cases, mean), -tail)
    return low, high


def _poisson_cdf(k: int, mean: float) -> float:
    term = total = math.exp(-mean)
    for i in range(1, k + 1):
        term *= mean / i
        total += term
    return total


def _mean_where(rising: Callable[[float], float], wanted: float) -> float:
    low, high = 0.0, 200.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2
