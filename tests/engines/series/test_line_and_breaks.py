"""Lines, digits, percent a year, breaks, seasons, and trends of shares: known answers and edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.breakpoint import one_break, one_shift
from commonweal.engines.series.line import (
    annual_percent_change,
    annual_rate_of_reduction,
    durbin_watson,
    neighbours_alike,
    one_decimal,
    straight_line,
)
from commonweal.engines.series.seasonal import seasonal_trend
from commonweal.engines.series.share_trend import cochran_armitage, logit_trend
from commonweal.engines.series.summary import between_groups_f, mean, summary
from commonweal.engines.series.trend import trend

# Digits


def test_mean_of_equal_values_is_that_value():
    assert mean([0.1] * 7) == 0.1


def test_small_changes_on_a_large_level_keep_their_digits():
    found = summary([1e9 + step / 10 for step in (0, 1, 2, 1, 0, 1, 2, 1)])
    assert found.sd == pytest.approx(0.07559289460184544, rel=1e-6)


def test_one_value_has_a_mean_and_no_spread():
    found = summary([4.0])
    assert (found.n, found.mean, found.sd, found.autocorrelation) == (1, 4, None, None)


def test_no_value_is_refused():
    with pytest.raises(ValueError, match="No value"):
        mean([])


def test_groups_that_do_not_vary_inside_have_no_f():
    assert between_groups_f("aabb", [1, 1, 2, 2]) is None
    assert between_groups_f("aaaa", [1, 2, 3, 4]) is None
    assert between_groups_f("aabb", [1, 2, 3, 4]) == pytest.approx(8)


# Lines


def test_line_through_two_points_has_no_error():
    line = straight_line([0, 2], [1, 5])
    assert (line.intercept, line.slope, line.se_slope) == (1, 2, None)


def test_line_at_one_time_is_refused():
    with pytest.raises(ValueError, match="different times"):
        straight_line([3, 3], [1, 2])


def test_durbin_watson_by_hand():
    assert durbin_watson([1, -1, 1, -1]) == 3
    assert durbin_watson([0, 0, 0]) is None


def test_long_waves_are_alike_and_zigzags_are_not():
    assert neighbours_alike(durbin_watson(np.sin(np.arange(40) / 5)), 40)
    assert not neighbours_alike(durbin_watson([1, -1] * 20), 40)
    assert not neighbours_alike(None, 40)


def test_annual_percent_change_of_a_steady_growth():
    found = annual_percent_change(range(2010, 2020), [100 * 1.03**i for i in range(10)])
    assert (found.percent, found.low, found.high) == (pytest.approx(3), pytest.approx(3), pytest.approx(3))


def test_annual_percent_change_of_two_points_has_no_interval():
    found = annual_percent_change([2010, 2011], [100, 110])
    assert (found.percent, found.low, found.p) == (pytest.approx(10), None, None)


def test_annual_percent_change_wants_figures_above_zero():
    with pytest.raises(ValueError, match="above 0"):
        annual_percent_change([2010, 2011], [100, 0])


def test_rate_of_reduction_is_rounded_half_to_even_from_the_unrounded_value():
    assert annual_rate_of_reduction(-0.0669) == pytest.approx(6.4711, abs=1e-4)
    assert str(one_decimal(annual_rate_of_reduction(-0.0669))) == "6.5"
    assert [str(one_decimal(value)) for value in (0.25, 0.35, 0.45)] == ["0.2", "0.4", "0.4"]


# Breaks


def bent(turn, n=20):
    x = np.arange(n, dtype=float)
    return x, np.where(x < turn, 3 * x, 3 * turn - (x - turn))


def test_break_of_an_exact_bend_is_found_between_two_points():
    x, y = bent(9.3)
    found = one_break(x, y)
    assert (found.at, found.slope_before, found.slope_after) == pytest.approx((9.3, 3, -1))
    assert found.clear


def test_break_lies_within_its_interval():
    x, y = bent(9.3)
    noise = np.array([0.5, -1, 1.2, -0.4, 0.3] * 4)
    found = one_break(x, y + noise)
    assert found.low <= found.at <= found.high
    assert found.low <= 9.3 <= found.high


def test_noise_around_a_line_is_no_clear_break():
    x = np.arange(16.0)
    found = one_break(x, 2 * x + np.array([1, -1, -1, 1] * 4))
    assert not found.clear


def test_line_without_noise_has_no_break():
    assert one_break(range(20), [2 * year for year in range(20)]) is None


def test_below_twelve_points_no_break_is_looked_for():
    assert one_break(range(11), [1, 5] * 5 + [1]) is None
    assert one_shift([1, 5] * 5 + [1]) is None


@given(st.lists(st.integers(-20, 20), min_size=12, max_size=18))
def test_no_other_time_fits_better_than_the_break(values):
    x = np.arange(len(values), dtype=float)
    found = one_break(x, values)
    if found is None:
        return
    for at in np.linspace(1, len(values) - 2, 25):
        design = np.stack([np.ones(len(x)), x, np.maximum(x - at, 0)], axis=1)
        fitted = design @ np.linalg.lstsq(design, np.array(values, dtype=float), rcond=None)[0]
        assert found.squares <= ((fitted - values) ** 2).sum() + 1e-6


def test_shift_of_a_level_is_found_where_it_is():
    found = one_shift([5, 6, 5, 6, 5, 6, 5, 9, 10, 9, 10, 9, 10, 9])
    assert (found.last_before, found.clear) == (6, True)
    assert (found.mean_before, found.mean_after) == (pytest.approx(38 / 7), pytest.approx(66 / 7))


# Seasons


def test_seasons_are_compared_with_themselves():
    years = [2020 + quarter / 4 for quarter in range(20)]
    values = [10 * (quarter % 4) + quarter // 4 for quarter in range(20)]  # large seasons, one more a year
    found = seasonal_trend(years, values, [quarter % 4 for quarter in range(20)])
    assert (found.S, found.slope, found.tau) == (4 * 10, 1, 1)
    assert found.p < trend(years, values).p


def test_one_season_is_the_plain_test():
    values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    found, plain = seasonal_trend(range(12), values, "a" * 12), trend(range(12), values)
    assert (found.S, found.var_s, found.z, found.p, found.slope) == (
        plain.S,
        plain.var_s,
        plain.z,
        plain.p,
        plain.slope,
    )
    assert found.tau == pytest.approx(plain.tau_b)


# Shares


def test_cochran_armitage_gives_the_published_answer_on_smokers():
    found = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82], [1, 2, 3, 4])
    assert (found.chi2, found.p) == (pytest.approx(8.2249, abs=5e-5), pytest.approx(0.004132, abs=5e-7))
    assert found.z < 0


def test_share_of_nobody_or_everybody_has_no_trend():
    for counted in ([0, 0, 0], [10, 10, 10]):
        assert cochran_armitage(counted, [10, 10, 10], [1, 2, 3]) is None
        assert logit_trend(counted, [10, 10, 10], [1, 2, 3]) is None


def test_logistic_line_of_two_periods_goes_through_both():
    found = logit_trend([20, 40], [100, 100], [2020, 2021])
    assert found.odds_ratio == pytest.approx((40 / 60) / (20 / 80))
    assert found.se_slope == pytest.approx((1 / 20 + 1 / 80 + 1 / 40 + 1 / 60) ** 0.5)


def test_shares_that_jump_from_none_to_all_have_no_logistic_line():
    assert logit_trend([0, 0, 10, 10], [10, 10, 10, 10], [1, 2, 3, 4]) is None


@given(st.lists(st.integers(0, 30), min_size=3, max_size=9))
def test_turning_time_round_turns_the_trend_of_a_share_round(counted):
    years = list(range(len(counted)))
    here = cochran_armitage(counted, [30] * len(counted), years)
    there = cochran_armitage(counted[::-1], [30] * len(counted), years)
    if here is None:
        assert there is None
    else:
        assert there.z == pytest.approx(-here.z, abs=1e-9)


@pytest.mark.parametrize("counts", [([3], [5], [1]), ([6, 1], [5, 5], [1, 2]), ([1, 1], [0, 5], [1, 2])])
def test_counts_that_are_no_shares_are_refused(counts):
    with pytest.raises(ValueError, match=r"numerator|at least two"):
        cochran_armitage(*counts)
