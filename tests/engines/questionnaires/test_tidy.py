"""Answers as rows that others can reckon with: each with its status, and with what was asked beside them."""

from commonweal.engines.questionnaires import read_instrument
from commonweal.engines.questionnaires.tidy import Sheets, option_rows, question_rows, tidy
from tests.engines.questionnaires.files import changed, meetings

COLUMNS = {
    "role": ["chair", "guest"],
    "times": [3, None],
    "useful": [4, None],
    "tiring.then": [2, None],
    "tiring": [1, None],
}
ASKED = {"role": [True, True], "times": [True, True], "useful": [True, False], "tiring": [True, False]}


def status_of(sheets: Sheets) -> list[tuple[str, str, str]]:
    return [(row["person"], row["item"], row["status"]) for row in tidy(meetings(), [sheets])]


def test_blank_says_whether_the_question_was_asked() -> None:
    assert status_of(Sheets(COLUMNS, ["", ""], asked=ASKED))[5:] == [
        ("2", "role", "answered"),
        ("2", "times", "missing"),
        ("2", "useful", "not-asked"),
        ("2", "tiring.then", "not-asked"),
        ("2", "tiring", "not-asked"),
    ]


def test_blank_of_an_anonymous_sheet_says_only_what_all_may_know() -> None:
    assert status_of(Sheets(COLUMNS, ["", ""]))[5:] == [
        ("2", "role", "answered"),
        ("2", "times", "missing"),
        ("2", "useful", "missing-or-not-asked"),
        ("2", "tiring.then", "missing-or-not-asked"),
        ("2", "tiring", "missing-or-not-asked"),
    ]


def test_rows_of_a_part_have_its_name_in_their_key() -> None:
    rows = list(tidy(meetings(), [Sheets({"times": [3, 0]}, ["a", "b"], "use")]))
    assert [(row["person"], row["group"], row["answer"]) for row in rows] == [("use-1", "a", 3), ("use-2", "b", 0)]


def test_several_options_stand_in_one_cell() -> None:
    made = read_instrument(
        changed('kind = "choice"', 'kind = "choices"').replace('is_not = ["guest"]', 'is = ["chair"]')
    )
    (row,) = tidy(made, [Sheets({"role": [["chair", "guest"]]}, [""])])
    assert row["answer"] == "chair|guest"


def test_questions_say_their_ends_their_direction_and_when_they_are_shown() -> None:
    last = list(question_rows(meetings()))[-1]
    assert (last["item"], last["time"], last["lowest"], last["highest"], last["reverse"], last["shown_if"]) == (
        "tiring",
        "now",
        1,
        5,
        True,
        "role = chair",
    )
    assert next(question_rows(meetings()))["reverse"] is None


def test_conditions_are_joined_by_and() -> None:
    shown = {row["item"]: row["shown_if"] for row in question_rows(meetings())}
    assert shown["useful"] == "times ≥ 1 and role ≠ guest"


def test_options_are_those_of_choices_and_the_points_of_scales() -> None:
    rows = [(row["item"], row["answer"], row["text_es"]) for row in option_rows(meetings())]
    assert rows[:4] == [
        ("role", "chair", "Presidencia"),
        ("role", "guest", "Invitado"),
        ("useful", 1, "Nada"),
        ("useful", 2, ""),
    ]


def test_option_is_right_or_wrong_only_where_one_is_right() -> None:
    made = read_instrument(changed('es = "Presidencia"', 'es = "Presidencia", correct = true'))
    assert [row["right"] for row in option_rows(made)][:3] == [True, False, None]
