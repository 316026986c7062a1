"""How far the questions of a scale hang together: alpha, which for right and wrong is KR-20, with its interval."""

from dataclasses import dataclass

import numpy as np

from commonweal.engines.psychometrics.answers import Matrix, complete, correlations, figure, varies
from commonweal.lib.quantiles import tail

#: Below so many people alpha is not shown: it would be noise.
FEWEST_PEOPLE = 30


@dataclass(frozen=True, slots=True)
class Alpha:
    """Of the `n` people who answered all `k` questions; None where it is not defined."""

    n: int
    k: int
    value: float | None
    low: float | None = None
    high: float | None = None


def alpha(answers: Matrix, level: float = 0.95) -> Alpha:
    """Cronbach's alpha, listwise, with Feldt's interval. One question, one person, or no spread: None.

    Source: Cronbach 1951; the interval Feldt, Woodruff & Salih 1987, Applied Psychological Measurement 11:93.
    """
    people = complete(answers)
    n, k = people.shape
    value = _alpha(people)
    if value is None:
        return Alpha(n, k, None)
    from scipy.special import fdtri

    freedom, left = (n - 1, (n - 1) * (k - 1)), tail(level)
    low, high = (1 - (1 - value) * float(fdtri(*freedom, share)) for share in (1 - left, left))
    return Alpha(n, k, value, low, high)


def alpha_without(answers: Matrix) -> list[float | None]:
    """For each question: alpha of all the others."""
    people = complete(answers)
    return [_alpha(np.delete(people, item, axis=1)) for item in range(people.shape[1])]


def standardised_alpha(answers: Matrix) -> float | None:
    """Alpha as if all questions had the same spread, from their mean correlation."""
    k, r = answers.shape[1], mean_correlation(answers)
    return None if r is None else k * r / (1 + (k - 1) * r)


def mean_correlation(answers: Matrix) -> float | None:
    """The mean correlation between two questions; None where one of them does not vary."""
    people = complete(answers)
    k = people.shape[1]
    if k < 2 or len(people) < 2 or not all(varies(people[:, item]) for item in range(k)):
        return None
    return float(correlations(people)[np.triu_indices(k, 1)].mean())


def kr20(answers: Matrix) -> float | None:
    """KR-20 of right (1) and wrong (0), with the population variance of the total: then it is alpha exactly.

    With the sample variance it comes out too high. Source: Kuder & Richardson 1937.
    """
    people = complete(answers)
    n, k = people.shape
    total = people.sum(axis=1)
    if k < 2 or n < 2 or not varies(total):
        return None
    p = people.mean(axis=0)
    return float(k / (k - 1) * (1 - (p * (1 - p)).sum() / total.var()))


def _alpha(people: Matrix) -> float | None:
    n, k = people.shape
    if k < 2 or n < 2:
        return None
    total = people.sum(axis=1)
    if not varies(total):
        return None
    return figure(k / (k - 1) * (1 - people.var(axis=0, ddof=1).sum() / total.var(ddof=1)))
