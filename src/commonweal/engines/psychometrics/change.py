"""Change of the same people between two askings: the mean of it with its interval, and how large it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.engines.psychometrics.answers import correlation
from commonweal.lib.quantiles import tail


@dataclass(frozen=True, slots=True)
class Change:
    """post − pre of `n` people; t, p and the interval need two, and some spread for t and p."""

    n: int
    mean_pre: float
    mean_post: float
    mean: float
    sd: float | None
    low: float | None
    high: float | None
    t: float | None
    df: int
    p: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """How large a change is, in spreads. We show d_av with Hedges' correction; d_z is for planning."""

    n: int
    sd_pre: float
    sd_post: float
    r: float | None
    dz: float | None
    dav: float | None
    dav_rms: float | None
    drm: float | None
    glass: float | None
    hedges_dav: float | None
    hedges_dz: float | None


def paired_change(pre: Sequence[float], post: Sequence[float], level: float = 0.95) -> Change:
    """Student's interval and test of the pairs' differences. No pair: ValueError. Source: Student 1908."""
    from scipy.special import stdtr, stdtrit

    before, after = _pairs(pre, post)
    difference, n = after - before, len(before)
    told = (n, float(before.mean()), float(after.mean()), float(difference.mean()))
    if n == 1:
        return Change(*told, None, None, None, None, 0, None)
    sd, mean = float(difference.std(ddof=1)), told[3]
    error = sd / math.sqrt(n)
    reach = float(stdtrit(n - 1, 1 - tail(level))) * error
    t = mean / error if error > 0 else None
    p = None if t is None else 2 * float(stdtr(n - 1, -abs(t)))
    return Change(*told, sd, mean - reach, mean + reach, t, n - 1, p)


def effect_size(pre: Sequence[float], post: Sequence[float]) -> Effect:
    """All of Cohen's d for pairs, under their names: they differ. Fewer than two pairs: ValueError.

    Source: Lakens 2013, Frontiers in Psychology 4:863; d_av on the mean of the two SDs.
    """
    before, after = _pairs(pre, post)
    n = len(before)
    if n < 2:
        raise ValueError("The size of a change needs two pairs.")
    mean = float((after - before).mean())
    sd_pre, sd_post = float(before.std(ddof=1)), float(after.std(ddof=1))
    sd = float((after - before).std(ddof=1))
    r = correlation(before, after)
    dz = _over(mean, sd)
    dav = _over(mean, (sd_pre + sd_post) / 2)
    exact = hedges_correction(n - 1)
    return Effect(
        n, sd_pre, sd_post, r, dz, dav,
        dav_rms=_over(mean, math.sqrt((sd_pre**2 + sd_post**2) / 2)),
        drm=None if dz is None or r is None else dz * math.sqrt(2 * (1 - r)),
        glass=_over(mean, sd_pre),
        hedges_dav=None if dav is None else dav * exact,
        hedges_dz=None if dz is None else dz * exact,
    )  # fmt: skip


def hedges_correction(freedom: int) -> float:
    """How much a d of few people is too large, by the exact gamma form. Source: Hedges 1981.

    One degree of freedom has no finite mean: 0.
    """
    if freedom < 2:
        return 0.0
    return math.exp(math.lgamma(freedom / 2) - math.lgamma((freedom - 1) / 2)) / math.sqrt(freedom / 2)


def dz_interval(dz: float, n: int, level: float = 0.95) -> tuple[float, float]:
    """The interval of d_z, by inverting the noncentral t. Source: Steiger & Fouladi 1997; R's effectsize."""
    from scipy.optimize import brentq
    from scipy.stats import nct

    root, left = math.sqrt(n), tail(level)
    t, freedom = dz * root, n - 1

    def place(share: float) -> float:
        def off(shift: float) -> float:
            return float(nct.cdf(t, freedom, shift)) - share

        reach = 10.0 + abs(t)
        return float(brentq(off, t - reach, t + reach, xtol=1e-12)) / root

    return place(1 - left), place(left)


def detectable_dz(n: int, power: float = 0.8, alpha: float = 0.05) -> float | None:
    """The least d_z that n pairs find with this power, two-sided. Fewer than two pairs find none: None.

    Source: Cohen 1988; R's power.t.test, which leaves out the other tail (as it does by default).
    """
    if n < 2:
        return None
    from scipy.optimize import brentq
    from scipy.special import nctdtr, stdtrit

    freedom = n - 1
    cut = float(stdtrit(freedom, 1 - alpha / 2))

    def short(dz: float) -> float:
        return 1 - float(nctdtr(freedom, dz * math.sqrt(n), cut)) - power

    most = 1.0
    while short(most) < 0 and most < 1e6:
        most *= 2
    return float(brentq(short, 0.0, most, xtol=1e-12))


def _pairs(pre: Sequence[float], post: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    before, after = np.asarray(pre, dtype=float), np.asarray(post, dtype=float)
    if before.shape != after.shape or not before.size:
        raise ValueError("Every pair has a first and a second value, and there is one at least.")
    return before, after


def _over(value: float, spread: float) -> float | None:
    return value / spread if spread > 0 else None
