"""Quantiles that every interval needs, from the standard library alone."""

from statistics import NormalDist


def normal_quantile(level: float) -> float:
    """The two-sided quantile: 1.96 for 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1, not at {level}.")
    return NormalDist().inv_cdf(0.5 + level / 2)
