"""Mean, spread and lag-1 autocorrelation that keep their digits, and whether groups differ.

Everything is taken from the first value on before it is squared: that is what keeps digits where a large level
carries small changes (NIST's StRD series NumAcc1–4). A textbook's mean(x²) − mean(x)² loses them all.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Summary:
    """`sd` has n − 1 below it and is None for one value; `autocorrelation` is None where nothing varies."""

    n: int
    mean: float
    sd: float | None
    autocorrelation: float | None


def mean(values: Sequence[float] | np.ndarray) -> float:
    """The mean of at least one value; of equal values exactly that value."""
    y = np.asarray(values, dtype=float)
    if not len(y):
        raise ValueError("No value has no mean.")
    first = float(y[0])
    return first + math.fsum(y - first) / len(y)


def summary(values: Sequence[float] | np.ndarray) -> Summary:
    """n, mean, standard deviation, and r(1) = Σ(yₜ − ȳ)(yₜ₊₁ − ȳ) / Σ(yₜ − ȳ)²."""
    y = np.asarray(values, dtype=float)
    around = y - mean(y)
    squares = math.fsum(around**2)
    sd = math.sqrt(squares / (len(y) - 1)) if len(y) > 1 else None
    return Summary(len(y), mean(y), sd, math.fsum(around[:-1] * around[1:]) / squares if squares > 0 else None)


def between_groups_f(groups: Sequence[Hashable], values: Sequence[float]) -> float | None:
    """F of a one-way analysis of variance, such as: do the quarters of a year differ. None where it is undefined."""
    y = np.asarray(values, dtype=float) - mean(values)
    members: dict[Hashable, list[float]] = {}
    for group, value in zip(groups, y.tolist(), strict=True):
        members.setdefault(group, []).append(value)
    free_between, free_within = len(members) - 1, len(y) - len(members)
    if free_between < 1 or free_within < 1:
        return None
    overall = mean(y)
    means = {group: mean(part) for group, part in members.items()}
    between = math.fsum(len(part) * (means[group] - overall) ** 2 for group, part in members.items())
    within = math.fsum((value - means[group]) ** 2 for group, part in members.items() for value in part)
    return (between / free_between) / (within / free_within) if within > 0 else None
