"""Funnel limits instead of a league table: how far chance alone takes a place of its size from the overall figure."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from commonweal.engines.rates.counts import byar
from commonweal.engines.rates.proportions import Interval
from commonweal.lib.quantiles import normal_quantile

#: The two lines that are drawn: two and three standard errors.
WARNING_LEVEL, CONTROL_LEVEL = 0.95, 0.998


@dataclass(frozen=True, slots=True)
class Position:
    """Where a place lies: `side` is above, below or within; `level` the wider line that it passed, if any."""

    side: str
    level: float | None


def proportion_limits(overall: float, n: float, level: float = WARNING_LEVEL) -> Interval:
    """The proportions of n people whose Wilson interval just reaches the overall one, cut at 0 and 1.

    Source: OHID, PHEindicatormethods 2.1; Spiegelhalter 2005, Statistics in Medicine 24:1185.
    """
    if not (0 <= overall <= 1 and n > 0):
        raise ValueError(f"{overall} among {n} people has no limits.")
    reach = normal_quantile(level) * math.sqrt(overall * (1 - overall) / n)
    return max(0.0, overall - reach), min(1.0, overall + reach)


def rate_limits(overall: float, denominator: float, level: float = WARNING_LEVEL) -> Interval:
    """The rates of so many people (in the unit of `overall`) whose Byar interval just reaches the overall rate."""
    if not (overall >= 0 and denominator > 0):
        raise ValueError(f"{overall} in {denominator} has no limits.")
    expected = overall * denominator
    most = expected + 40 * math.sqrt(expected + 1) + 100
    low = _count_where(lambda count: byar(count, level)[1], expected, most)
    high = _count_where(lambda count: byar(count, level)[0], expected, most)
    return low / denominator, high / denominator


def position(value: float, limits_at: Callable[[float], Interval]) -> Position:
    """Against both lines, the outer first; on a line is within."""
    for level in (CONTROL_LEVEL, WARNING_LEVEL):
        low, high = limits_at(level)
        if value < low:
            return Position("below", level)
        if value > high:
            return Position("above", level)
    return Position("within", None)


def _count_where(rising: Callable[[float], float], wanted: float, most: float) -> float:
    low, high = 0.0, most
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2
