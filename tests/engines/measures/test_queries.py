"""The queries stay within the list that DuckDB and Spark read alike: a walk over their trees."""

import pytest
import sqlglot
from sqlglot import exp

from commonweal.engines.measures import queries

DIMENSIONS = ("group", "place")
KEYS = ("measure", "place", "period")


class Fold:
    def __init__(self, number, dimension, stated):
        self.number, self.dimension, self.stated = number, dimension, stated


PLAIN = Fold(1, "place", stated=False)
PACKED = queries.Plan(DIMENSIONS, frozenset({"sum", "ratio_of_sums"}), told_apart=False, left_out=("group",))


def all_queries():
    steps = [Fold(1, "group", stated=False), Fold(2, "place", stated=True)]
    plan = queries.Plan(
        DIMENSIONS, frozenset({"sum", "ratio_of_sums", "weighted_mean", "mean", "max"}), told_apart=True
    )
    folded = queries.folded(plan, steps)
    keys = ("measure", "period", "teller", "group")
    return {
        "cells": folded + queries.cells(plan, "folded_2", KEYS),
        "reach": folded + queries.reach("folded_2", ("measure", "place")),
        "periods": queries.periods(("measure", "place")).lstrip(),
        "own": folded + queries.own_figures(plan, 3, "place", keys),
        "parts": folded + queries.parts_of_parents(plan, 3, "place", keys),
        "with_reach": queries.with_reach(("measure",)),
        "packed": queries.folded(PACKED, [PLAIN]) + queries.cells(PACKED, "folded_1", KEYS),
        "at_parents": queries.standing_at_parents(1, "place"),
    }


QUERIES = all_queries()

FUNCTIONS = (exp.Sum, exp.Count, exp.Min, exp.Max, exp.Coalesce, exp.Nullif, exp.RowNumber, exp.Case, exp.Cast,
             exp.And, exp.Or)  # fmt: skip
CLAUSES = (
    exp.Select, exp.From, exp.Where, exp.Group, exp.Order, exp.Ordered, exp.Join, exp.With, exp.CTE, exp.Subquery,
    exp.Window, exp.Distinct, exp.If, exp.Alias, exp.TableAlias, exp.Table, exp.Column, exp.Identifier, exp.Star,
    exp.Literal, exp.Null, exp.Paren, exp.Tuple, exp.Not, exp.Is, exp.In, exp.EQ, exp.NEQ, exp.GT, exp.LT, exp.GTE,
    exp.LTE, exp.Sub, exp.Div, exp.Mul, exp.Neg, exp.DataType, exp.DataTypeParam,
)  # fmt: skip
TYPES = (exp.DataType.Type.DECIMAL, exp.DataType.Type.DOUBLE)


def tree(name):
    return sqlglot.parse_one(QUERIES[name], read="duckdb")


def outside_the_list(query):
    return sorted({type(node).__name__ for node in query.walk() if not isinstance(node, FUNCTIONS + CLAUSES)})


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_uses_only_what_is_on_the_list(name):
    assert outside_the_list(tree(name)) == []


def test_the_walk_finds_what_is_not_on_the_list():
    stray = sqlglot.parse_one("select avg(a), arg_max(a, b), list(a), ln(a) from t union select 1", read="duckdb")
    assert {"Avg", "ArgMax", "ArrayAgg", "Ln", "Union"} <= set(outside_the_list(stray))


@pytest.mark.parametrize("name", QUERIES)
def test_joins_are_inner_or_left(name):
    kinds = {(join.side or "INNER", join.kind) for join in tree(name).find_all(exp.Join)}
    assert kinds <= {("INNER", ""), ("INNER", "INNER"), ("LEFT", "")}


@pytest.mark.parametrize("name", QUERIES)
def test_casts_are_to_decimal_or_double_only(name):
    assert [str(cast) for cast in tree(name).find_all(exp.Cast) if cast.to.this not in TYPES] == []


@pytest.mark.parametrize("name", QUERIES)
def test_a_quotient_is_a_double_over_what_is_not_zero(name):
    for quotient in tree(name).find_all(exp.Div):
        assert isinstance(quotient.expression, exp.Nullif)
        assert quotient.this.to.this == exp.DataType.Type.DOUBLE


@pytest.mark.parametrize("name", QUERIES)
def test_no_sum_adds_doubles(name):
    for total in tree(name).find_all(exp.Sum):
        assert isinstance(total.this, exp.Column)
        assert total.this.name != "value"


@pytest.mark.parametrize("name", QUERIES)
def test_every_ranking_ends_in_a_total_order(name):
    for window in tree(name).find_all(exp.Window):
        assert window.args["order"].expressions[-1].this.name == "period"


@pytest.mark.parametrize("name", QUERIES)
def test_spark_has_words_for_it(name):
    text = sqlglot.transpile(QUERIES[name], read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert len(text) == 1


def test_a_dimensions_name_is_quoted():
    assert queries.quoted('a"b') == '"a""b"'
