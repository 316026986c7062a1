"""Periods: five ways to write one, and their place in time."""

import pytest

from commonweal.lib.periods import PeriodError, period_after, period_sort_key, period_step, period_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2019", 2019.0),
        ("2019-Q3", 2019.5),
        ("2019-03", 2019 + 2 / 12),
        ("2019-01-01", 2019.0),
        ("2019-03-31", 2019 + 89 / 365),
        ("2020-12-31", 2020 + 365 / 366),
        ("2019/20", 2019.0),
        ("1999/00", 1999.0),
        (" 2019 ", 2019.0),
    ],
)
def test_period_value_is_the_start_in_years(text, value):
    assert period_value(text) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("text", ["", "Spring", "2019-13", "2019-Q5", "2019/21", "2019-02-30", "19", "2012-00"])
def test_period_value_of_what_is_no_period_says_how_to_write_one(text):
    with pytest.raises(PeriodError):
        period_value(text)


def test_periods_sort_by_time():
    assert sorted(["2020", "2019-Q4", "2019-02", "2018/19"], key=period_sort_key) == [
        "2018/19", "2019-02", "2019-Q4", "2020",
    ]  # fmt: skip


def test_period_step_of_years_with_a_hole_is_one_year():
    assert period_step(["2015", "2016", "2017", "2023"]) == 1


def test_period_step_of_quarters_is_a_quarter():
    assert period_step(["2019-Q1", "2019-Q2", "2019-Q3"]) == 0.25


def test_period_step_of_one_period_is_a_year():
    assert period_step(["2019"]) == 1


@pytest.mark.parametrize(
    ("text", "years", "after"),
    [
        ("2019", 2, "2021"), ("2019-Q3", 0.25, "2019-Q4"), ("2019-Q4", 0.5, "2020-Q2"), ("2019-11", 2 / 12, "2020-01"),
        ("2019/20", 1, "2020/21"), ("1998/99", 1, "1999/00"), ("2019/2020", 1, "2020/2021"),
        ("2024-02-29", 1, "2025-02-28"), ("2024-01-31", 1 / 12, "2024-02-29"), ("2024-02-29", 1 / 12, "2024-03-31"),
        ("2024-02-12", 7 / 366, "2024-02-19"),
    ],
)  # fmt: skip
def test_period_after_is_written_like_the_one_before(text, years, after):
    assert period_after(text, years) == after


def test_day_beyond_the_calendar_is_refused():
    with pytest.raises(PeriodError, match="10010"):
        period_after("2019-01-01", 7991)
