"""Measures come in from a file that describes them: a folder of Open SDG, or a package of an initiative that moves."""

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.engines.measures.findings import UnreadableFile
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import draft_of
from commonweal.measurement.operations.described import define_described
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.described import Described, described_in
from commonweal.measurement.queries.front_matter import front_matter
from commonweal.people.models import Person
from commonweal.publication.package import release_package
from commonweal.publication.queries import content_of
from tests.cast import NOW
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.partner_work import text_of

SignedIn = Callable[[Person], Client]
HEAD = """---
indicator_name: global_indicators.3-1-1-title
graph_title: >-
  Mothers who die,
  of 100,000 births
computation_units: Deaths per 100,000 births
national_indicator_description: 'What a <b>mother''s</b> death is.'
source_organisation_1: Health Office
source_url_1: https://example.org/health
tags:
  - health
---
More text: not read.
"""
SPANISH = "graph_title: Madres que mueren\n"


def zipped(**files: str) -> bytes:
    archive = io.BytesIO()
    with ZipFile(archive, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return archive.getvalue()


FOLDER = zipped(**{"site/meta/3-1-1.md": HEAD, "site/meta/es/3-1-1.yml": SPANISH, "site/data/indicator_3-1-1.csv": ""})


def test_head_of_a_file_is_names_and_texts() -> None:
    told = front_matter(HEAD)
    assert told["graph_title"] == "Mothers who die, of 100,000 births"
    assert told["national_indicator_description"] == "What a <b>mother's</b> death is."
    assert "tags" not in told
    assert "More text" not in told


@pytest.mark.covers("B4", "H10")
def test_open_sdg_says_name_meaning_unit_and_source_of_a_measure() -> None:
    (found,) = described_in(FOLDER, ["P1"])
    told = found.definition
    assert (found.code, told["name_en"], told["name_es"]) == (
        "3-1-1",
        "Mothers who die, of 100,000 births",
        "Madres que mueren",
    )
    assert (told["kind"], told["per"], told["unit_en"]) == ("rate", 100_000, "Deaths per 100,000 births")
    assert (told["meaning_en"], told["source"]) == ("What a mother's death is.", "Health Office")
    assert (told["places_rule"], found.direction) == ("none", "")


def test_measure_that_is_here_under_the_same_code_is_left_out() -> None:
    assert described_in(FOLDER, ["3.1.1"]) == []


def test_file_that_is_no_archive_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        described_in(b"indicator,value\n", [])


@pytest.mark.covers("B4")
def test_real_folder_of_open_sdg_describes_all_its_indicators(shared: Path) -> None:
    folder = shared / "data" / "open_sdg" / "uk"
    files = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.*")}
    found = {one.code: one.definition for one in described_in(zipped(**files), [])}
    assert len(found) == len(list((folder / "meta").glob("*.md")))
    assert found["1-2-1"]["name_en"] == "Percentage of the population living in households at risk of poverty"
    assert (found["1-2-1"]["kind"], found["1-2-1"]["source"]) == ("percent", "Eurostat")


@pytest.mark.covers("B4", "H10")
def test_package_of_another_site_brings_its_whole_dictionary(
    initiative: Initiative, enrolled: Measure, finished: Measure, places: object, analyst: Person
) -> None:
    accepted(initiative, [fact("P1", "2024", 500.0)])
    made = publish(by=analyst, initiative=initiative, at=NOW)
    package = release_package(1, made.made_at, content_of(made))
    before = {measure.code: draft_of(measure.definitions.get()) for measure in (enrolled, finished)}
    for measure in (enrolled, finished):
        Measure.objects.filter(pk=measure.pk).update(code=f"old-{measure.code}")
    made_anew = define_described(by=analyst, initiative=initiative, described=described_in(package, []), at=NOW)
    assert {measure.code: draft_of(measure.definitions.get()) for measure in made_anew} == before


def test_one_measure_that_cannot_be_defined_leaves_all_out(
    initiative: Initiative, enrolled: Measure, analyst: Person, signed_in: SignedIn
) -> None:
    desk = signed_in(analyst)
    bad = zipped(**{"meta/3-1-1.md": HEAD, "meta/4 1.md": HEAD})
    answer = desk.post("/desk/fork/measures/from-file/", {"file": SimpleUploadedFile("sdg.zip", bad)}, follow=True)
    page = answer.redirect_chain[-1][0]
    refused = desk.post(page, {"better:3-1-1": "lower", "better:4 1": "lower"})
    assert (refused.status_code, "Nothing was defined" in text_of(refused)) == (422, True)
    assert list(initiative.measures.values_list("code", flat=True)) == ["P1"]


@pytest.mark.covers("B4")
def test_data_manager_brings_in_measures_on_the_page(
    initiative: Initiative, analyst: Person, signed_in: SignedIn
) -> None:
    desk = signed_in(analyst)
    answer = desk.post("/desk/fork/measures/from-file/", {"file": SimpleUploadedFile("sdg.zip", FOLDER)}, follow=True)
    assert "3-1-1 Mothers who die, of 100,000 births" in text_of(answer)
    page = answer.redirect_chain[-1][0]
    assert desk.post(page, {}).status_code == 422
    done = desk.post(page, {"better:3-1-1": "lower"}, follow=True)
    assert "1 measure is defined." in text_of(done)
    assert initiative.measures.get().definitions.get().direction == "lower"


def test_file_that_describes_nothing_new_is_refused_in_words(
    initiative: Initiative, analyst: Person, signed_in: SignedIn
) -> None:
    nothing = SimpleUploadedFile("x.zip", zipped(**{"a.txt": "a"}))
    answer = signed_in(analyst).post("/desk/fork/measures/from-file/", {"file": nothing})
    told = "We cannot use this file This file describes no measure that is not here already."
    assert (answer.status_code, told in text_of(answer)) == (422, True)


def test_nobody_else_brings_in_measures(
    initiative: Initiative, chair: Person, stranger: Person, signed_in: SignedIn
) -> None:
    for person in (chair, stranger):
        assert signed_in(person).get("/desk/fork/measures/from-file/").status_code == 404
        with pytest.raises(PermissionDenied):
            define_described(by=person, initiative=initiative, described=[Described("X", {})], at=NOW)
