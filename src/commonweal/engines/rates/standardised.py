"""Rates made comparable between places whose ages differ: direct by Fay and Feuer or Dobson, and indirect.

Arrays have one entry for each age band (or other stratum), in one order: cases, people, and the standard's people.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.rates.counts import EXACT_BELOW, byar, rate_interval
from commonweal.engines.rates.estimates import Estimate
from commonweal.engines.rates.proportions import Interval
from commonweal.lib.quantiles import tail

METHODS = ("fay-feuer", "dobson")


@dataclass(frozen=True, slots=True)
class Standardised:
    """A directly standardised rate for each `per` people beside the crude one; None where it is not published."""

    cases: float
    crude: float
    rate: float | None
    low: float | None
    high: float | None
    method: str


@dataclass(frozen=True, slots=True)
class Indirect:
    """Cases that were counted, that the reference's rates would give, and their ratio (1 = as in the reference)."""

    observed: float
    expected: float
    ratio: Estimate


def direct_rate(
    counts: Sequence[float],
    people: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 1.0,
    level: float = 0.95,
    method: str = "fay-feuer",
) -> Standardised:
    """The rate that the standard's ages would give. A band without people, or bands that do not match: ValueError.

    fay-feuer: the gamma interval of Fay & Feuer 1997, Statistics in Medicine 16:791, with the largest weight.
    dobson: "OHID-compatible", Dobson et al. 1991, Statistics in Medicine 10:457, with Byar's limits of the count;
    below ten cases OHID publishes none, so there is no rate either.
    """
    d, n, std = _bands(counts, people, standard)
    if not ((n > 0).all() and (std >= 0).all() and std.sum() > 0 and (d >= 0).all()):
        raise ValueError("Every band needs people, no count may be below nought, and the standard needs somebody.")
    weights = std / std.sum() / n
    cases, rate, variance = float(d.sum()), float(weights @ d), float(weights**2 @ d)
    if method not in METHODS:
        raise ValueError(f"{method!r} is not one of {', '.join(METHODS)}.")
    crude = cases / float(n.sum()) * per
    if method == "dobson" and cases < EXACT_BELOW:
        return Standardised(cases, crude, None, None, None, method)
    if method == "dobson":
        limits = (rate + math.sqrt(variance / cases) * (limit - cases) for limit in byar(cases, level))
    else:
        limits = (limit for limit in _gamma_limits(rate, variance, float(weights.max()), level))
    low, high = (limit * per for limit in limits)
    return Standardised(cases, crude, rate * per, low, high, method)


def indirect_ratio(
    counts: Sequence[float],
    people: Sequence[float],
    reference: tuple[Sequence[float], Sequence[float]],
    *,
    level: float = 0.95,
) -> Indirect:
    """Observed over expected cases (SMR), where the reference is (its cases, its people) in the same bands.

    The interval is the count's, exact below ten and else Byar's, over the expected. Source: OHID,
    PHEindicatormethods 2.1. Nobody expected: no ratio. People in a band that the reference lacks: ValueError.
    """
    d, n, ref_d = _bands(counts, people, reference[0])
    _, _, ref_n = _bands(counts, people, reference[1])
    if ((ref_n <= 0) & (n > 0)).any():
        raise ValueError("The reference has nobody in a band that has people here.")
    rates = np.divide(ref_d, ref_n, out=np.zeros_like(ref_d), where=ref_n > 0)
    observed, expected = float(d.sum()), float(rates @ n)
    if expected == 0:
        return Indirect(observed, expected, Estimate(None))
    low, high = rate_interval(observed, expected, level=level)
    return Indirect(observed, expected, Estimate(observed / expected, low, high))


def _gamma_limits(rate: float, variance: float, widest: float, level: float) -> Interval:
    from scipy.special import gammaincinv

    left = tail(level)
    # Half a chi-square quantile is a gamma quantile of half the degrees of freedom.
    low = 0.0 if rate == 0 else variance / rate * float(gammaincinv(rate**2 / variance, left))
    more, spread = rate + widest, variance + widest**2
    return low, spread / more * float(gammaincinv(more**2 / spread, 1 - left))


def _bands(*columns: Sequence[float]) -> tuple[np.ndarray, ...]:
    arrays = tuple(np.asarray(column, dtype=float) for column in columns)
    if len({array.shape for array in arrays}) > 1 or not arrays[0].size:
        raise ValueError("Cases, people and the standard need the same bands, and at least one.")
    return arrays
