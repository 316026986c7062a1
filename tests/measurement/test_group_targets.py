"""Targets of groups and of places, and the group that the others are compared with."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Category, GroupTarget, Measure, ReferenceGroup
from commonweal.measurement.operations.definitions import (
    DefinitionDraft,
    DimensionDraft,
    MeasureDraft,
    TargetDraft,
    define_dimension,
    define_measure,
)
from commonweal.measurement.operations.group_targets import (
    WhoseTarget,
    end_group_target,
    name_reference,
    set_group_target,
)
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Person
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import FINISHED

AIM = TargetDraft("2020", 40.0, "2030", 60.0)
PAGE = "/desk/fork/measures/P2/groups/"
TYPED = {"baseline_period": "2020", "baseline_value": "40", "target_period": "2030", "target_value": "60"}


@pytest.fixture
def by_gender(initiative: Initiative, analyst: Person, places: list[Place], at: datetime) -> Measure:
    categories = [("female", "Women", "Mujeres"), ("male", "Men", "Hombres")]
    dimension = DimensionDraft("gender", "Gender", "Género", categories=categories)
    define_dimension(by=analyst, initiative=initiative, dimension=dimension, at=at)
    definition = DefinitionDraft(**{**vars(FINISHED), "dimensions": ("gender",)})
    draft = MeasureDraft(code="P2", level="performance", definition=definition)
    return define_measure(by=analyst, initiative=initiative, measure=draft, at=at)


@pytest.fixture
def women(by_gender: Measure) -> Category:
    return Category.objects.get(code="female")


def in_release(initiative: Initiative, at: datetime) -> dict[str, Any]:
    (measure,) = draft_release(initiative, at).content["measures"]
    return measure["equity"]


def years(initiative: Initiative) -> None:
    """Six years of women, who gain three points a year, and of men, who stay."""
    rows = []
    for n, year in enumerate(range(2020, 2026)):
        counts = {"female": 400 + 30 * n, "male": 700}
        for gender, finished in counts.items():
            rows.append(fact("P2", str(year), numerator=finished, denominator=1000, gender=gender))
        rows.append(fact("P2", str(year), numerator=sum(counts.values()), denominator=2000))
    accepted(initiative, rows)


@pytest.mark.covers("H1")
def test_group_is_judged_by_its_own_target(
    initiative: Initiative, analyst: Person, by_gender: Measure, women: Category, at: datetime
) -> None:
    years(initiative)
    set_group_target(by=analyst, measure=by_gender, whose=WhoseTarget(women), target=AIM, at=at)
    told = {one["code"]: (one["target"] and one["target"]["target_value"], one["judgement"]["code"])
            for one in in_release(initiative, at)["groups"]}  # fmt: skip
    assert told == {"female": (60.0, "on-track"), "male": (None, "no-clear-change")}


@pytest.mark.covers("H1")
def test_release_tells_the_gap_and_that_it_narrowed(initiative: Initiative, by_gender: Measure, at: datetime) -> None:
    years(initiative)
    (gap,) = in_release(initiative, at)["gaps"]
    assert (gap["period"], gap["reference"], gap["worst"], gap["clear"]) == ("2025", "male", "female", True)
    assert gap["words"]["en"] == "Men’s rate is 1.3 times Women’s (likely 1.2–1.4): 150 more per 1,000."
    assert gap["over_time"]["words"]["es"] == "La brecha se redujo de 300 por cada 1,000 en 2020 a 150 en 2025."
    assert gap["gain"]["en"] == "At Men’s rate, all groups together would have 150 more."


def test_small_group_is_compared_with_nobody(initiative: Initiative, by_gender: Measure, at: datetime) -> None:
    rows = [fact("P2", "2025", numerator=4, denominator=9, gender="female")]
    rows += [fact("P2", "2025", numerator=700, denominator=1000, gender="male")]
    accepted(initiative, rows)
    assert in_release(initiative, at)["gaps"] == []


def test_target_that_starts_from_a_hidden_figure_is_not_released(
    initiative: Initiative, analyst: Person, by_gender: Measure, women: Category, at: datetime
) -> None:
    rows = [fact("P2", "2020", numerator=4, denominator=9, gender="female")]
    rows += [fact("P2", "2020", numerator=700, denominator=1000, gender="male")]
    for year in range(2021, 2027):
        rows += [fact("P2", str(year), numerator=500 + year, denominator=5000, gender="female")]
    accepted(initiative, rows)
    set_group_target(by=analyst, measure=by_gender, whose=WhoseTarget(women), target=AIM, at=at)
    (told,) = in_release(initiative, at)["groups"]
    assert (told["code"], told["target"]) == ("female", None)


def test_share_of_too_few_is_withheld_and_its_counts_stay(
    initiative: Initiative, by_gender: Measure, at: datetime
) -> None:
    rows = [fact("P2", "2025", numerator=12, denominator=25, gender="female")]
    rows += [fact("P2", "2025", numerator=700, denominator=1000, gender="male")]
    accepted(initiative, rows)
    (measure,) = draft_release(initiative, at).content["measures"]
    (cell,) = (cell for cell in measure["splits"][0]["cells"] if cell["code"] == "female")
    assert (cell["value"], cell["numerator"], cell["denominator"], cell["reliability"]) == (None, 12, 25, "hide")


def test_reference_that_is_named_is_kept_for_one_way_to_split(
    initiative: Initiative, analyst: Person, by_gender: Measure, women: Category, at: datetime
) -> None:
    years(initiative)
    name_reference(by=analyst, measure=by_gender, dimension=women.dimension, category=women, at=at)
    (gap,) = in_release(initiative, at)["gaps"]
    assert (gap["reference"], gap["declared"]) == ("female", True)
    name_reference(by=analyst, measure=by_gender, dimension=women.dimension, category=None, at=at)
    assert not ReferenceGroup.objects.exists()


def test_new_target_of_a_group_replaces_the_one_before_and_keeps_it(
    analyst: Person, by_gender: Measure, women: Category, at: datetime
) -> None:
    for _ in range(2):
        set_group_target(by=analyst, measure=by_gender, whose=WhoseTarget(women), target=AIM, at=at)
    assert [target.replaced_at for target in GroupTarget.objects.order_by("pk")] == [at, None]


def test_target_of_a_place_and_of_a_group_stand_beside_each_other(
    analyst: Person, by_gender: Measure, women: Category, places: list[Place], at: datetime
) -> None:
    for whose in (WhoseTarget(women), WhoseTarget(place=places[1])):
        set_group_target(by=analyst, measure=by_gender, whose=whose, target=AIM, at=at)
    assert GroupTarget.objects.filter(replaced_at__isnull=True).count() == 2


def test_target_of_nobody_is_refused(analyst: Person, by_gender: Measure, at: datetime) -> None:
    with pytest.raises(ValidationError):
        set_group_target(by=analyst, measure=by_gender, whose=WhoseTarget(), target=AIM, at=at)
    assert not GroupTarget.objects.exists()


def test_only_a_data_manager_sets_ends_and_names(
    analyst: Person, partner: Person, by_gender: Measure, women: Category, at: datetime
) -> None:
    held = set_group_target(by=analyst, measure=by_gender, whose=WhoseTarget(women), target=AIM, at=at)
    with pytest.raises(PermissionDenied):
        set_group_target(by=partner, measure=by_gender, whose=WhoseTarget(women), target=AIM, at=at)
    with pytest.raises(PermissionDenied):
        end_group_target(by=partner, target=held, at=at)
    with pytest.raises(PermissionDenied):
        name_reference(by=partner, measure=by_gender, dimension=women.dimension, category=women, at=at)


# The page


@pytest.fixture
def browser(signed_in: Any, analyst: Person, by_gender: Measure) -> Client:
    return signed_in(analyst)


def test_target_is_set_and_ended_on_the_page(browser: Client) -> None:
    assert browser.post(f"{PAGE}target/", {"whose": "gender|female", **TYPED}).status_code == 302
    held = GroupTarget.objects.get()
    assert held.category == Category.objects.get(code="female")
    assert "Gender: Women" in browser.get(PAGE).content.decode()
    browser.post(f"{PAGE}target/{held.pk}/end/")
    assert GroupTarget.objects.filter(replaced_at__isnull=True).count() == 0


def test_target_without_a_group_comes_back_with_what_was_typed(browser: Client) -> None:
    answer = browser.post(f"{PAGE}target/", TYPED)
    assert (answer.status_code, GroupTarget.objects.exists()) == (422, False)
    assert 'value="2030"' in answer.content.decode()


def test_reference_is_named_on_the_page(browser: Client) -> None:
    assert browser.post(f"{PAGE}gender/reference/", {"gender-reference": "male"}).status_code == 302
    assert ReferenceGroup.objects.get().category.code == "male"


@pytest.mark.covers("B4")
def test_page_says_why_a_measure_is_not_put_together(browser: Client, by_gender: Measure) -> None:
    by_gender.definitions.update(periods_rule="none")
    page = browser.get(PAGE).content.decode()
    assert "P2 cannot be added up over periods: its definition forbids it. Ask for it by period." in page


def test_page_opens_while_a_round_asks_for_other_measures(signed_in: Any, analyst: Person, open_for_two: Any) -> None:
    assert signed_in(analyst).get("/desk/fork/measures/P1/groups/").status_code == 200


def test_page_is_not_there_for_others(signed_in: Any, partner: Person, by_gender: Measure) -> None:
    assert signed_in(partner).get(PAGE).status_code == 404
