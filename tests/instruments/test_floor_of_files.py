"""The floor in files that leave the house: what few answered, blanks that tell somebody apart, and people's words."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import answers_of
from commonweal.instruments.queries.handing_out import Block, blocks_to_hand_out
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import asking_of, send
from tests.instruments.test_answers_taken_away import EFFICACY, files_of, rows

Ask = Callable[..., Survey]
pytestmark = pytest.mark.covers("A5")
WHOLE = {"welcome": 4, "voice": 3, "lost": 2}


def answered(survey: Survey, analyst: Person, people: list[Person], sheets: list[dict[str, Any]]) -> Survey:
    for who, sheet in zip(people, sheets, strict=False):
        send(survey, who, sheet)
    return operations.close_survey(by=analyst, survey=survey, at=NOW)


def handed_out(survey: Survey, analyst: Person) -> list[Block]:
    return blocks_to_hand_out(answers_of(analyst, survey, NOW), with_words=True)


def told(blocks: list[Block]) -> dict[tuple[str, ...], int]:
    """Which columns stand together, over how many rows that have an answer in all of them."""
    return {
        tuple(block.columns): sum(None not in row for row in zip(*block.columns.values(), strict=True))
        for block in blocks
        if any(value is not None for column in block.columns.values() for value in column)
    }


def test_question_that_one_of_seven_answered_is_in_no_file(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = answered(survey, analyst, twenty, [WHOLE, *[{"welcome": 4, "voice": 3}] * 6])
    for reader in (analyst, twenty[0]):
        found = rows(files_of(signed_in(reader), survey)["answers.csv"])
        of_it = [(row["answer"], row["status"]) for row in found if row["item"] == "lost"]
        assert of_it == [("", "withheld")]


def test_codebook_says_what_withheld_means(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = answered(survey, analyst, twenty, [WHOLE] * 7)
    said = rows(files_of(signed_in(analyst), survey)["codebook.csv"])
    status = next(row for row in said if (row["table"], row["column"]) == ("answers", "status"))
    assert "Withheld: fewer people answered than may be told" in " ".join(status.values())


def test_words_are_for_whoever_runs_the_survey(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = answered(survey, analyst, twenty, [{**WHOLE, "change": f"Word {number}"} for number in range(7)])
    files = {who: files_of(signed_in(who), survey)["answers.csv"] for who in (analyst, twenty[0])}
    told = {who: {row["status"] for row in rows(files[who]) if row["item"] == "change"} for who in files}
    assert (told, b"Word" in files[twenty[0]]) == ({analyst: {"answered"}, twenty[0]: {"withheld"}}, False)


def test_words_of_fewer_than_the_floor_are_in_no_file(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = answered(survey, analyst, twenty, [{**WHOLE, "change": "My word"}, *[WHOLE] * 6])
    assert b"My word" not in files_of(signed_in(analyst), survey)["answers.csv"]


def test_pseudonyms_stand_with_no_answer_of_fewer_than_the_floor(
    ask: Ask, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = ask(mode="pseudonymous", code=EFFICACY)
    for number, who in enumerate(twenty[:7]):
        sheet = {"agree": 4} | ({"move": 1} if number == 0 else {})
        operations.send_answers(by=None, asking=asking_of(survey, who), answers=sheet, code=str(who.pk), at=NOW)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    found = rows(files_of(signed_in(analyst), survey)["answers.csv"])
    assert [(row["code"], row["answer"], row["status"]) for row in found if row["item"] == "move"] == [
        ("", "", "withheld")
    ]


# Blanks within a scale


def test_scale_that_all_answered_stays_together(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    survey = answered(survey, analyst, twenty, [WHOLE] * 7)
    assert told(handed_out(survey, analyst)) == {("welcome", "voice", "lost"): 7}


def test_question_that_one_person_left_blank_stands_alone(
    survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    """The blank would be a mark on that person's row."""
    survey = answered(survey, analyst, twenty, [{"welcome": 1, "voice": 3}, *[WHOLE] * 6])
    assert told(handed_out(survey, analyst)) == {("welcome", "voice"): 7, ("lost",): 6}


def test_blanks_of_different_people_take_the_scale_apart(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    blanks = [{key: value for key, value in WHOLE.items() if key != left} for left in WHOLE]
    survey = answered(survey, analyst, twenty, [*blanks, *[WHOLE] * 5])
    assert told(handed_out(survey, analyst)) == {("welcome",): 7, ("voice",): 7, ("lost",): 7}


def test_blanks_of_many_leave_the_rows_of_those_who_answered_all(
    survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    """What the six gave stands alone: it is no more than what all answers less the whole rows tell."""
    survey = answered(survey, analyst, twenty, [*[{"welcome": 1, "voice": 5}] * 6, *[WHOLE] * 8])
    blocks = handed_out(survey, analyst)
    assert told(blocks) == {("welcome", "voice", "lost"): 8, ("welcome",): 6, ("voice",): 6}


@pytest.mark.parametrize("blanks", [0, 1, 2, 4, 5, 7, 12])
def test_no_row_has_a_blank_among_answers(survey: Survey, analyst: Person, twenty: list[Person], blanks: int) -> None:
    keys = list(WHOLE)
    sheets = [{key: 3 for key in keys if key != keys[number % 3] or number >= blanks} for number in range(20)]
    survey = answered(survey, analyst, twenty, sheets)
    patterns = [
        Counter(value is None for value in row)
        for block in handed_out(survey, analyst)
        for row in zip(*block.columns.values(), strict=True)
    ]
    assert [one for one in patterns if len(one) > 1] == []


def test_group_stands_beside_no_question_that_few_of_it_answered(
    ask: Ask, analyst: Person, twenty: list[Person]
) -> None:
    """Nine work for agencies, and three of them answered the last question."""
    survey = ask(splits=["residents", "agencies"])
    short = {"welcome": 4, "voice": 3}
    survey = answered(survey, analyst, twenty, [*[WHOLE] * 3, *[short] * 6, *[WHOLE] * 11])
    groups = {tuple(block.columns): set(block.groups) for block in handed_out(survey, analyst)}
    assert groups[("welcome", "voice", "lost")] == {""}


def test_group_stands_beside_no_scale_in_which_it_stands_on_one_side(
    ask: Ask, analyst: Person, twenty: list[Person]
) -> None:
    survey = ask(splits=["residents", "agencies"])
    given = [*({"welcome": 4 + row % 2, "voice": 2 + row % 3, "lost": 3} for row in range(9))]
    given += [{"welcome": 1 + row % 5, "voice": 2 + row % 3, "lost": 2 + row % 2} for row in range(11)]
    survey = answered(survey, analyst, twenty, given)
    assert {group for block in handed_out(survey, analyst) for group in block.groups} == {""}
