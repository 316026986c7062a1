"""One question asked twice of the same people: who came to know it, who forgot it."""

import math
from statistics import NormalDist


def mcnemar_midp(gained: int, lost: int) -> float:
    """McNemar's mid-p, two-sided. Nobody changed: 1.

    Twice the smaller tail, of what was seen only half; as many gained as lost: 1 less half of what was seen.
    Source: Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13:91.
    """
    if not gained + lost:
        return 1.0
    seen = _share(min(gained, lost), gained + lost)
    return 1 - seen / 2 if gained == lost else mcnemar_exact(gained, lost) - seen


def mcnemar_exact(gained: int, lost: int) -> float:
    """The exact test, for comparison: it finds less than its level allows."""
    n, fewer = gained + lost, min(gained, lost)
    return min(1.0, 2 * math.fsum(_share(i, n) for i in range(fewer + 1)))


def mcnemar_chi2(gained: int, lost: int, *, corrected: bool = False) -> tuple[float, float]:
    """The statistic and its p, without or with the continuity correction of Edwards. Nobody changed: 0 and 1."""
    n = gained + lost
    if not n:
        return 0.0, 1.0
    distance = max(0, abs(gained - lost) - corrected)
    statistic = distance**2 / n
    return statistic, 2 * NormalDist().cdf(-math.sqrt(statistic))


def _share(i: int, n: int) -> float:
    return math.comb(n, i) / 2**n
