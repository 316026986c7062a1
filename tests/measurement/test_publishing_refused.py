"""A release that gives a hidden figure away does not go out, and the page on which it was sent says which and why.

Small counts of people are hidden. Of a plain number nobody knows that it counts people: where one says the same as a
count of people, it gives the hidden ones away. The attack before each release sees that, and the protection cannot.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import MeasureDraft, assign_measure, define_measure, retire_measure
from commonweal.measurement.operations.drafts import Care
from commonweal.people.models import Person
from commonweal.publication.models import Publication
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import ENROLLED

SignedIn = Callable[[Person], Client]
PAGE = "/desk/fork/publish/"
SEATS = {"name_en": "Seats taken", "name_es": "Plazas ocupadas", "unit_en": "seats", "unit_es": "plazas"}
DISTRICTS = {"east": 60.0, "west": 40.0, "north": 25.0, "south": 3.0}


@pytest.fixture
def seats(initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person) -> Measure:
    """P1 counts people, three of them in the south. P2 tells the same figures as seats."""
    for code, name in (("north", "Northside"), ("south", "Southside")):
        place = Place.objects.create(initiative=initiative, code=code, name=name, position=9)
        places[0].parts.create(part=place)
    definition = replace(ENROLLED, kind="number", **SEATS)
    draft = MeasureDraft(code="P2", level="performance", definition=definition)
    other = define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
    figures = {"county": sum(DISTRICTS.values()), **DISTRICTS}
    accepted(
        initiative,
        [fact(code, "2025", value, place=place) for code in ("P1", "P2") for place, value in figures.items()],
    )
    return other


def sent(client: Client, language: str) -> Any:
    headers = {"accept-language": language}
    seal = client.get(PAGE, headers=headers).context["preview"].seal
    return client.post(PAGE, {"changes_en": "We begin.", "changes_es": "Empezamos.", "seen": seal}, headers=headers)


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "A reader could work out hidden figures. Nothing was published.",
                "Change or retire a measure that is named here, then publish again.",
                "place Southside (People enrolled, 2025): it is hidden here and shown as 3 in Seats taken. "
                "Hide it there as well.",
            ],
        ),
        (
            "es",
            [
                "Alguien podría deducir cifras ocultas. No se publicó nada.",
                "Cambie o retire una medida de las que aquí se nombran y publique de nuevo.",
                "lugar Southside (Personas inscritas, 2025): aquí está oculta y en Plazas ocupadas se muestra como 3. "
                "Ocúltela también allí.",
            ],
        ),
    ],
)
def test_release_that_gives_a_figure_away_is_refused_on_its_page(
    signed_in: SignedIn, seats: Measure, analyst: Person, language: str, sentences: list[str]
) -> None:
    answer = sent(signed_in(analyst), language)
    told = unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))
    assert (answer.status_code, [each for each in sentences if each not in told]) == (422, [])
    assert "We begin." in answer.content.decode()
    assert Publication.objects.count() == 0
    assert not Entry.objects.filter(verb="publication.release").exists()


@pytest.mark.covers("E7", "H9")
def test_figure_that_only_members_would_read_keeps_the_release_in_too(
    signed_in: SignedIn, seats: Measure, analyst: Person
) -> None:
    assign_measure(by=analyst, measure=seats, care=Care(visibility="network"), at=NOW)
    assert sent(signed_in(analyst), "en").status_code == 422
    assert Publication.objects.count() == 0


def test_release_goes_out_once_the_other_measure_is_taken_away(
    signed_in: SignedIn, seats: Measure, analyst: Person
) -> None:
    retire_measure(by=analyst, measure=seats, at=NOW)
    assert sent(signed_in(analyst), "en").status_code == 302
    assert Publication.objects.count() == 1
