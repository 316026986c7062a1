"""Show a figure, show it with care, or hide it because it would say too little: the rules of the NCHS.

Not to be mixed up with disclosure control, which hides people; this hides noise. Both can hold.
Sources: NCHS, Vital and Health Statistics, Series 2 no. 175 (proportions, 2017) and no. 200 (rates and counts, 2023),
as CDC's surveytable has them coded.
"""

from dataclasses import dataclass
from typing import Literal

from commonweal.engines.rates.counts import garwood
from commonweal.engines.rates.proportions import clopper_pearson

Action = Literal["show", "caution", "hide"]

FEWEST_PEOPLE, WIDEST, NARROW, WIDEST_OF_PROPORTION = 30, 0.30, 0.05, 1.30
FEWEST_CASES, WIDEST_OF_RATE = 10, 1.60
FEWEST_DEGREES = 8
_HIDE = ("no-people", "few-people", "wide", "relatively-wide", "few-cases")


@dataclass(frozen=True, slots=True)
class Reliability:
    """What to do with a figure and why; the widths that decided it, None where there are none.

    `low`, `high` are the interval of the rule (exact), for a proportion between 0 and 1, for a rate in cases.
    Reasons that hide: no-people, few-people, wide, relatively-wide, few-cases. That ask for care: complement (the
    others' share would be hidden), none-or-all (0 or 100 %), few-degrees (a survey with under 8 degrees of freedom).
    """

    action: Action
    reasons: tuple[str, ...]
    low: float | None
    high: float | None
    width: float | None
    relative_width: float | None


def proportion_reliability(
    k: float, n: float, *, effective: float | None = None, degrees: float | None = None
) -> Reliability:
    """k of n people; of a survey with a design, the effective sample size and the degrees of freedom too.

    Hidden below 30 people or from a width of 0.30 on; shown up to a width of 0.05; between the two hidden where the
    interval is wider than 130 % of the proportion. Nobody asked: hidden.
    """
    if n <= 0:
        return Reliability("hide", ("no-people",), None, None, None, None)
    people = n if effective is None else min(effective, n)
    p = k / n
    low, high = clopper_pearson(p * people, people)
    width = high - low
    reasons = []
    if people < FEWEST_PEOPLE:
        reasons.append("few-people")
    if width >= WIDEST:
        reasons.append("wide")
    if _relatively_wide(width, p):
        reasons.append("relatively-wide")
    if not reasons:
        reasons = _cautions(p, width, degrees)
    return Reliability(_action(reasons), tuple(reasons), low, high, width, width / p if p else None)


def rate_reliability(count: float, denominator: float | None = None, *, degrees: float | None = None) -> Reliability:
    """A rate of whole cases in people, or a bare count of events.

    Hidden below 10 cases, below 10 people, or where the exact interval is wider than 160 % of the count.
    """
    if denominator is not None and denominator <= 0:
        return Reliability("hide", ("no-people",), None, None, None, None)
    low, high = garwood(count)
    relative = (high - low) / count if count else None
    reasons = []
    if count < FEWEST_CASES:
        reasons.append("few-cases")
    if denominator is not None and denominator < FEWEST_CASES:
        reasons.append("few-people")
    if relative is not None and relative > WIDEST_OF_RATE:
        reasons.append("relatively-wide")
    if not reasons and degrees is not None and degrees < FEWEST_DEGREES:
        reasons.append("few-degrees")
    return Reliability(_action(reasons), tuple(reasons), low, high, high - low, relative)


def _relatively_wide(width: float, p: float) -> bool:
    return NARROW < width < WIDEST and p > 0 and width / p > WIDEST_OF_PROPORTION


def _cautions(p: float, width: float, degrees: float | None) -> list[str]:
    told = []
    if _relatively_wide(width, 1 - p):
        told.append("complement")
    if p in (0.0, 1.0):
        told.append("none-or-all")
    if degrees is not None and degrees < FEWEST_DEGREES:
        told.append("few-degrees")
    return told


def _action(reasons: list[str]) -> Action:
    if any(reason in _HIDE for reason in reasons):
        return "hide"
    return "caution" if reasons else "show"
