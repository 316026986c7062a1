"""Accepted facts added up one way after the other, each measure by its own rule and each period by its own tree."""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures import Collection
from commonweal.engines.measures.hierarchy import Hierarchy
from commonweal.engines.measures.rollup import Refusal, RolledUp, refusal_of, rollup
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.place_trees import PlaceTrees

Row = dict[str, Any]
#: A tree of places, and the periods in which it holds; None is always.
Era = tuple[Hierarchy, frozenset[str] | None]
VALUED = ("reported", "estimated")


class Sums:
    """Rolls the facts up one way after the other, each period by its own tree of places.

    A measure that may not be added up one way can be added up another: what is told of each district is shown, where
    nobody can say it of all of them together.
    """

    def __init__(self, facts: pa.Table, collection: Collection, trees: PlaceTrees) -> None:
        self.facts, self.collection, self.trees = facts, collection, trees
        self.given = _given_intervals(facts)
        answers, self.refused = self._answers(("period",), compare=True)
        self.mismatches = [mismatch for answer in answers for mismatch in answer.mismatches]
        without = _without_a_figure(facts, _widest_place(trees.of_all_times, facts), collection.dimensions)
        self.totals = {
            (row["measure"], row["period"]): _as_stated(row, without.get((row["measure"], row["period"])))
            for row in rows_of(answers)
        }
        #: A part's own figure of what nobody may add up is no figure of the whole, though there be no other.
        self.of_parts_alone = self.totals.keys() & _of_parts_alone(facts, collection, trees.of_all_times)
        for key in self.of_parts_alone:
            del self.totals[key]

    def by(self, *columns: str) -> list[Row]:
        if not all(is_split_by(self.facts, way) for way in columns if way in self.collection.dimensions):
            return []
        answers, refused = self._answers(columns)
        if "place" in columns and refused:
            # Each place's own word stands, even where nobody may put the places within it together.
            own = self.facts.filter(pc.is_in(self.facts.column("measure"), pa.array(sorted(refused), pa.string())))
            answers += rolled_up(own, self.collection, columns, [(Hierarchy(), None)])[0]
        return rows_of(answers)

    def _answers(self, columns: Sequence[str], *, compare: bool = False) -> tuple[list[RolledUp], dict[str, Refusal]]:
        eras = self.trees.eras(pc.unique(self.facts.column("period")).to_pylist())
        return rolled_up(self.facts, self.collection, columns, eras, compare=compare)


def rolled_up(
    facts: pa.Table, collection: Collection, columns: Sequence[str], eras: Sequence[Era], *, compare: bool = False
) -> tuple[list[RolledUp], dict[str, Refusal]]:
    """Whatever may be added up so, each era by its own tree, and what may not."""
    refused: dict[str, Refusal] = {}
    while facts.num_rows:
        answers = [
            rollup(of_era, collection=collection, by=columns, hierarchy=tree, compare=compare)
            for tree, periods in eras
            if (of_era := _of_periods(facts, periods)).num_rows
        ]
        no = next((answer.refused for answer in answers if answer.refused), None)
        if no is None:
            return answers, refused
        refused[no.measure] = no
        facts = facts.filter(pc.not_equal(facts.column("measure"), no.measure))
    return [], refused


def is_split_by(facts: pa.Table, way: str) -> bool:
    """Whether any fact is about one part and not about everybody: else there is nothing to add up that way."""
    return bool(pc.any(pc.not_equal(facts.column(way), EVERYBODY)).as_py())


def _of_periods(facts: pa.Table, periods: frozenset[str] | None) -> pa.Table:
    if periods is None:
        return facts
    return facts.filter(pc.is_in(facts.column("period"), pa.array(sorted(periods), pa.string())))


def rows_of(answers: Iterable[RolledUp]) -> list[Row]:
    return [row for answer in answers for row in answer.rows.to_pylist()]


def _widest_place(hierarchy: Hierarchy, facts: pa.Table) -> str:
    """Of the places that facts name, the one that holds the others."""
    tree = hierarchy.tree("place")
    return max(pc.unique(facts.column("place")).to_pylist(), key=lambda place: len(tree.leaves(place)), default="")


def _without_a_figure(facts: pa.Table, whole: str, dimensions: Iterable[str]) -> dict[tuple[str, str], str]:
    """What the community's own source says of the whole place where it gives no figure: why there is none."""
    found = {}
    for row in facts.filter(pc.is_in(facts.column("status"), pa.array(("missing", "not_applicable")))).to_pylist():
        if not row["partner"] and row["place"] == whole and all(row[name] == EVERYBODY for name in dimensions):
            found[row["measure"], row["period"]] = row["status"]
    return found


def _of_parts_alone(facts: pa.Table, collection: Collection, hierarchy: Hierarchy) -> set[tuple[str, str]]:
    """By measure and period: all figures are of places that lie in another one, and the rule forbids adding them."""
    tree = hierarchy.tree("place")
    parts = pa.array(sorted({part for whole in tree.nodes for part in tree.within[whole] - {whole}}), pa.string())
    forbidden = [measure.code for measure in collection.measures if refusal_of(measure, "places")]
    told = facts.filter(pc.is_in(facts.column("measure"), pa.array(forbidden, pa.string())))
    told = told.filter(pc.is_in(told.column("status"), pa.array(VALUED)))
    of_a_part = pc.is_in(told.column("place"), parts)
    keys = [
        set(zip(*(each.column(name).to_pylist() for name in ("measure", "period")), strict=True))
        for each in (told.filter(of_a_part), told.filter(pc.invert(of_a_part)))
    ]
    return keys[0] - keys[1]


def _as_stated(row: Row, status: str | None) -> Row:
    """The whole's own word for why it has no figure, and not that of one of its parts; a sum of all parts stands."""
    if status is None or row["value"] is not None:
        return row
    return {**row, "status": status}


def _given_intervals(facts: pa.Table) -> dict[tuple[str, str], tuple[float, float]]:
    """Bounds that a source published, where its figure is the only one of the period."""
    stated: dict[tuple[str, str], list[Row]] = {}
    for row in facts.filter(pc.is_in(facts.column("status"), pa.array(VALUED))).to_pylist():
        stated.setdefault((row["measure"], row["period"]), []).append(row)
    return {
        key: (rows[0]["low"], rows[0]["high"])
        for key, rows in stated.items()
        if len(rows) == 1 and rows[0]["low"] is not None and rows[0]["high"] is not None
    }
