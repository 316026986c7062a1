"""Examples that show many hidden figures of a large group to be safe at once."""

import time
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from commonweal.engines.audit import ReleasedCell, ReleasedTable
from commonweal.engines.audit.equations import Equations, components, equations
from commonweal.engines.audit.examples import Hunt, _Corners, examples
from commonweal.engines.audit.linking import link
from commonweal.engines.audit.relations import relations

pytestmark = pytest.mark.covers("H1")


def group(value):
    """The sums over the hidden cells of a three-way table with all its totals shown, each inner cell the same."""
    names = [*map(str, range(4)), "Total"]
    cells = []
    for here in product(names, names, names):
        inner = "Total" not in here
        cells.append(ReleasedCell(here, None if inner else value * 4 ** here.count("Total"), inner))
    linked = link([ReleasedTable("t.csv", ("a", "b", "c"), cells)])
    system, _ = equations(linked, relations(linked, {}), whole=True)
    [(part, _)] = components(system)
    return part


def hunt(seconds=60.0, told=lambda safe: None):
    return Hunt(10, time.monotonic() + seconds, told)


def test_every_figure_that_has_room_is_seen_far_enough_apart():
    system = group(25)
    seen = examples(system, np.arange(system.count), hunt())
    assert seen is not None
    assert seen.safe(np.arange(system.count), 10).all()


def test_last_example_fits_every_sum_in_whole_numbers():
    system = group(25)
    seen = examples(system, np.arange(system.count), hunt())
    assert seen is not None
    assert system.holds(seen.base)


def test_figures_without_room_are_not_called_safe():
    system = group(2)
    seen = examples(system, np.arange(system.count), hunt())
    assert seen is not None
    assert not seen.safe(np.arange(system.count), 10).any()


def test_without_time_there_is_no_example():
    system = group(25)
    assert examples(system, np.arange(system.count), hunt(seconds=0.0)) is None


def test_sums_that_halves_alone_fit_have_no_example():
    """Three pairs of three figures with odd sums."""
    one, unknown = np.ones(6), np.array([0, 1, 1, 2, 2, 0])
    equation, right = np.array([0, 0, 1, 1, 2, 2]), np.array([11.0, 11.0, 11.0])
    low, high = np.zeros(3), np.full(3, np.inf)
    system = Equations(True, low, high, equation, unknown, one, right, np.arange(3))
    assert examples(system, np.arange(3), hunt()) is None


def test_few_sent_at_once_show_all_safe_in_more_examples():
    system = group(25)
    seen = examples(system, np.arange(system.count), replace(hunt(), at_once=5))
    assert seen is not None
    assert seen.safe(np.arange(system.count), 10).all()


def test_halves_at_a_corner_are_mended_by_choosing_the_figures_around_them_anew():
    """Three figures that pairwise sum to 10 with one more each, which takes up what is odd."""
    equation, unknown = np.repeat(np.arange(3), 3), np.array([0, 1, 3, 1, 2, 4, 2, 0, 5])
    system = Equations(
        True,
        np.zeros(6),
        np.array([9.0] * 3 + [1.0] * 3),
        equation,
        unknown,
        np.ones(9),
        np.full(3, 11.0),
        np.arange(3),
    )
    corners = _Corners(system, hunt())
    halves = np.array([5.5, 5.5, 5.5, 0.0, 0.0, 0.0])
    assert system.holds(halves)
    mended = corners._whole(halves)
    assert mended is not None
    assert system.holds(mended)
    assert (mended == np.rint(mended)).all()


def test_progress_tells_how_many_are_safe():
    told = []
    system = group(25)
    examples(system, np.arange(system.count), hunt(told=told.append))
    assert told == sorted(told)
    assert told[0] == 0
