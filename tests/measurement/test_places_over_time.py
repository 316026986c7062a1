"""Places that overlap, change over time, and do not add up: each period is added up by its own tree."""

from datetime import datetime
from typing import Any

import pytest

from commonweal.governance.models import Initiative, Place, PlacePart
from commonweal.governance.place_periods import holds_in, overlap
from commonweal.measurement.models import Definition, Measure
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Person
from tests.measurement.accepted_facts import accepted, fact


def measure_in(initiative: Initiative, at: datetime, code: str = "P1") -> dict[str, Any]:
    return next(each for each in draft_release(initiative, at).content["measures"] if each["code"] == code)


def cells(measure: dict[str, Any], period: str) -> dict[str, float | None]:
    split = next(each for each in measure["splits"] if (each["dimension"], each["period"]) == ("place", period))
    return {cell["code"]: cell["value"] for cell in split["cells"]}


@pytest.mark.covers("B4")
def test_every_period_that_is_split_is_kept_the_newest_first(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    rows = [fact("P1", year, 500.0 + n, place=place) for n, year in enumerate(("2018", "2019", "2020")) for place in
            ("east", "west")]  # fmt: skip
    accepted(initiative, rows)
    found = measure_in(initiative, at)
    assert [split["period"] for split in found["splits"]] == ["2020", "2019", "2018"]
    assert cells(found, "2018") == {"east": 500.0, "west": 500.0}


def test_place_that_moved_is_counted_where_it_lay_in_the_period(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    _, east, west = places
    mill = Place.objects.create(initiative=initiative, code="mill", name="Mill Yard", kind="neighborhood", position=9)
    PlacePart.objects.create(whole=east, part=mill, until="2018")
    PlacePart.objects.create(whole=west, part=mill, since="2019")
    rows = [fact("P1", year, 300.0, place="mill") for year in ("2018", "2019")]
    rows += [fact("P1", year, 1_000.0, place="oak") for year in ("2018", "2019")]
    oak = Place.objects.create(initiative=initiative, code="oak", name="Oak", kind="neighborhood", position=10)
    PlacePart.objects.create(whole=east, part=oak)
    accepted(initiative, rows)
    found = measure_in(initiative, at)
    assert (cells(found, "2018")["east"], cells(found, "2019")["east"]) == (1_300.0, 1_000.0)
    assert cells(found, "2019")["west"] == 300.0
    assert {point["value"] for point in found["series"]} == {1_300.0}


def test_place_in_two_others_is_counted_once_in_the_whole_and_named(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    _, east, west = places
    mill = Place.objects.create(initiative=initiative, code="mill", name="Mill Yard", kind="neighborhood", position=9)
    oak = Place.objects.create(initiative=initiative, code="oak", name="Oak", kind="neighborhood", position=10)
    for whole, part in ((east, mill), (west, mill), (east, oak)):
        PlacePart.objects.create(whole=whole, part=part)
    accepted(initiative, [fact("P1", "2019", 300.0, place="mill"), fact("P1", "2019", 1_000.0, place="oak")])
    found = measure_in(initiative, at)
    assert found["series"][0]["value"] == 1_300.0
    assert cells(found, "2019") == {"east": 1_300.0, "west": 300.0}
    assert found["splits"][0]["shared"] == ["Mill Yard"]


def test_part_that_no_longer_is_one_is_not_called_missing(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    PlacePart.objects.filter(part__code="west").update(until="2018")
    rows = [fact("P1", "2018", 400.0, place="west"), fact("P1", "2018", 500.0, place="east")]
    accepted(initiative, [*rows, fact("P1", "2019", 900.0, place="east")])
    found = measure_in(initiative, at)
    assert cells(found, "2018") == {"east": 500.0, "west": 400.0}
    assert cells(found, "2019") == {"east": 900.0}


def test_release_says_where_a_place_lies_and_where_it_lay(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    PlacePart.objects.filter(part__code="west").update(until="2018")
    told = {place["code"]: place for place in draft_release(initiative, at).content["places"]}
    assert (told["east"]["wholes"], "lies_in" in told["east"]) == (["county"], False)
    assert told["west"]["wholes"] == ["county"]
    assert told["west"]["lies_in"] == [{"whole": "county", "since": "", "until": "2018"}]


@pytest.mark.parametrize(
    ("since", "until", "period", "holds"),
    [
        ("", "", "2019", True),
        ("2019", "", "2018-Q4", False),
        ("2019", "", "2019-Q1", True),
        ("", "2018", "2018-12", True),
        ("", "2018", "2019", False),
        ("2018/19", "2018/19", "2018", True),
    ],
)
def test_line_holds_from_its_first_period_to_the_end_of_its_last(
    since: str, until: str, period: str, holds: bool
) -> None:
    assert holds_in(since, until, period) is holds


def test_stretches_of_periods_overlap_where_they_share_a_moment() -> None:
    assert overlap(("", "2018"), ("2018-Q4", ""))
    assert not overlap(("", "2018"), ("2019", ""))


@pytest.mark.covers("B4")
def test_part_alone_never_stands_for_the_whole_where_the_rule_forbids_adding_up(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    """One district's median is not the county's, though no other came in; it stands as the district's."""
    Definition.objects.filter(measure=enrolled).update(places_rule="none")
    accepted(initiative, [fact("P1", "2018", 500.0), fact("P1", "2019", 410.0, place="east")])
    found = measure_in(initiative, at)
    assert [(point["period"], point["value"]) for point in found["series"]] == [("2018", 500.0)]
    assert cells(found, "2019") == {"east": 410.0, "west": None}


def test_figure_that_changed_with_the_tree_of_places_says_so(
    initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person, at: datetime
) -> None:
    _, east, west = places
    accepted(initiative, [fact("P1", "2019", 500.0, place="east"), fact("P1", "2019", 410.0, place="west")])
    publish(by=analyst, initiative=initiative, at=at)
    mill = Place.objects.create(initiative=initiative, code="mill", name="Mill Yard", kind="neighborhood", position=9)
    for whole in (east, west):
        PlacePart.objects.create(whole=whole, part=mill)
    (told,) = measure_in(initiative, at)["restatements"]
    assert (told["before"], told["why"]["en"]) == (910.0, "Places lie in each other differently now.")
