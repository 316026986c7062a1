"""A figure with its interval, and the difference and the ratio of two that came with standard errors."""

import math
from dataclasses import dataclass

from commonweal.lib.quantiles import normal_quantile


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the interval it likely lies in; None is "not defined", never nought."""

    value: float | None
    low: float | None = None
    high: float | None = None


def difference_of_estimates(first: tuple[float, float], second: tuple[float, float], level: float = 0.95) -> Estimate:
    """y₁ − y₂ of two independent estimates (value, standard error). Source: WHO HEAT, D."""
    (y1, se1), (y2, se2) = first, second
    value, reach = y1 - y2, normal_quantile(level) * math.hypot(se1, se2)
    return Estimate(value, value - reach, value + reach)


def ratio_of_estimates(first: tuple[float, float], second: tuple[float, float], level: float = 0.95) -> Estimate:
    """y₁ / y₂ of two independent estimates (value, standard error), its interval on the scale of logarithms.

    A value of nought or below has no logarithm: then there is no interval, and nought below no ratio.
    Source: WHO HEAT, R (delta method).
    """
    (y1, se1), (y2, se2) = first, second
    if y2 == 0:
        return Estimate(None)
    if y1 <= 0 or y2 < 0:
        return Estimate(y1 / y2)
    return log_estimate(y1 / y2, math.hypot(se1 / y1, se2 / y2), level)


def log_estimate(ratio: float, error_of_log: float, level: float = 0.95) -> Estimate:
    """A ratio with the interval exp(ln r ± z · error)."""
    reach = normal_quantile(level) * error_of_log
    return Estimate(ratio, ratio * math.exp(-reach), ratio * math.exp(reach))
