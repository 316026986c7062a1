"""A proportion and its interval: Wilson for what is shown, Clopper-Pearson for the rule of who may show it.

Everywhere: `k` of `n` people, the level two-sided, an interval as (low, high) between 0 and 1.
"""

import math
from collections.abc import Sequence

from commonweal.engines.rates.beta import beta_quantile
from commonweal.lib.quantiles import normal_quantile, tail

Interval = tuple[float, float]


def pooled(parts: Sequence[tuple[float, float]]) -> float | None:
    """One proportion of several parts (numerator, denominator): sum over sum, never a mean of percentages.

    Nobody in any part: None. Source: Simpson 1951; Julious & Mullee 1994 show what the mean gets wrong.
    """
    numerator, denominator = (sum(part[side] for part in parts) for side in (0, 1))
    return numerator / denominator if denominator else None


def wilson(k: float, n: float, level: float = 0.95) -> Interval:
    """The plain Wilson score interval, without a continuity correction.

    Weighted counts need not be whole. Nobody, or more than all: ValueError. Source: Wilson 1927; method 3 of
    Newcombe 1998, Statistics in Medicine 17:857. Needs the standard library only: public pages call it.
    """
    _check(k, n)
    z = normal_quantile(level)
    p, spread = k / n, z * z / n
    centre = p + spread / 2
    half = z * math.sqrt(p * (1 - p) / n + spread / (4 * n))
    low, high = (centre - half) / (1 + spread), (centre + half) / (1 + spread)
    # At the ends the formula gives 0 and 1 but for rounding.
    return (0.0 if k == 0 else max(0.0, low)), (1.0 if k == n else min(1.0, high))


def wilson_of_population(k: float, n: float, population: float, level: float = 0.95) -> Interval:
    """Wilson's interval for the share among a known number of people, `n` of whom were asked.

    The sample counts as n(N − 1)/(N − n) people; where all were asked there is nothing left to be unsure of.
    It speaks of these N people only, and does not mend that some would not answer. n > N: ValueError.
    """
    _check(k, n)
    if n > population:
        raise ValueError(f"{n} people of {population} cannot be asked.")
    if n == population:
        return k / n, k / n
    effective = n * (population - 1) / (population - n)
    return wilson(k / n * effective, effective, level)


def likely_of_population(k: float, n: float, population: float, level: float = 0.95) -> Interval:
    """`wilson_of_population`, held inside what is possible: those who said yes are there, and so are those who said no.

    Where nearly everybody answered, the formula alone reaches beyond both.
    """
    low, high = wilson_of_population(k, n, population, level)
    fewest, most = bounds_without_the_silent(k, n, population)
    return max(low, fewest), min(high, most)


def bounds_without_the_silent(k: float, n: float, population: float) -> Interval:
    """The share among all N people if everybody who did not answer had said no, and if everybody had said yes."""
    _check(k, n)
    if n > population:
        raise ValueError(f"{n} people of {population} cannot have answered.")
    return k / population, (k + population - n) / population


def clopper_pearson(k: float, n: float, level: float = 0.95) -> Interval:
    """The exact interval, from the quantiles of the beta distribution; wider than its level, by design.

    For the rule of the NCHS only. Source: Clopper & Pearson 1934, Biometrika 26:404.
    """
    _check(k, n)
    left = tail(level)
    low = 0.0 if k == 0 else beta_quantile(left, k, n - k + 1)
    high = 1.0 if k == n else beta_quantile(1 - left, k + 1, n - k)
    return low, high


def hypergeometric_interval(k: int, n: int, population: int, level: float = 0.95) -> Interval:
    """The exact interval of the share among N people: every number of yeses that leaves both tails above α/2.

    Whole numbers. The check of `wilson_of_population`; samplingbook's is one person wider at each end.
    Source: Konijn 1973, by inverting the two tails.
    """
    _check(k, n)
    if n > population:
        raise ValueError(f"{n} people of {population} cannot be asked.")
    # A tail that is just what is left is a tie, whatever rounding makes of it, and a tie is out.
    left = tail(level) * (1 + 1e-9)

    def first(holds_from: int, until: int, rises: bool) -> int:
        """The end of the run of totals whose tail is wide enough; tails change one way only."""
        low, high = holds_from, until
        while low < high:
            middle = (low + high) // 2 if rises else (low + high + 1) // 2
            share = _tail(k, n, middle, population, at_least=rises)
            if rises:
                low, high = (low, middle) if share > left else (middle + 1, high)
            else:
                low, high = (middle, high) if share > left else (low, middle - 1)
        return low

    fewest, most = k, population - (n - k)
    return first(fewest, most, rises=True) / population, first(fewest, most, rises=False) / population


def finite_standard_error(k: float, n: float, population: float | None = None) -> float | None:
    """The standard error of a share; of N people it is √(p(1 − p)/(n − 1) · (N − n)/N). One person gives none.

    Source: Cochran 1977, Sampling Techniques, 3.8; without a population √(p(1 − p)/n).
    """
    _check(k, n)
    p = k / n
    if population is None:
        return math.sqrt(p * (1 - p) / n)
    return math.sqrt(p * (1 - p) / (n - 1) * (population - n) / population) if n > 1 else None


def _check(k: float, n: float) -> None:
    if not (n > 0 and 0 <= k <= n):
        raise ValueError(f"{k} of {n} is not a proportion.")


def _tail(k: int, n: int, yeses: int, population: int, *, at_least: bool) -> float:
    """P(X ≥ k) or P(X ≤ k) where n of N are asked and `yeses` of all would say yes."""
    least, most = max(0, n - (population - yeses)), min(n, yeses)
    if at_least:
        return 1.0 if k <= least else sum(_hypergeometric(i, n, yeses, population) for i in range(k, most + 1))
    return 1.0 if k >= most else sum(_hypergeometric(i, n, yeses, population) for i in range(least, k + 1))


def _hypergeometric(i: int, n: int, yeses: int, population: int) -> float:
    log = log_choose(yeses, i) + log_choose(population - yeses, n - i) - log_choose(population, n)
    return math.exp(log)


def log_choose(n: float, k: float) -> float:
    """The logarithm of the number of ways to choose k of n."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
