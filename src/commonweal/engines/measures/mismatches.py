"""Where a parent's own figure and the sum of its parts disagree."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from commonweal.engines.measures import queries
from commonweal.engines.measures.hierarchy import Tree
from commonweal.engines.measures.ordering import in_order
from commonweal.engines.measures.rollup_words import WORDS

FIGURES = ("value", "numerator", "denominator")


class Step(queries.Step, Protocol):
    """A step of the roll-up with its tree."""

    @property
    def tree(self) -> Tree: ...


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A parent's stated figure, which was taken, and what its parts come to."""

    measure: str
    period: str
    partner: str
    dimension: str
    parent: str
    figure: str
    stated: float
    parts: float
    cell: Mapping[str, str] = field(default_factory=dict)
    #: The share of the whole's people who stand in none of the parts, where that is all that they differ by.
    outside: float | None = field(default=None, compare=False)

    @property
    def difference(self) -> float:
        return self.stated - self.parts

    def message(self, lang: str = "en") -> str:
        texts = {"measure": self.measure, "period": self.period, "parent": self.parent}
        if self.partner:
            texts["period"] = f"{self.period}, {self.partner}"
        return WORDS["mismatch"][lang].format(**texts, stated=f"{self.stated:g}", parts=f"{self.parts:g}")


def find_mismatches(
    connection: duckdb.DuckDBPyConnection, plan: queries.Plan, steps: Sequence[Step], step: Step
) -> list[Mismatch]:
    """Compare each parent that states a figure with what lies within it, in the facts as folded so far."""
    keys = ("measure", "period", "teller", *(name for name in plan.dimensions if name != step.dimension))
    so_far = queries.folded(plan, steps[: step.number - 1])
    _register_parts(connection, step)
    asked = (plan, step.number, step.dimension, keys)
    names = (*keys, step.dimension)
    parts = connection.sql(so_far + queries.parts_of_parents(*asked)).to_arrow_table().to_pylist()
    if not parts:
        return []
    own = in_order(connection.sql(so_far + queries.own_figures(*asked)).to_arrow_table(), names).to_pylist()
    by_key = {tuple(row[name] for name in names): row for row in parts}
    found = []
    for row in own:
        other = by_key.get(tuple(row[name] for name in names))
        figure = other and _differing(row, other)
        if other and figure:
            found.append(_mismatch(row, other, figure, step.dimension, plan.dimensions))
    return found


def _register_parts(connection: duckdb.DuckDBPyConnection, step: Step) -> None:
    """The tree without "lies in itself": what a parent is made of."""
    tree = step.tree
    pairs = [(node, above) for above in tree.ways for node in sorted(tree.within[above] - {above})]
    columns = {
        "node": pa.array([node for node, _ in pairs], pa.string()),
        "ancestor": pa.array([above for _, above in pairs], pa.string()),
        "is_inner": pa.array([1 if tree.is_inner(node) else 0 for node, _ in pairs], pa.int32()),
    }
    connection.register("parts_lines", pa.table(columns))
    connection.register("parents", pa.table({"node": pa.array(list(tree.ways), pa.string())}))


def _differing(own: Mapping[str, Any], parts: Mapping[str, Any]) -> str | None:
    """The first figure that both have and that differs by more than rounding. A hidden part is not compared."""
    if parts["status"] == "suppressed" or own["status"] == "suppressed":
        return None
    for figure in FIGURES:
        a, b = own[figure], parts[figure]
        if a is not None and b is not None and not math.isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-9):
            return figure
    return None


def _mismatch(
    own: Mapping[str, Any], parts: Mapping[str, Any], figure: str, dimension: str, dimensions: Sequence[str]
) -> Mismatch:
    return Mismatch(
        measure=own["measure"],
        period=own["period"] or "",
        partner=own["teller"],
        dimension=queries.name_of(dimension),
        parent=own[dimension],
        figure=figure,
        stated=float(own[figure]),
        parts=float(parts[figure]),
        cell={queries.name_of(name): own[name] for name in dimensions if name != dimension and own[name]},
        outside=_outside(own, parts),
    )


def _outside(own: Mapping[str, Any], parts: Mapping[str, Any]) -> float | None:
    """Of a count without its parts the figure itself is people; of others the denominator is."""
    pairs = [(float(own[name]), float(parts[name])) for name in FIGURES[1:] if None not in (own[name], parts[name])]
    whole, within = pairs[-1] if pairs else (float(own["value"]), float(parts["value"]))
    return 1 - within / whole if whole > within and all(part <= stated for stated, part in pairs) else None
