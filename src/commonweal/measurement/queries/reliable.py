"""Whether a figure of a group says enough to be shown: the rules of the NCHS, applied to every cell of a split.

This hides noise, not people: the counts stay, and what is too unsure is the share made from them.
"""

from typing import Any

from commonweal.engines.rates.reliability import Reliability, proportion_reliability, rate_reliability
from commonweal.measurement.models import Definition

Row = dict[str, Any]


def reliability_of(definition: Definition, cell: Row) -> Reliability | None:
    """None where the rules say nothing: no counts, or a figure that is no share and no rate of people."""
    count, base = cell["numerator"], cell["denominator"]
    if cell["hidden"] or count is None or not base or count < 0:
        return None
    if definition.kind == Definition.Kind.PERCENT and count <= base:
        return proportion_reliability(count, base)
    if definition.kind == Definition.Kind.RATE and count == int(count):
        return rate_reliability(count, base)
    return None


def with_reliability(definition: Definition, cell: Row) -> Row:
    """The cell with what to do with it: show, caution, or hide; what is to be hidden has no share left."""
    found = reliability_of(definition, cell)
    if found is None:
        return cell
    unsure = dict.fromkeys(("value", "low", "high")) if found.action == "hide" else {}
    return {**cell, **unsure, "reliability": found.action}
