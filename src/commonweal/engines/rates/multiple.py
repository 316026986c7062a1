"""Many questions at once: which of a board's findings stand when each had its chance to look like one."""

from collections.abc import Sequence

import numpy as np


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Each p adjusted, in the order given: keep those below q, and on average at most the share q of them is false.

    Holds for independent and for positively dependent questions. A p outside 0 to 1, or a missing one: ValueError.
    Source: Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57:289; R's `p.adjust(p, "BH")`.
    """
    p = np.asarray(p_values, dtype=float)
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("Each p lies between 0 and 1; leave out a question that has none.")
    falling = np.argsort(p, kind="stable")[::-1]
    adjusted = np.empty_like(p)
    adjusted[falling] = np.minimum.accumulate(p[falling] * (len(p) / np.arange(len(p), 0, -1)))
    return [float(value) for value in adjusted]


def standing(p_values: Sequence[float], q: float = 0.05) -> list[bool]:
    """Which findings of a board stand at the false discovery rate q."""
    return [value <= q for value in benjamini_hochberg(p_values)]
