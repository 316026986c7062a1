"""From a published figure back to files and rows, on a page and as a command."""

import json
from collections.abc import Callable
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.facts import facts_folder
from commonweal.measurement.queries.lineage import Asked, Lineage, choices_in, traced
from commonweal.people.models import Organisation, Person
from tests.measurement.accepted_facts import accepted, fact

SignedIn = Callable[[Person], Client]
PAGE = "/desk/fork/measures/P1/behind/"


@pytest.fixture
def released(
    initiative: Initiative,
    enrolled: Measure,
    places: list[Place],
    partner_organisation: Organisation,
    other_organisation: Organisation,
    analyst: Person,
    at: datetime,
) -> Initiative:
    """Release 1: 120 people in east and 80 in west in 2025; the second partner has corrected its figure."""
    accepted(initiative, [fact("P1", "2025", 120.0, place="east", row=7)], organisation=partner_organisation)
    accepted(initiative, [fact("P1", "2025", 99.0, place="west")], organisation=other_organisation)
    accepted(initiative, [fact("P1", "2025", 80.0, place="west", row=3)], organisation=other_organisation)
    publish(by=analyst, initiative=initiative, at=at)
    return initiative


def rows(found: Lineage) -> list[tuple[str, int, str, float]]:
    return [
        (source.submission.number, row["row"], row["place"], row["value"])
        for source in found.sources
        for row in source.rows
    ]


@pytest.mark.covers("E7", "H4", "F-CON-2")
def test_lineage_names_the_rows_that_counted_and_not_those_that_were_corrected(released: Initiative) -> None:
    found = traced(released, None, Asked("P1", "2025"))
    assert rows(found) == [("T001", 7, "east", 120.0), ("T003", 3, "west", 80.0)]
    assert (found.figure["value"], found.again, found.agrees) == (200.0, 200.0, True)


def test_lineage_of_one_place_has_the_rows_of_that_place(released: Initiative) -> None:
    found = traced(released, None, Asked("P1", "2025", "place", "west"))
    assert rows(found) == [("T003", 3, "west", 80.0)]
    assert found.agrees


def test_lineage_offers_every_figure_of_the_measure(released: Initiative) -> None:
    asked = [choice.asked for choice in choices_in(traced(released, None, Asked("P1", "2025")))]
    assert asked[:3] == [
        Asked("P1", "2025"),
        Asked("P1", "2025", "place", "east"),
        Asked("P1", "2025", "place", "west"),
    ]


def test_lineage_of_an_old_release_speaks_of_its_own_files(
    released: Initiative, partner_organisation: Organisation, analyst: Person, at: datetime
) -> None:
    accepted(released, [fact("P1", "2025", 130.0, place="east")], organisation=partner_organisation)
    publish(by=analyst, initiative=released, at=at)
    assert traced(released, 1, Asked("P1", "2025")).again == 200.0
    assert traced(released, 2, Asked("P1", "2025")).again == 210.0


def test_lineage_with_a_damaged_file_adds_nothing_up(released: Initiative) -> None:
    damaged = facts_folder() / f"{released.submissions.get(number='T001').facts_sha256}.parquet"
    damaged.write_bytes(b"something else")
    found = traced(released, None, Asked("P1", "2025"))
    assert (found.added_up, found.again) == (False, None)
    assert [source.submission.number for source in found.sources if source.is_damaged] == ["T001"]


@pytest.mark.covers("E7", "H4", "F-CON-2")
def test_lineage_page_shows_file_row_and_the_figure_added_up_again(
    released: Initiative, analyst: Person, signed_in: SignedIn
) -> None:
    page = signed_in(analyst).get(PAGE).content.decode()
    for words in ("Release 1", "Added up again just now from 2 rows: 200.0. It agrees.", "1.csv", "T003"):
        assert words in page


def test_lineage_page_in_spanish(released: Initiative, analyst: Person, signed_in: SignedIn) -> None:
    page = signed_in(analyst).get(PAGE, headers={"accept-language": "es"}).content.decode()
    assert "Sumado de nuevo ahora mismo a partir de 2 filas: 200.0. Coincide." in page


@pytest.mark.parametrize("query", ["?release=9", "?release=x", "?figure=1999", "?figure=2025|place|nowhere"])
def test_lineage_page_of_what_was_not_published(
    query: str, released: Initiative, analyst: Person, signed_in: SignedIn
) -> None:
    assert signed_in(analyst).get(PAGE + query).status_code == 404


@pytest.mark.parametrize("who", ["chair", "partner", "trainer", "resident", "funder", "stranger"])
def test_lineage_page_for_those_who_do_not_run_the_data(
    who: str, released: Initiative, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(PAGE).status_code == 404


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("lineage", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.covers("E7", "H4", "F-CON-2")
def test_lineage_command_answers_in_json(released: Initiative) -> None:
    answer = json.loads(command("P1", "2025", "--json"))
    assert (answer["figure"]["value"], answer["added_up_again"], answer["agrees"]) == (200.0, 200.0, True)
    assert [source["submission"] for source in answer["sources"]] == ["T001", "T003"]
    assert (answer["definition_version"], answer["release"]) == (1, 1)


def test_lineage_command_takes_the_newest_period(released: Initiative) -> None:
    assert command("P1").splitlines()[0] == "P1, 2025: 200.0 (reported)"


@pytest.fixture(params=[("P9",), ("P1", "1999"), ("P1", "2025", "--part", "place"), ("P1", "--release", "7")])
def cannot(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return request.param


def test_lineage_command_of_what_was_not_published(cannot: tuple[str, ...], released: Initiative) -> None:
    with pytest.raises(CommandError):
        command(*cannot)
