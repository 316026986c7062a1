"""Two proportions, two rates, two estimates: how far apart, as difference and as ratio."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.rates.differences import agresti_min, fisher_exact, newcombe, tango
from commonweal.engines.rates.estimates import Estimate, difference_of_estimates, ratio_of_estimates
from commonweal.engines.rates.ratios import (
    odds_ratio,
    rate_difference,
    rate_ratio,
    rate_ratio_exact,
    rate_ratio_midp,
    risk_ratio,
)

SAMPLES = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SOME = st.integers(2, 500).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


@given(SAMPLES, SAMPLES)
def test_the_difference_turns_round_when_the_groups_swap(first, second):
    there, back = newcombe(first, second), newcombe(second, first)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low), abs=1e-12)


@given(SAMPLES, SAMPLES)
def test_the_difference_lies_in_its_interval_between_minus_1_and_1(first, second):
    found = newcombe(first, second)
    assert -1 - 1e-12 <= found.low <= found.value <= found.high <= 1 + 1e-12


@given(SOME, SOME)
@pytest.mark.parametrize("ratio", [risk_ratio, rate_ratio, odds_ratio])
def test_the_ratio_turns_round_when_the_groups_swap(ratio, first, second):
    there, back = ratio(first, second), ratio(second, first)
    assert (there.value, there.low, there.high) == pytest.approx((1 / back.value, 1 / back.high, 1 / back.low))


ZEROS = {
    "no case in the first": ((0, 10), (5, 10), Estimate(0.0)),
    "no case in the second": ((5, 10), (0, 10), Estimate(None)),
    "no case in either": ((0, 10), (0, 10), Estimate(None)),
    "all cases in both": ((10, 10), (7, 7), Estimate(1.0)),
}


@pytest.mark.parametrize("name", ZEROS)
def test_a_ratio_without_an_interval(name):
    first, second, expected = ZEROS[name]
    assert risk_ratio(first, second) == expected


def test_no_case_in_a_rate_leaves_no_ratio_or_no_interval():
    assert rate_ratio((0, 10), (5, 10)) == Estimate(0.0)
    assert rate_ratio((5, 10), (0, 10)) == Estimate(None)
    assert rate_difference((0, 10), (0, 10)) == Estimate(0.0, 0.0, 0.0)


def test_an_empty_cell_leaves_the_odds_ratio_none():
    assert odds_ratio((5, 5), (1, 5)) == Estimate(None)
    assert odds_ratio((0, 5), (1, 5)) == Estimate(0.0)


def test_the_exact_ratio_of_rates_is_open_where_one_has_no_case():
    (low, high), p = rate_ratio_exact((3, 10), (0, 10))
    assert (high, p) == (math.inf, pytest.approx(0.25))
    assert low == pytest.approx(0.025 ** (1 / 3) / (1 - 0.025 ** (1 / 3)))


def test_equal_rates_are_no_surprise():
    assert rate_ratio_exact((8, 100), (8, 100))[1] == pytest.approx(1)
    estimate, p = rate_ratio_midp((8, 100), (8, 100))
    assert (estimate.value, p) == pytest.approx((1, 1))


@pytest.mark.parametrize("change", [agresti_min, tango])
def test_a_change_in_pairs_turns_round(change):
    there, back = change(9, 3, 32), change(3, 9, 32)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low), abs=1e-9)


@pytest.mark.parametrize("change", [agresti_min, tango])
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_change_in_pairs_lies_in_its_interval(change, sample):
    gained, n = sample
    for lost in {0, n - gained}:
        found = change(gained, lost, n)
        assert -1 <= found.low <= found.value + 1e-9
        assert found.value - 1e-9 <= found.high <= 1


def test_more_changes_than_pairs_are_refused():
    with pytest.raises(ValueError, match="not possible"):
        tango(5, 6, 10)


def test_fisher_agrees_with_counting_every_table():
    (a, b), (c, d) = table = ((3, 1), (1, 3))
    row, other, column = a + b, c + d, a + c
    ways = {i: math.comb(row, i) * math.comb(other, column - i) for i in range(5)}
    assert fisher_exact(table) == pytest.approx(sum(w for w in ways.values() if w <= ways[a]) / sum(ways.values()))
    assert fisher_exact(table, "greater") == pytest.approx(sum(ways[i] for i in (3, 4)) / sum(ways.values()))
    assert fisher_exact(table, "less") == pytest.approx(sum(ways[i] for i in (0, 1, 2, 3)) / sum(ways.values()))


@pytest.mark.parametrize("table", [((0, 0), (3, 4)), ((0, 3), (0, 4)), ((0, 0), (0, 0))])
def test_fisher_of_an_empty_margin_is_1(table):
    assert fisher_exact(table) == 1


def test_fisher_refuses_another_alternative():
    with pytest.raises(ValueError, match="'both'"):
        fisher_exact(((1, 2), (3, 4)), "both")


@pytest.mark.parametrize(("y1", "y2"), list(product([0.0, 2.0], [0.0])))
def test_a_ratio_over_nought_is_none(y1, y2):
    assert ratio_of_estimates((y1, 1), (y2, 1)) == Estimate(None)


def test_a_ratio_of_nought_has_no_interval():
    assert ratio_of_estimates((0.0, 1), (2.0, 1)) == Estimate(0.0)


def test_errors_add_as_squares():
    found = difference_of_estimates((10, 3), (4, 4))
    assert (found.value, found.high - found.value) == (6, pytest.approx(1.959963984540054 * 5))
