"""Forecasts: closed forms by hand, gaps, and what a change of scale does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.forecast import MODELS, forecast
from commonweal.engines.series.forecast_words import forecast_words, too_few_words
from commonweal.engines.series.smoothing import Smoothed, simple

VALUES = [3.0, 5, 4, 6, 8, 7, 9, 10]
SERIES = st.lists(st.integers(-50, 50), min_size=8, max_size=16)


def test_naive_by_hand():
    found = forecast(VALUES, model="naive", horizon=2)
    # Steps 2, −1, 2, 2, −1, 2, 1: squares 19 over T − 1 = 7.
    assert (found.means.tolist(), found.sigma2) == ([10, 10], pytest.approx(19 / 7))
    assert found.variances.tolist() == pytest.approx([19 / 7, 38 / 7])


def test_drift_by_hand():
    found = forecast(VALUES, model="drift", horizon=2)
    # The line gains 1 a step; residuals 1, −2, 1, 1, −2, 1, 0: squares 12 over T − 2 = 6.
    assert (found.means.tolist(), found.sigma2) == ([11, 12], 2)
    assert found.variances.tolist() == pytest.approx([2 * (1 + 1 / 7), 4 * (1 + 2 / 7)])


def test_interval_is_the_normal_one():
    found = forecast(VALUES, model="naive", horizon=1)
    low, high = found.interval(0.95)
    assert (high[0] - low[0]) / 2 == pytest.approx(1.959963984540054 * (19 / 7) ** 0.5)


def test_80_percent_lie_within_95():
    found = forecast(VALUES, model="damped", horizon=5)
    (low_80, high_80), (low_95, high_95) = found.interval(0.8), found.interval(0.95)
    assert (low_95 < low_80).all()
    assert (high_80 < high_95).all()


def test_ses_is_fitted_no_worse_than_any_grid_of_alpha_and_level():
    y = np.array([4, 6, 5, 7, 6, 9, 8, 7, 9, 8], dtype=float)
    found = simple(y.tolist())

    def squares(alpha, level):
        total = 0.0
        for value in y:
            error = value - level
            total, level = total + error**2, level + alpha * error
        return total

    grid = [squares(alpha, level) for alpha in np.linspace(0.01, 0.99, 99) for level in np.linspace(2, 9, 141)]
    assert found.squares <= min(grid) + 1e-9
    assert found.squares == pytest.approx(squares(found.alpha, found.start_level))
    assert found.sigma2 == pytest.approx(found.squares / (10 - 2))


def test_damped_variance_is_the_published_closed_form():
    found = Smoothed(0.5, 0.2, 0.9, 0, 0, level=10, trend=1, squares=7, n=12, fitted=5)
    a, b, f, h = found.alpha, found.beta, found.phi, np.arange(1, 7)
    part = b * f * h / (1 - f) ** 2 * (2 * a * (1 - f) + b * f)
    rest = b * f * (1 - f**h) / ((1 - f) ** 2 * (1 - f**2)) * (2 * a * (1 - f**2) + b * f * (1 + 2 * f - f**h))
    assert (found.sigma2, found.means(2).tolist()) == (1, pytest.approx([10.9, 11.71]))
    assert found.variances(6) == pytest.approx(found.sigma2 * (1 + a**2 * (h - 1) + part - rest))


def test_below_eight_values_there_is_no_forecast():
    assert [forecast(VALUES[:7], model=model, horizon=3) for model in MODELS] == [None] * 4


@pytest.mark.parametrize("model", MODELS)
def test_equal_values_go_on_without_width(model):
    found = forecast([5.5] * 9, model=model, horizon=3)
    low, high = found.interval()
    assert (low.tolist(), found.means.tolist(), high.tolist()) == ([5.5] * 3, [5.5] * 3, [5.5] * 3)


def test_missing_period_keeps_its_spacing():
    whole = forecast([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], model="drift", horizon=1)
    holed = forecast([0, 1, 2, 3, 6, 7, 8, 9], model="drift", horizon=1, slots=[0, 1, 2, 3, 6, 7, 8, 9])
    assert (holed.means.tolist(), holed.sigma2) == (whole.means.tolist(), 0)


def test_step_over_missing_periods_counts_by_its_length():
    found = forecast([0, 1, 0, 1, 0, 1, 0, 4], model="naive", horizon=1, slots=[0, 1, 2, 3, 4, 5, 6, 10])
    assert found.sigma2 == pytest.approx((6 * 1 + 16 / 4) / 7)


@pytest.mark.parametrize("model", ["ses", "damped"])
def test_smoothing_runs_on_over_a_missing_period(model):
    slots = [0, 1, 2, 3, 5, 6, 7, 8, 9, 10]
    found = forecast([1, 2, 3, 4, 6, 7, 8, 9, 10, 11], model=model, horizon=2, slots=slots)
    assert np.isfinite(found.means).all()
    assert found.sigma2 >= 0


@given(SERIES, st.sampled_from(MODELS), st.integers(-1000, 1000))
def test_shifting_the_values_shifts_the_forecast(values, model, by):
    here = forecast(values, model=model, horizon=3)
    there = forecast([value + by for value in values], model=model, horizon=3)
    assert there.means - by == pytest.approx(here.means, abs=1e-5)
    assert there.sigma2 == pytest.approx(here.sigma2, rel=1e-5, abs=1e-8)


@given(SERIES, st.sampled_from(["naive", "drift"]))
def test_other_unit_is_the_same_forecast_in_that_unit(values, model):
    here = forecast(values, model=model, horizon=3)
    there = forecast([1000 * value for value in values], model=model, horizon=3)
    assert there.means == pytest.approx(1000 * here.means)
    assert there.variances == pytest.approx(1e6 * here.variances)


@pytest.mark.parametrize(
    ("values", "options"),
    [
        (VALUES, {"model": "auto", "horizon": 1}), (VALUES, {"model": "naive", "horizon": 0}),
        ([*VALUES, float("nan")], {"model": "naive", "horizon": 1}),
        (VALUES, {"model": "naive", "horizon": 1, "slots": [0, 1, 2, 3, 3, 4, 5, 6]}),
    ],
)  # fmt: skip
def test_what_cannot_be_forecast_is_refused(values, options):
    with pytest.raises(ValueError, match=r"model|Values"):
        forecast(values, **options)


def test_forecast_is_said_as_a_range():
    assert forecast_words(20, ("2030", 9.24, 12.06), unit="percent") == (
        "If it goes on as before, 2030 will likely be between 9.2% and 12.1%."
    )
    assert forecast_words(9, ("2026-03", 9.24, 12.06), "es", "percent") == (
        "Primera lectura: si sigue como hasta ahora, marzo de 2026 estará probablemente entre 9.2 % y 12.1 %."
    )


def test_forecast_without_width_is_said_as_one_value():
    assert forecast_words(20, ("2030", 5, 5), unit="money") == "If it goes on as before, 2030 will be $5.0."


def test_too_few_points_are_said():
    assert too_few_words(3) == "Not enough points yet: 3. A forecast needs 8."
