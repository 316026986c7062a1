"""What is not there invents nothing: late partners make no fall, missing places no remainder, old sheets no reasons."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure, Round
from commonweal.measurement.operations.history import import_history
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Organisation, Person
from tests.measurement.accepted_facts import accepted, fact

SignedIn = Callable[[Person], Client]
YEARS = [fact("P1", f"20{n}-Q4", 1000.0 + 100 * n) for n in range(18, 25)]


def measure_in(initiative: Initiative, at: datetime, code: str = "P1") -> dict[str, Any]:
    return next(m for m in draft_release(initiative, at).content["measures"] if m["code"] == code)


@pytest.fixture
def half_in(
    initiative: Initiative, open_for_two: Round, partner_organisation: Organisation, at: datetime
) -> Initiative:
    """Seven old figures that rise, and a round that closed with one of two partners."""
    accepted(initiative, YEARS)
    accepted(initiative, [fact("P1", "2025-Q4", 120.0)], organisation=partner_organisation, round_=open_for_two)
    Round.objects.update(state="closed", closed_at=at)
    return initiative


def test_figure_of_too_few_partners_is_no_part_of_the_verdict(half_in: Initiative, at: datetime) -> None:
    measure = measure_in(half_in, at)
    assert [(p["period"], p["value"], p["comparable"]) for p in measure["series"]][-2:] == [
        ("2024-Q4", 3400.0, True),
        ("2025-Q4", 120.0, False),
    ]
    judged = measure["judgement"]
    assert (judged["code"], judged["n"], judged["last_period"]) == ("rising", 7, "2024-Q4")


def test_verdict_looks_at_the_figure_once_everybody_is_in(
    half_in: Initiative, other_organisation: Organisation, at: datetime
) -> None:
    round_ = Round.objects.get()
    accepted(half_in, [fact("P1", "2025-Q4", 3400.0)], organisation=other_organisation, round_=round_)
    judged = measure_in(half_in, at)["judgement"]
    assert (judged["n"], judged["last_period"]) == (8, "2025-Q4")


@pytest.mark.covers("B4")
def test_publish_page_warns_that_too_few_partners_are_in(
    half_in: Initiative, analyst: Person, signed_in: SignedIn
) -> None:
    page = signed_in(analyst).get("/desk/fork/publish/").content.decode()
    assert "Too few partners are in for some newest figures." in page
    assert "People enrolled, Q4 2025: 1 of 2 partners" in page


def test_list_of_changes_says_that_a_figure_is_incomplete(half_in: Initiative, analyst: Person, at: datetime) -> None:
    accepted_before = Round.objects.update(state="open", closed_at=None)
    assert accepted_before == 1
    publish(by=analyst, initiative=half_in, at=at)
    Round.objects.update(state="closed", closed_at=at)
    made = publish(by=analyst, initiative=half_in, at=at)
    assert made.changes_en == "People enrolled, Q4 2025: 120.0 so far, 1 of 2 partners."
    assert made.changes_es == "Personas inscritas, T4 2025: 120.0 hasta ahora, 1 de 2 organizaciones."


def test_publish_page_has_no_button_where_nothing_changed(
    initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person, at: datetime, signed_in: SignedIn
) -> None:
    accepted(initiative, YEARS)
    publish(by=analyst, initiative=initiative, at=at)
    page = signed_in(analyst).get("/desk/fork/publish/").content.decode()
    assert "Everything is as in release 1. There is nothing to publish." in page
    assert "Publish release 2" not in page


# Old sheets


def test_whole_keeps_its_own_reason_for_having_no_figure(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    """A hidden district made the county, of which the sheet says that it does not apply, look hidden."""
    rows = [
        fact("P1", "2020", status="not_applicable"),
        fact("P1", "2020", status="suppressed", place="east"),
        fact("P1", "2020", 40.0, place="west"),
    ]
    accepted(initiative, rows)
    (point,) = measure_in(initiative, at)["series"]
    assert (point["value"], point["status"]) == (None, "not-applicable")


def test_nothing_is_left_over_where_a_place_is_missing(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    Measure.objects.update(level="population")
    accepted(initiative, [fact("P1", "2020", 20_000.0), fact("P1", "2020", 1_500.0, place="east")])
    (split,) = measure_in(initiative, at)["splits"]
    assert [(cell["code"], cell["value"], cell["status"]) for cell in split["cells"]] == [
        ("east", 1_500.0, "reported"),
        ("west", None, "missing"),
    ]


def test_place_from_which_no_partner_ever_reported_has_no_program(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    accepted(initiative, [fact("P1", "2020", 1_500.0, place="east")])
    (split,) = measure_in(initiative, at)["splits"]
    assert [(cell["code"], cell["status"]) for cell in split["cells"]] == [
        ("east", "reported"),
        ("west", "not-applicable"),
    ]


def test_place_that_reported_before_is_missing(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    accepted(initiative, [fact("P1", "2019", 900.0, place="west"), fact("P1", "2020", 1_500.0, place="east")])
    split = measure_in(initiative, at)["splits"][0]
    assert [(cell["code"], cell["status"]) for cell in split["cells"]] == [("east", "reported"), ("west", "missing")]


def test_source_of_an_import_is_said_where_the_measure_names_none(
    initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person, at: datetime
) -> None:
    old = IncomingFile("old.csv", b"measure,period,place,value\nP1,2020,county,50\n", source="Annual reports.")
    import_history(by=analyst, initiative=initiative, file=old, organisation=None, at=at)
    assert measure_in(initiative, at)["source"] == "Annual reports"


def test_publish_page_warns_of_a_percent_above_100(
    initiative: Initiative, finished: Measure, analyst: Person, signed_in: SignedIn, places: list[Place]
) -> None:
    accepted(initiative, [fact("P2", "2024-Q4", 100 * 31 / 28, numerator=31.0, denominator=28.0)])
    page = " ".join(signed_in(analyst).get("/desk/fork/publish/").content.decode().split())
    assert "Some percents are above 100. Publish them anyway?" in page
    assert "<li>Finished the course, Q4 2024: 110.7%</li>" in page
