"""Several askings of the same people, some of whom missed some: a mixed model with a level of each person's own."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.lib.quantiles import student_quantile

#: Below so many people the spread between them is not worth estimating.
FEWEST_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class Wave:
    """How far one asking lies from the first, over all people as if nobody had missed any."""

    wave: Hashable
    n: int
    change: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Waves:
    """`between` and `within` are variances: of people's own levels, and of what moves from asking to asking."""

    people: int
    first: float
    between: float
    within: float
    df: int
    waves: tuple[Wave, ...]


Design = NDArray[np.float64]
#: Whose value each is, counted from nought.
Owners = NDArray[np.int64]


def mixed_waves(
    people: Sequence[Hashable], waves: Sequence[Hashable], values: Sequence[float], level: float = 0.95
) -> Waves | None:
    """Each later wave against the first, by REML; a person who missed one still tells of the others.

    With all there twice it is the paired change and Student's interval exactly. Degrees of freedom as in R's nlme:
    values less people less waves, plus one. Fewer than twenty people, one wave, or nothing to estimate: None.
    Source: Laird & Ware 1982, Biometrics 38:963; Pinheiro & Bates 2000.
    """
    names = list(dict.fromkeys(waves))
    persons = {person: place for place, person in enumerate(dict.fromkeys(people))}
    own = np.array([persons[person] for person in people], dtype=np.int64)
    y = np.asarray(values, dtype=float)
    x = np.column_stack([np.ones(len(y)), *([wave == name for wave in waves] for name in names[1:])]).astype(float)
    df = len(y) - len(persons) - (len(names) - 1)
    if len(persons) < FEWEST_PEOPLE or len(names) < 2 or df < 1 or _leaves_nothing(x, y, own):
        return None
    ratio = _ratio(x, y, own)
    told, inverse, rest = _weighted(x, y, own, ratio)
    within = rest / (len(y) - x.shape[1])
    errors = np.sqrt(within * np.diag(inverse))
    reach = student_quantile(level, df)
    found = [
        Wave(name, int(sum(wave == name for wave in waves)), float(told[i]), float(errors[i]),
             float(told[i] - reach * errors[i]), float(told[i] + reach * errors[i]))
        for i, name in enumerate(names[1:], start=1)
    ]  # fmt: skip
    return Waves(len(persons), float(told[0]), ratio * within, within, df, tuple(found))


def _leaves_nothing(x: Design, y: Design, own: Owners) -> bool:
    """Whether people's own levels and the askings say each value exactly: then nothing moves within a person."""
    everything = np.column_stack([x, np.eye(int(own.max()) + 1)[own]])
    told = np.linalg.lstsq(everything, y, rcond=None)[0]
    return bool(np.abs(y - everything @ told).max() <= 1e-9 * max(1.0, float(np.abs(y).max())))


def _ratio(x: Design, y: Design, own: Owners) -> float:
    """How large people's own spread is beside the rest, where the restricted likelihood is highest."""
    from scipy.optimize import minimize_scalar

    def misfit(log: float) -> float:
        return _misfit(x, y, own, math.exp(log))

    best = minimize_scalar(misfit, bounds=(-12, 12), method="bounded", options={"xatol": 1e-10})
    return 0.0 if _misfit(x, y, own, 0.0) <= best.fun else math.exp(best.x)


def _misfit(x: Design, y: Design, own: Owners, ratio: float) -> float:
    n, k = x.shape
    _told, inverse, rest = _weighted(x, y, own, ratio)
    sizes = np.bincount(own)
    return float((n - k) * math.log(rest) + np.log1p(sizes * ratio).sum() - np.linalg.slogdet(inverse)[1])


def _weighted(x: Design, y: Design, own: Owners, ratio: float) -> tuple[Design, Design, float]:
    """Generalised least squares: what a person's values share counts once."""
    shrunk = ratio / (1 + np.bincount(own) * ratio)
    sums = np.zeros((len(shrunk), x.shape[1]))
    np.add.at(sums, own, x)
    totals = np.bincount(own, weights=y)
    inverse = np.asarray(np.linalg.inv(x.T @ x - (sums * shrunk[:, None]).T @ sums), dtype=np.float64)
    told = inverse @ (x.T @ y - sums.T @ (shrunk * totals))
    left = y - x @ told
    rest = float(left @ left - (shrunk * np.bincount(own, weights=left) ** 2).sum())
    return told, inverse, rest
