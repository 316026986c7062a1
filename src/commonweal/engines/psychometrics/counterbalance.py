"""Two forms of a test, each given first to half of the people: their change without what the forms differ by."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from commonweal.lib.quantiles import student_quantile


@dataclass(frozen=True, slots=True)
class Balanced:
    """`change` is free of the forms; `forms` is how much easier the second form is than the first one, in points."""

    change: float
    low: float
    high: float
    forms: float
    forms_low: float
    forms_high: float


def balanced_change(first_then_second: Sequence[float], second_then_first: Sequence[float], level: float = 0.95) -> (
    Balanced | None
):  # fmt: skip
    """Of each person's change in the two orders. Each order counts half, however many had it; Welch's interval.

    It needs two people in each order, and some spread. Source: Hills & Armitage 1979, Br J Clin Pharmacol 8:7.
    """
    orders = (first_then_second, second_then_first)
    if min(map(len, orders)) < 2:
        return None
    parts = [variance(changes) / len(changes) for changes in orders]
    if not sum(parts) > 0:
        return None
    below = sum(part**2 / (len(changes) - 1) for part, changes in zip(parts, orders, strict=True))
    reach = student_quantile(level, max(1, int(sum(parts) ** 2 / below))) * sum(parts) ** 0.5 / 2
    one, other = (fmean(changes) for changes in orders)
    change, forms = (one + other) / 2, (one - other) / 2
    return Balanced(change, change - reach, change + reach, forms, forms - reach, forms + reach)
