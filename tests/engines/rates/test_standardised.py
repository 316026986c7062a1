"""Rates of places with different ages, made comparable; means of samples; who answered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.rates.counts import byar, garwood
from commonweal.engines.rates.estimates import Estimate
from commonweal.engines.rates.means import mean_interval, stratified_mean
from commonweal.engines.rates.response import Outcomes, outcome_rates, response_rate
from commonweal.engines.rates.standardised import direct_rate, indirect_ratio

BANDS = ([12, 30, 20], [1000, 2000, 500])


def test_a_standard_like_the_place_gives_the_crude_rate():
    found = direct_rate(*BANDS, BANDS[1], per=1000)
    assert found.rate == pytest.approx(found.crude) == pytest.approx(62 / 3500 * 1000)


@pytest.mark.parametrize("method", ["fay-feuer", "dobson"])
@given(st.lists(st.integers(2, 60), min_size=2, max_size=6), st.integers(1, 50))
def test_equal_rates_stand_whatever_the_standard(method, counts, factor):
    people = [count * 100 for count in counts]
    standard = [1 + (i * factor) % 7 for i in range(len(counts))]
    found = direct_rate([10 * count for count in counts], [10 * n for n in people], standard, method=method)
    assert found.rate == pytest.approx(0.01)
    assert found.low < found.rate < found.high


def test_one_band_has_the_exact_interval_by_fay_and_feuer_and_byars_by_dobson():
    usual = direct_rate([20], [1000], [5])
    assert (usual.low, usual.high) == pytest.approx(tuple(end / 1000 for end in garwood(20)))
    other = direct_rate([20], [1000], [5], method="dobson")
    assert (other.low, other.high) == pytest.approx(tuple(end / 1000 for end in byar(20)))


def test_below_ten_cases_dobson_publishes_nothing_and_fay_and_feuer_a_wide_interval():
    few = ([4, 5], [100, 100], [1, 1])
    assert (direct_rate(*few, method="dobson").rate, direct_rate(*few).rate) == (None, 0.045)


def test_no_case_at_all_is_a_rate_of_0_with_an_upper_end():
    found = direct_rate([0, 0], [100, 100], [1, 1])
    assert (found.rate, found.low) == (0, 0)
    assert found.high == pytest.approx(garwood(0)[1] * 0.005)


BROKEN = {
    "a band without people": ([1, 2], [0, 10], [1, 1]),
    "bands that do not match": ([1, 2], [10], [1, 1]),
    "no band": ([], [], []),
    "a standard of nobody": ([1, 2], [10, 10], [0, 0]),
    "fewer than no cases": ([-1, 2], [10, 10], [1, 1]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_bands_that_cannot_be_standardised_are_refused(name):
    with pytest.raises(ValueError, match=r"band|standard"):
        direct_rate(*BROKEN[name])


def test_a_method_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'gamma'"):
        direct_rate(*BANDS, BANDS[1], method="gamma")


def test_a_place_like_its_reference_has_the_ratio_1():
    found = indirect_ratio(*BANDS, BANDS)
    assert (found.observed, found.expected, found.ratio.value) == (62, 62, 1)
    assert (found.ratio.low, found.ratio.high) == pytest.approx(tuple(end / 62 for end in byar(62)))


def test_where_nobody_is_expected_there_is_no_ratio():
    assert indirect_ratio([0], [10], ([0], [10])).ratio == Estimate(None)


def test_a_band_that_the_reference_lacks_is_refused_unless_nobody_is_in_it_here():
    with pytest.raises(ValueError, match="nobody in a band"):
        indirect_ratio([1, 1], [10, 10], ([5, 0], [50, 0]))
    assert indirect_ratio([1, 0], [10, 0], ([5, 0], [50, 0])).expected == 1


# ---- Means ----------------------------------------------------------------------------------------


def test_two_values_have_students_wide_interval():
    found = mean_interval([1, 3])
    assert (found.mean, found.low, found.high) == pytest.approx((2, 2 - 12.706204736, 2 + 12.706204736))


def test_one_value_has_no_spread():
    found = mean_interval([4])
    assert (found.n, found.mean, found.sd, found.low, found.high) == (1, 4, None, None, None)


def test_no_value_has_no_mean():
    with pytest.raises(ValueError, match="no mean"):
        mean_interval([])


def test_a_mean_of_strata_weighs_them_by_their_people():
    found = stratified_mean([[1, 3], [10, 10, 10]], [100, 300])
    assert found.mean == pytest.approx((2 * 100 + 10 * 300) / 400)
    assert found.error == pytest.approx(0.25 * np.sqrt((1 - 2 / 100) * 2 / 2))


def test_a_mean_of_whole_strata_is_certain():
    found = stratified_mean([[1, 3], [10]], [2, 1])
    assert (found.mean, found.low, found.high) == pytest.approx((14 / 3, 14 / 3, 14 / 3))


def test_a_stratum_of_which_one_was_asked_leaves_the_spread_unknown():
    assert stratified_mean([[1, 3], [10]], [2, 5]).error is None


@pytest.mark.parametrize(("strata", "people"), [([[1, 2]], [1]), ([[]], [5]), ([[1]], [5, 6])])
def test_strata_that_cannot_be_are_refused(strata, people):
    with pytest.raises(ValueError, match=r"[Ss]tratum"):
        stratified_mean(strata, people)


# ---- Who answered ---------------------------------------------------------------------------------


def test_the_response_rate_counts_partial_answers_and_the_unknown():
    outcomes = Outcomes(complete=5, partial=3, refused=2, not_reached=1, other=2, unknown_if_eligible=2)
    assert response_rate(outcomes) == 8 / 15 == outcome_rates(outcomes)["RR2"]


def test_a_guess_of_the_eligible_lies_between_all_and_none_of_them():
    rates = outcome_rates(Outcomes(complete=4, refused=2, unknown_if_household=4), 0.5)
    assert (rates["RR1"], rates["RR3"], rates["RR5"]) == (4 / 10, 4 / 8, 4 / 6)


def test_where_nobody_was_asked_there_is_no_rate():
    assert set(outcome_rates(Outcomes()).values()) == {None}
