"""How answers lie: how many gave which, the middle, and whether people disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

#: On five points; of other scales the same share of their width.
FAR_APART = 2.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Of `n` answers; `missing` did not answer. `counts` has every answer there is, nought where nobody gave it."""

    n: int
    missing: int
    counts: dict[float, int]
    mean: float | None
    sd: float | None
    median: float | None
    q1: float | None
    q3: float | None
    iqr: float | None
    apart: bool


def spread(values: Sequence[float | None], points: Iterable[float] = ()) -> Spread:
    """`points` are the answers to choose from. Quartiles by type 7 (Hyndman & Fan 1996), sd with n − 1.

    People are far apart where the middle half reaches over half the width of the scale: 2 of the 4 steps of five
    points.
    """
    given = [float(value) for value in values if value is not None and not np.isnan(value)]
    offered = [float(point) for point in points]
    counts = {point: given.count(point) for point in sorted({*offered, *given})}
    missing = len(values) - len(given)
    if not given:
        return Spread(0, missing, counts, None, None, None, None, None, None, False)
    q1, median, q3 = (float(q) for q in np.percentile(given, [25, 50, 75]))
    width = max(offered) - min(offered) if offered else 4.0
    sd = _deviation(given)
    apart = width > 0 and q3 - q1 >= FAR_APART / 4 * width
    return Spread(len(given), missing, counts, _mean(given), sd, median, q1, q3, q3 - q1, apart)


def _mean(given: Sequence[float]) -> float:
    """Where all answered alike it is that answer, and no rounding of sums beside it."""
    return given[0] if _are_alike(given) else float(np.mean(given))


def _deviation(given: Sequence[float]) -> float | None:
    if len(given) < 2:
        return None
    return 0.0 if _are_alike(given) else float(np.std(given, ddof=1))


def _are_alike(given: Sequence[float]) -> bool:
    return min(given) == max(given)


def stand_together(counts: Sequence[int]) -> bool:
    """Whether all gave one answer, or stand on one side of the middle: then it is known on which side each stands.

    `counts` are those of all answers there are, in their order.
    """
    last = len(counts) - 1
    given = [2 * place - last for place, count in enumerate(counts) if count]
    return len(given) == 1 or (bool(given) and (given[0] > 0 or given[-1] < 0))


def net_promoters(values: Sequence[float | None]) -> float | None:
    """Of answers from 0 to 10: the share of 9 and 10 less the share of 0 to 6, between −1 and 1."""
    given = [value for value in values if value is not None]
    if not given:
        return None
    return (sum(value >= 9 for value in given) - sum(value <= 6 for value in given)) / len(given)
