"""The answers of a closed survey as files: tidy rows, their codebook, and nothing that tells an anonymous person."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.cli import score
from commonweal.engines.questionnaires import Instrument, instrument_from
from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import answers_to, asking_of, send

Ask = Callable[..., Survey]
#: Asked in all three modes.
EFFICACY = "collective-efficacy"


def closed(survey: Survey, by: Person, people: list[Person]) -> Survey:
    """Each gives another point, so that rows can be told apart by whoever looks for it."""
    for number, one in enumerate(people):
        send(survey, one, answers_to(survey, 1 + number % 5))
    return operations.close_survey(by=by, survey=survey, at=NOW)


def under_codes(survey: Survey, by: Person, people: list[Person]) -> Survey:
    for one in people:
        operations.send_answers(
            by=None, asking=asking_of(survey, one), answers=answers_to(survey), code=str(one.pk), at=NOW
        )
    return operations.close_survey(by=by, survey=survey, at=NOW)


def files_of(client: Any, survey: Survey) -> dict[str, bytes]:
    response = client.get(f"/desk/fork/surveys/{survey.pk}/answers.zip")
    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_files_are_answers_questions_options_and_what_columns_mean(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    files = files_of(signed_in(analyst), closed(survey, analyst, twenty))
    assert sorted(files) == ["answers.csv", "codebook.csv", "options.csv", "questions.csv", "questions.toml"]
    told = {(row["table"], row["column"]) for row in rows(files["codebook.csv"])}
    assert told == {
        (name, column) for name in ("answers", "questions", "options") for column in rows(files[f"{name}.csv"])[0]
    }


def test_anonymous_rows_have_no_key_that_runs_over_scales(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    found = rows(files_of(signed_in(analyst), closed(survey, analyst, twenty))["answers.csv"])
    scale_of = {item.id: item.scale if item.kind == "scale" else item.id for item in _instrument(survey).items}
    scales_of_a_key: dict[str, set[str]] = {}
    for row in found:
        scales_of_a_key.setdefault(row["person"], set()).add(scale_of[row["item"]])
    assert {len(scales) for scales in scales_of_a_key.values()} == {1}
    assert set(found[0]) == {"person", "group", "item", "answer", "status"}


@pytest.mark.parametrize(("mode", "is_said"), [("anonymous", True), ("named", False)])
def test_file_says_where_its_scores_count_fewer_than_the_page(
    ask: Ask, analyst: Person, twenty: list[Person], signed_in: Any, mode: str, is_said: bool
) -> None:
    """Who skipped a question has no row that joins their answers, so the file cannot give the page's figure."""
    survey = closed(ask(mode=mode, code=EFFICACY), analyst, twenty)
    told = {row["column"]: row["meaning_en"] for row in rows(files_of(signed_in(analyst), survey)["codebook.csv"])}
    assert ("the page of results counts more people" in told["person"]) == is_said
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/").content.decode()
    assert ("Scores from the file count fewer people" in page) == is_said


def test_anonymous_file_does_not_keep_the_order_of_rows(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    """Twice the same file would be a chance of one in billions."""
    client, item = signed_in(analyst), _instrument(survey).items[0].id
    closed(survey, analyst, twenty)
    orders = [
        [row["answer"] for row in rows(files_of(client, survey)["answers.csv"]) if row["item"] == item]
        for _ in range(2)
    ]
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_names_stand_in_the_file_of_a_named_survey(
    ask: Ask, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = closed(ask(mode="named", code=EFFICACY), analyst, twenty[:3])
    found = rows(files_of(signed_in(analyst), survey)["answers.csv"])
    assert {row["name"] for row in found} == {str(one) for one in twenty[:3]}


def test_file_can_be_scored_by_the_command(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any, tmp_path: Any, capsys: Any
) -> None:
    for name, data in files_of(signed_in(analyst), closed(survey, analyst, twenty)).items():
        (tmp_path / name).write_bytes(data)
    score.main([str(tmp_path / "answers.csv"), "--instrument", str(tmp_path / "questions.toml"), "--json"])
    found = json.loads(capsys.readouterr().out)["scales"]
    assert {scale["scale"]: scale["n"] for scale in found} == {scale.id: 20 for scale in _instrument(survey).scales}


@pytest.mark.parametrize("blank", [0, 1, 6])
def test_file_with_blanks_can_be_scored_by_the_command(
    ask: Ask, analyst: Person, twenty: list[Person], signed_in: Any, tmp_path: Any, capsys: Any, blank: int
) -> None:
    """Nobody is scored twice: what stands question by question has too few questions for a score."""
    survey = ask(code=EFFICACY)
    whole = answers_to(survey)
    for number, one in enumerate(twenty[:7]):
        send(survey, one, {key: whole[key] for key in whole if key != "agree" or number >= blank})
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    for name, data in files_of(signed_in(analyst), survey).items():
        (tmp_path / name).write_bytes(data)
    score.main([str(tmp_path / "answers.csv"), "--instrument", str(tmp_path / "questions.toml"), "--json"])
    assert [one["n"] for one in json.loads(capsys.readouterr().out)["scales"]] == [7]


def _instrument(survey: Survey) -> Instrument:
    return instrument_from(survey.version.content)


# Who must not


def test_nobody_takes_answers_of_an_open_survey(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    for one in twenty:
        send(survey, one)
    assert signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/answers.zip").status_code == 404


def test_nobody_takes_answers_of_too_few(survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any) -> None:
    closed(survey, analyst, twenty[:4])
    assert signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/answers.zip").status_code == 404


def test_pseudonyms_stand_in_the_file_of_whoever_runs_the_survey(
    ask: Ask, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = under_codes(ask(mode="pseudonymous", code=EFFICACY), analyst, twenty[:6])
    found = rows(files_of(signed_in(analyst), survey)["answers.csv"])
    assert len({row["code"] for row in found}) == 6


@pytest.mark.parametrize("how", [closed, under_codes])
def test_member_does_not_take_whole_rows(
    ask: Ask, how: Any, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    mode = "named" if how is closed else "pseudonymous"
    survey = how(ask(mode=mode, code=EFFICACY), analyst, twenty)
    assert signed_in(twenty[0]).get(f"/desk/fork/surveys/{survey.pk}/answers.zip").status_code == 404


def test_stranger_takes_nothing(
    survey: Survey, analyst: Person, twenty: list[Person], stranger: Person, signed_in: Any
) -> None:
    closed(survey, analyst, twenty)
    assert signed_in(stranger).get(f"/desk/fork/surveys/{survey.pk}/answers.zip").status_code == 404
