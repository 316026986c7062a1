"""Every side of a cube: facts rolled up by each choice of some columns. They are read and taken to ancestors once.

The sides form levels: what is kept besides the period. Each level is a table of sums by who states them, made from the
level above it that is smallest; with the periods kept and with the periods added up it answers two sides.
"""

# No text of a user is put into a query: names are quoted and come from the validated collection.
# ruff: noqa: S608

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from commonweal.engines.measures import queries
from commonweal.engines.measures.definition import Collection
from commonweal.engines.measures.hierarchy import Hierarchy
from commonweal.engines.measures.packing import can_be_packed
from commonweal.engines.measures.rollup import RolledUp, Step, Sums, added_up, answer, facts_in, keys_of, steps_of

Keys = tuple[str, ...]


def cube(
    facts: Sequence[Path] | pa.Table, *, collection: Collection, by: Sequence[str], hierarchy: Hierarchy | None = None
) -> dict[tuple[str, ...], RolledUp]:
    """What `rollup` answers by each choice of these columns, from none to all of them."""
    trees = hierarchy or Hierarchy()
    sides = [side for size in range(len(by) + 1) for side in itertools.combinations(by, size)]
    keys = {side: keys_of(side, collection) for side in sides}
    with facts_in(facts, collection) as connection:
        steps = _shared_steps(connection, collection, list(keys.values()), trees)
        if steps is None:
            return {side: answer(connection, collection, keys[side], trees, compare=True) for side in sides}
        levels = _Levels(connection, collection, steps, keys[sides[-1]])
        # From the fullest side on, so that each level finds one to be made from.
        found = {
            side: added_up(connection, collection, keys[side], trees, levels.sums(keys[side]))
            for side in reversed(sides)
        }
        return {side: found[side] for side in sides}


def _shared_steps(
    connection: duckdb.DuckDBPyConnection, collection: Collection, sides: Sequence[Keys], hierarchy: Hierarchy
) -> list[Step] | None:
    """The steps of the fullest side, which is the last one; None where each side has to look at each fact.

    That is so where facts stand at parents, since it differs by side what counts as told by its parent, and with
    averages, which divide by how many facts there are.
    """
    steps: list[Step] = []
    for keys in sides:
        steps = steps_of(connection, collection, keys, hierarchy)
        if any(step.stated for step in steps):
            return None
    return steps if can_be_packed({measure.places_rule for measure in collection.measures}) else None


class _Levels:
    """The tables `level_0`, `level_1` … and the cells of each, made when a side asks for them."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, collection: Collection, steps: Sequence[Step], fullest: Keys
    ) -> None:
        self.connection, self.steps = connection, steps
        dimensions = tuple(queries.column_of(name) for name in (*collection.dimensions, "place"))
        rules = frozenset(measure.places_rule for measure in collection.measures)
        facts = queries.Plan(dimensions, rules, told_apart=False)
        #: Of sums, how many facts state something is a sum too.
        self.plan = queries.Plan(dimensions, rules, told_apart=False, left_out=())
        self.numbers: dict[Keys, int] = {}
        self.cells: dict[Keys, pa.Table] = {}
        for step in steps:
            inner = [node for node in step.tree.nodes if step.tree.is_inner(node)]
            connection.register(f"inner_{step.number}", pa.table({"node": pa.array(inner, pa.string())}))
        folded = queries.folded(facts, steps)
        self._keep(_level(fullest), folded + queries.by_stater(facts, f"folded_{len(steps)}", _cell_keys(fullest)))

    def sums(self, keys: Keys) -> Sums:
        level = _level(keys)
        if level not in self.numbers:
            self._make(level)
        source = f"level_{self.numbers[level]}"
        if level not in self.cells:
            text = f"with by_stater as (select * from {source}){queries.cells_of_staters(self.plan, _cell_keys(keys))}"
            self.cells[level] = self.connection.sql(text).to_arrow_table()
        return Sums(self._as_numbers(level, keys), queries.reach(source, keys))

    def _make(self, level: Keys) -> None:
        """From the smallest level that has all of its columns."""
        above = min((other for other in self.numbers if set(level) < set(other)), key=len)
        # Of a dimension that is added up, only what has nothing within it: the rest is sums of that.
        gone = [step for step in self.steps if step.dimension in above and step.dimension not in level]
        joins = [
            f"left join inner_{step.number} i{step.number} on i{step.number}.node = w.{queries.quoted(step.dimension)}"
            for step in gone
        ]
        where = " and ".join(f"i{step.number}.node is null" for step in gone)
        rows = f"select w.* from level_{self.numbers[above]} w {' '.join(joins)}{' where ' + where if where else ''}"
        self._keep(level, f"with upper as ({rows}){queries.by_stater(self.plan, 'upper', _cell_keys(level))}")

    def _keep(self, level: Keys, text: str) -> None:
        self.numbers[level] = len(self.numbers)
        self.connection.execute(f"create temporary table level_{self.numbers[level]} as {text}")

    def _as_numbers(self, level: Keys, keys: Keys) -> pa.Table:
        """Exact sums where they are added up over periods; numbers where they are the answer."""
        if "period" not in keys:
            return self.cells[level]
        self.connection.register("exact", self.cells[level])
        text = f"""
select {queries.listed(keys)}, stated, odd, partners_in, value, cast(numerator as double) as numerator,
    cast(denominator as double) as denominator, status from exact"""
        return self.connection.sql(text).to_arrow_table()


def _level(keys: Keys) -> Keys:
    return tuple(key for key in keys if key != "period")


def _cell_keys(keys: Keys) -> Keys:
    return (*_level(keys), "period")
