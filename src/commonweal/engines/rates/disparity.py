"""How far a measure's groups are apart, in one number each: the measures of WHO's HEAT, and the slope index of OHID.

Everywhere: `rates` are one figure a group, `people` how many each group has; arrays of one length in one order, with
no gaps. Figures keep the unit of the rates; relative ones are fractions of the mean (WHO prints them × 100, and Theil
and MLD × 1000). What cannot be said (a mean of nought, a logarithm of nought) is None. Unequal lengths, no group,
people or rates below nought: ValueError. Source, but for the slope: WHO, Health Equity Assessment Toolkit, technical
notes; healthequal 1.0.0 for the formulas, not for its intervals.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.rates.estimates import Estimate
from commonweal.lib.quantiles import normal_quantile

LOWER, HIGHER = "lower", "higher"
ENOUGH_ORDERED = 5


@dataclass(frozen=True, slots=True)
class Groups:
    """Rates and shares of people, checked; `mean` is the people's, never the groups'."""

    rates: np.ndarray
    shares: np.ndarray

    @property
    def mean(self) -> float:
        return float(self.shares @ self.rates)


def groups_of(rates: Sequence[float], people: Sequence[float]) -> Groups:
    y, n = np.asarray(rates, dtype=float), np.asarray(people, dtype=float)
    if y.shape != n.shape or not y.size:
        raise ValueError("Each group needs its rate and its people, and there must be one group.")
    if not (np.isfinite(y).all() and (y >= 0).all() and (n >= 0).all() and 0 < n.sum() < math.inf):
        raise ValueError("Rates and people cannot be below nought, and somebody must be there.")
    return Groups(y, n / n.sum())


# ---- Absolute: in the unit of the rates (its square for the variance) ------------------------------


def between_group_variance(groups: Groups, errors: Sequence[float] | None = None) -> tuple[float, float | None]:
    """Σ pⱼ(yⱼ − μ)², and its standard error where the rates' own are given (the variance of a quadratic form)."""
    y, p = groups.rates, groups.shares
    variance = float(p @ (y - groups.mean) ** 2)
    if errors is None:
        return variance, None
    s2 = np.asarray(errors, dtype=float) ** 2
    slopes = 2 * p * (y - groups.mean)
    form = np.diag(p) - np.outer(p, p)
    return variance, math.sqrt(float(slopes**2 @ s2) + 2 * float(s2 @ form**2 @ s2))


def between_group_sd(groups: Groups) -> float:
    """The root of the between-group variance."""
    return math.sqrt(between_group_variance(groups)[0])


def best_rate(groups: Groups, direction: str) -> float:
    """The rate of the group that does best: the lowest where lower is better."""
    return float(groups.rates.min() if _lower(direction) else groups.rates.max())


def mean_difference(groups: Groups, point: float, *, weighted: bool) -> float:
    """The mean distance of the groups from a point: the best group's rate (MDB), the mean (MDM), a reference's (MDR).

    Weighted by people, or each group alike.
    """
    distances = np.abs(groups.rates - point)
    return float(groups.shares @ distances) if weighted else float(distances.mean())


def attributable_risk(groups: Groups, direction: str, reference: float | None = None) -> float:
    """PAR: what all together would gain at the rate of the best (or the reference) group; never below 0."""
    aim = best_rate(groups, direction) if reference is None else reference
    return max(0.0, groups.mean - aim if _lower(direction) else aim - groups.mean)


# ---- Relative: fractions of the mean --------------------------------------------------------------


def variation(groups: Groups) -> float | None:
    """The between-group standard deviation as a fraction of the mean."""
    return _of_mean(between_group_sd(groups), groups)


def index_of_disparity(groups: Groups, *, weighted: bool) -> float | None:
    """IDISU, IDISW of WHO: the mean distance from the mean, as a fraction of it.

    Not the index of Pearcy & Keppel 2002, which measures from the best group and leaves that one out.
    """
    return _of_mean(mean_difference(groups, groups.mean, weighted=weighted), groups)


def attributable_fraction(groups: Groups, direction: str, reference: float | None = None) -> float | None:
    """PAF: the PAR as a fraction of the mean."""
    return _of_mean(attributable_risk(groups, direction, reference), groups)


def theil(groups: Groups, errors: Sequence[float] | None = None) -> tuple[float | None, float | None]:
    """Σ pⱼ rⱼ ln rⱼ with rⱼ = yⱼ/μ, and its standard error (Borrell & Talih 2011); a rate of 0 adds nothing."""
    if groups.mean == 0:
        return None, None
    p, r = groups.shares, groups.rates / groups.mean
    logs = np.log(r, out=np.zeros_like(r), where=r > 0)
    index = float(p @ (r * logs))
    return max(0.0, index), _error(p * (logs - index) / groups.mean, errors, bool((r > 0).all()))


def mean_log_deviation(groups: Groups, errors: Sequence[float] | None = None) -> tuple[float | None, float | None]:
    """Σ pⱼ (−ln rⱼ), and its standard error (Borrell & Talih 2011); a group with people and a rate of 0 leaves none."""
    y, p, mean = groups.rates, groups.shares, groups.mean
    there = p > 0
    if not (y[there] > 0).all():
        return None, None
    index = float(p[there] @ -np.log(y[there] / mean))
    slopes = np.zeros_like(y)
    slopes[there] = p[there] * (1 / mean - 1 / y[there])
    return max(0.0, index), _error(slopes, errors, True)


# ---- Ordered groups -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SlopeIndex:
    """SII: the line at the most favoured end less at the least favoured, in the rates' unit; RII their ratio."""

    sii: Estimate
    rii: float | None


def slope_index(groups: Groups, errors: Sequence[float] | None = None, level: float = 0.95) -> SlopeIndex:
    """OHID's linear index; groups stand in order, the most disadvantaged first. Fewer than five have none.

    Least squares of the rates on the middle of each group's stretch of the people, weighted by people. With standard
    errors the interval is that of the line's slope, which is what OHID draws by simulation. RII is null where the
    line is at or below 0 at the disadvantaged end. Source: OHID, PHEindicatormethods 2.1, `phe_sii`.
    """
    y, p = groups.rates, groups.shares
    ranks = np.cumsum(p) - p / 2
    centred = ranks - float(p @ ranks)
    spread = float(p @ centred**2)
    if len(y) < ENOUGH_ORDERED or spread == 0:
        return SlopeIndex(Estimate(None), None)
    pulls = p * centred / spread
    slope = float(pulls @ y)
    start = groups.mean - slope * float(p @ ranks)
    error = _error(pulls, errors, True)
    reach = None if error is None else normal_quantile(level) * error
    found = Estimate(slope) if reach is None else Estimate(slope, slope - reach, slope + reach)
    return SlopeIndex(found, (start + slope) / start if start > 0 else None)


def _lower(direction: str) -> bool:
    if direction not in (LOWER, HIGHER):
        raise ValueError(f"{direction!r} is not {LOWER} or {HIGHER}.")
    return direction == LOWER


def _of_mean(value: float, groups: Groups) -> float | None:
    return value / groups.mean if groups.mean > 0 else None


def _error(slopes: np.ndarray, errors: Sequence[float] | None, defined: bool) -> float | None:
    """The standard error of a smooth figure by its slopes (delta method)."""
    if errors is None or not defined:
        return None
    return math.sqrt(float(slopes**2 @ np.asarray(errors, dtype=float) ** 2))
