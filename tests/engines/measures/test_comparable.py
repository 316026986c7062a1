"""The floor below which a figure is shown and not compared: eight of ten partners, nine of ten for a sum."""

import pytest

from commonweal.engines.measures.comparable import is_comparable, is_complete_enough


@pytest.mark.parametrize(
    ("here", "asked", "answer"),
    [(8, 10, True), (4, 5, True), (79, 100, False), (8, 21, False), (0, 3, False), (37, 40, True)],
)
def test_figure_is_comparable_from_eight_of_ten_partners_on(here: int, asked: int, answer: bool) -> None:
    assert is_comparable(here, asked, "ratio_of_sums") is answer


@pytest.mark.parametrize(("here", "asked", "answer"), [(9, 10, True), (37, 40, True), (4, 5, False), (17, 19, False)])
def test_sum_is_comparable_from_nine_of_ten_on(here: int, asked: int, answer: bool) -> None:
    assert is_comparable(here, asked, "sum") is answer


@pytest.mark.parametrize("asked", [None, 0])
def test_figure_is_comparable_where_nobody_keeps_a_list(asked: int | None) -> None:
    assert is_comparable(0, asked, "sum") is True


def test_figure_of_a_release_before_there_was_a_floor_counts() -> None:
    assert is_complete_enough({"value": 3.0}) is True
    assert is_complete_enough({"value": 3.0, "comparable": False}) is False
