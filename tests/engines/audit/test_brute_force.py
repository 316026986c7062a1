"""The auditor finds exactly what trying every table finds."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.engines.audit import Contradiction, ReleasedCell, ReleasedTable, Terms, audit
from tests.engines.audit.brute_force import place_of, ranges_by_trial


def full_table(name, sizes, inner, hidden, missing=frozenset()):
    """A table with all its totals; inner cells by their position, hidden ones by the position among all rows."""
    dimensions = tuple("abc"[: len(sizes)])
    names = [[*map(str, range(size)), "Total"] for size in sizes]
    cells = []
    for position, here in enumerate(product(*names)):
        value = sum(v for at, v in inner.items() if all(h in ("Total", str(i)) for h, i in zip(here, at, strict=True)))
        gone = position in hidden or position in missing
        cells.append(ReleasedCell(here, None if gone else value, position in hidden))
    return ReleasedTable(name, dimensions, cells)


@st.composite
def tables(draw, sizes):
    count = 1
    rows = 1
    for size in sizes:
        count, rows = count * size, rows * (size + 1)
    values = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    inner = dict(zip(product(*(range(size) for size in sizes)), values, strict=True))
    hidden = draw(st.sets(st.integers(0, rows - 2), max_size=9))
    missing = draw(st.sets(st.integers(0, rows - 2), max_size=1)) - hidden
    return full_table("t.csv", sizes, inner, hidden, missing)


def told(tables, **more):
    found = audit(tables, **more).cells
    by_name = {table.name: table for table in tables}
    return {place_of(by_name[cell.table], tuple(cell.cell.values())): (cell.low, cell.high) for cell in found}


def largest_of(table):
    return int(max(cell.value for cell in table.cells if cell.value is not None))


@pytest.mark.covers("H1", "F-PRI-1")
@settings(max_examples=60)
@given(tables((3, 3)))
def test_ranges_of_a_two_way_table_are_those_of_all_tables_that_fit(table):
    assert told([table]) == ranges_by_trial([table], {}, largest_of(table))


@settings(max_examples=40)
@given(tables((2, 2, 2)))
def test_ranges_of_a_three_way_table_are_those_of_all_tables_that_fit(table):
    assert told([table]) == ranges_by_trial([table], {}, largest_of(table))


WAYS = {"N": [["0", "1"]], "S": [["2", "3"]], "E": [["0", "2"]], "W": [["1", "3"]]}
SPLITS = {"a": {"Total": [["N", "S"], ["E", "W"]], **WAYS}}


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.sets(st.integers(0, 7), max_size=6))
def test_ranges_under_two_ways_to_split_are_those_of_all_tables_that_fit(values, hidden):
    v = values
    rows = {"0": v[0], "1": v[1], "2": v[2], "3": v[3], "N": v[0] + v[1], "S": v[2] + v[3], "E": v[0] + v[2],
            "W": v[1] + v[3], "Total": sum(v)}  # fmt: skip
    cells = [
        ReleasedCell((name,), None if i in hidden else value, i in hidden)
        for i, (name, value) in enumerate(rows.items())
    ]
    table = ReleasedTable("t.csv", ("a",), cells)
    assert told([table], splits=SPLITS) == ranges_by_trial([table], SPLITS, sum(v))


@settings(max_examples=40)
@given(tables((2, 2)), st.sets(st.integers(0, 7), max_size=4), st.booleans())
def test_ranges_across_two_releases_are_those_of_all_tables_that_fit(table, hidden, wrong):
    """The second release hides other cells of the same table, and sometimes changes what it shows."""
    again = [
        ReleasedCell(cell.coordinates, None, True) if i in hidden or cell.value is None
        else ReleasedCell(cell.coordinates, cell.value + wrong)
        for i, cell in enumerate(table.cells)
    ]  # fmt: skip
    both = [table, ReleasedTable("u.csv", table.dimensions, again)]
    wanted = ranges_by_trial(both, {}, largest_of(both[0]) + 1)
    if wanted is None:
        with pytest.raises(Contradiction):
            audit(both)
    else:
        assert told(both) == wanted


@settings(max_examples=40)
@given(tables((3, 3)), st.integers(1, 6))
def test_proof_by_examples_exposes_the_same_cells_as_exact_ranges(table, level):
    """Nothing is called safe that is not, and an example's range lies within the exact one."""
    exact = audit([table], terms=Terms(level=level))
    quick = audit([table], terms=Terms(level=level, exact_up_to=0))
    assert [cell.exposed for cell in quick.cells] == [cell.exposed for cell in exact.cells]
    for one, other in zip(quick.cells, exact.cells, strict=True):
        assert other.low <= one.low <= one.high <= other.high
        assert one.proved or (one.low, one.high) == (other.low, other.high)
