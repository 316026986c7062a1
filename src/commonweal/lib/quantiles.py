"""Quantiles that every interval needs, from the standard library alone."""

from statistics import NormalDist


def tail(level: float) -> float:
    """What a level leaves on each side: 0.025 for 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1, not at {level}.")
    return (1 - level) / 2


def normal_quantile(level: float) -> float:
    """The two-sided quantile: 1.96 for 0.95."""
    return -NormalDist().inv_cdf(tail(level))
