"""The steps of the way for very large tables: many cells at once, and the last resort for one."""

from itertools import product

import numpy as np
import pytest

from commonweal.engines.protection import CannotProtect, Rules, Table, protect
from commonweal.engines.protection.building import Built, build
from commonweal.engines.protection.chains import chains
from commonweal.engines.protection.linking import link
from commonweal.engines.protection.nearby import Nearby
from commonweal.engines.protection.reader import exposures
from commonweal.engines.protection.together import secure_together
from tests.engines.protection.tables import cross, exposed

pytestmark = pytest.mark.covers("E7")


def built(table: Table, *prior: Table, minimum: int = 10) -> Built:
    return build(link([table], {}, prior, [0.0]), [table], Rules(minimum=minimum))


def near(table: Table, minimum: int = 10) -> Nearby:
    system = built(table, minimum=minimum).system
    return Nearby(system, system.must, system.candidates(zeros=False))


def quietly(step: str, done: int, of: int) -> None:
    """Say nothing."""


def test_many_cells_are_taken_to_safety_by_hiding_others() -> None:
    table = cross([[4, 31, 50], [22, 5, 60], [70, 80, 90]])
    steps = near(table)
    secure_together(steps, 0, hide=True, told=quietly)
    assert steps.check(quietly) == []


def test_what_is_hidden_together_withstands_an_attacker_who_tries_every_table() -> None:
    table = cross([[1, 4], [5, 3], [6, 6]])
    steps = near(table, minimum=3)
    secure_together(steps, 0, hide=True, told=quietly)
    assert exposed(table, set(np.flatnonzero(steps.hidden).tolist()), level=3) == set()


def test_without_hiding_more_a_cell_alone_stays_exposed() -> None:
    steps = near(cross([[4, 31], [22, 40]]))
    secure_together(steps, 0, hide=False, told=quietly)
    assert int(steps.hidden.sum()) == 1
    assert steps.check(quietly) == [0]


def summed(inner: np.ndarray) -> Table:
    """A cross table of any size with its totals."""
    figures = inner.astype(float)
    for axis in range(inner.ndim):
        figures = np.concatenate([figures, figures.sum(axis=axis, keepdims=True)], axis=axis)
    codes = [[*(f"{axis}-{n}" for n in range(size)), "Total"] for axis, size in enumerate(inner.shape)]
    return Table([f"d{axis}" for axis in range(inner.ndim)], list(product(*codes)), {"value": figures.ravel().tolist()})


def test_the_cheapest_choice_is_proved_in_a_table_of_thousands_of_cells() -> None:
    found = protect([summed(np.random.default_rng(0).exponential(12, (51, 51)).astype(int))])
    assert found.proved


def test_a_first_choice_of_all_cells_is_safe_as_far_as_parts_of_people_go() -> None:
    """Whether whole people can move is asked once, of the cheapest of several such choices."""
    steps = near(summed(np.random.default_rng(0).exponential(60, (6, 6, 6)).astype(int)))
    secure_together(steps, 0, hide=True, told=quietly, in_parts=True)
    assert list(exposures(steps.system.in_parts(), steps.hidden)) == []


def test_the_last_resort_is_one_place_and_every_sum_above_it() -> None:
    table = cross([[4, 0], [0, 0]])
    system = built(table).system
    first = next(iter(chains(system, 0, np.ones(len(system), dtype=bool))))
    assert {table.name(cell) for cell in first} == {"r0, c0", "r0, Total", "Total, c0", "Total, Total"}


def test_where_a_sum_above_has_to_stand_still_others_below_it_may_move() -> None:
    table = cross([[4, 30], [20, 40]])
    system = built(table).system
    whole = next(i for i in range(len(system)) if table.name(i) == "Total, Total")
    usable = np.arange(len(system)) != whole
    names = [{table.name(cell) for cell in region} for region in chains(system, 0, usable)]
    assert "Total, Total" not in set().union(*names)
    assert "r1, c1" in names[1]


def test_a_refusal_says_that_nothing_helps_only_where_that_is_shown() -> None:
    """The earlier release shows all but two small cells: they cannot reach 10 together."""
    now = Table(["place"], [("A",), ("B",), ("C",), ("Total",)], {"value": [4, 3, 30, 37]})
    before = Table(["place"], now.coordinates, {"value": [None, None, 30, 37]}, hidden=frozenset({0, 1}))
    with pytest.raises(CannotProtect, match="2 cells cannot be protected, whatever else is hidden: A; B"):
        protect([now], prior=[before], rules=Rules(exact_cells=0, large_cells=1))
