"""Does a series rise or fall: Mann-Kendall's test and Theil-Sen's slope with Sen's interval by ranks."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from commonweal.lib.quantiles import normal_quantile

ENOUGH_POINTS = 5
EXACT_UP_TO = 10
METHOD = "Mann-Kendall, Theil-Sen slope, Sen's interval by ranks"


@dataclass(frozen=True, slots=True)
class Trend:
    """S and its test, and the slope per year. What too few points cannot give is None."""

    n: int
    S: int
    var_s: float
    tau_b: float | None
    z: float | None
    p: float | None
    slope: float | None
    slope_low: float | None
    slope_high: float | None
    verdict: str


def trend(years: Sequence[float], values: Sequence[float], level: float = 0.95) -> Trend:
    """The trend of values at these times; years are distinct, in any order."""
    order = np.argsort(np.asarray(years, dtype=float), kind="stable")
    x, y = np.asarray(years, dtype=float)[order], np.asarray(values, dtype=float)[order]
    n = len(y)
    s, ties = score(y), [count for count in Counter(y.tolist()).values() if count > 1]
    var_s = variance(n, ties)
    slopes = pairwise_slopes(x, y)
    slope = float(np.median(slopes)) if len(slopes) else None
    if n < ENOUGH_POINTS:
        return Trend(n, s, var_s, _tau_b(n, s, ties), None, None, slope, None, None, "too-early")
    z, p = score_test(n, s, ties)
    low, high = _sen_interval(slopes, var_s, level)
    return Trend(n, s, var_s, _tau_b(n, s, ties), z, p, slope, low, high, _direction(low, high))


def score_test(n: int, s: int, ties: Sequence[int]) -> tuple[float | None, float]:
    """z and the two-sided p: exact up to ten points without ties (then there is no z), else normal."""
    if n <= EXACT_UP_TO and not ties:
        return None, exact_p_values(n)[abs(s)]
    return normal_test(s, variance(n, ties))


def normal_test(s: int, var_s: float) -> tuple[float, float]:
    """z with the continuity correction, and its two-sided p."""
    if var_s <= 0 or s == 0:
        return 0.0, 1.0
    z = (s - math.copysign(1, s)) / math.sqrt(var_s)
    return z, two_sided(z)


def two_sided(z: float) -> float:
    """The normal p of both tails; by erfc, which keeps its digits far out."""
    return math.erfc(abs(z) / math.sqrt(2))


def score(y: np.ndarray) -> int:
    """S: pairs that rise less pairs that fall, of values in time order."""
    return int(sum(np.sign(y[i + 1 :] - y[i]).sum() for i in range(len(y) - 1)))


def variance(n: int, ties: Sequence[int]) -> float:
    """The variance of S without a trend, given how many values each tie holds."""
    return (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18


def _tau_b(n: int, s: int, ties: Sequence[int]) -> float | None:
    untied = untied_pairs(n, ties)
    return s / untied if untied > 0 else None


def untied_pairs(n: int, ties: Sequence[int]) -> float:
    """The geometric mean of all pairs and of those that differ: what tau-b divides S by."""
    pairs = n * (n - 1) / 2
    return math.sqrt(pairs * (pairs - sum(t * (t - 1) / 2 for t in ties)))


def pairwise_slopes(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The slopes between all pairs, rising; times rise."""
    first, second = np.triu_indices(len(x), k=1)
    return np.sort((y[second] - y[first]) / (x[second] - x[first]))


def _sen_interval(slopes: np.ndarray, var_s: float, level: float) -> tuple[float, float]:
    """The ranks of R's trend::sens.slope: round((N - C) / 2) and round((N + C) / 2 + 1), counted from one."""
    count, reach = len(slopes), normal_quantile(level) * math.sqrt(var_s)
    lower = max(round((count - reach) / 2), 1)
    upper = min(round((count + reach) / 2 + 1), count)
    return float(slopes[lower - 1]), float(slopes[upper - 1])


def _direction(low: float, high: float) -> str:
    if low > 0:
        return "rising"
    return "falling" if high < 0 else "no-clear-change"


@cache
def _orderings_by_inversions(n: int) -> tuple[int, ...]:
    """How many orderings of n values have 0, 1, 2 … pairs the wrong way round."""
    counts = [1]
    for size in range(2, n + 1):
        wider = [0] * (len(counts) + size - 1)
        for start, number in enumerate(counts):
            for shift in range(size):
                wider[start + shift] += number
        counts = wider
    return tuple(counts)


@cache
def exact_p_values(n: int) -> tuple[float, ...]:
    """The two-sided exact p of n values without ties, by |S|."""
    counts, pairs = _orderings_by_inversions(n), n * (n - 1) // 2
    scores = [abs(pairs - 2 * inversions) for inversions in range(len(counts))]
    return tuple(
        sum(number for score_, number in zip(scores, counts, strict=True) if score_ >= least) / math.factorial(n)
        for least in range(pairs + 1)
    )
