"""Moves in halves of people are made whole where the sums allow it."""

import numpy as np
import pytest

from commonweal.engines.protection.mending import mended
from commonweal.engines.protection.reader import Reader
from commonweal.engines.protection.system import Line, Sums

pytestmark = pytest.mark.covers("E7")


def reader(sums: Sums, figure: float) -> Reader:
    count = sums.width
    figures, ten = np.full(count, figure), np.full(count, 10.0)
    line = Line("value", figures, ten, ten, True, np.zeros(count, dtype=bool))
    return Reader(sums, line, np.arange(count), np.arange(len(sums)))


def test_moves_in_halves_become_whole_and_fit_every_sum() -> None:
    """Three cells that move in pairs, each pair beside one that takes up what is odd."""
    sums = Sums.of([(3, 0, 1), (4, 1, 2), (5, 2, 0)], 6)
    halves = np.array([0.5, 0.5, 0.5, 1.0, 1.0, 1.0])
    assert not sums.times(halves).any()
    found = mended(sums, np.full(6, -5.0), halves, reader(sums, 5)._any)
    assert found is not None
    assert not sums.times(found).any()
    assert (found == np.rint(found)).all()


def test_whole_moves_stay_as_they_are() -> None:
    sums = Sums.of([(0, 1, 2)], 3)
    moves = np.array([3.0, 1.0, 2.0])
    assert (mended(sums, np.full(3, -5.0), moves, reader(sums, 5)._any) == moves).all()


def test_pushed_together_every_cell_with_room_is_proved_safe() -> None:
    sums = Sums.of([*np.arange(16).reshape(4, 4).tolist(), *np.arange(16).reshape(4, 4).T.tolist()], 16)
    each = reader(sums, 12)
    each.push(np.ones(16, dtype=bool))
    assert each.proved().all()
    assert all(not sums.times(np.bincount(cells, np.rint(moves), 16)).any() for cells, moves in each.answers)
