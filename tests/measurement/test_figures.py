"""From accepted facts to the figures of a release: what counts, how it adds up, what is hidden."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from commonweal.engines.rates.proportions import wilson
from commonweal.governance.models import Initiative, Place
from commonweal.lib.files import DamagedFile
from commonweal.measurement.models import Measure, Round, Submission
from commonweal.measurement.operations.definitions import (
    DefinitionDraft,
    DimensionDraft,
    MeasureDraft,
    TargetDraft,
    define_dimension,
    define_measure,
    set_target,
)
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.facts import facts_folder
from commonweal.measurement.queries.preview import preview
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Organisation, Person
from commonweal.publication.operations import withdraw
from commonweal.publication.queries import content_of
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import FINISHED

CATEGORIES = [("female", "Female", "Mujeres"), ("male", "Male", "Hombres"), ("another", "Another", "Otro")]


@pytest.fixture
def split_measure(initiative: Initiative, analyst: Person, places: list[Place], at: datetime) -> Measure:
    """A percent of people, split by gender and by district."""
    dimension = DimensionDraft("gender", "Gender", "Género", categories=CATEGORIES)
    define_dimension(by=analyst, initiative=initiative, dimension=dimension, at=at)
    definition = DefinitionDraft(**{**vars(FINISHED), "dimensions": ("gender",)})
    draft = MeasureDraft(code="P2", level="performance", definition=definition)
    return define_measure(by=analyst, initiative=initiative, measure=draft, at=at)


def measures(initiative: Initiative, at: datetime) -> dict[str, Any]:
    return {measure["code"]: measure for measure in draft_release(initiative, at).content["measures"]}


def values(measure: dict[str, Any]) -> dict[str, float | None]:
    return {point["period"]: point["value"] for point in measure["series"]}


def cells(measure: dict[str, Any], dimension: str) -> dict[str, tuple[Any, str]]:
    (split,) = (split for split in measure["splits"] if split["dimension"] == dimension)
    return {cell["code"]: (cell["numerator"], cell["hidden"]) for cell in split["cells"]}


def of(count: int, base: int, **more: Any) -> dict[str, Any]:
    return fact("P2", "2025-Q4", None, numerator=count, denominator=base, **more)


def test_figure_is_added_up_by_its_rule_and_not_averaged(
    initiative: Initiative, split_measure: Measure, at: datetime
) -> None:
    accepted(initiative, [of(3, 10, place="east"), of(40, 50, place="west")])
    (point,) = measures(initiative, at)["P2"]["series"]
    low, high = wilson(43, 60)
    assert point == {
        "period": "2025-Q4",
        "value": pytest.approx(100 * 43 / 60),
        "numerator": 43,
        "denominator": 60,
        "low": pytest.approx(100 * low),
        "high": pytest.approx(100 * high),
        "status": "reported",
        "partners_in": None,
        "partners_asked": None,
        "share_in": None,
        "comparable": True,
        "definition": 1,
    }


def test_newest_accepted_figure_wins_for_its_key_only(
    initiative: Initiative, split_measure: Measure, partner_organisation: Organisation, at: datetime
) -> None:
    first = [of(30, 60, place="east"), of(20, 60, place="west")]
    accepted(initiative, first, organisation=partner_organisation)
    accepted(initiative, [of(50, 60, place="east")], organisation=partner_organisation)
    assert measures(initiative, at)["P2"]["series"][0]["numerator"] == 70


def test_missing_figure_does_not_take_an_earlier_one_back(
    initiative: Initiative, split_measure: Measure, partner_organisation: Organisation, at: datetime
) -> None:
    accepted(initiative, [of(30, 60)], organisation=partner_organisation)
    accepted(initiative, [fact("P2", "2025-Q4", None, status="missing")], organisation=partner_organisation)
    assert measures(initiative, at)["P2"]["series"][0]["numerator"] == 30


@pytest.mark.parametrize("state", ["submitted", "returned", "superseded"])
def test_figure_that_is_not_accepted_is_left_out(
    initiative: Initiative, split_measure: Measure, at: datetime, state: str
) -> None:
    accepted(initiative, [of(30, 60)], state=state)
    assert measures(initiative, at)["P2"]["series"] == []


def test_figure_of_an_open_round_waits_until_it_closes(
    initiative: Initiative, open_for_two: Round, partner_organisation: Organisation, at: datetime
) -> None:
    accepted(initiative, [of(30, 60)], organisation=partner_organisation, round_=open_for_two)
    assert measures(initiative, at)["P2"]["series"] == []
    assert preview(initiative, at).waiting == [open_for_two]
    Round.objects.update(state="closed", closed_at=at)
    assert measures(initiative, at)["P2"]["series"][0]["numerator"] == 30


def test_coverage_counts_partners_asked_and_in(
    initiative: Initiative, open_for_two: Round, partner_organisation: Organisation, at: datetime
) -> None:
    row = fact("P1", "2025-Q4", 120.0)
    accepted(initiative, [row], organisation=partner_organisation, round_=open_for_two)
    Round.objects.update(state="closed", closed_at=at)
    measure = measures(initiative, at)["P1"]
    counted = {"partners_in": 1, "partners_asked": 2, "people_in": None, "carried_forward": 0, "declined": 0}
    assert measure["coverage"] == {**counted, "round": "2025-Q4"}
    assert measure["series"][0]["share_in"] == 0.5


def test_split_by_groups_and_by_place(initiative: Initiative, split_measure: Measure, at: datetime) -> None:
    rows = [
        of(100, 200, place="east"),
        of(60, 100, place="west"),
        of(90, 150, place="east", gender="female"),
        of(30, 50, place="west", gender="female"),
        of(40, 150, gender="male"),
    ]
    accepted(initiative, rows)
    measure = measures(initiative, at)["P2"]
    assert cells(measure, "place") == {"east": (100, ""), "west": (60, "")}
    assert cells(measure, "gender") == {"female": (120, ""), "male": (40, ""), "another": (None, "")}


def test_split_is_empty_where_nothing_was_split(initiative: Initiative, split_measure: Measure, at: datetime) -> None:
    accepted(initiative, [of(100, 200)])
    assert measures(initiative, at)["P2"]["splits"] == []


def test_split_names_what_belongs_to_no_group(initiative: Initiative, split_measure: Measure, at: datetime) -> None:
    groups = [of(90, 150, gender="female"), of(40, 100, gender="male"), of(0, 0, gender="another")]
    accepted(initiative, [of(160, 300), *groups])
    (split,) = measures(initiative, at)["P2"]["splits"]
    rest = split["cells"][-1]
    assert (rest["name"], rest["numerator"], rest["denominator"], rest["value"]) == (
        {"en": "Not stated", "es": "Sin indicar"}, 30, 50, 60.0,
    )  # fmt: skip


def test_small_group_is_hidden_with_another_that_would_give_it_away(
    initiative: Initiative, split_measure: Measure, at: datetime
) -> None:
    groups = {"female": (90, 150), "male": (60, 120), "another": (4, 30)}
    rows = [of(154, 300), *(of(*counts, gender=gender) for gender, counts in groups.items())]
    accepted(initiative, rows)
    measure = measures(initiative, at)["P2"]
    assert cells(measure, "gender") == {"female": (90, ""), "male": (None, "small"), "another": (None, "small")}
    (split,) = measure["splits"]
    assert {cell["status"] for cell in split["cells"] if cell["hidden"]} == {"suppressed"}
    assert "fewer than 10 people" in split["note"]["en"]
    assert [(cell.category["en"], cell.reason) for cell in preview(initiative, at).lost.cells] == [
        ("Male", "complement"),
        ("Another", "small"),
    ]


def test_small_remainder_is_hidden_too(initiative: Initiative, split_measure: Measure, at: datetime) -> None:
    """Total minus groups would say how many stated nothing, so a group goes with it."""
    groups = {"female": (90, 150), "male": (60, 120), "another": (20, 50)}
    accepted(initiative, [of(173, 325), *(of(*counts, gender=gender) for gender, counts in groups.items())])
    found = cells(measures(initiative, at)["P2"], "gender")
    assert found["not-stated"] == (None, "small")
    assert [hidden for _, hidden in found.values()].count("small") == 2


def test_minimum_is_the_initiatives_own(initiative: Initiative, split_measure: Measure, at: datetime) -> None:
    Initiative.objects.update(minimum_count=50)
    initiative.refresh_from_db()
    groups = {"female": (90, 150), "male": (60, 120), "another": (40, 90)}
    accepted(initiative, [of(190, 360), *(of(*counts, gender=gender) for gender, counts in groups.items())])
    found = cells(measures(initiative, at)["P2"], "gender")
    assert found["another"] == (None, "small")


def test_figure_for_the_whole_place_is_hidden_where_it_is_small(
    initiative: Initiative, split_measure: Measure, at: datetime
) -> None:
    accepted(initiative, [of(4, 60)])
    (point,) = measures(initiative, at)["P2"]["series"]
    assert (point["value"], point["numerator"], point["denominator"], point["status"]) == (
        None, None, None, "suppressed",
    )  # fmt: skip


def test_given_interval_passes_through(
    initiative: Initiative, analyst: Person, places: list[Place], at: datetime
) -> None:
    definition = DefinitionDraft(**{**vars(FINISHED), "places_rule": "none", "periods_rule": "none", "requires": ()})
    draft = MeasureDraft(code="G0", level="population", definition=definition)
    define_measure(by=analyst, initiative=initiative, measure=draft, at=at)
    accepted(initiative, [fact("G0", "2023", 10.2, numerator=116447, low=9.2, high=11.2)])
    (point,) = measures(initiative, at)["G0"]["series"]
    assert (point["value"], point["low"], point["high"], point["numerator"]) == (10.2, 9.2, 11.2, 116447)


def test_measure_that_may_not_be_added_up_is_refused_alone(
    initiative: Initiative, analyst: Person, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    definition = DefinitionDraft(**{**vars(FINISHED), "places_rule": "none", "periods_rule": "none", "requires": ()})
    draft = MeasureDraft(code="S1", level="performance", definition=definition)
    define_measure(by=analyst, initiative=initiative, measure=draft, at=at)
    medians = [fact("S1", "2025", 40.0, place="east"), fact("S1", "2025", 60.0, place="west")]
    accepted(initiative, [*medians, fact("P1", "2025-Q4", 120.0)])
    found = measures(initiative, at)
    assert (values(found["P1"]), values(found["S1"])) == ({"2025-Q4": 120.0}, {})
    assert [code for code, _ in preview(initiative, at).refused] == ["S1"]


def test_missing_year_stays_a_gap_and_the_verdict_names_the_needed_pace(
    initiative: Initiative, analyst: Person, split_measure: Measure, at: datetime
) -> None:
    target = TargetDraft("2020", 50.0, "2030", 70.0)
    set_target(by=analyst, measure=split_measure, target=target, at=at)
    years = {"2020": 500, "2021": 510, "2022": None, "2023": 530, "2024": 540, "2025": 550}
    accepted(
        initiative,
        [
            fact("P2", year, None, numerator=count, denominator=1000)
            if count
            else fact("P2", year, None, status="missing")
            for year, count in years.items()
        ],
    )
    measure = measures(initiative, at)["P2"]
    assert values(measure) == pytest.approx({"2020": 50, "2021": 51, "2022": None, "2023": 53, "2024": 54, "2025": 55})
    judged = measure["judgement"]
    assert (judged["code"], judged["needed_per_year"], judged["got_per_year"]) == (
        "behind", pytest.approx(3.0), pytest.approx(1.0),
    )  # fmt: skip
    assert judged["words"] == {
        "en": "It needs to rise 3.0 points a year. It has risen 1.0.",
        "es": "Debe subir 3.0 puntos al año. Ha subido 1.0.",
    }


def test_damaged_facts_file_is_noticed(initiative: Initiative, split_measure: Measure, at: datetime) -> None:
    submission = accepted(initiative, [of(30, 60)])
    path = facts_folder() / f"{submission.facts_sha256}.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DamagedFile):
        draft_release(initiative, at)


def test_provenance_names_what_the_figures_rest_on(
    initiative: Initiative, split_measure: Measure, at: datetime
) -> None:
    submission = accepted(initiative, [of(30, 60)])
    provenance = draft_release(initiative, at + timedelta(days=1)).content["provenance"]
    assert provenance["definitions"] == {"P2": 1}
    assert provenance["submissions"] == [{"number": submission.number, "facts_sha256": submission.facts_sha256}]
    assert Submission.objects.count() == 1


def released(initiative: Initiative, analyst: Person, at: datetime) -> dict[str, Any]:
    made = publish(by=analyst, initiative=initiative, at=at)
    return {measure["code"]: measure for measure in content_of(made)["measures"]}


def all_groups(female: int, male: int, another: int) -> list[dict[str, Any]]:
    groups = {"female": female, "male": male, "another": another}
    rows = [of(count, 2 * count, gender=gender) for gender, count in groups.items()]
    return [of(sum(groups.values()), 2 * sum(groups.values())), *rows]


def test_cell_hidden_once_stays_hidden_for_its_period(
    initiative: Initiative, split_measure: Measure, analyst: Person, at: datetime
) -> None:
    """The group grew: shown now, it would give away how small it was, because the others did not change."""
    accepted(initiative, all_groups(90, 60, 4))
    first = cells(released(initiative, analyst, at)["P2"], "gender")
    accepted(initiative, all_groups(90, 60, 24))
    second = cells(released(initiative, analyst, at)["P2"], "gender")
    assert first == second == {"female": (90, ""), "male": (None, "small"), "another": (None, "small")}


def test_cell_that_moved_by_a_few_people_is_hidden_the_second_time(
    initiative: Initiative, split_measure: Measure, analyst: Person, at: datetime
) -> None:
    """A late partner brought three women: beside the first release, the second would count them."""
    accepted(initiative, all_groups(90, 60, 40))
    assert [hidden for _, hidden in cells(released(initiative, analyst, at)["P2"], "gender").values()] == ["", "", ""]
    accepted(initiative, all_groups(93, 60, 40))
    second = cells(released(initiative, analyst, at)["P2"], "gender")
    assert second == {"female": (None, "small"), "male": (60, ""), "another": (None, "small")}


def test_cell_hidden_in_a_withdrawn_release_stays_hidden(
    initiative: Initiative, split_measure: Measure, analyst: Person, at: datetime
) -> None:
    accepted(initiative, all_groups(90, 60, 4))
    made = publish(by=analyst, initiative=initiative, at=at)
    withdraw(by=analyst, publication=made, reason_en="A wrong sum.", reason_es="", at=at)
    accepted(initiative, all_groups(90, 60, 24))
    assert cells(released(initiative, analyst, at)["P2"], "gender")["another"] == (None, "small")


def test_mean_weighted_by_people_hides_small_groups(
    initiative: Initiative, split_measure: Measure, analyst: Person, at: datetime
) -> None:
    definition = DefinitionDraft(
        **{
            **vars(FINISHED), "kind": "money", "places_rule": "weighted_mean", "periods_rule": "weighted_mean",
            "numerator_en": "", "dimensions": ("gender",), "requires": (),
        }
    )  # fmt: skip
    draft = MeasureDraft(code="P10", level="performance", definition=definition)
    define_measure(by=analyst, initiative=initiative, measure=draft, at=at)
    groups = {"female": (16.0, 40), "male": (18.0, 30), "another": (30.0, 3)}
    pay = sum(value * people for value, people in groups.values()) / 73
    rows = [
        fact("P10", "2025-Q4", value, denominator=people, gender=gender) for gender, (value, people) in groups.items()
    ]
    accepted(initiative, [fact("P10", "2025-Q4", pay, denominator=73), *rows])
    (split,) = measures(initiative, at)["P10"]["splits"]
    assert [(cell["code"], cell["value"], cell["denominator"], cell["hidden"]) for cell in split["cells"]] == [
        ("female", 16.0, 40, ""),
        ("male", None, None, "small"),
        ("another", None, None, "small"),
    ]
