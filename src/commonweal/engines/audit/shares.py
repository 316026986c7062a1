"""Percentages and rates as what they give away: the counts in them, the others, and all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonweal.engines.audit.released import TOTAL, ReleasedCell, ReleasedTable

#: The dimension whose parts are those counted, the others, and as their Total the denominator.
COUNT, IN, OTHERS = "count", "in", "others"
_SCALES = (1, 100, 1_000, 10_000, 100_000)
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage or rate as released; what is not shown is None."""

    coordinates: tuple[str, ...]
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    hidden: bool = False


def counts_of_shares(name: str, dimensions: tuple[str, ...], shares: Sequence[Share]) -> ReleasedTable:
    """The counts behind shares as a table of their own, for shares add up to nothing and their counts do.

    A rounded share beside one of its counts leaves a range for the other one.
    """
    rounding = _rounding(shares)
    cells = [cell for share in shares for cell in _counts(share, rounding)]
    return ReleasedTable(name, (*dimensions, COUNT), cells)


def _counts(share: Share, rounding: tuple[float, float] | None) -> Iterator[ReleasedCell]:
    inside, all_ = share.numerator, share.denominator
    others = all_ - inside if inside is not None and all_ is not None and inside <= all_ else None
    low, high = _range_of_numerator(share, rounding)
    yield _cell(share, IN, inside, low, high)
    if inside is None or all_ is None or inside <= all_:  # a rate may have more cases than people
        less = None if all_ is None or high is None else all_ - high
        yield _cell(share, OTHERS, others, max(0, less or 0), None if all_ is None else all_ - low)
        yield _cell(share, TOTAL, all_, *_range_of_denominator(share, rounding))


def _cell(share: Share, count: str, value: float | None, low: float, high: float | None) -> ReleasedCell:
    # Of a hidden share both counts must be gone; its denominator alone may be shown.
    is_hidden = share.hidden and (value is None or count == IN)
    return ReleasedCell((*share.coordinates, count), value, is_hidden, low, high)


def _rounding(shares: Sequence[Share]) -> tuple[float, float] | None:
    """The scale (100 for a percent) and half a unit of the last decimal, as the shares shown in full tell them."""
    whole = [s for s in shares if s.value and s.numerator and s.denominator]
    values = [s.value for s in shares if s.value is not None]
    if not whole:
        return None
    ratios = sorted(float(s.value or 0) * float(s.denominator or 0) / float(s.numerator or 1) for s in whole)
    scale = min(_SCALES, key=lambda each: abs(math.log(ratios[len(ratios) // 2] / each)))
    decimals = next(
        (d for d in range(_MOST_DECIMALS) if all(abs(round(v, d) - v) < 1e-9 for v in values)), _MOST_DECIMALS
    )
    return scale, 0.5 * 10**-decimals


def _range_of_numerator(share: Share, rounding: tuple[float, float] | None) -> tuple[float, float | None]:
    if share.denominator is None or share.value is None or share.numerator is not None or rounding is None:
        return 0, share.denominator if share.numerator is None else None
    scale, half = rounding
    low = math.ceil(share.denominator * (share.value - half) / scale - 1e-9)
    return max(0, low), math.floor(share.denominator * (share.value + half) / scale + 1e-9)


def _range_of_denominator(share: Share, rounding: tuple[float, float] | None) -> tuple[float, float | None]:
    if share.numerator is None or share.value is None or share.denominator is not None or rounding is None:
        return 0, None
    scale, half = rounding
    low = math.ceil(share.numerator * scale / (share.value + half) - 1e-9)
    above = share.value - half
    return low, math.floor(share.numerator * scale / above + 1e-9) if above > 0 else None
