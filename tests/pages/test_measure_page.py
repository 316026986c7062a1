"""A measure's own page: the line, for whom, how we know, what changed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonweal.publication.models import Publication
from tests.pages.content import both, by_age, cell, headline, measure, point, release_content
from tests.pages.page import h1, parts, pictures, text_of

Release = Callable[..., Publication]


def one(code: str, **more: Any) -> dict[str, Any]:
    return measure(code, None, both("Library cards", "Tarjetas"), both("% of people", "% de personas"), **more)


def test_measure_says_value_verdict_and_why(released: Publication, client: Client) -> None:
    answer = client.get("/fork/measures/S1/")
    assert h1(answer) == ["Pupils who miss too much school"]
    assert parts(answer, r'<p class="fig">(.*?)</p>') == ["13.5% of pupils, 2019"]
    assert parts(answer, r'<span class="chip[^>]*>(.*?)</span>') == ["Getting worse"]
    assert parts(answer, r'<p class="lead">(.*?)</p>') == [
        "Early reading: it needs to fall 0.5 points a year. It has risen 0.8."
    ]


@pytest.mark.covers("A7", "F-DES-1")
def test_split_by_place_has_a_table_and_a_map_with_the_same_figures(drawn: Publication, client: Client) -> None:
    answer = client.get("/fork/measures/S1/")
    (table,) = parts(answer, r'<section id="for-whom".*?<tbody>(.*?)</tbody>')
    assert table.startswith("Northgate 13.0% 970 Mill Bend 19.5% 1,040")
    (drawn_map,) = [picture for picture in pictures(answer) if "Northgate" in "".join(picture.itertext())][-1:]
    words = ["".join(element.itertext()) for element in drawn_map.iter() if element.tag.endswith("text")]
    assert words[:2] == ["Northgate", "13.0%"]
    assert len([word for word in words if word.endswith("%")]) == 12


def test_hidden_group_is_said_and_hatched_never_blank_or_zero(drawn: Publication, client: Client) -> None:
    answer = client.get("/fork/measures/S1/")
    assert "Heron Ridge not shown –" in text_of(answer)
    assert "Not shown: fewer than 10 people, or a number that would give them away." in text_of(answer)
    assert "url(#hatch-" in answer.content.decode()


def test_measure_without_a_split_says_so_and_claims_nothing_of_its_source(
    released: Publication, client: Client
) -> None:
    assert (
        "Not split here We show one figure for Fork County. The source may also have groups or smaller areas."
        in text_of(client.get("/fork/measures/N2/"))
    )


def test_split_by_group_shows_interval_and_number_of_people(released: Publication, client: Client) -> None:
    (table,) = parts(client.get("/fork/measures/P1/"), r'<section id="for-whom".*?<tbody>(.*?)</tbody>')
    assert table.startswith("Under 18 41.2% 33.9% and 48.9% 180")


def test_percent_of_a_handful_is_said_as_a_count(release: Release, client: Client) -> None:
    cells = [
        cell("a", both("Adults"), 40.0, numerator=80.0, denominator=200.0),
        cell("b", both("Elders"), 58.3, numerator=11.0, denominator=19.0),
    ]
    split = {**by_age(), "cells": cells}
    release(measures=[headline(), one("X1", series=[point("2026-Q3", 58.0)], splits=[split])])
    (table,) = parts(client.get("/fork/measures/X1/"), r'<section id="for-whom".*?<tbody>(.*?)</tbody>')
    assert table == "Adults 40.0% 200 Elders 11 of 19 19"


def test_zero_is_shown_as_a_figure_and_missing_as_a_word(release: Release, client: Client) -> None:
    series = [point("2020", 0.0), point("2021", None), point("2022", 3.0)]
    release(measures=[headline(), one("X1", series=series)])
    (table,) = parts(client.get("/fork/measures/X1/"), r"<details>.*?<tbody>(.*?)</tbody>")
    assert table == "2020 0.0% 2021 missing 2022 3.0%"


def test_how_we_know_names_source_rules_and_versions(released: Publication, client: Client) -> None:
    (facts,) = parts(client.get("/fork/measures/S1/"), r'<dl class="facts">(.*?)</dl>')
    assert facts == (
        "Source Fork County Statistics License Public domain Who looks after it Backbone Office Better is lower "
        "Several places together numerators and denominators added up, then divided "
        "Several periods together the newest one counts Version of the definition 1 "
        "How the verdict is reached The middle of all yearly changes, with its likely range, beside the pace that the "
        "goal needs. Rules of version 1. Published Release 1 of 4 March 2026, by version 0.1.0 of the program."
    )


@pytest.mark.covers("H4", "F-INF-6")
def test_figure_leads_to_what_stands_behind_it_as_far_as_the_reader_may_see(
    released: Publication, client: Client
) -> None:
    page = client.get("/fork/measures/P1/")
    (how,) = re.findall(r'<p class="row-links">(.*?)</p>', page.content.decode(), re.DOTALL)
    everybody, managers = re.findall(r'href="(.*?)"', how)
    assert client.get(everybody).json()["provenance"] == release_content()["provenance"]
    assert managers == "/desk/fork/measures/P1/behind/?release=1"
    assert client.get(managers)["Location"].startswith("/sign-in/")
    (facts,) = parts(page, r'<dl class="facts">(.*?)</dl>')
    assert "Published Release 1 of 4 March 2026, by version" in facts


def test_how_we_know_counts_partners_and_files_for_programs_only(released: Publication, client: Client) -> None:
    page = text_of(client.get("/fork/measures/P1/"))
    assert "Figures of fewer than 80 of 100 partners do not count." in page
    assert "Made from 0 files of figures that were checked and accepted, for all measures together" in page


def test_changes_are_computed_from_the_release_before(release: Release, client: Client) -> None:
    release(measures=[headline(), one("X1", series=[point("2020", 4.0), point("2021", 5.0)])])
    series = [point("2021", 5.4), point("2022", 6.0)]
    release(measures=[headline(), one("X1", series=series, definition_version=2)])
    (changes,) = parts(client.get("/fork/measures/X1/"), r'<section id="changes".*?<ul>(.*?)</ul>')
    assert changes == (
        "New figures for 2022. No longer shown: 2020. 2021 changed from 5.0% to 5.4%. "
        "It is counted by a new definition."
    )


def test_measure_that_was_never_released_is_not_found(released: Publication, client: Client) -> None:
    assert client.get("/fork/measures/ZZ/").status_code == 404


def test_measure_page_is_in_spanish_too(released: Publication, client: Client) -> None:
    answer = client.get("/fork/measures/S1/", headers={"accept-language": "es"})
    assert h1(answer) == ["Alumnos que faltan demasiado"]
    assert "Cómo lo sabemos" in text_of(answer)
    assert "De cada 100: 22 (Eastside), 6 (Willow Bank)." in text_of(answer)


@pytest.mark.parametrize("code", [m["code"] for m in release_content()["measures"]])
def test_every_measure_has_a_page(code: str, released: Publication, client: Client) -> None:
    assert client.get(f"/fork/measures/{code}/").status_code == 200
