"""Examples that show many hidden figures of a large group to be safe at once."""

import time
from itertools import product

import numpy as np
import pytest

from commonweal.engines.audit import ReleasedCell, ReleasedTable
from commonweal.engines.audit.equations import Equations, components, equations
from commonweal.engines.audit.examples import Hunt, examples
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


@pytest.mark.parametrize(("level", "step"), [(1, 12), (10, 12), (12, 12), (13, 24)])
def test_step_is_the_least_multiple_of_twelve_that_is_wide_enough(level, step):
    assert Hunt(level, 0.0, lambda safe: None).step == step


def test_progress_tells_how_many_are_safe():
    told = []
    system = group(25)
    examples(system, np.arange(system.count), hunt(told=told.append))
    assert told == sorted(told)
    assert told[0] == 0
