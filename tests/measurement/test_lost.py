"""What a release loses to protect people, told on the desk before it goes out."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
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
from commonweal.people.models import Organisation, Person
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


PROPOSED = {
    "en": (
        "Finished the course, Gender, 2025: Male (60 people). Without it one could work out Another: fewer than "
        "10 people. Change the groups of Gender · Change the definition"
    ),
    "es": (
        "Terminaron el curso, Género, 2025: Hombres (60 personas). Sin ello se podría calcular Otro: menos de "
        "10 personas. Cambiar los grupos de Género · Cambiar la definición"
    ),
}


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize("lang", PROPOSED)
def test_preview_says_for_whom_a_large_group_is_hidden_and_what_can_be_done(
    lang: str, split_by_gender: Measure, signed_in: SignedIn, analyst: Person
) -> None:
    page = signed_in(analyst).get("/desk/fork/publish/", headers={"accept-language": lang}).content.decode()
    (proposed,) = re.findall(r'<div class="banner watch">\s*<p><b>(?:Large|Grupos).*?<li>(.*?)</li>', page, re.DOTALL)
    assert " ".join(re.sub(r"<[^>]+>", "", proposed).split()) == PROPOSED[lang]
    assert re.findall(r'href="(.*?)"', proposed) == ["/desk/fork/dimensions/gender/", "/desk/fork/measures/P2/version/"]


def test_chair_who_may_publish_is_led_to_no_page_that_is_closed_to_her(
    split_by_gender: Measure, signed_in: SignedIn, chair: Person
) -> None:
    page = signed_in(chair).get("/desk/fork/publish/").content.decode()
    assert (page.count("Large groups stay hidden"), page.count("/desk/fork/dimensions/gender/")) == (1, 0)


def test_preview_says_whether_an_earlier_release_hid_it_or_it_moved_by_too_few(
    split_by_gender: Measure, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    """Two women more than in the release before; the men were hidden then already."""
    publish(by=analyst, initiative=initiative, at=at)
    rows = [("female", 92), ("male", 60), ("another", 4)]
    facts = [fact("P2", "2025", None, numerator=n / 2, denominator=n, gender=group) for group, n in rows]
    accepted(initiative, [*facts, fact("P2", "2025", None, numerator=78, denominator=156)])
    reasons = {cell.part: cell.reason for cell in preview(initiative, at).lost.cells}
    assert reasons == {"female": "moved", "male": "earlier", "another": "small"}


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


@pytest.fixture
def hidden_part(
    enrolled: Measure, places: list[Place], partner_organisation: Organisation, analyst: Person, at: datetime
) -> Initiative:
    """Enrolled: 40 and 60 in 2024, which is public; in 2025 the partner marks one district as too few to show."""
    initiative = enrolled.initiative
    accepted(initiative, [fact("P1", "2024", 40, place="east"), fact("P1", "2024", 60, place="west")])
    publish(by=analyst, initiative=initiative, at=at)
    rows = [fact("P1", "2025", 50, place="east"), fact("P1", "2025", None, place="west", status="suppressed")]
    accepted(initiative, rows, organisation=partner_organisation)
    return initiative


def words_of(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.mark.covers("E7")
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            [
                "People enrolled, 2025. A part came in as “too few to show” from First Rung.",
                "People enrolled, 2025: not shown, because a number in it is hidden to protect people.",
            ],
        ),
        (
            "es",
            [
                "Personas inscritas, 2025. Una parte llegó como «muy pocos para mostrar» de First Rung.",
                "Personas inscritas, 2025: no se muestra, porque una de sus cifras se oculta",
            ],
        ),
    ],
)
def test_page_names_a_whole_that_a_hidden_part_keeps_back_and_who_hid_it(
    lang: str, told: list[str], hidden_part: Initiative, signed_in: SignedIn, analyst: Person
) -> None:
    page = words_of(signed_in(analyst).get("/desk/fork/publish/", headers={"accept-language": lang}))
    assert [words for words in told if words not in page] == []
    assert "The figure of the whole place goes out" not in page


def test_stranger_is_not_told_who_hid_it(
    hidden_part: Initiative, client: Client, analyst: Person, at: datetime
) -> None:
    publish(by=analyst, initiative=hidden_part, at=at)
    assert client.get("/desk/fork/publish/").status_code == 302
    assert "First Rung" not in client.get("/fork/measures/P1/").content.decode()
    assert "First Rung" not in client.get("/fork/releases/2/figures.csv").content.decode()


@pytest.mark.covers("A9")
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Not shown, to protect people: 2025."),
        ("es", "No se muestra, para proteger a las personas: 2025."),
    ],
)
def test_public_pages_say_that_a_newer_figure_is_not_shown(
    lang: str, told: str, hidden_part: Initiative, client: Client, analyst: Person, at: datetime
) -> None:
    publish(by=analyst, initiative=hidden_part, at=at)
    measure = words_of(client.get("/fork/measures/P1/", headers={"accept-language": lang}))
    # Beside the newest figure, and among what changed.
    assert measure.count(told) == 2
    assert words_of(client.get("/fork/", headers={"accept-language": lang})).count(told) == 1


def test_next_release_does_not_tell_it_as_news(
    hidden_part: Initiative, client: Client, analyst: Person, at: datetime
) -> None:
    publish(by=analyst, initiative=hidden_part, at=at)
    accepted(hidden_part, [fact("P1", "2023", 30, place="east"), fact("P1", "2023", 31, place="west")])
    assert [change.kind for change in preview(hidden_part, at).changes] == ["new-period"]
