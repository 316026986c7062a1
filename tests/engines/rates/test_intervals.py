"""Wilson's interval of a proportion; the exact or Byar's interval of a rate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.rates.counts import rate_interval
from commonweal.engines.rates.proportions import wilson
from tests.engines.measures.shared_data import cases, close

PROPORTIONS = cases("proportions", "binomial_ci") + cases("proportions", "binomial_ci_wilson_cp")


@pytest.mark.skipif(not PROPORTIONS, reason="shared data absent: cases/proportions.json")
@pytest.mark.parametrize("case", PROPORTIONS, ids=lambda case: case["id"])
def test_wilson_agrees_with_the_reference_cases(case):
    low, high = wilson(case["inputs"]["x"], case["inputs"]["n"], case["inputs"]["level"])
    assert close(case, "wilson_low", low)
    assert close(case, "wilson_high", high)


PHE = cases("rates", "proportion_wilson_phe")


@pytest.mark.skipif(not PHE, reason="shared data absent: cases/rates.json")
@pytest.mark.parametrize("case", PHE, ids=lambda case: case["id"])
def test_wilson_agrees_with_the_public_health_reference(case):
    x, n = case["inputs"]["x"], case["inputs"]["n"]
    for level, name in ((0.95, "wilson95"), (0.998, "wilson998")):
        low, high = wilson(x, n, level)
        assert close(case, f"{name}_low", low)
        assert close(case, f"{name}_high", high)


RATES = cases("rates", "rate_byar_exact_phe")


@pytest.mark.skipif(not RATES, reason="shared data absent: cases/rates.json")
@pytest.mark.parametrize("case", RATES, ids=lambda case: case["id"])
def test_rate_interval_agrees_with_the_public_health_reference(case):
    count, people, per = (case["inputs"][key] for key in ("count", "population", "multiplier"))
    for level, name in ((0.95, "95"), (0.998, "998")):
        low, high = rate_interval(count, people, per, level)
        assert close(case, f"low{name}", low)
        assert close(case, f"high{name}", high)


def test_rate_of_no_case_starts_at_zero():
    low, high = rate_interval(0, 1000)
    assert low == 0
    assert high == pytest.approx(0.00368887945411394, abs=1e-9)


def test_wilson_of_16_of_17_is_the_plain_one():
    assert wilson(16, 17)[1] == pytest.approx(0.9895, abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_proportion_and_stays_between_0_and_1(sample):
    k, n = sample
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1


@pytest.mark.parametrize(("k", "n"), [(1, 0), (3, 2), (-1, 5)])
def test_wilson_refuses_what_is_no_proportion(k, n):
    with pytest.raises(ValueError, match="not a proportion"):
        wilson(k, n)


def test_rate_interval_refuses_half_a_case():
    with pytest.raises(ValueError, match="whole numbers"):
        rate_interval(2.5, 100)
