"""Which scores may be shown: in steps, from five raters on, and never with the difference of one."""

import pytest

from commonweal.engines.networks.showing import band_of, changed_raters, may_show

pytestmark = pytest.mark.covers("B11")
FIVE = dict.fromkeys("abcde", 3)


@pytest.mark.parametrize(
    ("mean", "low"), [(1, 1), (1.49, 1), (1.5, 1.5), (2.999, 2.5), (3, 3), (3.4, 3), (3.5, 3.5), (4, 3.5)]
)
def test_a_score_is_told_by_half_points(mean: float, low: float) -> None:
    assert band_of(mean) == low


def test_the_highest_score_of_five_leaves_open_who_gave_it() -> None:
    assert band_of((4 + 4 + 4 + 4 + 2) / 5) == band_of(4)
    assert band_of((1 + 1 + 1 + 1 + 3) / 5) == band_of(1)


def test_four_raters_are_too_few() -> None:
    assert may_show(dict.fromkeys("abcd", 3), []) is False
    assert may_show(FIVE, []) is True


def test_who_changed_came_or_went() -> None:
    assert changed_raters({"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 1}) == {"a", "c", "d"}


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (FIVE, True),  # the same once more
        ({**FIVE, "f": 1}, False),  # one came
        ({**FIVE, "a": 1}, False),  # one says something else
        ({**dict.fromkeys("abcd", 1), "e": 3}, False),  # four do
        (dict.fromkeys("abcde", 1), True),  # five do
        ({**FIVE, **dict.fromkeys("fghij", 2)}, True),  # five came
    ],
)
def test_the_difference_to_a_score_that_was_shown_is_never_of_fewer_than_five(now: dict, shown: bool) -> None:
    assert may_show(now, [FIVE]) is shown


def test_every_earlier_score_counts_and_not_only_the_last() -> None:
    changed = dict.fromkeys("abcde", 1)
    assert may_show({**FIVE, "a": 2}, [FIVE, changed]) is False
