"""Which questions a person is shown, and which answers cannot be taken."""

from typing import Any

import pytest

from commonweal.engines.questionnaires import (
    as_typed,
    keys_of,
    problems_of,
    read_instrument,
    shown_items,
    what_counts,
)
from tests.engines.questionnaires.files import changed, meetings


def shown(answers: dict[str, Any]) -> list[str]:
    return [item.id for item in shown_items(meetings(), answers)]


def codes(answers: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem.key, problem.code) for problem in problems_of(meetings(), answers)]


def test_branch_shows_only_what_the_answers_lead_to() -> None:
    assert shown({}) == ["role", "times"]
    assert shown({"role": "chair"}) == ["role", "times", "tiring"]
    assert shown({"role": "chair", "times": 1}) == ["role", "times", "useful", "tiring"]
    assert shown({"role": "guest", "times": 1}) == ["role", "times"]


def test_branch_does_not_look_at_an_answer_that_is_no_longer_asked() -> None:
    chained = changed("retrospective = true", 'show_if = {item = "useful", is = [5]}')
    made = read_instrument(chained)
    left_behind = {"role": "chair", "times": 0, "useful": 5}
    assert [item.id for item in shown_items(made, left_behind)] == ["role", "times"]
    assert what_counts(made, left_behind) == {"role": "chair", "times": 0}


def test_form_of_a_parallel_pair_leaves_the_other_form_out() -> None:
    made = read_instrument(changed("whole = true", 'whole = true\nform = "B"'))
    assert [item.id for item in shown_items(made, {}, form="A")] == ["role"]
    assert [item.id for item in shown_items(made, {}, form="B")] == ["role", "times"]


def test_question_of_then_and_now_has_two_answers() -> None:
    assert keys_of(meetings().item("tiring")) == ("tiring.then", "tiring")
    assert codes({"role": "chair", "tiring.then": 1, "tiring": 5}) == []


def test_answer_that_is_needed_and_missing_is_named() -> None:
    assert codes({}) == [("role", "required")]


def test_answer_that_is_needed_but_not_shown_is_not_missed() -> None:
    made = read_instrument(changed("retrospective = true", "required = true"))
    assert problems_of(made, {"role": "guest"}) == ()


@pytest.mark.parametrize(
    ("key", "answer", "code"),
    [
        ("role", "Chair", "not-an-option"),
        ("role", ["chair"], "several"),
        ("times", 13, "above"),
        ("times", -1, "below"),
        ("times", 1.5, "not-whole"),
        ("times", "often", "not-a-number"),
        ("times", float("nan"), "not-a-number"),
        ("tiring", 6, "not-a-point"),
        ("tiring", 2.5, "not-a-point"),
        ("tiring", True, "not-a-point"),
        ("nobody", 1, "unknown"),
    ],
)
def test_answer_that_cannot_be_taken_is_named(key: str, answer: object, code: str) -> None:
    assert codes({"role": "chair"} | {key: answer}) == [(key, code)]


def test_problem_is_said_in_both_languages() -> None:
    (problem,) = problems_of(meetings(), {"role": "chair", "times": 13})
    assert problem.message("en") == "The number must be at most 12."
    assert problem.message("es") == "El número debe ser como máximo 12."


def test_fields_of_a_form_become_answers() -> None:
    fields = {
        "role": ["chair"],
        "times": [" 3 "],
        "useful": [""],
        "tiring": ["4"],
        "tiring.then": ["x"],
        "other": ["1"],
    }
    assert as_typed(meetings(), fields) == {"role": "chair", "times": 3, "tiring": 4, "tiring.then": "x"}


def test_field_with_a_decimal_comma_becomes_a_number() -> None:
    assert as_typed(meetings(), {"times": ["2,5"]}) == {"times": 2.5}
