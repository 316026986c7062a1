"""The queries against an oracle in plain Python, on small hostile facts: overlaps, gaps, zeros, statuses."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from commonweal.engines.measures import rollup
from tests.engines.measures import oracle
from tests.engines.measures.test_rollup import HIERARCHY, RULES, TREES, collection, measure, table

numbers = st.one_of(st.none(), st.integers(0, 9), st.sampled_from([0.1, 2.5, 33.333333]))
statuses = st.sampled_from(["reported"] * 6 + ["missing", "not_applicable", "suppressed", "estimated"])
hostile = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(["M", "P"]),
        "period": st.sampled_from(["2024", "2025"]),
        "place": st.sampled_from(["A", "B", "C", "North", "D1", "D2", "Total", "Elsewhere"]),
        "partner": st.sampled_from(["p1", "p2", None]),
        "group": st.sampled_from(["female", "male"]),
        "status": statuses,
        "value": numbers,
        "numerator": numbers,
        "denominator": numbers,
    }
)
BY = [("period",), ("place", "period"), ("place",), ("group",), ("partner", "period"), ("place", "group", "period")]


def meaning(facts, measures, by):
    trees = {"place": TREES["place"]}
    told = {m.code: {"places_rule": m.places_rule, "periods_rule": m.periods_rule, "level": m.level,
                     "factor": 100 if m.kind == "percent" else 1} for m in measures}  # fmt: skip
    return oracle.roll_up(facts, measures=told, by=by, trees=trees)


def agrees(facts, places, periods, kind, by):
    measures = (measure("M", places, periods, kind=kind), measure("P", "sum", "latest", level="population"))
    found = rollup(table(*facts), collection=collection(*measures), by=by, hierarchy=HIERARCHY)
    expected = meaning(facts, measures, by)
    if expected == "refused":
        assert found.refused is not None
        return
    assert found.refused is None
    keys = ("measure", *by)
    got = {tuple(row[key] or "" for key in keys): row for row in found.rows.to_pylist()}
    assert set(got) == set(expected)
    for key, (value, n, d, status, partners) in expected.items():
        row = got[key]
        assert (row["status"], row["partners_in"]) == (status, partners), key
        for name, number in (("value", value), ("numerator", n), ("denominator", d)):
            wanted = None if number is None else pytest.approx(float(number), rel=1e-9, abs=1e-9)
            assert row[name] == wanted, (key, name)


def told(**more):
    return {"measure": "P", "period": "2024", "place": "D1", "partner": "p1", "group": "male", "status": "reported",
            "value": None, "numerator": None, "denominator": None} | more  # fmt: skip


def test_what_stands_beside_the_figure_of_a_parent_that_a_wider_one_takes_the_place_of_does_not_count():
    facts = [told(value=7, denominator=1), told(denominator=1), told(place="North", value=7, denominator=0.1)]
    agrees(facts, "sum", "sum", "ratio", ("period",))


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    st.lists(hostile, min_size=1, max_size=12),
    st.sampled_from(RULES),
    st.sampled_from(RULES),
    st.sampled_from(["percent", "ratio"]),
    st.sampled_from(BY),
)
def test_the_queries_mean_what_the_oracle_means(facts, places, periods, kind, by):
    agrees(facts, places, periods, kind, by)


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    st.lists(st.builds(lambda row, place: row | {"place": place}, hostile, st.sampled_from("AB")), min_size=1),
    st.sampled_from([rule for rule in RULES if rule not in ("mean", "weighted_mean")]),
    st.sampled_from(RULES),
    st.sampled_from([("period",), ("place", "period"), ("place",), ("partner", "period")]),
)
def test_many_facts_of_one_cell_become_one_before_they_are_added_up(facts, places, periods, by):
    agrees(facts, places, periods, "ratio", by)
