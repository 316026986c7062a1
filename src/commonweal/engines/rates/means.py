"""A mean and its interval: of one sample, and of a sample drawn from strata of known size."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.lib.quantiles import normal_quantile, tail


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of `n` values in their own unit; one value has no spread, and so no interval."""

    n: int
    mean: float
    sd: float | None
    error: float | None
    low: float | None
    high: float | None


def mean_interval(values: Sequence[float], level: float = 0.95) -> Mean:
    """The mean with Student's interval, sd with n − 1. No value: ValueError. Source: Student 1908."""
    from scipy.special import stdtrit

    y = np.asarray(values, dtype=float)
    if not y.size:
        raise ValueError("No value has no mean.")
    n, mean = len(y), float(y.mean())
    if n == 1:
        return Mean(1, mean, None, None, None, None)
    sd = float(y.std(ddof=1))
    error = sd / math.sqrt(n)
    reach = float(stdtrit(n - 1, 1 - tail(level))) * error
    return Mean(n, mean, sd, error, mean - reach, mean + reach)


def stratified_mean(strata: Sequence[Sequence[float]], people: Sequence[float], level: float = 0.95) -> Mean:
    """The mean of a population from samples of its strata, each weighted by the people it stands for.

    `strata` are the values of each, `people` how many each has in all; with the finite correction of each stratum
    and the normal interval, as `svymean` of R's survey. A stratum with one value (of more people) leaves no error.
    A stratum that is empty, or smaller than its sample: ValueError. Source: Lumley 2010, Complex Surveys, 2.
    """
    if len(strata) != len(people) or not all(len(values) for values in strata):
        raise ValueError("Every stratum needs its values and its number of people.")
    if any(size < len(values) for values, size in zip(strata, people, strict=True)):
        raise ValueError("A stratum is smaller than its sample.")
    everybody = math.fsum(people)
    shares = [size / everybody for size in people]
    samples = [np.asarray(values, dtype=float) for values in strata]
    mean = math.fsum(share * float(y.mean()) for share, y in zip(shares, samples, strict=True))
    n = sum(len(y) for y in samples)
    if any(len(y) == 1 and size > 1 for y, size in zip(samples, people, strict=True)):
        return Mean(n, mean, None, None, None, None)
    error = math.sqrt(math.fsum(map(_variance, shares, samples, people)))
    reach = normal_quantile(level) * error
    return Mean(n, mean, None, error, mean - reach, mean + reach)


def _variance(share: float, y: np.ndarray, size: float) -> float:
    return share**2 * (1 - len(y) / size) * float(y.var(ddof=1)) / len(y) if len(y) > 1 else 0.0
