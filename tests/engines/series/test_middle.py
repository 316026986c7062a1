"""The middle of several that is nobody's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.middle import middle_of


@pytest.mark.parametrize(
    ("values", "middle"),
    [([1, 2, 6, 7, 100], 5.0), ([1, 2, 6, 8, 9, 100], 7.0), ([100, 1, 6, 2, 7], 5.0)],
)
def test_middle_of_several(values, middle):
    assert middle_of(values) == middle


@pytest.mark.parametrize("count", range(5))
def test_middle_of_fewer_than_five_is_not_told(count):
    assert middle_of([1.0] * count) is None


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=40, unique=True))
def test_middle_stays_between_those_around_it(values):
    ordered = sorted(values)
    assert ordered[0] < middle_of(values) < ordered[-1]
