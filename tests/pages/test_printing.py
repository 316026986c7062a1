"""One page of paper for the chair: one page, tagged, in both languages, and its words are never read as markup."""

import io
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client

from commonweal.publication.models import Publication
from tests.pages.content import release_content

PDF = "/fork/releases/1/page-{lang}-{paper}.pdf"


def pdf(client: Client, lang: str = "en", paper: str = "a4") -> pypdf.PdfReader:
    answer = client.get(PDF.format(lang=lang, paper=paper))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.covers("J4", "F-INF-6")
@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("en", ["What stands out", "What changed", "Who is in"]),
        ("es", ["Lo que más llama la atención", "Qué cambió", "Quiénes informaron"]),
    ],
)
def test_printed_page_says_what_a_meeting_needs(
    released: Publication, client: Client, lang: str, headings: list[str]
) -> None:
    text = words(pdf(client, lang))
    assert [heading for heading in headings if heading not in text] == []


@pytest.mark.covers("J4", "F-INF-6")
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_printed_page_is_one_tagged_page_in_its_language(
    released: Publication, client: Client, lang: str, paper: str
) -> None:
    reader = pdf(client, lang, paper)
    root = reader.trailer["/Root"]
    assert (len(reader.pages), root["/MarkInfo"]["/Marked"], root["/Lang"]) == (1, True, lang)


def test_pace_that_is_printed_as_zero_has_no_sign(release: Callable[..., Publication], client: Client) -> None:
    near_a_stop = next(each for each in release_content()["measures"] if each["code"] == "N2")
    hardly = {**near_a_stop, "judgement": {**near_a_stop["judgement"], "got_per_year": 0.02}}
    release(measures=[hardly])
    assert " 0 a year, needs +" in words(pdf(client))


@pytest.mark.parametrize(("lang", "spelled"), [("en", "Q2 2026: 37 of 40"), ("es", "T2 2026: 37 de 40")])
def test_printed_page_spells_a_round_as_its_quarter_is_spelled(
    release: Callable[..., Publication], client: Client, lang: str, spelled: str
) -> None:
    release(rounds=[{**release_content()["rounds"][0], "name": "2026-Q2", "partners_in": 37, "partners_asked": 40}])
    text = words(pdf(client, lang))
    assert (text.count(spelled), text.count("2026-Q2")) == (1, 0)


def test_printed_page_says_how_many_people_are_in(release: Callable[..., Publication], client: Client) -> None:
    closed = {**release_content()["rounds"][0], "people_in": 94}
    release(rounds=[closed])
    assert "Q3 2026: 37 of 40 partners, with about 94% of people or cases." in words(pdf(client))


def test_printed_page_of_many_measures_is_still_one_page(release: Callable[..., Publication], client: Client) -> None:
    measures = release_content()["measures"]
    hundred = [{**each, "code": f"{each['code']}-{n}", "headline": False} for n in range(20) for each in measures]
    release(measures=hundred)
    assert len(pdf(client, "es", "letter").pages) == 1


def test_printed_page_prints_marks_and_never_obeys_them(release: Callable[..., Publication], client: Client) -> None:
    odd = '#panic("x") $x$ *bold* [a] \\ <label>'
    release(goal={**release_content()["goal"], "text": {"en": odd, "es": ""}})
    assert "".join(odd.split()) in words(pdf(client)).replace(" ", "")


def test_printed_page_of_a_withdrawn_release_is_gone(
    released: Publication, withdraw: Callable[[Publication], Publication], client: Client
) -> None:
    withdraw(released)
    assert client.get(PDF.format(lang="en", paper="a4")).status_code == 410


@pytest.mark.parametrize(
    "address", [PDF.format(lang="fr", paper="a4"), PDF.format(lang="en", paper="a3"), "/fork/releases/9/page-en-a4.pdf"]
)
def test_printed_page_that_does_not_exist(released: Publication, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_releases_page_leads_to_the_printed_page(released: Publication, client: Client) -> None:
    assert 'href="/fork/releases/1/page-en-a4.pdf"' in client.get("/fork/releases/").content.decode()
