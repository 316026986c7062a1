"""How much of what could be learned was learned: Hake's normalised gain of the class."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.lib.quantiles import tail

INTERVAL = "Fieller, over matched pairs"


@dataclass(frozen=True, slots=True)
class Gain:
    """None where nothing was left to learn. The interval is None where that cannot be told from nothing."""

    value: float | None
    low: float | None = None
    high: float | None = None


def class_gain(mean_pre: float, mean_post: float, maximum: float) -> float | None:
    """(M̄post − M̄pre) / (max − M̄pre) of the class. Full marks at first: None. Source: Hake 1998."""
    left = maximum - mean_pre
    return (mean_post - mean_pre) / left if left > 0 else None


def normalised_gain(pre: Sequence[float], post: Sequence[float], maximum: float, level: float = 0.95) -> Gain:
    """The class's gain with Fieller's interval: both what was learned and what was left to learn are means of
    the same people. Source: Hake 1998, American Journal of Physics 66:64; Fieller 1954.
    """
    from scipy.special import stdtrit

    before, after = np.asarray(pre, dtype=float), np.asarray(post, dtype=float)
    learned, left = after - before, maximum - before
    value = class_gain(float(before.mean()), float(after.mean()), maximum)
    n = len(before)
    if value is None or n < 2:
        return Gain(value)
    (v11, v12), (_, v22) = np.cov(learned, left, ddof=1) / n
    t2 = float(stdtrit(n - 1, 1 - tail(level))) ** 2
    top, bottom = float(learned.mean()), float(left.mean())
    a, b, c = bottom**2 - t2 * v22, top * bottom - t2 * v12, top**2 - t2 * v11
    inside = b * b - a * c
    if a <= 0 or inside < 0:
        return Gain(value)
    return Gain(value, float((b - math.sqrt(inside)) / a), float((b + math.sqrt(inside)) / a))


def individual_gains(pre: Sequence[float], post: Sequence[float], maximum: float) -> list[float]:
    """Each person's gain, of those who could still gain; unbounded below, so a detail only."""
    return [(b - a) / (maximum - a) for a, b in zip(pre, post, strict=True) if a < maximum]


def normalised_changes(pre: Sequence[float], post: Sequence[float], maximum: float) -> list[float]:
    """Each person's normalised change: a loss is measured against what there was to lose.

    Full marks twice, and none twice, are left out. Source: Marx & Cummings 2007, American Journal of Physics 75:87.
    """
    told = []
    for a, b in zip(pre, post, strict=True):
        if b > a:
            told.append((b - a) / (maximum - a))
        elif b < a:
            told.append((b - a) / a)
        elif 0 < a < maximum:
            told.append(0.0)
    return told
