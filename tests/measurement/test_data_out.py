"""Any table of the desk as CSV, Excel or Parquet, with what its columns mean; only for those who run the data."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.lib.files import path_of
from commonweal.measurement.models import Measure, Round
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.facts import SUFFIX, facts_folder
from commonweal.people.models import Person
from tests.measurement.accepted_facts import accepted, fact

SignedIn = Callable[[Person], Client]
NAMES = ("facts", "submissions", "asked", "definitions")


@pytest.fixture
def two_years(initiative: Initiative, enrolled: Measure, places: list[Place]) -> Initiative:
    accepted(initiative, [fact("P1", "2024", 0.0), fact("P1", "2025", None, status="missing")])
    return initiative


@pytest.fixture
def desk(signed_in: SignedIn, analyst: Person, two_years: Initiative) -> Client:
    return signed_in(analyst)


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.covers("H10")
def test_table_keeps_a_zero_and_a_missing_figure_apart(desk: Client) -> None:
    found = [(row["period"], row["status"], row["value"]) for row in rows(desk.get("/desk/fork/data/facts.csv"))]
    assert found == [("2024", "reported", "0"), ("2025", "missing", "")]


@pytest.mark.parametrize("name", NAMES)
def test_table_says_the_same_in_every_form(name: str, desk: Client, open_for_two: Round) -> None:
    told = rows(desk.get(f"/desk/fork/data/{name}.csv"))
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"/desk/fork/data/{name}.xlsx").content))
    lines = list(book[name].iter_rows(values_only=True))
    table = pq.read_table(io.BytesIO(desk.get(f"/desk/fork/data/{name}.parquet").content))
    assert told
    assert list(told[0]) == list(lines[0]) == table.column_names
    assert len(told) == len(lines) - 1 == table.num_rows


@pytest.mark.parametrize("name", NAMES)
def test_codebook_explains_every_column(name: str, desk: Client, open_for_two: Round) -> None:
    columns = desk.get(f"/desk/fork/data/{name}.csv").content.decode("utf-8-sig").splitlines()[0].split(",")
    told = rows(desk.get(f"/desk/fork/data/{name}-codebook.csv"))
    assert [row["column"] for row in told] == columns
    assert all(row["meaning_en"] and row["meaning_es"] for row in told)


def test_parquet_carries_its_codebook(desk: Client) -> None:
    schema = pq.read_schema(io.BytesIO(desk.get("/desk/fork/data/facts.parquet").content))
    assert schema.field("value").metadata[b"meaning_es"].decode() == "La cifra informada."


@pytest.mark.parametrize("name", ["people.csv", "facts.pdf", "facts-secrets.csv"])
def test_table_that_there_is_not(name: str, desk: Client) -> None:
    assert desk.get(f"/desk/fork/data/{name}").status_code == 404


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
@pytest.mark.parametrize("path", ["data/", "data/facts.csv", "data/evaluation-1/"])
def test_who_does_not_run_the_data_finds_nothing(
    who: str, path: str, two_years: Initiative, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(f"/desk/fork/{path}").status_code == 404


def test_page_lists_tables_and_the_evaluators_file(desk: Client, two_years: Initiative, chair: Person, at: Any) -> None:
    assert "Nothing is published yet" in desk.get("/desk/fork/data/").content.decode()
    publish(by=chair, initiative=two_years, at=at)
    page = desk.get("/desk/fork/data/").content.decode()
    assert "What is accepted in an open round joins the figures when it closes." in page
    assert page.count('href="/desk/fork/data/facts') == 4
    assert "Everything behind release 1, of 4 March 2026 (ZIP)" in page
    assert desk.get("/desk/fork/data/evaluation-1/").headers["Content-Type"] == "application/zip"


def test_damaged_file_stops_the_way_out_and_says_which(desk: Client, two_years: Initiative) -> None:
    submission = two_years.submissions.get()
    path_of(facts_folder(), submission.facts_sha256, SUFFIX).write_bytes(b"other")
    answer = desk.get("/desk/fork/data/facts.csv")
    assert (answer.status_code, "Bring the file back from a backup" in answer.content.decode()) == (503, True)
