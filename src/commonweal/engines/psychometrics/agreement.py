"""How far people agree: within a group, and between groups. Below the cut a mean is not "the group's view"."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonweal.engines.psychometrics.answers import Matrix, complete, numbers

#: The usual cut. Below it the mean of a group stands for nobody in particular.
GROUP_VIEW = 0.70
#: So many groups ICC(1) needs to say anything.
FEWEST_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Icc:
    """ICC(1): the share of the spread that lies between groups. ICC(2): how sure the groups' means are."""

    icc1: float | None
    icc2: float | None
    groups: int
    n: int


def rwg(values: ArrayLike, points: int) -> float | None:
    """Agreement on one question with so many answers to choose from: 1 is all alike, 0 as if all had thrown dice.

    Against the uniform null, negative as 0. Fewer than two people: None. Source: James, Demaree & Wolf 1984.
    """
    given = np.asarray(values, dtype=float)
    given = given[~np.isnan(given)]
    if len(given) < 2 or points < 2:
        return None
    return max(0.0, 1 - float(given.var(ddof=1)) / dice(points))


def rwg_j(answers: Matrix, points: int) -> float | None:
    """Agreement of a group over all questions of a scale, listwise, reversed ones turned. Otherwise as `rwg`."""
    people = complete(answers)
    n, k = people.shape
    if n < 2 or points < 2 or not k:
        return None
    ratio = float(people.var(axis=0, ddof=1).mean()) / dice(points)
    return 0.0 if ratio > 1 else k * (1 - ratio) / (k * (1 - ratio) + ratio)


def dice(points: int) -> float:
    """The variance of answers thrown with a die of so many faces."""
    return (points * points - 1) / 12


def icc(groups: Sequence[Hashable], values: Sequence[float | None]) -> Icc:
    """From the analysis of variance, with the mean size of a group, as R's multilevel has it.

    Fewer than three groups, or nobody beyond one a group: None. Source: Bartko 1976; Bliese 2000.
    """
    y = numbers(values)
    there = ~np.isnan(y)
    names = [name for name, known in zip(groups, there, strict=True) if known]
    y = y[there]
    parts = [y[[name == group for name in names]] for group in dict.fromkeys(names)]
    k, n = len(parts), len(y)
    if k < FEWEST_GROUPS or n <= k:
        return Icc(None, None, k, n)
    between = sum(len(part) * (part.mean() - y.mean()) ** 2 for part in parts) / (k - 1)
    within = sum(((part - part.mean()) ** 2).sum() for part in parts) / (n - k)
    size = n / k
    spread = between + (size - 1) * within
    icc1 = float((between - within) / spread) if spread > 0 else None
    icc2 = float((between - within) / between) if between > 0 else None
    return Icc(icc1, icc2, k, n)
