"""What is hidden: tables worked out by hand, random tables that an attacker tries, and every way to link them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.engines.protection import (
    CannotProtect,
    Dominance,
    ProtectionError,
    Rules,
    Table,
    hierarchy_from,
    protect,
)
from tests.engines.protection.tables import cross, exposed, with_totals

pytestmark = pytest.mark.covers("E7")


def hidden(table: Table, **more: object) -> set[tuple[str, ...]]:
    found = protect([table], **more)  # type: ignore[arg-type]
    return {tuple(table.coordinates[cell]) for cell in found.reasons[0]}


def column(**figures: float | None) -> Table:
    return Table(["place"], [(name,) for name in figures], {"value": list(figures.values())})


# ---- By hand --------------------------------------------------------------------------------------


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden(cross([[10, 20], [30, 40]])) == set()


def test_a_small_cell_takes_the_cheapest_other_one_with_it() -> None:
    assert hidden(column(North=4, South=12, West=30, Total=46)) == {("North",), ("South",)}


def test_a_small_cell_in_a_cross_table_takes_a_rectangle_with_it() -> None:
    assert hidden(cross([[4, 31, 50], [22, 40, 60], [70, 80, 90]])) == {
        ("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1"),
    }  # fmt: skip


def test_two_small_cells_that_sum_to_too_little_take_a_third() -> None:
    assert hidden(column(North=3, South=4, West=30, East=40, Total=77)) == {("North",), ("South",), ("West",)}


def test_reasons_and_losses_are_told() -> None:
    found = protect([column(North=4, South=12, West=30, Total=46)])
    assert found.reasons == ({0: "small", 1: "complement"},)
    assert (found.suppressed, found.primary, found.complement, found.value_lost) == (2, 1, 1, 16.0)
    assert found.proved


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_small_is_from_one_to_one_below_the_minimum(count: int, is_hidden: bool) -> None:
    assert (("North",) in hidden(column(North=count, South=50, West=60, Total=110 + count))) == is_hidden


def test_a_total_of_less_than_the_minimum_is_hidden_with_its_parts() -> None:
    assert hidden(column(North=4, South=3, Total=7)) == {("North",), ("South",), ("Total",)}


def test_a_zero_is_shown() -> None:
    assert ("East",) not in hidden(column(North=4, South=12, East=0, Total=16))


# ---- An attacker tries ----------------------------------------------------------------------------

INNER = st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=3)


@settings(max_examples=25, deadline=None)
@given(INNER)
def test_random_tables_withstand_an_attacker_who_tries_every_table(inner: list[list[int]]) -> None:
    table = cross(inner)
    found = set(protect([table], rules=Rules(minimum=3)).reasons[0])
    assert exposed(table, found, level=3) == set()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_random_tables_of_three_dimensions_withstand_him_too(inner: list[int]) -> None:
    codes = [(a, b, c) for a in "ab" for b in "cd" for c in "ef"]
    table = with_totals(dict(zip(codes, inner, strict=True)), "one", "two", "three")
    found = set(protect([table], rules=Rules(minimum=2)).reasons[0])
    assert exposed(table, found, level=2) == set()


def test_without_the_complementary_step_the_attacker_wins() -> None:
    table = cross([[4, 31], [22, 40]])
    found = protect([table])
    small = {cell for cell, reason in found.reasons[0].items() if reason == "small"}
    assert exposed(table, set(found.reasons[0]), level=10) == set()
    assert exposed(table, small, level=10) == small == {0}


@pytest.mark.parametrize("seed", range(3))
def test_the_way_for_large_tables_withstands_him_as_well(seed: int) -> None:
    table = cross([[(7 * i * j + seed * i + j) % 7 for j in range(2)] for i in range(3)])
    found = protect([table], rules=Rules(minimum=3, exact_cells=0))
    assert exposed(table, set(found.reasons[0]), level=3) == set()


def test_the_exact_way_is_never_dearer_than_the_way_for_large_tables() -> None:
    table = cross([[(7 * i * j + i + 3 * j) % 29 for j in range(6)] for i in range(6)])
    exact, near = protect([table]), protect([table], rules=Rules(exact_cells=0))
    assert exact.proved
    assert not near.proved
    assert exact.value_lost <= near.value_lost


def test_the_cheapest_choice_is_proved_for_a_table_of_hundreds_of_cells_too() -> None:
    table = cross([[(7 * i * j + i + 3 * j) % 41 for j in range(16)] for i in range(16)])
    exact, near = protect([table]), protect([table], rules=Rules(exact_cells=0, seconds=1))
    assert exact.proved
    assert exact.value_lost <= near.value_lost


@pytest.mark.parametrize("seed", range(3))
def test_a_choice_for_which_time_was_too_short_is_made_safe_near_each_cell(seed: int) -> None:
    table = cross([[(7 * i * j + seed * i + j) % 7 for j in range(2)] for i in range(3)])
    found = protect([table], rules=Rules(minimum=3, seconds=0))
    assert not found.proved
    assert exposed(table, set(found.reasons[0]), level=3) == set()


@pytest.mark.parametrize("seed", range(3))
def test_the_way_for_very_large_tables_withstands_him_part_by_part(seed: int) -> None:
    table = cross([[(5 * i * j + seed * i + 2 * j) % 7 for j in range(2)] for i in range(3)])
    found = protect([table], rules=Rules(minimum=3, exact_cells=0, large_cells=1))
    assert exposed(table, set(found.reasons[0]), level=3) == set()


@settings(max_examples=10, deadline=None)
@given(INNER)
def test_random_tables_go_the_way_for_very_large_ones_without_being_refused(inner: list[list[int]]) -> None:
    table = cross(inner)
    found = protect([table], rules=Rules(minimum=3, exact_cells=0, large_cells=1))
    assert exposed(table, set(found.reasons[0]), level=3) == set()


def test_choosing_anew_in_windows_hides_less() -> None:
    table = cross([[(7 * i * j + i + 3 * j) % 37 for j in range(9)] for i in range(9)])
    quick, searched = (protect([table], rules=Rules(exact_cells=0, seconds=each)) for each in (0, 20))
    assert searched.value_lost < quick.value_lost
    assert searched.primary == quick.primary


# ---- What is missing ------------------------------------------------------------------------------


def test_a_missing_cell_is_neither_hidden_nor_a_hiding_place() -> None:
    table = column(North=4, South=12, East=None, Total=16)
    assert hidden(table) == {("North",), ("South",)}


def test_a_missing_cell_for_which_the_total_leaves_few_is_kept_unknown() -> None:
    table = column(North=20, South=12, East=None, Total=35)
    assert hidden(table) == {("South",)}


def test_a_missing_cell_for_which_the_total_leaves_many_needs_nothing() -> None:
    assert hidden(column(North=20, South=12, East=None, Total=62)) == set()


def test_a_cell_that_is_not_in_the_table_is_nobody_where_the_sum_comes_out() -> None:
    rows = [("North", "f"), ("North", "m"), ("North", "Total"), ("South", "f"), ("South", "Total")]
    rows += [("Total", "f"), ("Total", "m"), ("Total", "Total")]
    table = Table(["place", "sex"], rows, {"value": [15, 4, 19, 30, 30, 45, 4, 49]})
    found = hidden(table)
    assert {("North", "m"), ("Total", "m")} <= found


# ---- What is linked -------------------------------------------------------------------------------


def test_a_hierarchy_ties_districts_to_the_whole() -> None:
    table = column(Total=100, North=45, South=55, A=4, B=41, C=25, D=30)
    tree = hierarchy_from({"place": {"Total": ["North", "South"], "North": ["A", "B"], "South": ["C", "D"]}})
    assert hidden(table, hierarchy=tree) == {("A",), ("B",)}


def test_hierarchies_that_overlap_are_both_kept() -> None:
    """A small district lies in a town by one way to split and in a school area by the other."""
    ways = [["North", "South"], ["East", "West"]]
    tree = hierarchy_from(
        {"place": {"Total": ways, "North": ["A", "B"], "South": ["C", "D"], "East": ["A", "C"], "West": ["B", "D"]}}
    )
    table = column(Total=160, North=34, South=126, East=64, West=96, A=4, B=30, C=60, D=66)
    assert hidden(table, hierarchy=tree) == {("A",), ("B",), ("C",), ("D",)}


def test_two_splits_of_the_same_people_meet_in_their_total() -> None:
    by_sex = Table(["sex"], [("f",), ("m",), ("Total",)], {"value": [4, 3, 7]})
    by_age = Table(["age"], [("young",), ("old",), ("Total",)], {"value": [7, 0, 7]})
    found = protect([by_sex, by_age])
    assert found.reasons == ({0: "small", 1: "small", 2: "small"}, {0: "small", 2: "small"})


def test_two_tables_that_disagree_are_refused() -> None:
    one = Table(["sex"], [("f",), ("Total",)], {"value": [40, 40]})
    other = Table(["age"], [("old",), ("Total",)], {"value": [41, 41]})
    with pytest.raises(ProtectionError, match="Two tables give Total different figures"):
        protect([one, other])


def test_a_total_that_its_parts_do_not_reach_is_refused_by_name() -> None:
    with pytest.raises(ProtectionError, match="Total is 50, but its parts sum to 42"):
        protect([column(North=12, South=30, Total=50)])


def test_what_an_earlier_release_hid_stays_hidden() -> None:
    now = column(North=20, South=12, West=30, Total=62)
    before = Table(["place"], now.coordinates, {"value": [None, None, 30, 62]}, hidden=frozenset({0, 1}))
    found = protect([now], prior=[before])
    assert found.reasons == ({0: "earlier", 1: "earlier"},)


def test_what_an_earlier_release_showed_hides_nothing() -> None:
    """South would be the cheapest complement, but everybody has seen it."""
    now = column(North=4, South=12, West=30, Total=46)
    before = Table(["place"], [("South",)], {"value": [12]})
    assert hidden(now, prior=[before]) == {("North",), ("West",)}


def test_an_earlier_release_that_shows_the_small_cell_cannot_be_undone() -> None:
    before = Table(["place"], [("North",)], {"value": [4]})
    with pytest.raises(CannotProtect, match="1 cells cannot be protected, whatever else is hidden: North"):
        protect([column(North=4, South=12, Total=16)], prior=[before])


def test_a_figure_that_was_restated_tells_nothing_about_today() -> None:
    now = column(North=4, South=12, West=30, Total=46)
    before = Table(["place"], [("South",)], {"value": [11]})
    found = protect([now], prior=[before])
    assert found.reasons == ({0: "small", 1: "complement"},)
    assert found.restated == 1


# ---- People, and who dominates them ---------------------------------------------------------------


def test_people_behind_a_value_are_what_is_counted() -> None:
    table = Table(
        ["place"], [("North",), ("South",), ("West",), ("Total",)],
        {"value": [900, 5, 700, 1605], "n": [4, 20, 30, 54]},  # five hours of twenty people are not few
    )  # fmt: skip
    assert hidden(table, rules=Rules(counted=frozenset({"n"}))) == {("North",), ("South",)}


def test_a_numerator_is_kept_with_its_denominator_and_the_others() -> None:
    """All but four of South are in: the others are few, though those in and all are many."""
    table = Table(
        ["place"], [("North",), ("South",), ("West",), ("Total",)],
        {"in": [30, 40, 50, 120], "others": [25, 4, 60, 89], "all": [55, 44, 110, 209]},
    )  # fmt: skip
    rules = Rules(counted=frozenset({"in", "others", "all"}), cost="all")
    assert hidden(table, rules=rules) == {("South",), ("North",)}


@pytest.mark.parametrize(("nobody", "total_hidden"), [(frozenset(), True), (frozenset({"in"}), False)])
def test_a_total_of_nobody_may_say_that_its_parts_are_nobody(nobody: frozenset[str], total_hidden: bool) -> None:
    """Nobody at all is in. That North has 0 in is then said by the shown total, and not by how it is split."""
    table = Table(
        ["place"], [("North",), ("South",), ("West",), ("Total",)],
        {"in": [0, 0, 0, 0], "all": [4, 20, 30, 54]},
    )  # fmt: skip
    rules = Rules(counted=frozenset({"in", "all"}), cost="all", nobody_is_known=nobody)
    found = protect([table], rules=rules).reasons[0]
    assert (0 in found, 3 in found) == (True, total_hidden)


def test_a_dominated_value_is_hidden_and_kept_far_enough_away() -> None:
    margin = Dominance("p", 10).margin(1000, 900, 90)
    assert margin == 80
    table = Table(
        ["place"], [("North",), ("South",), ("West",), ("Total",)],
        {"value": [1000, 50, 400, 1450]}, primary={0: "dominance"}, margins={0: margin},
    )  # fmt: skip
    found = protect([table])
    assert found.reasons == ({0: "dominance", 2: "complement"},)


@pytest.mark.parametrize(
    ("rule", "value", "top1", "top2", "margin"),
    [("p:10", 1000, 500, 400, 0), ("nk:90", 1000, 600, 350, 1000 * 950 / 900 - 1000), ("nk:90", 1000, 500, 400, 0)],
)
def test_dominance_by_both_rules(rule: str, value: float, top1: float, top2: float, margin: float) -> None:
    name, percent = rule.split(":")
    assert Dominance(name, float(percent)).margin(value, top1, top2) == pytest.approx(margin)


def test_money_with_decimals_has_real_bounds() -> None:
    table = Table(
        ["place"], [("North",), ("South",), ("Total",)],
        {"value": [12.5, 80.25, 92.75], "n": [3, 40, 43]},
    )  # fmt: skip
    found = protect([table], rules=Rules(counted=frozenset({"n"}), real=frozenset({"value"})))
    assert found.reasons == ({0: "small", 1: "complement"},)


@pytest.mark.parametrize("shape", [["North"], {"place": ["A"]}])
def test_a_hierarchy_of_another_shape_is_refused(shape: object) -> None:
    with pytest.raises(ProtectionError, match="The hierarchy names dimensions"):
        hierarchy_from(shape)


def test_a_place_within_itself_is_refused() -> None:
    with pytest.raises(ProtectionError, match="North lies within itself"):
        hidden(column(North=1, A=1), hierarchy=hierarchy_from({"place": {"North": ["A"], "A": ["North"]}}))


def test_words_are_spanish_too() -> None:
    with pytest.raises(ProtectionError) as fault:
        protect([column(North=12, South=30, Total=50)])
    assert fault.value.message("es") == ("Total es 50, pero sus partes suman 42. Corrija la tabla o la jerarquía.")
