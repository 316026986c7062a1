"""What may not be added up is told with its reason; a whole unlike its parts is shown and not hidden."""

from datetime import datetime
from typing import Any

import pytest

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Definition, Dimension, Measure
from commonweal.measurement.queries.release import draft_release
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.partner_work import text_of


def measure_in(initiative: Initiative, at: datetime, code: str = "P1") -> dict[str, Any]:
    return next(each for each in draft_release(initiative, at).content["measures"] if each["code"] == code)


def places_of(measure: dict[str, Any]) -> dict[str, float | None]:
    split = next(each for each in measure["splits"] if each["dimension"] == "place")
    return {cell["code"]: cell["value"] for cell in split["cells"]}


EAST_AND_WEST = [fact("P1", "2020", 1_500.0, place="east"), fact("P1", "2020", 900.0, place="west")]


@pytest.mark.covers("B4", "B5")
@pytest.mark.parametrize("rule", ["none", "distinct", "latest"])
def test_measure_that_may_not_be_added_up_keeps_its_places_and_says_why(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime, rule: str
) -> None:
    Definition.objects.update(places_rule=rule)
    accepted(initiative, EAST_AND_WEST)
    found = measure_in(initiative, at)
    assert found["series"] == []
    assert places_of(found) == {"east": 1_500.0, "west": 900.0}
    assert (found["adding_up"]["refused"]["across"], found["adding_up"]["refused"]["rule"]) == ("places", rule)
    assert found["adding_up"]["refused"]["words"]["en"].startswith("P1 ")


def test_percent_without_its_counts_is_never_averaged_over_places(
    initiative: Initiative, finished: Measure, places: list[Place], at: datetime
) -> None:
    Definition.objects.update(places_rule="mean")
    accepted(initiative, [fact("P2", "2020", 10.0, place="east"), fact("P2", "2020", 50.0, place="west")])
    found = measure_in(initiative, at, "P2")
    assert (found["series"], found["adding_up"]["refused"]["rule"]) == ([], "mean")


def test_measure_that_is_added_up_says_nothing(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    accepted(initiative, EAST_AND_WEST)
    assert measure_in(initiative, at)["adding_up"] == {"refused": None, "mismatches": []}


@pytest.mark.covers("B4")
def test_whole_unlike_its_parts_is_shown_with_both_figures(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    accepted(initiative, [*EAST_AND_WEST, fact("P1", "2020", 2_600.0)])
    found = measure_in(initiative, at)
    assert found["series"][0]["value"] == 2_600.0
    assert found["adding_up"]["mismatches"] == [
        {
            "period": "2020",
            "place": "county",
            "place_name": "Fork County",
            "figure": "value",
            "stated": 2_600.0,
            "parts": 2_400.0,
            "without_figure": 0,
        }
    ]


def test_difference_of_a_few_people_is_told_without_its_numbers(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    accepted(initiative, [*EAST_AND_WEST, fact("P1", "2020", 2_404.0)])
    (found,) = measure_in(initiative, at)["adding_up"]["mismatches"]
    assert (found["period"], found["stated"], found["parts"]) == ("2020", None, None)


def test_sum_of_parts_stays_out_where_one_of_them_is_hidden(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    rows = [fact("P1", "2020", 4.0, place="east"), fact("P1", "2020", 900.0, place="west"), fact("P1", "2020", 1_000.0)]
    accepted(initiative, rows)
    (found,) = measure_in(initiative, at)["adding_up"]["mismatches"]
    assert (found["stated"], found["parts"]) == (None, None)


def test_what_one_partner_sent_is_not_told_in_public(
    initiative: Initiative, enrolled: Measure, places: list[Place], partner_organisation: Any, at: datetime
) -> None:
    accepted(initiative, [*EAST_AND_WEST, fact("P1", "2020", 2_600.0)], organisation=partner_organisation)
    draft = draft_release(initiative, at)
    assert draft.content["measures"][0]["adding_up"]["mismatches"] == []
    assert [mismatch.partner for _, mismatch in draft.figures.mismatches] == [partner_organisation.code]


@pytest.mark.covers("B4")
def test_preview_says_which_measure_is_not_added_up_and_which_parts_differ(
    initiative: Initiative, enrolled: Measure, finished: Measure, places: list[Place], analyst: Any, signed_in: Any
) -> None:
    Definition.objects.filter(measure=finished).update(places_rule="none")
    medians = [fact("P2", "2020", 40.0, place="east"), fact("P2", "2020", 60.0, place="west")]
    accepted(initiative, [*EAST_AND_WEST, fact("P1", "2020", 2_600.0), *medians])
    page = signed_in(analyst).get("/desk/fork/publish/").content.decode()
    assert "P2 has no figure for all places together. P2 cannot be added up across places" in page
    assert "People enrolled, 2020, Fork County: the whole says 2,600, its parts come to 2,400." in page


def test_preview_tells_groups_that_come_to_more_and_counts_those_that_come_to_less(
    initiative: Initiative,
    enrolled: Measure,
    places: list[Place],
    partner_organisation: Any,
    analyst: Any,
    signed_in: Any,
) -> None:
    gender = Dimension.objects.create(initiative=initiative, code="gender", name_en="Gender", name_es="Género")
    for code in ("women", "men"):
        gender.categories.create(code=code, name_en=code.title(), name_es=code)
    Definition.objects.get(measure=enrolled).dimensions.add(gender)
    for period, women in (("2020", 50.0), ("2021", 70.0)):
        of_groups = [fact("P1", period, 100.0, gender="all"), fact("P1", period, women, gender="women")]
        accepted(initiative, [*of_groups, fact("P1", period, 40.0, gender="men")], organisation=partner_organisation)
    page = text_of(signed_in(analyst).get("/desk/fork/publish/"))
    assert "People enrolled, 2021, First Rung, Fork County, Gender: the whole says 100, its parts come to 110." in page
    assert "People enrolled, Gender: 1 row, 10.0% of the people without a group." in page


def test_preview_counts_percents_that_differ_only_because_some_groups_were_not_stated(
    initiative: Initiative,
    finished: Measure,
    places: list[Place],
    partner_organisation: Any,
    analyst: Any,
    signed_in: Any,
) -> None:
    gender = Dimension.objects.create(initiative=initiative, code="gender", name_en="Gender", name_es="Género")
    gender.categories.create(code="women", name_en="Women", name_es="Mujeres")
    Definition.objects.get(measure=finished).dimensions.add(gender)
    for period, finishers in (("2020", 30.0), ("2021", 70.0)):
        whole = fact("P2", period, 60.0, numerator=60.0, denominator=100.0, gender="all")
        women = fact("P2", period, 100 * finishers / 80, numerator=finishers, denominator=80.0, gender="women")
        accepted(initiative, [whole, women], organisation=partner_organisation)
    page = text_of(signed_in(analyst).get("/desk/fork/publish/"))
    assert "Gender: the whole says 60, its parts come to 87.5." in page
    assert "Finished the course, Gender: 1 row, 20.0% of the people without a group." in page


def test_preview_tells_a_mean_that_differs_by_more_than_rounding_with_decimals_that_show_it(
    initiative: Initiative,
    enrolled: Measure,
    places: list[Place],
    partner_organisation: Any,
    analyst: Any,
    signed_in: Any,
) -> None:
    """Hourly pay to the cent: 19.13 and 20.22, two people each, are 19.675 together. Whoever says 19.68 has rounded."""
    gender = Dimension.objects.create(initiative=initiative, code="gender", name_en="Gender", name_es="Género")
    for code in ("women", "men"):
        gender.categories.create(code=code, name_en=code.title(), name_es=code)
    Definition.objects.update(places_rule="weighted_mean", kind="money", decimals=2)
    Definition.objects.get(measure=enrolled).dimensions.add(gender)
    for period, whole in (("2020", 19.68), ("2021", 19.70)):
        rows = [fact("P1", period, whole, denominator=4.0, gender="all")]
        rows += [
            fact("P1", period, pay, denominator=2.0, gender=code) for code, pay in (("women", 19.13), ("men", 20.22))
        ]
        accepted(initiative, rows, organisation=partner_organisation)
    page = text_of(signed_in(analyst).get("/desk/fork/publish/"))
    assert page.count("the whole says") == 1
    assert "2021, First Rung, Fork County, Gender: the whole says 19.7, its parts come to 19.68." in page
