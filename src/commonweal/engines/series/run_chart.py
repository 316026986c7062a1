"""Run chart with Anhøj's rules: is the median crossed as often, and are runs as short, as chance would have it.

Source: Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825; the limits as in R's qicharts2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, log2

import numpy as np

from commonweal.engines.series.control_charts import ENOUGH_FOR_SIGNALS
from commonweal.engines.series.control_rules import Signal


@dataclass(frozen=True, slots=True)
class RunChart:
    """`useful` points lie off the median. Limits are None where no point is useful."""

    median: float
    useful: int
    longest_run: int
    longest_run_max: int | None
    crossings: int
    crossings_min: int | None
    signals: tuple[Signal, ...]


def run_chart(values: Sequence[float]) -> RunChart:
    """The chart of values in time order, at least one; signals from eight points on."""
    y = np.asarray(values, dtype=float)
    if not len(y):
        raise ValueError("A run chart needs at least one value.")
    median = float(np.median(y))
    positions = [int(i) for i in np.flatnonzero(y != median)]
    sides = [y[i] > median for i in positions]
    lengths = _lengths(sides)
    longest, crossings = max(lengths, default=0), max(len(lengths) - 1, 0)
    most, fewest = (longest_allowed(len(sides)), fewest_crossings(len(sides))) if sides else (None, None)
    signals: list[Signal] = []
    if len(y) >= ENOUGH_FOR_SIGNALS and most is not None and fewest is not None:
        if longest > most:
            signals.append(_long_run(positions, sides, lengths, most))
        if crossings < fewest:
            signals.append(Signal("few-crossings", len(y) - 1, 0, bool(y[-1] > median)))
    return RunChart(median, len(sides), longest, most, crossings, fewest, tuple(signals))


def longest_allowed(useful: int) -> int:
    """round(log2 n) + 3."""
    return round(log2(useful)) + 3


def fewest_crossings(useful: int) -> int:
    """The 5 % quantile of Binomial(n − 1, ½), in whole numbers."""
    throws, reached, k = useful - 1, 0, 0
    while True:
        reached += comb(throws, k)
        if 20 * reached >= 2**throws:
            return k
        k += 1


def _lengths(sides: Sequence[bool]) -> list[int]:
    lengths: list[int] = []
    for i, side in enumerate(sides):
        if i and side == sides[i - 1]:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


def _long_run(positions: Sequence[int], sides: Sequence[bool], lengths: Sequence[int], most: int) -> Signal:
    """The first of the longest runs, at the point that makes it too long."""
    run = lengths.index(max(lengths))
    start = sum(lengths[:run])
    return Signal("long-run", positions[start + most], positions[start], bool(sides[start]))
