"""What a reader can work out, by hand-worked tables."""

import math
from itertools import product

import pytest

from commonweal.engines.audit import (
    AuditError,
    Contradiction,
    ReleasedCell,
    ReleasedTable,
    Share,
    Terms,
    audit,
    counts_of_shares,
)

H = "hidden"


def table(rows, dimensions=("place",), name="release.csv"):
    """Rows as {"A": 3} or {("A", "F"): 3}; "hidden" is hidden and None is missing."""
    cells = []
    for names, value in rows.items():
        names = (names,) if isinstance(names, str) else names
        cells.append(ReleasedCell(names, None if value in (H, None) else value, value == H))
    return ReleasedTable(name, dimensions, cells)


def cross(text, name="release.csv", dimensions=("place", "sex")):
    """A two-way table as it is drawn; the first line names the columns, * is hidden and . is missing."""
    head, *lines = [line.split() for line in text.strip().splitlines()]
    rows = {}
    for first, *values in lines:
        for second, value in zip(head, values, strict=True):
            rows[first, second] = H if value == "*" else None if value == "." else int(value)
    return table(rows, dimensions, name)


def ranges(*tables, **more):
    return [(cell.low, cell.high) for cell in audit(tables, **more).cells]


def exposed(*tables, level=10, **more):
    return [tuple(cell.cell.values()) for cell in audit(tables, terms=Terms(level=level), **more).exposed]


@pytest.mark.covers("H1", "F-PRI-1")
def test_one_hidden_part_of_a_shown_total_is_known_exactly():
    release = table({"A": H, "B": 12, "Total": 16})
    [cell] = audit([release]).cells
    assert (cell.low, cell.high, cell.exposed) == (4, 4, True)


def test_two_hidden_parts_share_what_is_left():
    assert ranges(table({"A": H, "B": H, "C": 12, "Total": 40})) == [(0, 28), (0, 28)]


def test_hidden_cell_is_exposed_when_it_cannot_reach_the_level():
    assert exposed(table({"A": H, "B": H, "C": 31, "Total": 40})) == [("A",), ("B",)]


def test_hidden_cell_is_exposed_when_its_range_is_narrower_than_the_level():
    release = cross("""
              F   M   Total
        A     *   *   40
        B     *   *   5
        Total 38  7   45
    """)
    assert ranges(release) == [(33, 38), (2, 7), (0, 5), (0, 5)]
    assert len(exposed(release)) == 4


def test_ring_of_hidden_cells_moves_together():
    release = cross("""
              F   M   X   Total
        A     *   *   20  50
        B     20  *   *   50
        C     *   20  *   50
        Total 50  50  50  150
    """)
    assert ranges(release) == [(0, 30)] * 6


def test_two_hidden_cells_in_each_row_and_column_can_still_give_one_away():
    """One hidden cell alone joins two rings: the sums over one ring leave it."""
    release = cross("""
              F   M   X   Y   Z   Total
        A     *   *   1   1   1   10
        B     *   *   *   1   1   60
        C     1   1   *   *   *   40
        D     1   1   1   *   *   20
        Total 9   11  54  26  30  130
    """)
    found = {tuple(cell.cell.values()): (cell.low, cell.high) for cell in audit([release]).cells}
    # Columns F and M without rows A and B leave 16; rows A and B have 7 + 58 in F, M and X.
    assert found["B", "X"] == (49, 49)
    assert found["C", "X"] == (3, 3)


def test_shown_zero_gives_its_row_away():
    assert ranges(table({"A": H, "B": H, "Total": 0})) == [(0, 0), (0, 0)]


def test_hidden_total_has_no_end():
    assert ranges(table({"A": H, "B": 5, "Total": H})) == [(0, None), (5, None)]
    assert exposed(table({"A": H, "B": 5, "Total": H})) == []


def test_hidden_cell_without_any_sum_has_no_end():
    assert ranges(table({"A": H, "B": 5})) == [(0, None)]


def test_missing_part_may_be_anything():
    """It is no one's secret and asks for no range, yet it stands between the reader and the hidden part."""
    assert ranges(table({"A": H, "B": None, "C": 12, "Total": 40})) == [(0, 28)]


def test_missing_part_adds_nobody_where_totals_are_of_reported_figures():
    release = table({"A": H, "B": None, "C": 12, "Total": 40})
    assert ranges(release, terms=Terms(missing_is_nobody=True)) == [(28, 28)]


def test_missing_part_breaks_no_sum():
    assert ranges(table({"A": 5, "B": None, "Total": 40})) == []


def test_absent_row_adds_nobody():
    """A file that leaves out empty combinations says that nobody is in them."""
    rows = {("A", "F"): H, ("A", "Total"): 6, ("B", "F"): 10, ("B", "M"): 20, ("B", "Total"): 30}
    assert ranges(table(rows, ("place", "sex"))) == [(6, 6)]


def test_absent_row_may_hold_the_rest_where_all_else_is_shown():
    """Only some of the places list the rarest group; that is no contradiction."""
    rows = {("A", "F"): 5, ("A", "Total"): 6, ("B", "F"): 10, ("B", "M"): 20, ("B", "Total"): 30}
    assert ranges(table(rows, ("place", "sex"))) == []


NORTH_SOUTH = {"place": {"Total": [["North", "South"]], "North": [["A", "B"]], "South": [["C", "D"]]}}


def test_hierarchy_gives_away_what_its_total_hides():
    release = table({"A": H, "B": H, "C": 30, "D": H, "North": 40, "South": H, "Total": 77})
    assert ranges(release, splits=NORTH_SOUTH) == [(0, 40), (0, 40), (7, 7), (37, 37)]


def test_region_without_a_row_still_links_its_parts_to_the_total():
    release = table({"A": H, "B": 10, "C": 20, "D": 30, "Total": 64})
    assert ranges(release, splits=NORTH_SOUTH) == [(4, 4)]


def test_second_way_to_split_narrows_the_first():
    """North hides A and B, East hides A and C: the four ways together leave no room."""
    parts = {"N": [["A", "B"]], "S": [["C", "D"]], "E": [["A", "C"]], "W": [["B", "D"]]}
    ways = {"place": {"Total": [["N", "S"], ["E", "W"]], **parts}}
    rows = {"A": H, "B": H, "C": H, "D": H, "N": 20, "S": 20, "E": 35, "W": 5, "Total": 40}
    assert ranges(table(rows), splits=ways) == [(15, 20), (0, 5), (15, 20), (0, 5)]


def test_neighbourhood_in_two_towns_counts_once_in_their_total():
    ways = {"place": {"Total": [["North", "Centre"]], "North": [["A", "B"]], "Centre": [["B", "C"]]}}
    rows = {"A": H, "B": H, "C": 30, "North": 40, "Centre": 50, "Total": 70}
    assert ranges(table(rows), splits=ways) == [(20, 20), (20, 20)]


def test_total_of_a_hierarchy_without_one_is_that_of_its_tops():
    splits = {"place": {"North": [["A", "B"]], "South": [["C", "D"]]}}
    release = table({"A": H, "B": 10, "C": 20, "D": 30, "North": H, "South": 50, "Total": 64})
    assert ranges(release, splits=splits) == [(4, 4), (14, 14)]


def test_later_release_that_shows_a_hidden_cell_exposes_it():
    first = table({"A": H, "B": H, "Total": 40}, name="2024.csv")
    later = table({"A": 3}, name="2025.csv")
    found = audit([first, later])
    assert [(cell.low, cell.high, cell.shown_in) for cell in found.cells] == [(3, 3, "2025.csv"), (37, 37, None)]
    assert found.exposed[0].words("en") == (
        "place A (2024.csv): it is hidden here and shown as 3 in 2025.csv. Hide it there as well."
    )


def test_later_release_that_adds_a_group_gives_away_what_each_hides_well():
    """Each release alone has two hidden cells in its sum."""
    first = table({("A", "Total"): 30, ("B", "Total"): 25, ("Total", "Total"): 55}, ("place", "sex"), "2024.csv")
    later = cross(
        """
              F   M
        A     *   *
        B     *   *
        Total 42  13
    """,
        "2025.csv",
    )
    sexes = {"sex": {"Total": [["F", "M"]]}}
    assert ranges(later) == [(0, 42), (0, 13), (0, 42), (0, 13)]
    assert ranges(first, later, splits=sexes) == [(17, 30), (0, 13), (12, 25), (0, 13)]


def test_tables_with_other_columns_link_at_their_totals():
    by_sex = table({("A", "F"): H, ("A", "M"): H, ("A", "Total"): H, ("B", "Total"): H}, ("place", "sex"), "sex.csv")
    by_place = table({"A": 14, "B": 9, "Total": 23}, name="place.csv")
    assert ranges(by_sex, by_place) == [(0, 14), (0, 14), (14, 14), (9, 9)]


def test_difference_over_time_gives_a_leaver_away():
    """Two releases of one cohort: the later one leaves out a school, and shows the rest."""
    first = table({"A": 20, "B": H, "C": H, "Total": 60}, ("school",), "spring.csv")
    later = table({"A": 20, "B": H, "A to B": 23}, ("school",), "autumn.csv")
    assert ranges(first, later, splits={"school": {"A to B": [["A", "B"]], "Total": [["A", "B", "C"]]}})[0] == (3, 3)


def test_three_way_table_can_be_narrower_in_whole_numbers_than_in_real_ones():
    """A triangle of pairs with odd sums: real numbers fit, whole ones do not."""
    ways = {"place": {"AB": [["A", "B"]], "BC": [["B", "C"]], "CA": [["C", "A"]]}}
    with pytest.raises(Contradiction, match="no whole numbers from 0 up fit the sum of place"):
        audit([table({"A": H, "B": H, "C": H, "D": H, "AB": 11, "BC": 11, "CA": 11})], splits=ways)
    with_rest = {"place": {**ways["place"], "ABCD": [["A", "B", "C", "D"]]}}
    rows = {"A": H, "B": H, "C": H, "D": H, "AB": 12, "BC": 12, "CA": H, "ABCD": 15}
    assert ranges(table(rows), splits=with_rest) == [(0, 3), (9, 12), (0, 3), (0, 3), (0, 6)]


def test_figures_with_decimals_have_real_ranges():
    found = audit([table({"A": H, "B": H, "C": 2.5, "Total": 30})])
    assert [(cell.low, cell.high) for cell in found.cells] == [(0, 27.5), (0, 27.5)]
    assert found.whole is False


def test_decimals_in_one_measure_leave_the_others_whole():
    rows = {("JOBS", "A"): H, ("JOBS", "B"): H, ("JOBS", "Total"): 20, ("PAY", "A"): 1.5, ("PAY", "Total"): 1.5}
    assert ranges(table(rows, ("measure", "place"))) == [(0, 20), (0, 20)]


def test_parts_that_are_not_their_total_are_a_contradiction_with_its_name():
    with pytest.raises(Contradiction) as fault:
        audit([cross("F M Total\nA 1 2 4\nTotal 1 2 4")])
    assert fault.value.message("en") == (
        "The tables contradict each other: place A, sex Total is 4, its parts come to 3. Correct one."
    )


def test_shown_parts_beyond_their_total_are_a_contradiction_whatever_is_hidden():
    with pytest.raises(Contradiction, match="fit the sum of place Total"):
        audit([table({"A": H, "B": 50, "Total": 40})])


def test_sums_that_only_together_cannot_be_are_a_contradiction():
    with pytest.raises(Contradiction, match="fit the sum of"):
        audit([cross("F M Total\nA * * 10\nB * * 10\nTotal 15 6 .")], terms=Terms())


def test_releases_that_show_two_values_of_one_figure_contradict_each_other():
    with pytest.raises(Contradiction) as fault:
        audit([table({"A": 4}, name="old.csv"), table({"A": 5}, name="new.csv")])
    assert fault.value.message("es") == (
        "Las tablas se contradicen: place A es 4 en old.csv y 5 en new.csv. Corrija una de ellas."
    )


@pytest.mark.parametrize(
    ("rows", "code"), [({"A": -1}, "negative"), ({"A": 10**13}, "too-large"), ({}, "no-cells")], ids=str
)
def test_figures_that_cannot_be_audited_are_refused(rows, code):
    with pytest.raises(AuditError) as fault:
        audit([table(rows)])
    assert fault.value.code == code


def test_cell_that_stands_twice_is_refused():
    cells = [ReleasedCell(("A",), 1), ReleasedCell(("A",), 1)]
    with pytest.raises(AuditError, match=r"release.csv: place A stands twice"):
        audit([ReleasedTable("release.csv", ("place",), cells)])


def test_hidden_cell_with_a_value_is_refused():
    with pytest.raises(AuditError, match="marked as hidden and shows 4"):
        audit([ReleasedTable("release.csv", ("place",), [ReleasedCell(("A",), 4, hidden=True)])])


def test_hierarchy_of_an_unknown_column_is_refused():
    with pytest.raises(AuditError, match="no column here. There are: place"):
        audit([table({"A": 1})], splits={"plcae": {"Total": [["A"]]}})


def test_level_below_one_is_refused():
    with pytest.raises(AuditError, match="whole number from 1"):
        audit([table({"A": 1})], terms=Terms(level=0))


def test_words_of_the_whole_say_how_many():
    release = table({"A": H, "B": H, "C": 31, "Total": 40})
    assert audit([release]).words("en") == (
        "2 of 2 hidden figures can be worked out too closely. Do not release these files."
    )
    assert audit([table({"A": 3})]).words("es") == "No hay ninguna cifra oculta, así que no hay nada que deducir."


def test_words_of_a_cell_name_it_and_its_range():
    [cell, _] = audit([table({"A": H, "B": H, "C": 31, "Total": 40})]).exposed
    assert cell.words("en") == (
        "place A (release.csv): a reader can work out that it is between 0 and 9. Hide one more figure of the same sum."
    )
    assert cell.words("es") == (
        "place A (release.csv): se puede deducir que está entre 0 y 9. Oculte otra cifra de la misma suma."
    )


# ---- Percentages and rates --------------------------------------------------------------------------


def share(name, value=None, numerator=None, denominator=None, hidden=False):
    return Share((name,), value, numerator, denominator, hidden)


def test_share_with_a_shown_denominator_leaves_both_its_counts_below_it():
    shares = [share("A", denominator=8, hidden=True), share("B", 50, 10, 20)]
    found = audit([counts_of_shares("release.csv", ("place",), shares)]).cells
    assert [(cell.cell["count"], cell.low, cell.high) for cell in found] == [("in", 0, 8), ("others", 0, 8)]


def test_rounded_share_with_a_denominator_gives_a_numerator_hidden_elsewhere_away():
    """12.5 % of 40 is 5, and one decimal leaves no other whole number."""
    earlier = counts_of_shares("old.csv", ("place",), [share("A", 12.5, None, 40), share("B", 25, 10, 40)])
    later = counts_of_shares("new.csv", ("place",), [share("A", hidden=True), share("B", 25, 10, 40)])
    found = audit([earlier, later]).cells
    assert [(cell.cell["count"], cell.low, cell.high) for cell in found] == [
        ("in", 5, 5),
        ("others", 35, 35),
        ("Total", 40, 40),
    ]


def test_hidden_share_that_shows_its_numerator_is_refused():
    with pytest.raises(AuditError, match="marked as hidden and shows 4"):
        audit([counts_of_shares("release.csv", ("place",), [share("A", None, 4, 9, True)])])


def test_progress_is_told_for_each_group():
    told = []
    audit(
        [cross("F M Total\nA * * 40\nB * * 40\nTotal 40 40 80")],
        terms=Terms(exact_up_to=math.inf, progress=lambda done, of: told.append((done, of))),
    )
    assert told == [(4, 4)]


def test_large_ring_is_proved_safe_by_moving_what_stands_around_each_figure():
    """Past the limit of exact ranges; the figures of a three-way table bound together by hidden totals."""
    names = [*map(str, range(4)), "Total"]
    rows = {}
    for here in product(names, names, names):
        rows[here] = 25 * math.prod(4 if name == "Total" else 1 for name in here)
    hidden = {here for here in rows if "Total" not in here[:2] and here[2] != "3"}
    release = table({here: H if here in hidden else value for here, value in rows.items()}, ("a", "b", "c"))
    found = audit([release], terms=Terms(exact_up_to=0))
    assert (found.exposed, found.proved, found.unfinished) == ((), len(hidden), 0)


def test_figure_without_time_is_told_as_unfinished_and_not_as_safe():
    """The first sum alone says 0 to 40; nothing was looked at beyond it."""
    release = cross("F M X Total\nA * * 1 41\nB * * 1 41\nTotal 40 40 2 82")
    found = audit([release], terms=Terms(seconds=0))
    assert [(cell.low, cell.high, cell.unfinished, cell.exposed) for cell in found.cells] == [(0, 40, True, False)] * 4
    assert found.words("en") == (
        "4 hidden figures, and not all could be proved safe. "
        "The time was over for 4 of them, which may be known more closely. Allow more time."
    )
