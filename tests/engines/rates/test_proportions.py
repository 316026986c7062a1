"""A proportion and its interval: Wilson's, the exact one, and those among a known number of people."""

import math
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commonweal.engines.rates import other_intervals
from commonweal.engines.rates.beta import beta_quantile
from commonweal.engines.rates.proportions import (
    bounds_without_the_silent,
    clopper_pearson,
    finite_standard_error,
    hypergeometric_interval,
    likely_of_population,
    pooled,
    wilson,
    wilson_of_population,
)
from tests.cli.running import surroundings

SAMPLES = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SMALL = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
LEVELS = st.sampled_from([0.5, 0.8, 0.95, 0.998])


def test_wilson_of_16_of_17_is_the_plain_one():
    assert wilson(16, 17)[1] == pytest.approx(0.9895, abs=5e-5)


@given(SAMPLES, LEVELS)
def test_wilson_holds_the_proportion_and_stays_between_0_and_1(sample, level):
    k, n = sample
    low, high = wilson(k, n, level)
    assert 0 <= low <= k / n <= high <= 1


@given(SAMPLES)
def test_wilson_of_the_others_is_the_mirror(sample):
    k, n = sample
    low, high = wilson(k, n)
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_wilson_solves_the_score_equation():
    for end in wilson(7, 23):
        assert abs(7 / 23 - end) == pytest.approx(1.959963984540054 * math.sqrt(end * (1 - end) / 23))


@pytest.mark.parametrize(("k", "n"), [(1, 0), (3, 2), (-1, 5), (math.nan, 5), (1, math.nan)])
@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_what_is_no_proportion_is_refused(interval, k, n):
    with pytest.raises(ValueError, match="not a proportion"):
        interval(k, n)


@pytest.mark.parametrize("level", [0, 1, 95])
@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_a_level_that_is_none_is_refused(interval, level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        interval(1, 5, level)


@given(SMALL)
def test_the_exact_interval_leaves_no_more_than_half_in_either_tail(sample):
    k, n = sample
    low, high = clopper_pearson(k, n)
    above = sum(math.comb(n, i) * low**i * (1 - low) ** (n - i) for i in range(k, n + 1))
    below = sum(math.comb(n, i) * high**i * (1 - high) ** (n - i) for i in range(k + 1))
    assert (above, below) == (pytest.approx(0.025 if k else 1), pytest.approx(0.025 if k < n else 1))


@given(SMALL, st.integers(0, 60))
def test_among_a_known_number_of_people_the_interval_is_never_wider(sample, others):
    k, n = sample
    low, high = wilson_of_population(k, n, n + others)
    wide_low, wide_high = wilson(k, n)
    assert wide_low - 1e-12 <= low <= k / n <= high <= wide_high + 1e-12


def test_of_everybody_the_share_is_known():
    assert wilson_of_population(7, 12, 12) == (7 / 12, 7 / 12)
    assert wilson_of_population(1, 1, 1) == (1, 1)


@example((1, 3), 13)
@given(SMALL, st.integers(0, 30))
def test_the_exact_finite_interval_agrees_with_trying_every_total(sample, others):
    k, n = sample
    people = n + others
    ways = math.comb(people, n)

    def tails(yeses):
        shares = [math.comb(yeses, i) * math.comb(people - yeses, n - i) / ways for i in range(n + 1)]
        return sum(shares[k:]), sum(shares[: k + 1])

    kept = [yeses for yeses in range(k, people - (n - k) + 1) if min(tails(yeses)) > 0.025 + 1e-12]
    assert hypergeometric_interval(k, n, people) == (kept[0] / people, kept[-1] / people)


def test_those_who_were_silent_could_all_have_said_no_or_yes():
    assert bounds_without_the_silent(45, 60, 120) == (45 / 120, 105 / 120)


@given(SMALL, st.integers(0, 60))
def test_likely_range_lies_inside_what_is_possible(sample, others):
    k, n = sample
    (low, high), (fewest, most) = likely_of_population(k, n, n + others), bounds_without_the_silent(k, n, n + others)
    assert fewest <= low <= high <= most


def test_where_nearly_everybody_answered_the_likely_range_ends_with_the_last_who_could_say_yes():
    assert likely_of_population(49, 52, 57) == (pytest.approx(0.920, abs=0.001), 54 / 57)


@pytest.mark.parametrize("function", [wilson_of_population, hypergeometric_interval, bounds_without_the_silent])
def test_more_answers_than_people_are_refused(function):
    with pytest.raises(ValueError, match="5 people of 4"):
        function(3, 5, 4)


def test_one_of_a_known_number_has_no_standard_error():
    assert finite_standard_error(1, 1, 10) is None


def test_pooling_adds_up_before_it_divides():
    assert pooled([(1, 2), (10, 100)]) == 11 / 102
    assert pooled([(0, 0)]) is None


def test_wald_of_nobody_is_a_point_where_wilson_is_none():
    assert other_intervals.wald(0, 20) == (0, 0)
    assert wilson(0, 20)[1] == pytest.approx(0.161125)


@given(SAMPLES, LEVELS)
def test_the_correction_only_widens_wilsons_interval(sample, level):
    (low, high), (wide_low, wide_high) = wilson(*sample, level), other_intervals.wilson_corrected(*sample, level)
    assert wide_low <= low + 1e-12
    assert high <= wide_high + 1e-12


@given(st.floats(0.5, 1e5), st.floats(0.5, 1e5), st.floats(0.001, 0.999))
def test_quantiles_of_the_beta_distribution_are_scipys(a, b, share):
    from scipy.special import betaincinv

    assert beta_quantile(share, a, b) == pytest.approx(float(betaincinv(a, b, share)), rel=1e-9)


def test_a_figure_and_its_rule_need_no_scipy(tmp_path):
    """They stand on pages that are up before scipy has been fetched."""
    code = (
        "import sys; sys.modules['scipy'] = None\n"
        "from commonweal.engines.rates.gaps import Group, compare\n"
        "found = compare([Group('A', 3, 40), Group('B', 60, 1000)], direction='lower')\n"
        "print(found.groups[0].reliability.action)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings(tmp_path), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "hide\n")
