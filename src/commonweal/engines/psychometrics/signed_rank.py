"""Change of few people, or of ranks: Wilcoxon's signed ranks, and the middle of all changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Alternative = Literal["two.sided", "less", "greater"]
Method = Literal["exact", "normal"]
#: Up to so many changes all signs are tried; beyond, the normal distribution is near enough.
EXACT_UNTIL = 20
#: Ties that floating point has hidden come back.
_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class SignedRank:
    """`V` is the sum of the ranks of those who rose; `n` changed, `zeros` did not and are dropped."""

    V: float
    n: int
    zeros: int
    p: float | None
    method: Method


def wilcoxon(
    differences: Sequence[float], *, alternative: Alternative = "two.sided", method: Method | None = None
) -> SignedRank:
    """Exact over all signs, with ties, up to 20 changes; else normal, corrected for ties, not for continuity.

    Nobody changed: p None. Source: Wilcoxon 1945; Hollander, Wolfe & Chicken 2014, 3.1; zeros dropped.
    """
    d = np.round(np.asarray(differences, dtype=float), _DECIMALS)
    zeros = int((d == 0).sum())
    d = d[d != 0]
    n = len(d)
    way = method or ("exact" if n <= EXACT_UNTIL else "normal")
    if not n:
        return SignedRank(0.0, 0, zeros, None, way)
    ranks = _ranks(np.abs(d))
    v = float(ranks[d > 0].sum())
    below, above = _exact(ranks, v) if way == "exact" else _normal(ranks, v)
    p = {"less": below, "greater": above, "two.sided": min(1.0, 2 * min(below, above))}[alternative]
    return SignedRank(v, n, zeros, p, way)


def hodges_lehmann(differences: Sequence[float]) -> float:
    """The median of the means of all pairs of changes, each with itself too. None there: ValueError."""
    return float(np.median(_walsh(differences)))


def hodges_lehmann_interval(differences: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Exact in its ranks: the Walsh averages that Wilcoxon's test at this level would not turn down.

    Too few people for the level (fewer than six for 95 %): None. Source: Hollander, Wolfe & Chicken 2014, 3.3.
    """
    averages = np.sort(_walsh(differences))
    ways = _ways(np.arange(1, len(differences) + 1))
    out = int(np.searchsorted(np.cumsum(ways) / ways.sum(), (1 - level) / 2))
    return (float(averages[out - 1]), float(averages[-out])) if out else None


def _walsh(differences: Sequence[float]) -> NDArray[np.float64]:
    d = np.round(np.asarray(differences, dtype=float), _DECIMALS)
    if not d.size:
        raise ValueError("There is no change to find the middle of.")
    first, second = np.triu_indices(len(d))
    return np.asarray((d[first] + d[second]) / 2)


def _ranks(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """From the smallest; equal sizes share the mean of their ranks."""
    values, places, counts = np.unique(sizes, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[places])


def _exact(ranks: NDArray[np.float64], v: float) -> tuple[float, float]:
    """P(V ≤ v) and P(V ≥ v) where each rank has either sign alike; ranks are counted in halves."""
    ways = _ways(np.rint(ranks * 2).astype(int))
    at, whole = round(v * 2), ways.sum()
    return float(ways[: at + 1].sum() / whole), float(ways[at:].sum() / whole)


def _ways(doubled: NDArray[np.int_]) -> NDArray[np.float64]:
    """In how many ways signs give each sum."""
    ways = np.zeros(int(doubled.sum()) + 1)
    ways[0] = 1
    for rank in doubled:
        ways[rank:] += ways[:-rank].copy()
    return ways


def _normal(ranks: NDArray[np.float64], v: float) -> tuple[float, float]:
    """The variance is that of the shared ranks, which is the usual one corrected for ties."""
    z = (v - float(ranks.sum()) / 2) / math.sqrt(float((ranks**2).sum()) / 4)
    return NormalDist().cdf(z), NormalDist().cdf(-z)
