"""Change between two askings: intervals, ranks, sizes, gains, and who left between them."""

import pytest

from commonweal.engines.psychometrics.change import (
    detectable_dz,
    dz_interval,
    effect_size,
    hedges_correction,
    paired_change,
)
from commonweal.engines.psychometrics.comparison import adjusted_difference
from commonweal.engines.psychometrics.gain import individual_gains, normalised_changes, normalised_gain
from commonweal.engines.psychometrics.item_change import mcnemar_chi2, mcnemar_exact, mcnemar_midp
from commonweal.engines.psychometrics.learning import learning
from commonweal.engines.psychometrics.signed_rank import hodges_lehmann, hodges_lehmann_interval, wilcoxon
from commonweal.engines.psychometrics.words import change_words, learning_words

# Student's sleep data (1908): hours of sleep that two drugs added, of the same ten people.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
# Differences of ten people (Hollander & Wolfe's depression data has nine: one was added).
MOVES = [1.1, 2.2, 3.3, 4.4, 5.5, 6.6, 7.7, 8.8, 9.9, -10.1]


@pytest.mark.covers("G7", "F-TRN-4", "F-TRN-6")
def test_a_paired_change_has_students_interval() -> None:
    found = paired_change(FIRST, SECOND)
    assert (found.n, found.df) == (10, 9)
    assert [round(value or 0, 4) for value in (found.mean, found.low, found.high, found.t, found.p)] == [
        1.58, 0.7001, 2.4599, 4.0621, 0.0028,
    ]  # fmt: skip


def test_one_pair_has_a_change_and_no_interval() -> None:
    found = paired_change([1], [3])
    assert (found.mean, found.low, found.high, found.p) == (2, None, None, None)


def test_all_who_moved_alike_leave_no_doubt_about_them() -> None:
    found = paired_change([1, 2, 3], [2, 3, 4])
    assert (found.low, found.mean, found.high, found.t) == (1, 1, 1, None)


def test_sizes_of_a_change_stand_under_their_names() -> None:
    found = effect_size(FIRST, SECOND)
    assert found.dz is not None
    assert found.dav is not None
    assert found.hedges_dav == pytest.approx(found.dav * hedges_correction(9))
    low, high = dz_interval(found.dz, found.n)
    assert (round(low, 3), round(high, 3)) == (0.415, 2.118)


def test_hedges_correction_is_the_exact_one() -> None:
    assert hedges_correction(9) == pytest.approx(0.9138748, abs=1e-6)
    assert hedges_correction(2) == pytest.approx(0.5641896, abs=1e-6)


def test_the_least_change_that_few_people_can_show_is_large() -> None:
    found = [detectable_dz(n) for n in (8, 12, 20, 30)]
    assert [round(value or 0, 2) for value in found] == [1.16, 0.89, 0.66, 0.53]
    assert detectable_dz(1) is None


def test_ties_hidden_by_floating_point_come_back() -> None:
    assert wilcoxon([0.3 - 0.1, 0.2, -0.2, 0.5, 0.6, 0.7]) == wilcoxon([2, 2, -2, 5, 6, 7])


def test_ranks_of_few_are_tried_in_all_ways_and_zeros_dropped() -> None:
    found = wilcoxon([1, 2, 3, 4, 5, 6, 0, 0])
    assert (found.V, found.n, found.zeros, found.p, found.method) == (21, 6, 2, 2 / 64, "exact")


def test_nobody_who_changed_leaves_nothing_to_test() -> None:
    assert wilcoxon([0, 0, 0]).p is None


def test_many_changes_are_judged_by_the_normal_distribution() -> None:
    assert wilcoxon([*range(1, 22), -1]).method == "normal"


def test_the_middle_of_changes_has_an_interval_from_six_people_on() -> None:
    assert hodges_lehmann([1, 2, 6]) == 2.75
    assert hodges_lehmann_interval([1, 2, 3, 4, 5]) is None
    assert hodges_lehmann_interval([1, 2, 3, 4, 5, 6]) == (1, 6)
    # R 4.2: wilcox.test(MOVES, conf.int = TRUE) excludes the 8 outermost of the 55 means at each end.
    means = sorted((a + b) / 2 for place, a in enumerate(MOVES) for b in MOVES[place:])
    assert hodges_lehmann_interval(MOVES) == pytest.approx((means[8], means[-9]))


@pytest.mark.covers("G7")
def test_mcnemar_has_four_answers_on_one_table() -> None:
    """Airway responsiveness before and after a transplant (Bentur 2009): 1 got better, 7 worse."""
    found = [mcnemar_chi2(1, 7)[1], mcnemar_chi2(1, 7, corrected=True)[1], mcnemar_exact(1, 7), mcnemar_midp(1, 7)]
    assert [round(p, 3) for p in found] == [0.034, 0.077, 0.07, 0.039]


def test_mcnemar_where_as_many_gained_as_lost() -> None:
    assert mcnemar_midp(3, 3) == 1 - 20 / 64 / 2
    assert mcnemar_midp(0, 0) == 1


@pytest.mark.covers("G7")
def test_the_gain_of_a_class_has_fiellers_interval() -> None:
    """By hand: both means, their covariance, and the roots of the quadratic."""
    pre, post = [2.0, 4, 6, 5, 3, 7], [5.0, 7, 7, 8, 4, 9]
    found = normalised_gain(pre, post, 10)
    assert found.value == pytest.approx(13 / 33)
    assert found.low is not None
    assert found.high is not None
    for end in (found.low, found.high):
        # At each end the mean of learned − end · left is just as far from 0 as Student allows.
        rest = [(b - a) - end * (10 - a) for a, b in zip(pre, post, strict=True)]
        told = paired_change([0.0] * 6, rest)
        assert told.low is not None
        assert told.high is not None
        assert min(abs(told.low), abs(told.high)) == pytest.approx(0, abs=1e-9)


def test_a_class_that_knew_all_has_no_gain() -> None:
    assert normalised_gain([10, 10], [10, 9], 10).value is None


def test_who_had_full_marks_at_first_is_in_no_individual_gain() -> None:
    assert individual_gains([10, 5], [9, 10], 10) == [1]
    assert normalised_changes([10, 0, 8], [10, 0, 4], 10) == [-0.5]


def test_a_comparison_group_is_brought_to_the_same_start() -> None:
    """post = 2 + pre + 3 for the group, and a little that does not depend on either."""
    pre, group = [1, 2, 3, 4, 1, 2, 3, 4], [False] * 4 + [True] * 4
    noise = [0.1, -0.1, -0.1, 0.1, 0.1, -0.1, -0.1, 0.1]
    post = [2 + x + 3 * g + e for x, g, e in zip(pre, group, noise, strict=True)]
    found = adjusted_difference(pre, post, group)
    assert found is not None
    assert (found.difference, found.slope, found.df) == (pytest.approx(3), pytest.approx(1), 5)
    assert adjusted_difference([1, 2], [1, 2], [True, False]) is None


# ---- Two tests of one class -----------------------------------------------------------------------


def test_only_who_took_both_tests_is_in_a_mean() -> None:
    found = learning({"a": [1, 0], "b": [1, 1]}, {"a": [1, 1], "c": [0, 0]}, ["q1", "q2"])
    assert (found.n_pre, found.n_post, found.n_pairs, found.attrition) == (2, 2, 1, 0.5)
    assert found.change is not None
    assert (found.change.mean_pre, found.change.mean_post) == (1, 2)
    assert [(item.item, item.gained, item.lost) for item in found.items] == [("q1", 0, 0), ("q2", 1, 0)]


def test_nobody_who_took_both_leaves_nothing_to_tell() -> None:
    found = learning({"a": [1]}, {"b": [1]}, ["q"])
    assert (found.change, found.gain.value, found.items[0].pre, found.attrition) == (None, None, None, 1)
    assert learning_words(found, "en") == "Nobody answered both times, so there is no change to tell."


@pytest.mark.covers("G7")
def test_how_those_who_left_had_begun_is_told() -> None:
    stayed = {f"s{i}": [1, 1, 0, 0] for i in range(7)}
    after = {f"s{i}": [1, 1, 1, i % 2] for i in range(7)}
    left = {f"l{i}": [0, 0, 0, 0] for i in range(3)}
    found = learning(stayed | left, after, ["a", "b", "c", "d"])
    assert found.leavers == "lower"
    assert learning_words(found, "en") == (
        "Scores rose by 1.4 points on average (likely between 0.9 and 1.9), among the 7 who took both tests. "
        "3 of 10 did not take the second test; they are not in this number. Their first scores were lower. "
        "Of all that was left to learn, the class learned 71% (likely between 47 and 96%)."
    )


WORDS = {
    ((1, 2, 3), (2, 3, 3)): "Only 3 people answered both times: 2 went up, 1 stayed, 0 went down. "
    "Too few for a verdict.",
    ((1,), (2,)): "Only one person answered both times. Too few for a verdict.",
    ((1, 2, 3, 4, 5, 6), (2, 1, 4, 3, 6, 5)): "The average moved by 0 points. With 6 people that could be chance.",
    ((5, 5, 5, 5, 5, 5), (3, 4, 3, 4, 3, 4)): "Scores fell by 1.5 points on average (likely between 0.9 and 2.1), "
    "among the 6 who took both tests.",
}  # fmt: skip


@pytest.mark.parametrize("pair", WORDS)
def test_the_verdict_is_a_sentence(pair: tuple[tuple[float, ...], tuple[float, ...]]) -> None:
    moves = [b - a for a, b in zip(*pair, strict=True)]
    counted = (sum(m > 0 for m in moves), sum(m == 0 for m in moves), sum(m < 0 for m in moves))
    assert change_words(paired_change(*pair), counted, "en") == WORDS[pair]
