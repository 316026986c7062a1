"""The public data dictionary, and a release as files for those who work with figures."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from commonweal.publication.models import Publication
from tests.pages.content import both, headline, release_content
from tests.pages.page import h1, parts, text_of

Release = Callable[..., Publication]
Withdraw = Callable[[Publication], Publication]
NEW_CENSUS = {"en": "New census.", "es": "Censo nuevo."}
VERSIONS = [
    {"version": 1, "meaning": both("As of old."), "reason": both(""), "made_at": "2020-01-02T10:00:00Z"},
    {"version": 2, "meaning": both("As today."), "reason": NEW_CENSUS, "made_at": "2024-05-06T10:00:00Z"},
]


@pytest.mark.covers("B4")
def test_dictionary_tells_each_measure_once(released: Publication, client: Client) -> None:
    page = client.get("/fork/measures/")
    assert h1(page) == ["What we measure"]
    names = parts(page, r'<h3 id="name-[^"]*"[^>]*>(.*?)</h3>')
    assert sorted(names) == sorted(measure["name"]["en"] for measure in release_content()["measures"])


@pytest.mark.covers("B4")
def test_dictionary_keeps_older_versions_with_date_and_reason(release: Release, client: Client) -> None:
    release(measures=[headline() | {"versions": VERSIONS}])
    told = parts(client.get("/fork/measures/"), r"<ol class=\"timeline\" reversed>(.*?)</ol>")
    assert told == ["6 May 2024 Version 2. New census. 2 January 2020 Version 1. The first version. As of old."]
    spanish = client.get("/fork/measures/", headers={"accept-language": "es"})
    assert "Versión 2. Censo nuevo." in text_of(spanish)


def test_dictionary_is_in_spanish_too(released: Publication, client: Client) -> None:
    page = client.get("/fork/measures/", headers={"accept-language": "es"})
    assert h1(page) == ["Qué medimos"]
    assert "Varios lugares juntos" in text_of(page)


def test_dictionary_before_the_first_release(initiative: object, client: Client) -> None:
    assert client.get("/fork/measures/").status_code == 200
    assert 'id="chapter-1"' not in client.get("/fork/measures/").content.decode()


def test_dictionary_comes_as_a_workbook_with_its_codebook(released: Publication, client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/fork/releases/1/measures.xlsx").content))
    assert book.sheetnames == ["measures", "codebook"]
    header = [cell.value for cell in next(book["measures"].iter_rows())]
    assert [row[1].value for row in book["codebook"].iter_rows(min_row=2)] == header


def test_dictionary_comes_as_csv(released: Publication, client: Client) -> None:
    lines = client.get("/fork/releases/1/measures.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("code,name_en,name_es,meaning_en")
    assert client.get("/fork/releases/1/measures.pdf").status_code == 404


@pytest.mark.covers("H10")
def test_release_comes_as_a_package(released: Publication, client: Client) -> None:
    answer = client.get("/fork/releases/1/package.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {"datapackage.json", "figures.csv", "codebook.csv", "release.json"} <= set(archive.namelist())
        assert archive.read("release.json").decode() == released.content


@pytest.mark.parametrize("name", ["package.zip", "measures.csv", "measures.xlsx"])
def test_file_of_a_withdrawn_release_is_gone(name: str, release: Release, withdraw: Withdraw, client: Client) -> None:
    withdraw(release())
    answer: Any = client.get(f"/fork/releases/1/{name}")
    assert (answer.status_code, "A school was counted twice." in text_of(answer)) == (410, True)
