"""Scores of scales: what is turned, what a missing answer does, and which answers are refused."""

import numpy as np
import pytest

from commonweal.engines.psychometrics.agreement import GROUP_VIEW, icc, rwg, rwg_j
from commonweal.engines.psychometrics.answers import matrix
from commonweal.engines.psychometrics.items import TOO_EASY, TOO_HARD, analyse
from commonweal.engines.psychometrics.omega import omega_total
from commonweal.engines.psychometrics.reliability import alpha, kr20
from commonweal.engines.psychometrics.scales import AnswerError, Scale, collective_efficacy, person_scores
from commonweal.engines.psychometrics.spread import spread

FIVE = Scale("trust", ("a", "b", "c", "d", "e"), frozenset({"b"}))


def one_person(*answers: float | None) -> dict[str, list[float | None]]:
    return {item: [answer] for item, answer in zip(FIVE.items, answers, strict=True)}


@pytest.mark.covers("G9")
def test_a_reversed_question_counts_the_other_way_round() -> None:
    assert person_scores(one_person(5, 1, 5, 5, 5), FIVE) == [5]


def test_a_score_is_the_mean_of_what_was_answered() -> None:
    assert person_scores(one_person(5, None, 4, 4, 5), FIVE) == [4.5]


def test_who_answered_too_little_has_no_score() -> None:
    assert person_scores(one_person(5, None, None, 4, 5), FIVE) == [None]


def test_a_question_left_out_of_a_sum_does_not_count_as_nought() -> None:
    total = Scale("trust", FIVE.items, FIVE.reversed, score="sum")
    assert person_scores(one_person(5, None, 4, 4, 5), total) == [22.5]


def test_who_answered_nothing_has_no_score_even_where_nothing_is_required() -> None:
    assert person_scores(one_person(None, None, None, None, None), Scale("t", FIVE.items, min_answered=0)) == [None]


@pytest.mark.parametrize("answer", [0, 6, 5.5])
def test_an_answer_outside_the_scale_is_refused_by_name(answer: float) -> None:
    with pytest.raises(AnswerError, match=rf"b: {answer:g} does not lie between 1 and 5\.") as fault:
        person_scores(one_person(1, answer, 1, 1, 1), FIVE)
    assert (fault.value.item, fault.value.person) == ("b", 0)


@pytest.mark.covers("G9", "F-TRN-6")
def test_collective_efficacy_turns_the_last_two_questions_of_cohesion() -> None:
    assert collective_efficacy([4, 4, 4, 4, 4], [4, 4, 4, 2, 2]) == (40, 4)


@pytest.mark.parametrize("rows", [[[1, 1], [1, 1], [1, 1]], [[3, 4]], [[1], [2], [3]]], ids=["equal", "one", "single"])
def test_alpha_is_not_defined_where_nothing_varies_or_nobody_can_be_compared(rows: list[list[float]]) -> None:
    found = alpha(matrix(rows))
    assert (found.value, found.low, found.high) == (None, None, None)


def test_alpha_leaves_out_who_skipped_a_question() -> None:
    rows: list[list[float | None]] = [[1, 2], [2, 2], [3, 4], [5, 4]]
    assert alpha(matrix([*rows, [None, 5]])) == alpha(matrix(rows))


def test_kr20_is_alpha() -> None:
    answers = matrix([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0], [1, 1, 0]])
    assert kr20(answers) == pytest.approx(alpha(answers).value)


def test_omega_of_one_factor_is_what_the_answers_were_made_with() -> None:
    """Answers whose covariances are exactly those of loadings 1, 2, 3 and 2 with error variances of 1, 1, 4, 2."""
    loadings, unique = np.array([1.0, 2.0, 3.0, 2.0]), np.array([1.0, 1.0, 4.0, 2.0])
    wanted = np.outer(loadings, loadings) + np.diag(unique)
    noise = np.random.default_rng(7).normal(size=(50, 4))
    # Columns that do not correlate, of mean 0 and variance 1.
    noise = np.linalg.qr(np.column_stack([np.ones(50), noise]))[0][:, 1:] * np.sqrt(49)
    found = omega_total(matrix(noise @ np.linalg.cholesky(wanted).T))
    assert found is not None
    assert found.omega == pytest.approx(64 / 72, abs=1e-6)
    assert found.loadings == pytest.approx(loadings, abs=1e-4)


def test_equal_questions_give_omega_the_value_of_alpha() -> None:
    answers = matrix([[1, 2, 1], [2, 1, 2], [4, 4, 5], [5, 4, 4], [3, 3, 3], [2, 3, 3]])
    found, same = omega_total(answers), alpha(answers).value
    assert found is not None
    assert found.omega == pytest.approx(same, abs=0.01)


@pytest.mark.covers("A5")
def test_people_who_answer_alike_agree_wholly_and_dice_do_not_agree() -> None:
    assert rwg([4, 4, 4, 4], 5) == 1
    assert rwg([1, 2, 3, 4, 5], 5) == 0
    assert rwg([1, 1, 5, 5], 5) == 0
    assert rwg([4], 5) is None


def test_agreement_below_the_cut_is_nobodys_view() -> None:
    found = rwg_j(matrix([[1, 2], [5, 4], [3, 3], [2, 5]]), 5)
    assert found is not None
    assert found < GROUP_VIEW


def test_groups_that_differ_and_agree_within_have_a_high_icc() -> None:
    found = icc(["a", "a", "b", "b", "c", "c"], [1, 1.1, 3, 3.1, 5, 5.1])
    assert found.icc1 is not None
    assert found.icc1 > 0.99
    assert icc(["a", "a", "b", "b"], [1, 1, 3, 3]).icc1 is None


@pytest.mark.parametrize(
    ("values", "apart"), [([1, 1, 5, 5], True), ([2, 2, 4, 4], True), ([3, 3, 4, 4], False), ([4, 4, 4, 1], False)]
)
def test_people_are_far_apart_where_the_middle_half_is_two_steps_wide(values: list[float], apart: bool) -> None:
    assert spread(values, range(1, 6)).apart is apart


def test_a_spread_of_answers_that_are_all_alike_has_that_mean_and_no_deviation() -> None:
    found = spread([3.3] * 7)
    assert (found.mean, found.sd) == (3.3, 0.0)


def test_a_spread_counts_every_point_and_who_did_not_answer() -> None:
    found = spread([1, 2, 2, None, 5], range(1, 6))
    assert (found.n, found.missing, found.counts) == (4, 1, {1: 1, 2: 2, 3: 0, 4: 0, 5: 1})
    assert (found.median, found.q1, found.q3) == (2, 1.75, 2.75)


def test_of_nobody_there_is_no_middle() -> None:
    found = spread([None, None], range(1, 6))
    assert (found.n, found.missing, found.median, found.apart) == (0, 2, None, False)


def test_questions_that_nearly_all_or_hardly_any_have_right_are_flagged() -> None:
    rows = [[1, 0, place % 2] for place in range(40)]
    rows[0], rows[1] = [1, 0, 1], [0, 0, 0]
    found = analyse(matrix(rows), ["easy", "hard", "good"], keyed=True)
    assert [item.flag for item in found.items] == [TOO_EASY, TOO_HARD, None]
