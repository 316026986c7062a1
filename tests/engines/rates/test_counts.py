"""A rate of cases and its interval: exact below ten, else Byar's."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.rates.counts import (
    byar,
    garwood,
    poisson_cdf,
    rate_interval,
    rate_method,
    relative_standard_error,
)


def test_rate_of_no_case_starts_at_zero():
    low, high = rate_interval(0, 1000)
    assert low == 0
    assert high == pytest.approx(0.00368887945411394, abs=1e-9)


@pytest.mark.parametrize(("count", "method"), [(0, "exact"), (9, "exact"), (10, "byar"), (10_000, "byar")])
def test_the_exact_interval_is_for_fewer_than_ten(count, method):
    assert rate_method(count) == method
    assert rate_interval(count, 1) == (garwood(count) if method == "exact" else byar(count))


@given(st.integers(0, 3000), st.sampled_from([0.8, 0.95, 0.998]))
def test_the_exact_interval_is_that_of_the_gamma_distribution(count, level):
    from scipy.special import gammaincinv

    left = (1 - level) / 2
    low = gammaincinv(count, left) if count else 0
    assert garwood(count, level) == pytest.approx((low, gammaincinv(count + 1, 1 - left)), rel=1e-9)


@pytest.mark.parametrize("count", [10**5, 10**7])
def test_the_exact_interval_of_a_huge_count_is_near_byars(count):
    assert garwood(count) == pytest.approx(byar(count), rel=1e-6)


@pytest.mark.parametrize(("k", "mean"), [(0, 1e-9), (3, 800), (800, 3), (50, 50), (10_000, 1)])
def test_the_distribution_is_summed_from_its_small_side(k, mean):
    from scipy.special import pdtr

    assert poisson_cdf(k, mean) == pytest.approx(pdtr(k, mean), rel=1e-12, abs=1e-300)


@given(st.integers(0, 5000))
def test_byar_holds_the_count(count):
    low, high = byar(count)
    assert 0 <= low <= count < high


def test_the_rate_is_for_each_so_many():
    assert rate_interval(20, 100, 1000) == pytest.approx(tuple(1000 * end / 100 for end in byar(20)))


def test_no_case_has_no_relative_error():
    assert relative_standard_error(0) is None
    assert relative_standard_error(100) == 0.1


def test_half_a_case_is_refused():
    with pytest.raises(ValueError, match="whole numbers"):
        rate_interval(2.5, 100)


@pytest.mark.parametrize(("count", "people"), [(1, 0), (-1, 10), (math.nan, 10), (1, math.nan)])
def test_what_is_no_rate_is_refused(count, people):
    with pytest.raises(ValueError, match="not a rate"):
        rate_interval(count, people)
