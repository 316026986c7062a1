"""Each side of a cube is the roll-up by its columns, whatever the facts and the rules are."""

from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from commonweal.engines.measures import RollupError, cube, rollup
from tests.engines.measures.test_rollup import HIERARCHY, RULES, collection, measure, table
from tests.engines.measures.test_rollup_oracle import hostile

SIDES = [(), ("group",), ("place",), ("period",), ("group", "place"), ("group", "period"), ("place", "period")]
SIDES.append(("group", "place", "period"))
at_leaves = st.builds(lambda row, place: row | {"place": place}, hostile, st.sampled_from(["A", "B", "Elsewhere"]))
two_sides = st.lists(st.sampled_from(SIDES), min_size=2, max_size=2, unique=True)


def sides_are_rollups(facts: pa.Table, *measures: object, sides: Sequence[tuple[str, ...]]) -> None:
    wanted = collection(*measures)
    found = cube(facts, collection=wanted, by=("group", "place", "period"), hierarchy=HIERARCHY)
    assert list(found) == SIDES
    for side in sides:
        assert found[side] == rollup(facts, collection=wanted, by=side, hierarchy=HIERARCHY), side


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(at_leaves, min_size=1, max_size=12), st.sampled_from(RULES), st.sampled_from(RULES), two_sides)
def test_sides_of_facts_at_leaves_are_their_rollups(facts, places, periods, sides):
    sides_are_rollups(table(*facts), measure("M", places, periods), measure("P", "sum", "latest"), sides=sides)


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(hostile, min_size=1, max_size=12), st.sampled_from(RULES), two_sides)
def test_sides_of_facts_at_parents_are_their_rollups(facts, places, sides):
    measures = measure("M", places, "sum"), measure("P", "sum", "sum", level="population")
    sides_are_rollups(table(*facts), *measures, sides=sides)


def test_a_column_that_nobody_has_is_named():
    facts = table({"measure": "M", "period": "2024", "place": "A", "partner": "p1", "group": "female", "value": 1})
    with pytest.raises(RollupError, match="colour"):
        cube(facts, collection=collection(measure("M", "sum", "sum")), by=("colour",))
