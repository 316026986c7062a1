"""Two groups after the same time: as they stand, and as if they had begun alike (analysis of covariance)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.lib.quantiles import student_quantile, tail


@dataclass(frozen=True, slots=True)
class Adjusted:
    """How much higher the group stands than the comparison, at the same first score."""

    difference: float
    error: float
    low: float
    high: float
    t: float
    df: int
    p: float
    slope: float


def adjusted_difference(
    pre: Sequence[float], post: Sequence[float], in_group: Sequence[bool], level: float = 0.95
) -> Adjusted | None:
    """post on pre and group, by least squares, with one slope for both. Too few people, or one group: None.

    Source: Fisher 1932; Vickers & Altman 2001, BMJ 323:1123.
    """
    from scipy.special import stdtr, stdtrit

    y = np.asarray(post, dtype=float)
    x = np.column_stack([np.ones(len(y)), np.asarray(in_group, dtype=float), np.asarray(pre, dtype=float)])
    df = len(y) - 3
    if df < 1 or np.linalg.matrix_rank(x) < 3:
        return None
    inverse = np.linalg.inv(x.T @ x)
    told = inverse @ x.T @ y
    rest = y - x @ told
    error = float(np.sqrt(float(rest @ rest) / df * inverse[1, 1]))
    if error == 0:
        return None
    difference, t = float(told[1]), float(told[1]) / error
    reach = float(stdtrit(df, 1 - tail(level))) * error
    p = 2 * float(stdtr(df, -abs(t)))
    return Adjusted(difference, error, difference - reach, difference + reach, t, df, p, float(told[2]))


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the mean of a second group of people lies from that of a first one."""

    difference: float
    low: float
    high: float


def difference_of_means(first: Sequence[float], second: Sequence[float], level: float = 0.95) -> Apart | None:
    """Of two groups of different people, with Welch's interval; it needs two people in each, and some spread.

    Source: Welch 1947, Biometrika 34:28. The degrees of freedom are rounded down.
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if min(len(a), len(b)) < 2:
        return None
    parts = [float(group.var(ddof=1)) / len(group) for group in (a, b)]
    if not sum(parts) > 0:
        return None
    below = sum(part**2 / (len(group) - 1) for part, group in zip(parts, (a, b), strict=True))
    reach = student_quantile(level, max(1, int(sum(parts) ** 2 / below))) * sum(parts) ** 0.5
    difference = float(b.mean() - a.mean())
    return Apart(difference, difference - reach, difference + reach)
