"""Intervals that other programs print for a proportion: to reproduce their figures and to compare, never to show ours.

The page on rates measures what is wrong with the first of them. Everywhere `k` of `n`, the level two-sided.
"""

import math

from commonweal.engines.rates.beta import beta_quantile
from commonweal.engines.rates.proportions import Interval, finite_standard_error
from commonweal.lib.quantiles import normal_quantile, tail


def wald(k: float, n: float, level: float = 0.95, population: float | None = None) -> Interval:
    """p ± z standard errors, not cut at 0 and 1. Its "95 %" holds in 81 to 85 of 100 samples of 12 to 50 people.

    Source: Laplace 1812. With a population the standard error is the finite one; one person then gives ValueError.
    """
    error = finite_standard_error(k, n, population)
    if error is None:
        raise ValueError("One person of a population gives no standard error.")
    reach = normal_quantile(level) * error
    return k / n - reach, k / n + reach


def wald_of_pairs(second_only: int, first_only: int, n: int, level: float = 0.95) -> Interval:
    """The plain interval of the change (second − first) among n pairs. Source: Agresti 2002, 10.1."""
    change = second_only - first_only
    reach = normal_quantile(level) * math.sqrt(second_only + first_only - change * change / n) / n
    return change / n - reach, change / n + reach


def agresti_coull(k: float, n: float, level: float = 0.95) -> Interval:
    """Wald's interval round Wilson's centre, cut at 0 and 1. Source: Agresti & Coull 1998."""
    z = normal_quantile(level)
    people = n + z * z
    p = (k + z * z / 2) / people
    reach = z * math.sqrt(p * (1 - p) / people)
    return max(0.0, p - reach), min(1.0, p + reach)


def jeffreys(k: float, n: float, level: float = 0.95) -> Interval:
    """The middle of the posterior beta(k + ½, n − k + ½). Source: Brown, Cai & DasGupta 2001."""
    left = tail(level)
    a, b = k + 0.5, n - k + 0.5
    return beta_quantile(left, a, b), beta_quantile(1 - left, a, b)


def wilson_corrected(k: float, n: float, level: float = 0.95) -> Interval:
    """Wilson's interval with the continuity correction, which only widens it. Method 4 of Newcombe 1998."""
    z, p = normal_quantile(level), k / n
    centre, scale = 2 * n * p + z * z, 2 * (n + z * z)
    low, high = 0.0, 1.0
    if k > 0:
        low = max(0.0, (centre - 1 - z * math.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1))) / scale)
    if k < n:
        high = min(1.0, (centre + 1 + z * math.sqrt(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))) / scale)
    return low, high
