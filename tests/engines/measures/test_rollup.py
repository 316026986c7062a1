"""The roll-up: each measure's own rule, statuses, coverage, parents and children."""

import math

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonweal.engines.measures import Asked, Collection, Hierarchy, Measure, RollupError, rollup
from commonweal.engines.measures.rollup import facts_in

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("measure", "period", "place", "partner", "group", "status")]
    + [(name, pa.float64()) for name in ("value", "numerator", "denominator")]
)
RULES = ("sum", "ratio_of_sums", "weighted_mean", "latest", "mean", "max", "distinct", "none")
TREES = {"place": {"Total": [["North", "South"], ["D1", "D2"]], "North": [["A", "B"]], "South": [["C"]],
                   "D1": [["A"]], "D2": [["B", "C"]]}}  # fmt: skip


def measure(code="M", places="sum", periods="sum", **more):
    return Measure(code=code, places_rule=places, periods_rule=periods, **more)


def collection(*measures, asked=(), groups=("female", "male")):
    return Collection(
        periods=("2024", "2025"),
        places=("A", "B", "C"),
        measures=measures or (measure(),),
        dimensions={"group": groups},
        asked=asked,
    )


def fact(place="A", value=None, numerator=None, denominator=None, **more):
    given_ = {"measure": "M", "period": "2025", "partner": "p1", "group": "female", "status": "reported"}
    return {**given_, "place": place, "value": value, "numerator": numerator, "denominator": denominator, **more}


def table(*facts):
    return pa.Table.from_pylist(list(facts), schema=SCHEMA)


def rows(*facts, by=("period",), of=None, hierarchy=None):
    found = rollup(table(*facts), collection=of or collection(), by=by, hierarchy=hierarchy)
    assert found.refused is None
    return found.rows.to_pylist()


def values(*facts, **options):
    return [row["value"] for row in rows(*facts, **options)]


# One rule at a time


def test_sum_adds_up_places():
    assert values(fact("A", 1), fact("B", 2)) == [3]


def test_ratio_of_sums_never_averages_percentages():
    ratio = collection(measure(places="ratio_of_sums", kind="percent"))
    assert values(fact("A", 50, 1, 2), fact("B", 10, 10, 100), of=ratio) == [100 * 11 / 102]


def test_ratio_of_sums_uses_rows_that_have_both_parts():
    ratio = collection(measure(places="ratio_of_sums", kind="ratio"))
    [row] = rows(fact("A", 0.5, 1, 2), fact("B", 0.9, 9, None), fact("C", 0.3), of=ratio)
    assert (row["value"], row["numerator"], row["denominator"]) == (0.5, 1, 2)


def test_ratio_of_one_row_without_parts_keeps_its_value():
    ratio = collection(measure(places="ratio_of_sums", kind="percent"))
    assert values(fact("A", 10.2), of=ratio) == [10.2]


def test_simpsons_paradox_pools_the_counts():
    ratio = collection(measure(places="ratio_of_sums", kind="ratio"))
    pooled = values(fact("A", None, 81, 87), fact("B", None, 192, 263), of=ratio)
    assert round(pooled[0], 2) == 0.78


def test_weighted_mean_weights_by_the_denominator():
    weighted = collection(measure(places="weighted_mean"))
    assert values(fact("A", 10, None, 1), fact("B", 20, None, 3), of=weighted) == [17.5]


def test_weighted_mean_leaves_out_rows_without_a_weight():
    weighted = collection(measure(places="weighted_mean"))
    assert values(fact("A", 10, None, 1), fact("B", 20), of=weighted) == [10]


def test_mean_and_max():
    both = collection(measure("AVG", "mean"), measure("TOP", "max"))
    given_ = [fact(place, value, measure=code) for code in ("AVG", "TOP") for place, value in (("A", 1), ("B", 4))]
    assert values(*given_, of=both) == [2.5, 4]


def test_latest_is_the_greatest_period_with_a_value():
    latest = collection(measure(periods="latest"))
    given_ = [
        fact("A", 1, period="2023"),
        fact("A", 2, period="2024"),
        fact("A", None, period="2025", status="missing"),
    ]
    assert values(*given_, by=("place",), of=latest) == [2]


def test_latest_adds_up_the_places_of_that_period():
    latest = collection(measure(periods="latest"))
    given_ = [fact("A", 1, period="2024"), fact("B", 5, period="2024"), fact("A", 2, period="2025")]
    assert values(*given_, by=("group",), of=latest) == [2]


def test_latest_orders_periods_by_time_and_not_by_letters():
    latest = collection(measure(periods="latest"))
    given_ = [fact("A", 1, period="2019-Q4"), fact("A", 2, period="2019-02")]
    assert values(*given_, by=("place",), of=latest) == [1]


def test_periods_have_a_rule_of_their_own():
    mixed = collection(measure(places="sum", periods="mean"))
    given_ = [fact("A", 1, period="2024"), fact("B", 3, period="2024"), fact("A", 8, period="2025")]
    assert values(*given_, by=("group",), of=mixed) == [6]


@pytest.mark.parametrize("rule", ["distinct", "none", "latest"])
def test_a_rule_that_forbids_adding_places_refuses_and_says_why(rule):
    found = rollup(table(fact("A", 1), fact("B", 2)), collection=collection(measure(places=rule)), by=["period"])
    assert found.rows.num_rows == 0
    assert (found.refused.measure, found.refused.rule, found.refused.across) == ("M", rule, "places")
    assert found.refused.message("en") != found.refused.message("es")


@pytest.mark.parametrize("rule", ["distinct", "none"])
def test_a_rule_that_forbids_adding_periods_refuses(rule):
    given_ = table(fact("A", 1, period="2024"), fact("A", 2, period="2025"))
    found = rollup(given_, collection=collection(measure(periods=rule)), by=["place"])
    assert (found.refused.rule, found.refused.across) == (rule, "periods")


@pytest.mark.parametrize(("rules", "by"), [({"places": "mean"}, "period"), ({"periods": "mean"}, "place")])
def test_percentages_are_never_averaged(rules, by):
    percents = collection(measure(kind="percent", **rules))
    given_ = table(fact("A", 10), fact("B", 20), fact("A", 30, period="2024"))
    found = rollup(given_, collection=percents, by=[by])
    assert (found.rows.num_rows, found.refused.rule) == (0, "mean")


def test_figures_keep_more_than_ten_decimals():
    assert values(fact("A", 1.23456789e-9), fact("B", 2e-9)) == [pytest.approx(3.23456789e-9, rel=1e-4)]
    assert values(fact("A", 1 / 3), fact("B", 1 / 3)) == [pytest.approx(2 / 3, rel=1e-13)]


def test_a_column_is_named_in_any_case():
    [row] = rows(fact("A", 1), by=(" Place ",))
    assert row["place"] == "A"


def test_a_hierarchy_of_an_unknown_column_is_refused():
    with pytest.raises(RollupError, match="colour"):
        rows(fact("A", 1), hierarchy=Hierarchy.from_dict({"colour": {"all": ["red"]}}))


def test_one_figure_a_row_is_shown_even_where_adding_is_forbidden():
    none = collection(measure(places="none", periods="none"))
    assert values(fact("A", 1), fact("B", 2), by=("place", "period"), of=none) == [1, 2]


def test_one_refused_measure_refuses_the_answer():
    two = collection(measure("GOOD"), measure("MEDIAN", places="none"))
    given_ = table(*(fact(place, 1, measure=code) for code in ("GOOD", "MEDIAN") for place in "AB"))
    found = rollup(given_, collection=two, by=["period"])
    assert (found.rows.num_rows, found.refused.measure) == (0, "MEDIAN")


# Statuses: zero, missing, not applicable, suppressed and estimated are five different things


def status_of(*facts, **options):
    [row] = rows(*facts, **options)
    return row["status"], row["value"]


def test_zero_is_a_value():
    assert status_of(fact("A", 0), fact("B", None, status="missing")) == ("reported", 0)


def test_missing_parts_do_not_block():
    assert status_of(fact("A", 3), fact("B", None, status="missing")) == ("reported", 3)


def test_nothing_reported_is_missing_and_not_zero():
    assert status_of(fact("A", None, status="missing"), fact("B", None, status="missing")) == ("missing", None)


def test_a_suppressed_part_leaves_no_figure():
    given_ = (fact("A", 3, 1, 2), fact("B", 4, 1, 2, status="suppressed"))
    [row] = rows(*given_)
    figures = [row[name] for name in ("value", "numerator", "denominator", "status")]
    assert figures == [None, None, None, "suppressed"]


def test_an_estimated_part_makes_an_estimate():
    assert status_of(fact("A", 3), fact("B", 4, status="estimated")) == ("estimated", 7)


def test_all_not_applicable_is_not_applicable():
    absent = {"status": "not_applicable"}
    assert status_of(fact("A", **absent), fact("B", **absent)) == ("not_applicable", None)


def test_not_applicable_and_missing_is_missing():
    assert status_of(fact("A", status="not_applicable"), fact("B", status="missing")) == ("missing", None)


def test_a_ratio_of_nobody_is_not_applicable():
    ratio = collection(measure(places="ratio_of_sums", kind="percent"))
    assert status_of(fact("A", None, 0, 0), fact("B", None, 0, 0), of=ratio) == ("not_applicable", None)


# Coverage


def test_coverage_counts_partners_that_are_in_and_were_asked():
    asked = [Asked(partner, ("M",), ("2025",)) for partner in ("p1", "p2", "p3")]
    given_ = [fact("A", 1), fact("B", 2), fact("C", 3, partner="p2"), fact("C", None, partner="p3", status="missing")]
    [row] = rows(*given_, of=collection(asked=asked))
    assert (row["partners_in"], row["partners_asked"]) == (2, 3)


def test_without_a_list_nobody_knows_who_was_asked():
    [row] = rows(fact("A", 1))
    assert row["partners_asked"] is None


def test_coverage_of_the_latest_period_is_that_periods():
    asked = [Asked("p1", ("M",), ("2024",)), Asked("p2", ("M",), ("2024", "2025")), Asked("p3", ("M",), ("2025",))]
    latest = collection(measure(periods="latest"), asked=asked)
    given_ = [fact("A", 1, period="2024"), fact("B", 1, period="2024", partner="p2"), fact("A", 1, partner="p2")]
    [row] = rows(*given_, by=("group",), of=latest)
    assert (row["partners_in"], row["partners_asked"]) == (1, 2)


def test_partners_asked_for_certain_places_count_there_only():
    asked = [Asked("p1", ("M",), ("2025",), ("A",)), Asked("p2", ("M",), ("2025",))]
    found = rows(fact("A", 1), fact("B", 2), by=("place", "period"), of=collection(asked=asked))
    assert [row["partners_asked"] for row in found] == [2, 1]


# Parents and children

HIERARCHY = Hierarchy.from_dict(TREES)


def by_place(*facts, **options):
    found = rows(*facts, by=("place", "period"), hierarchy=HIERARCHY, **options)
    return {row["place"]: row["value"] for row in found}


def test_a_leaf_under_two_parents_counts_once_in_their_total():
    assert by_place(fact("A", 1), fact("B", 2), fact("C", 4)) == {
        "A": 1, "B": 2, "C": 4, "D1": 1, "D2": 6, "North": 3, "South": 4, "Total": 7,
    }  # fmt: skip


def test_the_parents_figure_is_taken_and_the_difference_is_listed():
    found = rollup(
        table(fact("A", 1), fact("B", 2), fact("North", 10), fact("C", 4)),
        collection=collection(),
        by=["place", "period"],
        hierarchy=HIERARCHY,
    )
    got = {row["place"]: row["value"] for row in found.rows.to_pylist()}
    assert (got["North"], got["Total"]) == (10, 14)
    assert [(m.parent, m.stated, m.parts, m.difference) for m in found.mismatches] == [("North", 10, 3, 7)]


def test_a_parent_that_agrees_is_not_listed():
    given_ = table(fact("A", 1), fact("B", 2), fact("North", 3))
    found = rollup(given_, collection=collection(), by=["place", "period"], hierarchy=HIERARCHY)
    assert found.mismatches == ()


def test_a_hidden_part_is_not_given_away_by_a_difference():
    given_ = table(fact("A", None, status="suppressed"), fact("B", 2), fact("North", 10))
    found = rollup(given_, collection=collection(), by=["place", "period"], hierarchy=HIERARCHY)
    assert found.mismatches == ()


def test_a_missing_parent_is_made_of_its_children():
    assert by_place(fact("A", 1), fact("North", None, status="missing"))["North"] == 1


def test_another_partners_total_is_added_of_a_performance_measure():
    given_ = (fact("Total", 10), fact("A", 1, partner="p2"))
    assert by_place(*given_)["Total"] == 11


def test_another_partners_parts_are_the_same_people_of_a_population_measure():
    population = collection(measure(level="population"))
    assert by_place(fact("Total", 10), fact("A", 1, partner="p2"), of=population)["Total"] == 10


def test_a_group_called_all_stands_for_the_others():
    split = collection(groups=("all", "female", "male"))
    given_ = table(fact("A", 9, group="all"), fact("A", 4), fact("A", 6, group="male"))
    found = rollup(given_, collection=split, by=["place", "period"])
    assert found.rows.column("value").to_pylist() == [9]
    assert [(m.dimension, m.parent, m.stated, m.parts) for m in found.mismatches] == [("group", "all", 9, 10)]


def test_a_row_without_a_group_is_a_total_too():
    assert values(fact("A", 9, group=None), fact("A", 4), fact("A", 5, group="male")) == [9]


def test_a_place_in_no_hierarchy_stands_for_itself():
    assert by_place(fact("A", 1), fact("Elsewhere", 5))["Elsewhere"] == 5


@pytest.mark.parametrize("name", ["n", "top", "kind", "teller", "valued", "of group", "select"])
def test_a_dimension_may_have_any_name(name):
    named = Collection(periods=("2025",), places=("A",), measures=(measure(),), dimensions={name: ("x", "y")})
    facts = pa.table(
        {"measure": ["M", "M"], "period": ["2025"] * 2, "place": ["A"] * 2, name: ["x", "y"], "value": [1, 2]}
    )
    found = rollup(facts, collection=named, by=["period", name])
    assert found.rows.select([name, "value"]).to_pylist() == [{name: "x", "value": 1}, {name: "y", "value": 2}]
    assert rollup(facts, collection=named, by=["period"]).rows.column("value").to_pylist() == [3]


# What cannot be used


def test_an_unknown_column_is_named_with_those_that_exist():
    with pytest.raises(RollupError, match="no column plaza .* group, partner, period, place"):
        rows(fact("A", 1), by=("plaza",))


def test_a_measure_that_the_collection_does_not_define_is_named():
    with pytest.raises(RollupError, match="X-1"):
        rows(fact("A", 1, measure="X-1"))


def test_an_unknown_status_is_named():
    with pytest.raises(RollupError, match="status"):
        rows(fact("A", 1, status="guessed"))


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_number_that_is_none_is_refused(number):
    facts = pa.table({"measure": ["M"], "value": pa.array([number], pa.float64(), from_pandas=False)})
    with pytest.raises(RollupError, match="finite"):
        rollup(facts, collection=collection(), by=["period"])


def test_no_facts_is_said():
    with pytest.raises(RollupError, match="no facts"):
        rollup(table(), collection=collection(), by=["period"])


def test_parquet_files_are_read_together(tmp_path):
    paths = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    for path, given_ in zip(paths, (fact("A", 1), fact("B", 2)), strict=True):
        pq.write_table(table(given_), path)
    found = rollup(paths, collection=collection(), by=["period"])
    assert found.rows.column("value").to_pylist() == [3]


def test_facts_need_no_optional_columns():
    facts = pa.table({"measure": ["M", "M"], "period": ["2025", "2025"], "place": ["A", "B"], "value": [1.5, None]})
    [row] = rollup(facts, collection=collection(), by=["period"]).rows.to_pylist()
    assert (row["value"], row["status"], row["partners_in"]) == (1.5, "reported", 0)


def test_two_at_once_see_their_own_facts_alone():
    more, fewer = table(fact("A", 1, 2, 3)), table(fact("A", 4)).drop_columns(["numerator", "denominator"])
    with facts_in(more, collection()) as one, facts_in(fewer, collection()) as other:
        found = [each.sql("select value, denominator from facts").fetchall() for each in (one, other)]
    assert found == [[(1.0, 3.0)], [(4.0, None)]]
