"""Quantiles that every interval needs, from the standard library alone."""

from math import cos, pi, sin, sqrt, tan
from statistics import NormalDist


def tail(level: float) -> float:
    """What a level leaves on each side: 0.025 for 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1, not at {level}.")
    return (1 - level) / 2


def normal_quantile(level: float) -> float:
    """The two-sided quantile: 1.96 for 0.95."""
    return -NormalDist().inv_cdf(tail(level))


def student_quantile(level: float, freedom: int) -> float:
    """Student's two-sided quantile for a whole number of degrees of freedom: 2.776 for 0.95 and 4.

    The share within ±t is a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4); it is inverted by halving.
    """
    tail(level)
    if freedom < 1:
        raise ValueError("Student's distribution has at least one degree of freedom.")
    low, high = 0.0, pi / 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if _within(middle, freedom) < level else (low, middle)
    return tan(high) * sqrt(freedom)


def _within(angle: float, freedom: int) -> float:
    """The share within ±t, for t = √freedom · tan(angle)."""
    odd = freedom % 2
    term = total = cos(angle) if odd else 1.0
    if freedom == 1:
        return 2 * angle / pi
    for step in range(2 + odd, freedom - 1, 2):
        term *= cos(angle) ** 2 * (step - 1) / step
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
