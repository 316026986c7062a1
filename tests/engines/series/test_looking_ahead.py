"""An outlook, an arrival and a straight way: what comes if nothing changes, and when a goal would be reached."""

import pytest

from commonweal.engines.series.arrival import arrival, arrival_at, last_pace, straight_way
from commonweal.engines.series.arrival_words import arrival_words, status_words, two_figures_words
from commonweal.engines.series.charted import chart_of_values, unusual_points
from commonweal.engines.series.control_charts import xmr
from commonweal.engines.series.outlook import against, model_for, outlook, periods_until
from commonweal.engines.series.target import Point, judge
from commonweal.lib.quantiles import student_quantile


def yearly(values, start=2015):
    return [Point(str(start + i), value) for i, value in enumerate(values)]


@pytest.mark.parametrize(("n", "model"), [(8, "drift"), (14, "drift"), (15, "damped"), (40, "damped")])
def test_model_is_chosen_by_the_number_of_figures_alone(n, model):
    assert model_for(n) == model


def test_outlook_starts_after_the_last_figure_and_steps_as_the_series_does():
    points = [Point(f"{2024 + i // 4}-Q{i % 4 + 1}", float(i)) for i in range(8)]
    found = outlook(points, model="drift", horizon=2)
    assert [(each.period, each.mean) for each in found.ahead] == [("2026-Q1", 8.0), ("2026-Q2", 9.0)]


def test_outlook_of_seven_figures_is_none():
    assert outlook(yearly([1, 2, 3, 4, 5, 6, 7]), model="drift", horizon=1) is None


def test_periods_until_a_date_that_has_passed_are_none():
    assert (periods_until(yearly([1, 2]), "2020"), periods_until(yearly([1, 2]), "2010")) == (4, 0)


@pytest.mark.parametrize(("target", "answer"), [(0.0, "miss"), (9.0, "either"), (30.0, "meet")])
def test_forecast_against_a_target_where_lower_is_better(target, answer):
    (coming,) = outlook(yearly([5, 7, 6, 8, 7, 9, 8, 9]), model="drift", horizon=1).ahead
    assert against(coming, target, "lower") == answer


def test_arrival_takes_the_pace_of_the_verdict_and_both_ends_of_its_interval():
    points = yearly([20, 19, 18.2, 17, 16, 15.1, 14])
    judged = judge(points, direction="lower", baseline=("2015", 20.0), target=("2030", 5.0))
    found = arrival(points, judged, ("2030", 5.0))
    assert found.at == pytest.approx(2021 + (5 - 14) / judged.got_per_year)
    assert (found.earliest, found.latest) == (
        pytest.approx(2021 + (5 - 14) / judged.got_low),
        pytest.approx(2021 + (5 - 14) / judged.got_high),
    )
    assert arrival_words(found) == "At the pace so far, it would be reached in about 2030 (likely 2029 to 2030)."


def test_arrival_at_a_pace_away_from_the_goal_is_never():
    found = arrival_at(yearly([10, 11]), 1.0, ("2030", 5.0))
    assert found.at is None
    assert arrival_words(found, "es") == "Al ritmo actual, no se cumpliría."


def test_pace_of_two_figures_is_said_as_theirs():
    points = [Point("2017", 11.4), Point("2023", 10.2)]
    per_year, first, last = last_pace(points)
    found = arrival_at(points, per_year, ("2030", 8.0))
    assert two_figures_words(found, first, last) == "At the pace from 2017 to 2023, it would be reached in about 2034."


def test_one_figure_has_no_pace():
    assert last_pace([Point("2023", 10.2)]) is None


def test_straight_way_leads_from_the_start_to_the_goal_itself():
    way = straight_way(yearly([10, 9]), ("2015", 10.0), ("2018", 4.0))
    assert [(point.period, point.value) for point in way] == [("2015", 10), ("2016", 8), ("2017", 6), ("2018", 4)]


def test_straight_way_is_straight_where_periods_do_not_divide_it():
    """Figures come every second year, and the goal is of an odd one: the last step is half as long."""
    points = [Point("2011", 10.0), Point("2013", 9.0)]
    way = straight_way(points, ("2011", 10.0), ("2016", 5.0))
    assert [(point.period, point.value) for point in way] == [("2011", 10), ("2013", 8), ("2016", 5)]
    way = straight_way(points, ("2013", 10.0), ("2020", 3.0))
    assert [(point.period, point.value) for point in way] == [
        ("2013", 10), ("2015", 8), ("2017", 6), ("2019", 4), ("2020", 3),
    ]  # fmt: skip


def test_status_says_the_share_of_the_way_where_it_improves():
    assert (status_words("improved", 0.431), status_words("got-worse", -0.2)) == (
        "Improving (43% of the way)",
        "Getting worse",
    )


def odd_periods(values, *, moving):
    return unusual_points(values, xmr(values), chart_of_values("xmr", [], values).signals, moving=moving)


def test_spike_is_unusual_whether_or_not_the_series_moves():
    spiked = [20, 22, 19, 21, 20, 18, 21, 19, 40, 21, 20, 19]
    assert (odd_periods(spiked, moving=False), odd_periods(spiked, moving=True)) == ([8], [8])


def test_ends_of_a_clear_trend_are_not_unusual():
    rising = [10.0, 12.0, 14.1, 16.0, 18.0, 20.1, 22.0, 24.0, 26.0, 28.1]
    assert odd_periods(rising, moving=False) != []
    assert odd_periods(rising, moving=True) == []


@pytest.mark.parametrize(
    ("level", "freedom", "quantile"), [(0.95, 1, 12.7062), (0.95, 4, 2.7764), (0.99, 7, 3.4995), (0.8, 30, 1.3104)]
)
def test_student_quantile_is_that_of_the_tables(level, freedom, quantile):
    assert round(student_quantile(level, freedom), 4) == quantile
