import dataclasses
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.models import Group, Initiative
from commonweal.measurement.models import Dimension, Measure
from commonweal.measurement.operations.definitions import (
    Care,
    DefinitionDraft,
    DimensionDraft,
    MeasureDraft,
    TargetDraft,
    assign_measure,
    change_dimension,
    define_dimension,
    define_measure,
    redefine_measure,
    retire_measure,
    set_target,
    take_up_measure,
)
from commonweal.trail.models import Entry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 5, 14, 0, tzinfo=UTC)

FINISHED = DefinitionDraft(
    name_en="Finished the course",
    name_es="Terminaron el curso",
    meaning_en="Of those who began a course, how many finished it.",
    unit_en="% of learners",
    kind="percent",
    direction="higher",
    numerator_en="learners who finished",
    denominator_en="learners who began",
    places_rule="ratio_of_sums",
    periods_rule="ratio_of_sums",
    dimensions=("gender",),
)
GENDER = DimensionDraft("gender", "Gender", "Género", True, [("women", "Women", "Mujeres"), ("men", "Men", "Hombres")])


@pytest.fixture
def gender(initiative, analyst):
    return define_dimension(by=analyst, initiative=initiative, dimension=GENDER, at=NOW)


@pytest.fixture
def finished(initiative, analyst, gender):
    draft = MeasureDraft(code="P1", level="performance", definition=FINISHED)
    return define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)


def refused(field, **changes):
    """What a changed definition is told about one field."""

    def attempt(initiative, analyst):
        draft = MeasureDraft(code="P9", level="performance", definition=dataclasses.replace(FINISHED, **changes))
        with pytest.raises(ValidationError) as told:
            define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
        assert Measure.objects.filter(code="P9").count() == 0
        return told.value.message_dict[field]

    return attempt


@pytest.mark.covers("B4", "F-CON-2")
def test_define_measure_stores_its_first_version(finished, analyst):
    definition = finished.definitions.get()
    assert (definition.version, definition.name_en, definition.name_es) == (
        1,
        "Finished the course",
        "Terminaron el curso",
    )
    assert (definition.kind, definition.per, definition.places_rule) == ("percent", 100, "ratio_of_sums")
    assert [dimension.code for dimension in definition.dimensions.all()] == ["gender"]
    assert (definition.made_at, definition.made_by) == (NOW, analyst.actor_id)


def test_define_measure_asks_for_the_parts_its_rule_computes_with(finished):
    assert finished.definitions.get().requires == ["numerator", "denominator"]


def test_define_measure_leaves_one_trail_entry(finished):
    entry = Entry.objects.get(verb="measurement.define_measure")
    assert (entry.object_id, entry.details) == (str(finished.pk), {"code": "P1", "version": 1})


def test_define_measure_by_a_resident_is_forbidden(initiative, resident, gender):
    draft = MeasureDraft(code="P2", level="performance", definition=FINISHED)
    with pytest.raises(PermissionDenied):
        define_measure(by=resident, initiative=initiative, measure=draft, at=NOW)


def test_define_measure_with_a_code_in_use_is_refused_whatever_its_case(initiative, analyst, finished):
    draft = MeasureDraft(code="p1", level="performance", definition=FINISHED)
    with pytest.raises(ValidationError) as told:
        define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
    assert told.value.message_dict["code"] == ["There is already a measure p1. Choose another code."]


def test_define_measure_with_an_odd_code_is_refused(initiative, analyst, gender):
    draft = MeasureDraft(code="=J4", level="performance", definition=FINISHED)
    with pytest.raises(ValidationError) as told:
        define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
    assert list(told.value.message_dict) == ["code"]


def test_define_measure_with_an_unknown_dimension_stores_nothing(initiative, analyst):
    draft = MeasureDraft(code="P1", level="performance", definition=FINISHED)
    with pytest.raises(ValidationError) as told:
        define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
    assert told.value.message_dict["dimensions"] == ["No dimension is called gender."]
    assert Measure.objects.count() == 0


@pytest.mark.covers("B4")
def test_a_percent_cannot_be_added_up(initiative, analyst, gender):
    assert refused("places_rule", places_rule="sum")(initiative, analyst) == [
        "A percent cannot be added up: 40 and 50 of 100 do not make 90 of 100. "
        "Choose “add up numerators and denominators, then divide”."
    ]


def test_a_rate_is_never_averaged(initiative, analyst, gender):
    assert refused("periods_rule", kind="rate", per=1000, periods_rule="mean")(initiative, analyst) == [
        "A rate is never averaged: a small place would weigh as much as a large one. "
        "Choose “add up numerators and denominators, then divide”."
    ]


def test_the_latest_is_no_rule_for_places(initiative, analyst, gender):
    assert refused("places_rule", places_rule="latest")(initiative, analyst) == [
        "“Take the latest” is about time, and places have no order in time. Choose another rule."
    ]


def test_only_a_count_counts_different_people(initiative, analyst, gender):
    assert refused("places_rule", places_rule="distinct")(initiative, analyst) == [
        "Only a count can be a count of different people. A percent cannot."
    ]


def test_a_count_is_not_divided(initiative, analyst, gender):
    assert refused("places_rule", kind="count", per=1)(initiative, analyst) == [
        "A count has no denominator. Choose “add up”."
    ]


def test_a_rule_that_divides_needs_words_for_its_denominator(initiative, analyst, gender):
    assert refused("denominator_en", denominator_en=" ")(initiative, analyst) == [
        "Say out of whom or what: figures bring this part."
    ]


def test_a_percent_of_a_thousand_is_refused(initiative, analyst, gender):
    assert refused("per", per=1000)(initiative, analyst) == ["A percent is out of 100. For another base choose “rate”."]


def test_bounds_the_wrong_way_round_are_refused(initiative, analyst, gender):
    assert refused("maximum", minimum=5, maximum=1)(initiative, analyst) == [
        "The largest possible value lies below the smallest."
    ]


def test_a_measure_without_a_meaning_is_refused(initiative, analyst, gender):
    assert refused("meaning_en", meaning_en="")(initiative, analyst) == ["Say in plain words what it means."]


@pytest.mark.covers("B4")
def test_redefine_measure_keeps_the_version_before(finished, analyst):
    stricter = dataclasses.replace(FINISHED, meaning_en="Finished with a certificate.")
    redefine_measure(by=analyst, measure=finished, definition=stricter, reason="Certificates began.", at=NOW)
    assert [(one.version, one.meaning_en, one.reason_en) for one in finished.definitions.all()] == [
        (2, "Finished with a certificate.", "Certificates began."),
        (1, "Of those who began a course, how many finished it.", ""),
    ]


def test_redefine_measure_without_a_reason_is_refused(finished, analyst):
    with pytest.raises(ValidationError) as told:
        redefine_measure(by=analyst, measure=finished, definition=FINISHED, reason=" ", at=NOW)
    assert list(told.value.message_dict) == ["reason_en"]


def test_redefine_measure_with_nothing_different_is_refused(finished, analyst):
    with pytest.raises(ValidationError) as told:
        redefine_measure(by=analyst, measure=finished, definition=FINISHED, reason="Again.", at=NOW)
    assert told.value.messages == ["Nothing is different from version 1."]


def test_redefine_measure_by_a_chair_is_forbidden(finished, chair):
    with pytest.raises(PermissionDenied):
        redefine_measure(by=chair, measure=finished, definition=FINISHED, reason="Mine.", at=NOW)


def test_assign_measure_makes_one_headline_at_most(finished, initiative, analyst):
    draft = MeasureDraft(code="P2", level="population", definition=FINISHED, headline=True)
    second = define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
    assign_measure(by=analyst, measure=finished, care=Care(headline=True), at=NOW)
    second.refresh_from_db()
    assert (finished.headline, second.headline) == (True, False)


def test_assign_measure_to_a_group_of_another_initiative_is_refused(finished, analyst):
    elsewhere = Initiative.objects.create(slug="elsewhere", name="Elsewhere", place_name="There", founded_at=NOW)
    stranger = Group.objects.create(initiative=elsewhere, code="g", name_en="G", kind="working")
    with pytest.raises(ValidationError):
        assign_measure(by=analyst, measure=finished, care=Care(group=stranger), at=NOW)


def test_retire_measure_is_undone_by_taking_it_up(finished, analyst):
    retire_measure(by=analyst, measure=finished, at=NOW)
    assert finished.retired_at == NOW
    take_up_measure(by=analyst, measure=finished, at=NOW)
    assert finished.retired_at is None


def test_set_target_replaces_the_one_before(finished, analyst):
    first = set_target(by=analyst, measure=finished, target=TargetDraft("2023", 60.0, "2030", 80.0), at=NOW)
    second = set_target(by=analyst, measure=finished, target=TargetDraft("2023", 60.0, "2030", 75.0), at=NOW)
    first.refresh_from_db()
    assert (first.replaced_at, second.replaced_at) == (NOW, None)


def test_set_target_before_its_baseline_is_refused(finished, analyst):
    with pytest.raises(ValidationError) as told:
        set_target(by=analyst, measure=finished, target=TargetDraft("2030", 60.0, "2023", 80.0), at=NOW)
    assert told.value.message_dict["target_period"] == ["The target must lie after the period it starts from."]


def test_define_dimension_keeps_the_order_of_its_categories(gender):
    assert [(one.code, one.name_es) for one in gender.categories.all()] == [("women", "Mujeres"), ("men", "Hombres")]


def test_define_dimension_refuses_the_name_of_a_column(initiative, analyst):
    with pytest.raises(ValidationError) as told:
        define_dimension(by=analyst, initiative=initiative, dimension=dataclasses.replace(GENDER, code="place"), at=NOW)
    assert told.value.message_dict["code"] == ["A column of every file is called so. Choose another code."]


def test_define_dimension_refuses_a_category_for_the_whole(initiative, analyst):
    draft = dataclasses.replace(GENDER, categories=[("all", "All", "")])
    with pytest.raises(ValidationError):
        define_dimension(by=analyst, initiative=initiative, dimension=draft, at=NOW)
    assert Dimension.objects.count() == 0


def test_change_dimension_adds_and_renames(gender, analyst):
    categories = [("women", "Women and girls", ""), ("men", "Men", ""), ("other", "Another gender", "")]
    change_dimension(by=analyst, dimension=gender, draft=dataclasses.replace(GENDER, categories=categories), at=NOW)
    assert [(one.code, one.name_en) for one in gender.categories.all()] == [
        ("women", "Women and girls"),
        ("men", "Men"),
        ("other", "Another gender"),
    ]


def test_change_dimension_keeps_a_category_that_figures_may_name(gender, finished, analyst):
    with pytest.raises(ValidationError) as told:
        change_dimension(
            by=analyst,
            dimension=gender,
            draft=dataclasses.replace(GENDER, categories=[("women", "Women", "")]),
            at=NOW,
        )
    assert told.value.message_dict["categories"] == ["Keep these codes, because a measure is split by them: men."]
