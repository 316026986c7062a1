"""Small numbers in one split and its total: what is hidden, and an attacker who tries to find it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.measures.small_numbers import SmallNumbersError, SplitCell, hide_small, is_small


def share(category, numerator, denominator):
    value = 100 * numerator / denominator if denominator else None
    return SplitCell(category, value, numerator, denominator)


def count(category, people):
    return SplitCell(category, people, people=people)


def total_of(cells):
    return share("all", sum(c.numerator for c in cells), sum(c.denominator for c in cells))


def reasons(cells):
    return [cell.reason for cell in cells]


def test_a_split_of_large_groups_is_shown_as_it_is():
    split = [share("a", 40, 90), share("b", 30, 60)]
    assert hide_small(split, total=total_of(split)) == tuple(split)


def test_a_small_group_takes_the_smallest_other_that_protects_it():
    split = [share("a", 4, 60), share("b", 30, 90), share("c", 25, 80)]
    assert reasons(hide_small(split, total=total_of(split))) == ["small", None, "complement"]


def test_a_hidden_cell_keeps_no_figure():
    [hidden] = hide_small([share("a", 4, 60)])
    assert hidden == SplitCell("a", None, status="suppressed", reason="small")


def test_nine_of_ten_hides_the_one_who_is_not_in():
    split = [share("a", 59, 60), share("b", 30, 90)]
    assert reasons(hide_small(split, total=total_of(split))) == ["small", "complement"]


def test_without_a_total_only_the_small_ones_are_hidden():
    assert reasons(hide_small([share("a", 4, 60), share("b", 30, 90)])) == ["small", None]


def test_zero_is_shown_beside_hidden_groups():
    split = [count("a", 0), count("b", 3), count("c", 40), count("d", 60)]
    assert reasons(hide_small(split, total=count("all", 103))) == [None, "small", "complement", None]


def test_two_small_groups_that_sum_to_less_than_the_minimum_take_a_third():
    split = [count("a", 2), count("b", 3), count("c", 40), count("d", 60)]
    assert reasons(hide_small(split, total=count("all", 105))) == ["small", "small", "complement", None]


def test_two_small_groups_that_sum_to_enough_protect_each_other():
    split = [count("a", 6), count("b", 7), count("c", 40)]
    assert reasons(hide_small(split, total=count("all", 53))) == ["small", "small", None]


def test_a_small_total_hides_everything():
    split = [count("a", 0), count("b", 3), count("c", 4)]
    assert [cell.hidden for cell in hide_small(split, total=count("all", 7))] == [True, True, True]
    assert is_small(count("all", 7))


def test_a_group_hidden_at_the_source_is_not_given_away_by_the_total():
    split = [SplitCell("a", None, status="suppressed"), count("b", 30), count("c", 40)]
    assert [c.hidden for c in hide_small(split, total=count("all", 74))] == [True, True, False]


def test_a_missing_group_is_no_protection():
    split = [SplitCell("a", None, status="missing"), count("b", 3), count("c", 40)]
    assert reasons(hide_small(split, total=count("all", 43))) == [None, "small", "complement"]


def test_people_in_no_group_are_no_protection():
    split = [count("a", 3), count("b", 4), count("c", 40)]
    assert reasons(hide_small(split, total=count("all", 60))) == ["small", "small", "complement"]


def test_groups_that_overlap_leave_less_to_hide_in():
    split = [count("a", 3), count("b", 10), count("c", 50)]
    assert reasons(hide_small(split, total=count("all", 59))) == ["small", None, "complement"]


def test_a_minimum_below_one_is_refused():
    with pytest.raises(SmallNumbersError, match="at least 1"):
        hide_small([], minimum=0)


# The attacker shares no code with the module: it lists every table that fits what is published.


def possible(left, groups):
    """Every way to share `left` people among so many groups."""
    if groups == 1:
        return [(left,)]
    return [(first, *rest) for first in range(left + 1) for rest in possible(left - first, groups - 1)]


def attack(published, total):
    """For each hidden group: the lowest and highest count in, among the others, and in all, that fit."""
    hidden = [i for i, cell in enumerate(published) if cell.status == "suppressed"]
    shown = [cell for cell in published if cell.status != "suppressed"]
    ins = total.numerator - sum(c.numerator for c in shown)
    others = (total.denominator - total.numerator) - sum(c.denominator - c.numerator for c in shown)
    if not hidden:
        return []
    tables = list(product(possible(ins, len(hidden)), possible(others, len(hidden))))
    ranges = []
    for position in range(len(hidden)):
        triples = [(a[position], b[position], a[position] + b[position]) for a, b in tables]
        ranges.append([(min(column), max(column)) for column in zip(*triples, strict=True)])
    return ranges


groups = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=4)


@given(groups, st.integers(1, 4))
def test_no_hidden_count_can_be_narrowed_below_the_minimum(pairs, minimum):
    split = [share(str(i), a, a + b) for i, (a, b) in enumerate(pairs)]
    total = total_of(split)
    if is_small(total, minimum):
        return  # such a total is not published: nothing to attack
    published = hide_small(split, total=total, minimum=minimum)
    for (low_in, high_in), (low_others, high_others), (low, high) in attack(published, total):
        assert total.numerator == 0 or high_in - low_in >= minimum <= high_in
        assert total.numerator == total.denominator or high_others - low_others >= minimum <= high_others
        assert high - low >= minimum <= high


@given(groups, st.integers(1, 4))
def test_nothing_small_is_shown(pairs, minimum):
    split = [share(str(i), a, a + b) for i, (a, b) in enumerate(pairs)]
    shown = [cell for cell in hide_small(split, total=total_of(split), minimum=minimum) if not cell.hidden]
    assert [cell for cell in shown if is_small(cell, minimum)] == []


@given(groups, st.integers(2, 4))
def test_nothing_is_hidden_where_nothing_is_small(pairs, minimum):
    split = [share(str(i), a * minimum, (a + b) * minimum) for i, (a, b) in enumerate(pairs)]
    assert hide_small(split, total=total_of(split), minimum=minimum) == tuple(split)


def test_every_split_of_three_small_groups_is_safe():
    minimum = 3
    for counts in product(range(6), repeat=3):
        split = [share(str(i), a, a + 5) for i, a in enumerate(counts)]
        total = total_of(split)
        if is_small(total, minimum):
            continue
        for line in attack(hide_small(split, total=total, minimum=minimum), total):
            assert total.numerator == 0 or line[0][1] - line[0][0] >= minimum


@given(st.lists(st.integers(0, 30), min_size=13, max_size=20))
def test_many_groups_are_protected_too(counts):
    split = [count(str(i), people) for i, people in enumerate(counts)]
    total = count("all", sum(counts))
    if is_small(total):
        return
    hidden = [i for i, cell in enumerate(hide_small(split, total=total)) if cell.hidden]
    assert not hidden or (len(hidden) >= 2 and sum(counts[i] for i in hidden) >= 10)
