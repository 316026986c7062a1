"""How far two proportions are apart: of two samples, of the same people twice, and the exact test of a small table."""

import math
from collections.abc import Callable

from commonweal.engines.rates.estimates import Estimate
from commonweal.engines.rates.proportions import log_choose, wilson
from commonweal.lib.quantiles import normal_quantile


def newcombe(first: tuple[float, float], second: tuple[float, float], level: float = 0.95) -> Estimate:
    """p₁ − p₂ of two independent samples (k, n), its interval put together from Wilson's two.

    Source: method 10 of Newcombe 1998, Statistics in Medicine 17:873, without a continuity correction.
    """
    (k1, n1), (k2, n2) = first, second
    (low1, high1), (low2, high2) = wilson(k1, n1, level), wilson(k2, n2, level)
    p1, p2 = k1 / n1, k2 / n2
    difference = p1 - p2
    below, above = math.hypot(p1 - low1, high2 - p2), math.hypot(high1 - p1, p2 - low2)
    return Estimate(difference, difference - below, difference + above)


def agresti_min(second_only: int, first_only: int, n: int, level: float = 0.95) -> Estimate:
    """The change (second − first) among n people asked twice; half a pair is added to each cell for the interval.

    Source: Agresti & Min 2005, Statistics in Medicine 24:729.
    """
    _check_pairs(second_only, first_only, n)
    change, people = second_only - first_only, n + 2
    centre = change / people
    reach = normal_quantile(level) * math.sqrt(second_only + first_only + 1 - change * change / people) / people
    return Estimate(change / n, max(-1.0, centre - reach), min(1.0, centre + reach))


def tango(second_only: int, first_only: int, n: int, level: float = 0.95) -> Estimate:
    """The change (second − first) among n people asked twice, by the score test.

    Source: Tango 1998, Statistics in Medicine 17:891.
    """
    _check_pairs(second_only, first_only, n)
    z, change = normal_quantile(level), (second_only - first_only) / n

    def score(delta: float) -> float:
        b = -second_only - first_only + (2 * n - second_only + first_only) * delta
        c = -first_only * delta * (1 - delta)
        q = (math.sqrt(max(0.0, b * b - 8 * n * c)) - b) / (4 * n)
        variance = n * (2 * q + delta * (1 - delta))
        gap = second_only - first_only - n * delta
        return gap / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, gap) if gap else 0.0

    low = -1.0 if first_only == n else _falls_to(score, z, -1.0, change)
    high = 1.0 if second_only == n else _falls_to(score, -z, change, 1.0)
    return Estimate(change, low, high)


def fisher_exact(table: tuple[tuple[int, int], tuple[int, int]], alternative: str = "two-sided") -> float:
    """The probability of a table at least as far from independence, with its margins fixed.

    `alternative` is two-sided (all tables no likelier than this one, as R has it), greater or less (of the
    odds ratio). Source: Fisher 1935; Agresti 2002, 3.5.
    """
    (a, b), (c, d) = table
    row, other, column = a + b, c + d, a + c
    cells = range(max(0, column - other), min(row, column) + 1)
    logs = {i: log_choose(row, i) + log_choose(other, column - i) - log_choose(row + other, column) for i in cells}
    if alternative == "two-sided":
        kept = [log for log in logs.values() if log <= logs[a] + 1e-7]
    elif alternative in ("greater", "less"):
        kept = [log for i, log in logs.items() if (i >= a if alternative == "greater" else i <= a)]
    else:
        raise ValueError(f"{alternative!r} is not two-sided, greater or less.")
    return min(1.0, math.fsum(math.exp(log) for log in kept))


def _check_pairs(second_only: int, first_only: int, n: int) -> None:
    if n <= 0 or min(second_only, first_only) < 0 or second_only + first_only > n:
        raise ValueError(f"{second_only} and {first_only} of {n} pairs is not possible.")


def _falls_to(score: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if score(middle) > wanted else (low, middle)
    return (low + high) / 2
