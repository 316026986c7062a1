"""Control charts and their rules: limits, signals at the point that completes a rule, and assurance of a target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.chart_words import chart_words
from commonweal.engines.series.control_charts import Xmr, c_chart, p_chart, u_chart, xmr
from commonweal.engines.series.control_rules import (
    Signal,
    assurance,
    seven_one_side,
    seven_trend,
    stepped_signals,
    two_of_three,
    xmr_signals,
)
from commonweal.engines.series.run_chart import fewest_crossings, longest_allowed, run_chart

STEADY = [20, 22, 19, 21, 20, 18, 21, 19, 20, 22]
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]


def found(values):
    return [(signal.rule, signal.at) for signal in xmr_signals(values, xmr(values))]


def test_xmr_is_the_mean_and_266_mean_moving_ranges():
    chart = xmr([10, 12, 11, 13])  # ranges 2, 1, 2
    assert (chart.centre, chart.mean_range) == (11.5, pytest.approx(5 / 3))
    assert (chart.lower, chart.upper) == (pytest.approx(11.5 - 2.66 * 5 / 3), pytest.approx(11.5 + 2.66 * 5 / 3))


def test_xmr_limits_are_not_clipped():
    assert xmr([0, 5, 0, 5]).lower == pytest.approx(2.5 - 2.66 * 5)


def test_xmr_of_equal_values_has_no_width_and_no_signal():
    chart = xmr([0.1] * 12)
    assert (chart.lower, chart.centre, chart.upper) == (0.1, 0.1, 0.1)
    assert found([0.1] * 12) == []


def test_steady_series_has_no_signal():
    assert found(STEADY) == []


def test_point_outside_is_its_own_signal():
    values = [*STEADY, 40, 21]
    assert [each for each in found(values) if each[0] == "outside"] == [("outside", 10)]


def test_below_eight_points_there_are_no_signals():
    assert found([20, 20.1, 20, 20.1, 20, 20.1, 90]) == []


def test_shift_is_complete_at_its_seventh_point():
    values = [10, 12, 10, 12, 10, 12, 10, 13, 14, 13, 14, 13, 14, 13]
    assert ("seven-one-side", 13) in found(values)
    assert [signal.since for signal in xmr_signals(values, xmr(values)) if signal.rule == "seven-one-side"][-1] == 7


def test_seven_points_that_rise_are_a_trend_and_six_are_not():
    assert seven_trend([1, 2, 3, 4, 5, 6, 7]) == [0, 0, 0, 0, 0, 0, 1]
    assert seven_trend([1, 2, 3, 4, 5, 6]) == [0] * 6


def test_tie_ends_a_trend():
    assert seven_trend([1, 2, 3, 3, 4, 5, 6, 7]) == [0] * 8


def test_point_that_is_on_the_mean_but_for_its_last_digit_ends_a_run():
    values = [0.7, 0.7, 0.7, 0.4, 0.7, 0.7, 0.7, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    assert xmr(values).centre != 0.4
    assert [rule for rule, _ in found(values) if rule == "seven-one-side"] == []


def test_point_on_the_mean_ends_a_run():
    assert seven_one_side([1, 1, 1, 0, 1, 1, 1, 1]) == [0] * 8


def test_two_of_three_wants_all_three_on_one_side():
    assert two_of_three([0, 1, 1], [1, 1, 1]) == [0, 0, 1]
    assert two_of_three([0, 1, 1], [-1, 1, 1]) == [0, 0, 0]


def test_calm_point_after_two_close_ones_is_no_signal_of_its_own():
    values = [10, 12, 8, 12, 8, 12, 8, 12, 8, 11, 15.5, 15.5, 11, 8, 10]
    from_4_to_16 = Xmr(centre=10, lower=4, upper=16, mean_range=6 / 2.66, range_upper=8)
    assert [(signal.rule, signal.at) for signal in xmr_signals(values, from_4_to_16)] == [("two-of-three", 11)]


@given(st.lists(st.integers(0, 60), min_size=8, max_size=25), st.integers(-40, 40))
def test_shifting_all_values_shifts_limits_and_keeps_signals(values, by):
    here, there = xmr(values), xmr([value + by for value in values])
    assert there.upper - by == pytest.approx(here.upper, abs=1e-9)
    assert found([value + by for value in values]) == found(values)


@given(st.lists(st.integers(0, 60), min_size=8, max_size=25))
def test_turning_the_values_over_keeps_each_signal_and_turns_its_way(values):
    here = xmr_signals(values, xmr(values))
    over = [-value for value in values]
    there = xmr_signals(over, xmr(over))
    assert [(s.rule, s.at, s.upward) for s in there] == [(s.rule, s.at, not s.upward) for s in here]


def test_p_chart_limits_step_with_the_denominator_and_stay_within_0_and_1():
    chart = p_chart([1, 50, 1], [2, 100, 400])
    share = 52 / 502
    reach = [3 * (share * (1 - share) / n) ** 0.5 for n in (2, 100, 400)]
    assert chart.centre == share
    assert chart.lower.tolist() == [0, pytest.approx(share - reach[1]), pytest.approx(share - reach[2])]
    assert chart.upper.tolist() == pytest.approx([share + each for each in reach])


def test_p_chart_limits_are_at_most_1():
    assert p_chart([9, 10, 8], [10, 10, 10]).upper.tolist() == [1, 1, 1]


def test_p_chart_of_nobody_has_no_width():
    chart = p_chart([0] * 9, [10] * 9)
    assert (chart.centre, chart.upper.tolist(), stepped_signals(chart)) == (0, [0] * 9, [])


@pytest.mark.parametrize("counts", [([3], [2]), ([-1], [2]), ([1], [0]), ([], []), ([1], [1, 2])])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match=r"above|least"):
        p_chart(*counts)


def test_c_chart_has_poisson_limits():
    chart = c_chart([4, 4, 4, 4])
    assert (chart.centre, chart.lower[0], chart.upper[0]) == (4, 0, 10)


def test_u_chart_counts_per_so_many():
    assert u_chart([5, 10], [100, 200], per=100).values.tolist() == [5, 5]


@pytest.mark.parametrize(
    ("target", "direction", "word"),
    [(30, "higher", "fail"), (30, "lower", "pass"), (5, "higher", "pass"), (5, "lower", "fail"),
     (20, "higher", "hit-and-miss"), (25, "lower", "hit-and-miss")],
)  # fmt: skip
def test_assurance_of_limits_from_15_to_25(target, direction, word):
    assert assurance(15, 25, target, direction) == word


# Run charts


def test_run_chart_leaves_points_on_the_median_out():
    chart = run_chart([1, 2, 3, 2, 1, 2, 3])
    assert (chart.median, chart.useful, chart.crossings) == (2, 4, 3)


def test_run_chart_of_equal_values_says_nothing():
    chart = run_chart([5] * 10)
    assert (chart.useful, chart.longest_run_max, chart.signals) == (0, None, ())


def test_long_run_is_told_at_the_point_that_makes_it_too_long():
    values = [1] * 10 + [9] * 10
    [run, crossings] = run_chart(values).signals
    assert (run.rule, run.since, run.at) == ("long-run", 0, longest_allowed(20))
    assert (crossings.rule, crossings.at) == ("few-crossings", 19)


def test_run_as_long_as_is_allowed_is_no_signal():
    chart = run_chart([1] * 7 + [9, 1] + [9] * 7)
    assert (chart.useful, chart.longest_run, chart.longest_run_max) == (16, 7, 7)
    assert [signal.rule for signal in chart.signals] == ["few-crossings"]


@pytest.mark.parametrize(("useful", "most", "fewest"), [(10, 6, 2), (20, 7, 6), (24, 8, 8), (32, 8, 11), (100, 10, 41)])
def test_limits_of_runs_are_the_published_ones(useful, most, fewest):
    assert (longest_allowed(useful), fewest_crossings(useful)) == (most, fewest)


@given(st.lists(st.integers(0, 9), min_size=8, max_size=30))
def test_order_of_the_scale_does_not_matter_to_a_run_chart(values):
    here, there = run_chart(values), run_chart([10 * value + 3 for value in values])
    assert (here.longest_run, here.crossings) == (there.longest_run, there.crossings)


# Words


def test_usual_ups_and_downs_are_said_so():
    assert chart_words(MONTHS, []) == "Usual ups and downs: no real change."
    assert chart_words(MONTHS, [], "es") == "Altibajos habituales: ningún cambio real."


def test_shift_is_said_with_its_way_and_its_month():
    shift = [Signal("seven-one-side", 9, 3, True), Signal("seven-one-side", 10, 3, True)]
    assert chart_words(MONTHS, shift) == "A real shift upward since April 2024."
    assert chart_words(MONTHS, shift, direction="lower") == "A real shift for the worse since April 2024."
    assert chart_words(MONTHS, shift, "es", "higher") == "Un cambio real a mejor desde abril de 2024."


def test_shift_that_has_ended_is_not_told():
    fell = Signal("two-of-three", 2, 0, False)
    assert chart_words(MONTHS, [fell, Signal("outside", 9, 9, True)]) == "October 2024 was unusual: ask what happened."
    rose = Signal("seven-one-side", 11, 5, True)
    assert chart_words(MONTHS, [fell, rose]) == "A real shift upward since June 2024."


def test_single_points_are_named_up_to_three():
    points = [Signal("outside", at, at, True) for at in (1, 4, 7, 11)]
    assert chart_words(MONTHS, points[:1]) == "February 2024 was unusual: ask what happened."
    assert chart_words(MONTHS, points[:1], "es") == "Febrero de 2024 fue inusual: pregunte qué pasó."
    assert chart_words(MONTHS, points) == "4 points were unusual, the latest December 2024: ask what happened."


def test_few_points_are_an_early_reading_or_none():
    assert chart_words(MONTHS[:8], []) == "Early reading: usual ups and downs: no real change."
    assert chart_words(MONTHS[:11], []).startswith("Early reading:")
    assert chart_words(MONTHS[:7], []) == "Not enough points yet: 7. A chart judges from 8."
    assert chart_words(MONTHS[:7], [], "es") == "Aún no hay puntos suficientes: 7. Se juzga a partir de 8."


def test_assurance_is_said_last():
    assert chart_words(MONTHS, [], direction="lower", assured="fail").endswith(
        "Unless something changes, this will keep missing the target."
    )
