"""The shortest way to move one cell, and possible answers that stand for as long as what they move is hidden."""

import numpy as np
import pytest

from commonweal.engines.protection.answers import Answers, sparse
from commonweal.engines.protection.system import Sums
from commonweal.engines.protection.ways import Ways

pytestmark = pytest.mark.covers("E7")

#: A table of three by three whose totals are all shown: rows first, then columns.
SQUARE = Sums.of([*np.arange(9).reshape(3, 3).tolist(), *np.arange(9).reshape(3, 3).T.tolist()], 9)
CROSS = Sums(SQUARE.starts, SQUARE.cells, np.ones(len(SQUARE.cells)), 9)


def ways(figures: list[float]) -> Ways:
    return Ways(CROSS, np.array(figures), np.random.default_rng(0))


def test_the_shortest_way_takes_a_cell_so_far_and_goes_over_four_corners() -> None:
    moves = ways([4.0] * 9).along(0, 3, whole=True)
    assert moves is not None
    assert moves[0] == 3
    assert not CROSS.times(moves).any()
    assert int((moves != 0).sum()) == 4


def test_there_is_no_way_where_the_others_would_fall_below_nobody() -> None:
    assert ways([4.0, 1.0, 1.0, 1.0, 9.0, 9.0, 1.0, 9.0, 9.0]).along(0, 3, whole=True) is None


def test_a_cell_that_had_its_way_is_free_again_for_the_next_one() -> None:
    each = ways([4.0] * 9)
    each.along(0, 3, whole=True)
    moves = each.along(8, -2, whole=True)
    assert moves is not None
    assert moves[8] == -2


def test_an_answer_proves_its_cells_again_while_all_that_it_moves_is_hidden() -> None:
    known = Answers()
    known.keep(0, [sparse(np.array([2, 5, 7, 9]), np.array([4.0, -4.0, 0.0, 6.0]))])
    low, high = known.reach(0, np.array([2, 5, 9]))
    assert (low.tolist(), high.tolist()) == ([0, -4, 0], [4, 0, 6])


def test_an_answer_proves_nothing_once_a_cell_that_it_moves_is_shown() -> None:
    known = Answers()
    known.keep(0, [sparse(np.array([2, 5, 9]), np.array([4.0, -4.0, 6.0]))])
    low, high = known.reach(0, np.array([2, 5]))
    assert (low.tolist(), high.tolist()) == ([0, 0], [0, 0])


def test_an_answer_of_one_line_proves_nothing_of_another() -> None:
    known = Answers()
    known.keep(0, [sparse(np.array([2, 5]), np.array([4.0, -4.0]))])
    assert known.reach(1, np.array([2, 5]))[1].tolist() == [0, 0]
