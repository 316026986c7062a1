"""Who stands behind a figure, what the missing could change, and what was restated: all from the release."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonweal.publication.models import Publication
from tests.pages.content import both, headline, measure, point
from tests.pages.page import text_of

Release = Callable[..., Publication]
COVERAGE = {"partners_in": 37, "partners_asked": 40, "round": "2025-Q4", "carried_forward": 2, "declined": 1}
ABSENT = {
    "label": both("Behind", "Con retraso"),
    "words": both(
        "It turns to “On track” if the 3 missing partners report 90 or more.",
        "Pasa a «Vamos bien» si las 3 organizaciones que faltan informan 90 o más.",
    ),
}
RESTATED = {
    "period": "2024",
    "before": 12.0,
    "value": 14.0,
    "why": both(
        "One partner reported after the round closed.", "Una organización informó después del cierre de la ronda."
    ),
}


def one(**more: Any) -> dict[str, Any]:
    series = [point("2024", 14.0), point("2025", 15.0)]
    words = both("Library cards", "Tarjetas"), both("% of people", "% de personas")
    return measure("M1", None, *words, series=series) | more


@pytest.mark.covers("B4", "F-CON-2")
def test_page_says_who_is_in_and_what_the_missing_could_change(release: Release, client: Client) -> None:
    release(measures=[headline(), one(coverage=COVERAGE, absent=ABSENT)])
    page = text_of(client.get("/fork/measures/M1/"))
    assert (
        "37 of 40 partners stand behind the newest figure. 2 of them carried their last number forward. "
        "1 partner declined."
    ) in page
    assert "If the missing ones are like the others, the verdict is “Behind”. It turns to “On track” if" in page


@pytest.mark.covers("A14")
def test_page_says_so_in_spanish(release: Release, client: Client) -> None:
    release(measures=[headline(), one(coverage=COVERAGE, absent=ABSENT)])
    client.cookies["django_language"] = "es"
    page = text_of(client.get("/fork/measures/M1/"))
    assert "37 de 40 organizaciones están en la cifra más reciente. 2 de ellas conservaron su última cifra." in page


@pytest.mark.covers("B4", "F-CON-2")
def test_page_says_how_many_people_are_in(release: Release, client: Client) -> None:
    release(measures=[headline(), one(coverage=COVERAGE | {"people_in": 94}, absent=ABSENT)])
    page = text_of(client.get("/fork/measures/M1/"))
    assert "37 of 40 partners stand behind the newest figure, with about 94% of people or cases." in page
    assert "Reported by 37 of 40 partners, with about 94% of people or cases." in page


def test_page_of_a_whole_figure_says_nothing_of_the_missing(release: Release, client: Client) -> None:
    release(measures=[headline(), one(coverage=COVERAGE | {"carried_forward": 0, "declined": 0})])
    assert "Who is in this figure" not in text_of(client.get("/fork/measures/M1/"))


@pytest.mark.covers("B4")
def test_page_shows_what_was_restated_and_why(release: Release, client: Client) -> None:
    release(measures=[headline(), one(restatements=[RESTATED])])
    page = text_of(client.get("/fork/measures/M1/"))
    assert "2024 restated 12.0% 14.0% One partner reported after the round closed." in page


def test_release_from_before_there_were_restatements_has_its_page(release: Release, client: Client) -> None:
    release(measures=[headline(), one()])
    assert "Restated figures" not in text_of(client.get("/fork/measures/M1/"))
