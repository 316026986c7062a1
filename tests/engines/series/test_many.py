"""Very many series at once: each row gets exactly what it gets alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.many import Goals, direction_of, judge_many, trends
from commonweal.engines.series.target import Point, judge
from commonweal.engines.series.trend import trend
from commonweal.lib.periods import PeriodError

VALUES = st.one_of(st.none(), st.integers(-20, 20), st.floats(-20, 20, allow_nan=False).map(lambda v: round(v, 2)))
FIELDS = ("n", "S", "var_s", "tau_b", "z", "p", "slope", "slope_low", "slope_high")
JUDGED = ("needed_per_year", "got_per_year", "got_low", "got_high", "progress", "n")


@st.composite
def tables(draw):
    years = sorted(draw(st.sets(st.integers(2000, 2030), min_size=1, max_size=14)))
    rows = draw(st.lists(st.lists(VALUES, min_size=len(years), max_size=len(years)), min_size=1, max_size=5))
    return years, rows


def array(rows):
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)


def told(number):
    return None if np.isnan(number) else number


@given(tables())
def test_each_row_has_the_trend_that_it_has_alone(table):
    years, rows = table
    together = trends(years, array(rows))
    for i, row in enumerate(rows):
        known = [(year, value) for year, value in zip(years, row, strict=True) if value is not None]
        alone = trend([year for year, _ in known], [value for _, value in known])
        assert [told(getattr(together, name)[i]) for name in FIELDS] == [getattr(alone, name) for name in FIELDS]


@given(tables(), st.data())
def test_each_row_has_the_verdict_that_it_has_alone(table, data):
    years, rows = table
    periods = [str(year) for year in years]
    count = len(rows)
    higher = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    targets = data.draw(st.lists(st.one_of(st.none(), st.integers(-20, 20)), min_size=count, max_size=count))
    baselines = data.draw(st.lists(st.integers(-20, 20), min_size=count, max_size=count))
    begin, end = data.draw(st.sampled_from(periods)), str(data.draw(st.integers(2005, 2040)))
    goals = Goals(np.array(higher), begin, np.array(baselines, dtype=float), end, array([targets])[0])
    together = judge_many(periods, array(rows), goals)
    for i, row in enumerate(rows):
        alone = judge(
            [Point(period, value) for period, value in zip(periods, row, strict=True)],
            direction="higher" if higher[i] else "lower",
            baseline=(begin, baselines[i]),
            target=None if targets[i] is None else (end, targets[i]),
        )
        assert together.codes[i] == alone.code
        assert [told(getattr(together, name)[i]) for name in JUDGED] == [getattr(alone, name) for name in JUDGED]


def test_blocks_do_not_show_in_the_answer():
    values = np.random.default_rng(3).normal(size=(50_000, 15)).cumsum(axis=1)
    together = trends(range(15), values)
    assert [float(trends(range(15), values[[i]]).slope[0]) for i in (0, 25_000, 49_999)] == [
        float(together.slope[i]) for i in (0, 25_000, 49_999)
    ]


def test_no_series_at_all_is_no_verdict_at_all():
    judged = judge_many(["2019", "2020"], np.empty((0, 2)), Goals(direction_of("higher", 0)))
    assert (len(judged.code), list(judged.codes)) == (0, [])


def test_a_period_that_stands_twice_is_refused():
    with pytest.raises(PeriodError, match="2019/20"):
        judge_many(["2019", "2019/20"], np.ones((1, 2)), Goals(direction_of("lower", 1)))
