"""Change between two tests in two forms, each given first to half of the people."""

import pytest

from commonweal.engines.psychometrics.change import paired_change
from commonweal.engines.psychometrics.comparison import difference_of_means
from commonweal.engines.psychometrics.counterbalance import balanced_change

#: The second form is two points easier: the change is 5 in truth.
A_THEN_B, B_THEN_A = [6.0, 7.0, 8.0, 7.0], [2.0, 3.0, 4.0]


@pytest.mark.covers("G7")
def test_what_the_forms_differ_by_falls_out_of_the_change() -> None:
    found = balanced_change(A_THEN_B, B_THEN_A)
    assert found is not None
    assert (found.change, found.forms) == (5, 2)


def test_difference_of_the_forms_is_half_of_that_between_the_orders() -> None:
    found, apart = balanced_change(A_THEN_B, B_THEN_A), difference_of_means(B_THEN_A, A_THEN_B)
    assert found is not None
    assert apart is not None
    ends = (apart.difference / 2, apart.low / 2, apart.high / 2)
    assert (found.forms, found.forms_low, found.forms_high) == pytest.approx(ends)
    assert found.high - found.change == pytest.approx(found.forms_high - found.forms)


def test_interval_is_narrower_than_that_of_all_pairs_where_the_forms_differ() -> None:
    found = balanced_change(A_THEN_B, B_THEN_A)
    plain = paired_change([0.0] * 7, [*A_THEN_B, *B_THEN_A])
    assert found is not None
    assert plain.low is not None
    assert found.change - found.low < plain.mean - plain.low


@pytest.mark.parametrize("orders", [([1.0, 2.0], [1.0]), ([], [1.0, 2.0]), ([3.0, 3.0], [4.0, 4.0])])
def test_one_order_alone_or_no_spread_says_nothing(orders: tuple[list[float], list[float]]) -> None:
    assert balanced_change(*orders) is None
