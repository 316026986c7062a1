"""Show, show with care, or hide; funnel limits instead of a league table; many questions at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.rates.counts import byar
from commonweal.engines.rates.funnel import (
    CONTROL_LEVEL,
    WARNING_LEVEL,
    Position,
    position,
    proportion_limits,
    rate_limits,
)
from commonweal.engines.rates.multiple import benjamini_hochberg, standing
from commonweal.engines.rates.proportions import wilson
from commonweal.engines.rates.reliability import proportion_reliability, rate_reliability

PROPORTIONS = {
    (16, 17): ("hide", ("few-people",)),
    (15, 29): ("hide", ("few-people", "wide")),
    (20, 40): ("hide", ("wide",)),
    (3, 60): ("hide", ("relatively-wide",)),
    (94, 100): ("caution", ("complement",)),
    (0, 45): ("caution", ("none-or-all",)),
    (45, 45): ("caution", ("none-or-all",)),
    (12, 200): ("show", ()),
    (500, 1500): ("show", ()),
    (1, 5000): ("show", ()),
}


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize(("k", "n"), PROPORTIONS)
def test_a_proportion_is_shown_hidden_or_shown_with_care(k, n):
    found = proportion_reliability(k, n)
    assert (found.action, found.reasons) == PROPORTIONS[k, n]


def test_nobody_asked_is_hidden():
    found = proportion_reliability(0, 0)
    assert (found.action, found.reasons, found.low) == ("hide", ("no-people",), None)


def test_a_design_that_tells_less_is_taken_at_its_effective_size():
    assert proportion_reliability(20, 200).action == "show"
    assert proportion_reliability(20, 200, effective=25).reasons == ("few-people", "relatively-wide")


def test_a_survey_with_few_degrees_of_freedom_is_shown_with_care():
    assert proportion_reliability(500, 1500, degrees=7).reasons == ("few-degrees",)
    assert rate_reliability(100, 1000, degrees=7).reasons == ("few-degrees",)


RATES = {
    (9, 1000): ("hide", ("few-cases",)),
    (3, None): ("hide", ("few-cases", "relatively-wide")),
    (10, None): ("show", ()),
    (0, 1000): ("hide", ("few-cases",)),
    (12, 9): ("hide", ("few-people",)),
    (12, 0): ("hide", ("no-people",)),
}


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize(("count", "people"), RATES)
def test_a_rate_is_shown_or_hidden(count, people):
    found = rate_reliability(count, people)
    assert (found.action, found.reasons) == RATES[count, people]


@given(st.integers(0, 400), st.integers(1, 400))
def test_more_people_with_the_same_share_are_never_shown_less(k, others):
    rank = {"hide": 0, "caution": 1, "show": 2}
    few, many = proportion_reliability(k, k + others), proportion_reliability(10 * k, 10 * (k + others))
    assert rank[many.action] >= min(rank[few.action], 1)


# ---- Funnel ---------------------------------------------------------------------------------------


@given(st.floats(0.05, 0.95), st.integers(200, 5000))
def test_a_proportion_on_the_line_has_a_wilson_interval_that_just_reaches_the_overall_one(overall, n):
    low, high = proportion_limits(overall, n)
    assert wilson(low * n, n)[1] == pytest.approx(overall)
    assert wilson(high * n, n)[0] == pytest.approx(overall)


def test_a_rate_on_the_line_has_a_byar_interval_that_just_reaches_the_overall_one():
    low, high = rate_limits(0.02, 5000)
    assert (byar(low * 5000)[1], byar(high * 5000)[0]) == pytest.approx((100, 100))


def test_limits_widen_as_places_get_smaller_and_never_pass_0_or_1():
    limits = [proportion_limits(0.9, n) for n in (10_000, 100, 5)]
    assert [low for low, _ in limits] == sorted((low for low, _ in limits), reverse=True)
    assert limits[-1][1] == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.5, Position("within", None)),
        (0.62, Position("above", WARNING_LEVEL)),
        (0.7, Position("above", CONTROL_LEVEL)),
        (0.38, Position("below", WARNING_LEVEL)),
        (0.3, Position("below", CONTROL_LEVEL)),
    ],
)
def test_a_place_is_told_by_the_outer_line_it_passed(value, expected):
    assert position(value, lambda level: proportion_limits(0.5, 100, level)) == expected


@pytest.mark.parametrize(("overall", "n"), [(1.2, 10), (0.5, 0)])
def test_what_has_no_limits_is_refused(overall, n):
    with pytest.raises(ValueError, match="no limits"):
        proportion_limits(overall, n)


# ---- Many questions -------------------------------------------------------------------------------

WORKED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
          0.759, 1.0]  # fmt: skip


def test_four_of_the_fifteen_findings_of_1995_stand():
    assert standing(WORKED) == [True] * 4 + [False] * 11


def test_the_order_of_questions_does_not_matter():
    assert benjamini_hochberg(WORKED[::-1]) == benjamini_hochberg(WORKED)[::-1]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_adjusted_p_is_never_smaller_and_never_above_1(p_values):
    assert all(p <= adjusted <= 1 for p, adjusted in zip(p_values, benjamini_hochberg(p_values), strict=True))


def test_one_question_alone_is_not_adjusted():
    assert benjamini_hochberg([0.03]) == [0.03]
    assert benjamini_hochberg([]) == []


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_is_refused(p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.5, p])
