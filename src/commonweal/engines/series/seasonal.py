"""Mann-Kendall's test season by season, so that winters are compared with winters. Hirsch, Slack and Smith 1982."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.series.trend import normal_test, pairwise_slopes, score, two_sided, untied_pairs, variance


@dataclass(frozen=True, slots=True)
class SeasonalTrend:
    """Sums over the seasons. z and p carry the continuity correction; `z_plain`, `p_plain` are without it.

    `tau` is S over the seasons' untied pairs; `slope` is the median of all slopes within a season, per year.
    """

    n: int
    S: int
    var_s: float
    tau: float | None
    z: float
    p: float
    z_plain: float
    p_plain: float
    slope: float | None


def seasonal_trend(years: Sequence[float], values: Sequence[float], seasons: Sequence[Hashable]) -> SeasonalTrend:
    """The trend of values at these times, in any order; seasons are taken as independent of each other."""
    x, y = np.asarray(years, dtype=float), np.asarray(values, dtype=float)
    labels = list(seasons)
    s, var_s, pairs = 0, 0.0, 0.0
    slopes: list[np.ndarray] = []
    for season in dict.fromkeys(labels):
        at = np.array([i for i, label in enumerate(labels) if label == season])
        at = at[np.argsort(x[at], kind="stable")]
        ties = [count for count in Counter(y[at].tolist()).values() if count > 1]
        s, var_s = s + score(y[at]), var_s + variance(len(at), ties)
        pairs += untied_pairs(len(at), ties)
        slopes.append(pairwise_slopes(x[at], y[at]))
    z, p = normal_test(s, var_s)
    plain = s / math.sqrt(var_s) if var_s > 0 else 0.0
    together = np.concatenate(slopes) if slopes else np.array([])
    slope = float(np.median(together)) if len(together) else None
    return SeasonalTrend(len(y), s, var_s, s / pairs if pairs else None, z, p, plain, two_sided(plain), slope)
