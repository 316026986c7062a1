"""What holds of every roll-up: its parts roll up to the whole, and the order in which facts come in says nothing."""

from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from commonweal.engines.measures import rollup
from tests.engines.measures.test_rollup import HIERARCHY, RULES, collection, fact, measure, table
from tests.engines.measures.test_rollup_oracle import BY, hostile

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
FIGURES = ("value", "numerator", "denominator", "status")
counts = st.integers(0, 9)
counted = st.builds(
    fact,
    st.sampled_from("ABC"),
    counts,
    counts,
    st.integers(1, 9),  # nobody's share has a denominator of zero: it is refused at the door
    period=st.sampled_from(["2024", "2025"]),
    status=st.sampled_from(["reported"] * 6 + ["missing", "not_applicable", "suppressed", "estimated"]),
)
whole_numbers = st.builds(
    lambda row, value, n, d: row | {"value": value, "numerator": n, "denominator": d}, hostile, counts, counts, counts
)


def told(facts: list[dict[str, Any]], rule: str, by: tuple[str, ...]) -> list[dict[str, Any]]:
    wanted = collection(measure("M", rule, "sum"), measure("P", "sum", "latest", level="population"))
    found = rollup(table(*facts), collection=wanted, by=by, hierarchy=HIERARCHY)
    return [] if found.rows is None else found.rows.to_pylist()


@settings(max_examples=12, deadline=None, phases=PHASES)
@given(st.lists(counted, min_size=1, max_size=12), st.sampled_from(["sum", "ratio_of_sums"]))
def test_roll_up_of_parts_is_the_roll_up_of_the_whole(facts, rule):
    parts = [row for row in told(facts, rule, ("place", "period")) if row["place"] in ("A", "B", "C")]
    again = [fact(**{name: row[name] for name in ("place", "period", *FIGURES)}) for row in parts]
    whole, of_parts = (
        [{name: row[name] for name in ("period", *FIGURES)} for row in told(each, rule, ("period",))]
        for each in (facts, again)
    )
    assert of_parts == whole


@settings(max_examples=12, deadline=None, phases=PHASES)
@given(st.lists(whole_numbers, min_size=2, max_size=12), st.sampled_from(RULES), st.sampled_from(BY), st.randoms())
def test_order_of_files_never_matters(facts, rule, by, chance):
    """Every fact in a file of its own: the files come in another order."""
    assert told(chance.sample(facts, len(facts)), rule, by) == told(facts, rule, by)
