"""Mann-Kendall's test and Theil-Sen's slope."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.trend import trend


def test_five_rising_points_have_the_exact_p():
    got = trend(range(5), [1, 2, 3, 4, 5])
    assert (got.S, got.z, got.verdict) == (10, None, "rising")
    assert got.p == pytest.approx(2 / 120)


def test_exact_p_agrees_with_counting_every_ordering():
    y = [3.0, 1.0, 4.0, 2.0, 6.0, 5.0]
    scores = [trend(range(6), order).S for order in permutations(y)]
    got = trend(range(6), y)
    assert got.p == pytest.approx(sum(abs(s) >= abs(got.S) for s in scores) / len(scores))


def test_p_is_exact_up_to_ten_points_without_ties():
    assert trend(range(10), range(10)).z is None
    assert trend(range(10), [0, 0, *range(8)]).z is not None
    assert trend(range(11), range(11)).z is not None


def test_four_points_give_a_slope_and_no_verdict():
    got = trend([2011, 2012, 2013, 2014], [4, 3, 2, 1])
    assert (got.slope, got.p, got.slope_low, got.slope_high, got.verdict) == (-1, None, None, None, "too-early")


def test_one_point_has_no_slope():
    got = trend([2011], [4])
    assert (got.n, got.S, got.tau_b, got.slope) == (1, 0, None, None)


def test_equal_points_are_no_clear_change():
    got = trend(range(6), [2] * 6)
    assert (got.p, got.slope, got.slope_low, got.slope_high, got.verdict) == (1, 0, 0, 0, "no-clear-change")


def test_slope_is_per_year_where_points_are_unevenly_spaced():
    assert trend([2012, 2014, 2016, 2019, 2020], [0, 2, 4, 7, 8]).slope == 1


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=14), st.integers(1, 9))
def test_turning_the_values_round_turns_the_trend_round(values, shift):
    years = np.arange(len(values)) * shift
    up, down = trend(years, values), trend(years, [-v for v in values])
    assert (up.S, up.p, up.slope) == (-down.S, down.p, -down.slope)


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=14), st.randoms())
def test_the_order_of_rows_does_not_matter(values, chance):
    pairs = list(enumerate(values))
    chance.shuffle(pairs)
    assert trend(*zip(*pairs, strict=True)) == trend(range(len(values)), values)
