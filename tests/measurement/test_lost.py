"""What a release loses to protect people, told on the desk before it goes out."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import (
    DefinitionDraft,
    DimensionDraft,
    MeasureDraft,
    define_dimension,
    define_measure,
)
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.preview import preview
from commonweal.people.models import Person
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import FINISHED

SignedIn = Callable[[Person], Client]
GROUPS = [("female", "Female", "Mujeres"), ("male", "Male", "Hombres"), ("another", "Another", "Otro")]


@pytest.fixture
def split_by_gender(initiative: Initiative, places: list[Place], analyst: Person, at: datetime) -> Measure:
    """90 women, 60 men and 4 others: the four are too few, and the men go with them."""
    gender = DimensionDraft("gender", "Gender", "Género", categories=GROUPS)
    define_dimension(by=analyst, initiative=initiative, dimension=gender, at=at)
    definition = DefinitionDraft(**{**vars(FINISHED), "dimensions": ("gender",)})
    draft = MeasureDraft(code="P2", level="performance", definition=definition)
    made = define_measure(by=analyst, initiative=initiative, measure=draft, at=at)
    people = {"female": 90, "male": 60, "another": 4}
    rows = [fact("P2", "2025", None, numerator=n / 2, denominator=n, gender=group) for group, n in people.items()]
    accepted(initiative, [*rows, fact("P2", "2025", None, numerator=77, denominator=154)])
    return made


@pytest.mark.covers("E7")
def test_preview_says_what_is_lost_and_why(split_by_gender: Measure, initiative: Initiative, at: datetime) -> None:
    lost = preview(initiative, at).lost
    assert [(cell.category["en"], cell.reason, cell.people) for cell in lost.cells] == [
        ("Male", "complement", 60),
        ("Another", "small", 4),
    ]
    assert (lost.numbers, lost.primary, lost.complement) == (3, 1, 1)
    assert (lost.people_hidden, lost.people, round(lost.share_of_people, 1)) == (64, 154, 41.6)


def test_preview_says_it_on_its_page(split_by_gender: Measure, signed_in: SignedIn, analyst: Person) -> None:
    page = signed_in(analyst).get("/desk/fork/publish/").content.decode()
    assert page.count("2 of 3 in splits (66.7%)") == 1


def test_release_itself_does_not_say_why(split_by_gender: Measure, initiative: Initiative, at: datetime) -> None:
    (split,) = preview(initiative, at).content["measures"][0]["splits"]
    assert [cell["hidden"] for cell in split["cells"]] == ["", "small", "small"]


@pytest.fixture
def shown_before(split_by_gender: Measure, initiative: Initiative, analyst: Person, at: datetime) -> Initiative:
    """The first release showed 30 men; then the minimum was raised to 40, so that they may not be shown any more."""
    people = {"female": 70, "male": 30}
    rows = [fact("P2", "2026", None, numerator=n / 2, denominator=n, gender=group) for group, n in people.items()]
    accepted(initiative, [*rows, fact("P2", "2026", None, numerator=50, denominator=100)])
    publish(by=analyst, initiative=initiative, at=at)
    initiative.minimum_count = 40
    initiative.save()
    return initiative


@pytest.mark.covers("E7", "F-CON-2")
def test_split_that_an_earlier_release_gives_away_stays_out(shown_before: Initiative, at: datetime) -> None:
    ready = preview(shown_before, at)
    assert [(each.period, each.dimension) for each in ready.lost.left_out] == [("2025", "gender"), ("2026", "gender")]
    (measure,) = (each for each in ready.content["measures"] if each["code"] == "P2")
    assert (measure["splits"], [point["value"] for point in measure["series"]]) == ([], [50.0, 50.0])


def test_release_goes_out_without_such_a_split(shown_before: Initiative, analyst: Person, at: datetime) -> None:
    assert publish(by=analyst, initiative=shown_before, at=at).number == 2


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Some splits stay out altogether."), ("es", "Algunos desgloses quedan fuera por completo.")],
)
def test_page_names_the_splits_that_stay_out(
    lang: str, words: str, shown_before: Initiative, signed_in: SignedIn, analyst: Person
) -> None:
    page = signed_in(analyst).get("/desk/fork/publish/", headers={"accept-language": lang}).content.decode()
    assert page.count(words) == 1
