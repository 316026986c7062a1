"""Versions of the agenda: frozen, compared, ratified, printed. What changed after a vote opened is not ratified by it."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from commonweal.agenda.content import differences_between
from commonweal.agenda.models import AgendaVersion, Outcome, Strategy
from commonweal.agenda.operations.parts import write_part
from commonweal.agenda.operations.strategies import retire_outcome, set_status
from commonweal.agenda.operations.versions import make_version, ratify, take_anew
from commonweal.agenda.queries.draft import held_words
from commonweal.agenda.queries.versions import in_force, text_of
from commonweal.governance.editing import trace_of
from commonweal.governance.models import Initiative
from commonweal.people.models import Person

PAGE = "/desk/fork/agenda/"


@pytest.fixture
def first(problem: None, strategy: Strategy, initiative: Initiative, chair: Person, at: datetime) -> AgendaVersion:
    return make_version(by=chair, initiative=initiative, reason_en="The first one", reason_es="La primera", at=at)


def rewrite(initiative: Initiative, by: Person, words: str, at: datetime) -> None:
    held = held_words(initiative, "problem")
    write_part(
        by=by, initiative=initiative, part="problem", words={"text_en": words}, started_from=trace_of(held), at=at
    )


def ratified(version: AgendaVersion, at: datetime) -> AgendaVersion:
    ratify(by=None, version=version, voted_since=at, at=at)
    return AgendaVersion.objects.get(pk=version.pk)


def test_version_keeps_its_words_when_the_draft_moves_on(
    first: AgendaVersion, initiative: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    rewrite(initiative, chair, "Wages stand still.", at + timedelta(days=1))
    page = signed_in(chair).get(f"{PAGE}versions/1/").content.decode()
    assert ("Rents rise faster than wages." in page, "Wages stand still." in page) == (True, False)


@pytest.mark.parametrize("who", ["worker", "partner", "funder", "stranger"])
def test_version_is_not_made_by(who: str, problem: None, initiative: Initiative, signed_in: Any, request: Any) -> None:
    answer = signed_in(request.getfixturevalue(who)).post(f"{PAGE}versions/", {"reason_en": "Mine"})
    assert (answer.status_code, AgendaVersion.objects.count()) == (404, 0)


def test_version_is_made_on_a_page_and_the_same_words_make_no_second(
    problem: None, initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    browser = signed_in(resident)
    assert browser.post(f"{PAGE}versions/", {"reason_en": "The first one"}).status_code == 302
    again = browser.post(f"{PAGE}versions/", {"reason_en": "Again"})
    assert (again.status_code, AgendaVersion.objects.count()) == (422, 1)
    assert "Nothing is different from version 1." in again.content.decode()


def test_empty_draft_makes_no_version(initiative: Initiative, chair: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="The draft is empty"):
        make_version(by=chair, initiative=initiative, reason_en="Nothing", at=at)


@pytest.mark.covers("B1", "F-CON-1")
def test_difference_is_read_part_by_part_and_word_by_word(
    first: AgendaVersion, initiative: Initiative, chair: Person, strategy: Strategy, at: datetime, signed_in: Any
) -> None:
    rewrite(initiative, chair, "Rents rise faster than pay.", at + timedelta(days=1))
    set_status(by=chair, strategy=strategy, status="active", at=at + timedelta(days=1))
    make_version(by=chair, initiative=initiative, reason_en="Pay, not wages", at=at + timedelta(days=2))
    page = signed_in(chair).get(f"{PAGE}changes/1/2/").content.decode()
    assert "2 parts changed." in page
    assert '<del><span class="vh">(taken out: </span>wages' in page
    assert '<ins><span class="vh">(added: </span>pay' in page
    assert "State:" in page


def test_difference_names_what_came_and_what_went(
    first: AgendaVersion, outcome: Outcome, initiative: Initiative, chair: Person, at: datetime
) -> None:
    retire_outcome(by=chair, outcome=outcome, at=at)
    write_part(by=chair, initiative=initiative, part="vision", words={"text_en": "Ease."}, started_from="", at=at)
    second = make_version(by=chair, initiative=initiative, reason_en="Two changes", at=at + timedelta(days=1))
    found = differences_between(text_of(first).content, text_of(second).content)
    kinds = {each.key: each.kind for each in found if each.kind != "same"}
    assert kinds == {"vision": "came", outcome.part: "went"}


def test_difference_to_the_draft_is_for_those_who_read_the_draft(
    first: AgendaVersion, partner: Person, worker: Person, at: datetime, signed_in: Any
) -> None:
    ratified(first, at)
    assert signed_in(worker).get(f"{PAGE}changes/1/draft/").status_code == 200
    assert signed_in(partner).get(f"{PAGE}changes/1/draft/").status_code == 404
    assert signed_in(worker).get(f"{PAGE}changes/1/anything/").status_code == 404


@pytest.mark.covers("B1")
def test_ratified_version_is_in_force_and_read_by_whoever_takes_part(
    first: AgendaVersion, initiative: Initiative, partner: Person, funder: Person, at: datetime, signed_in: Any
) -> None:
    browser = signed_in(partner)
    assert "No agenda is in force yet" in browser.get(PAGE).content.decode()
    assert browser.get(f"{PAGE}versions/1/").status_code == 404
    ratified(first, at)
    assert in_force(initiative) == first
    assert browser.get(PAGE)["Location"] == f"{PAGE}versions/1/"
    assert "Rents rise faster than wages." in signed_in(funder).get(f"{PAGE}versions/1/").content.decode()


@pytest.mark.parametrize("who", ["stranger"])
def test_who_has_no_part_in_it_reads_no_version(
    who: str, first: AgendaVersion, at: datetime, signed_in: Any, request: Any
) -> None:
    ratified(first, at)
    browser = signed_in(request.getfixturevalue(who))
    pages = ["versions/1/", "versions/1/page-en-a4.pdf", "changes/1/1/", ""]
    assert {browser.get(f"{PAGE}{page}").status_code for page in pages} == {404}


def test_last_ratified_version_is_in_force_and_earlier_days_are_known(
    first: AgendaVersion, initiative: Initiative, chair: Person, at: datetime
) -> None:
    ratified(first, at)
    rewrite(initiative, chair, "Wages stand still.", at + timedelta(days=1))
    second = make_version(by=chair, initiative=initiative, reason_en="Wages", at=at + timedelta(days=2))
    assert in_force(initiative) == first
    ratified(second, at + timedelta(days=3))
    assert in_force(initiative) == second
    assert in_force(initiative, at + timedelta(days=1)) == first


@pytest.mark.covers("B1")
def test_version_that_changed_after_the_vote_opened_is_not_ratified_by_it(
    first: AgendaVersion, initiative: Initiative, chair: Person, at: datetime
) -> None:
    opened = at + timedelta(days=1)
    rewrite(initiative, chair, "Wages stand still.", opened + timedelta(hours=1))
    take_anew(by=chair, version=first, at=opened + timedelta(hours=2))
    assert not ratify(by=None, version=first, voted_since=opened, at=opened + timedelta(days=2))
    assert in_force(initiative) is None
    assert ratify(by=None, version=first, voted_since=opened + timedelta(hours=3), at=opened + timedelta(days=3))


def test_ratified_version_takes_no_other_words(
    first: AgendaVersion, initiative: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    ratified(first, at)
    rewrite(initiative, chair, "Wages stand still.", at)
    page = signed_in(chair).post(f"{PAGE}versions/1/take/", follow=True).content.decode()
    assert ("This version is ratified and stays as it is." in page, "Wages stand still." in page) == (True, False)


@pytest.mark.parametrize("who", ["chair", "analyst", "resident", "stranger"])
def test_no_person_ratifies_by_hand(who: str, first: AgendaVersion, at: datetime, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        ratify(by=request.getfixturevalue(who), version=first, voted_since=at, at=at)


@pytest.mark.covers("B1")
@pytest.mark.parametrize(
    ("lang", "paper", "words", "width"),
    [
        ("en", "letter", "Ratified by the steering committee", 612),
        ("es", "a4", "Ratificada por el comité directivo", 595),
    ],
)
def test_agenda_is_printed_on_one_tagged_page(
    lang: str, paper: str, words: str, width: int, first: AgendaVersion, chair: Person, at: datetime, signed_in: Any
) -> None:
    ratified(first, at)
    answer = signed_in(chair).get(f"{PAGE}versions/1/page-{lang}-{paper}.pdf")
    read = PdfReader(io.BytesIO(answer.content))
    text = " ".join(read.pages[0].extract_text().split())
    assert (len(read.pages), round(float(read.pages[0].mediabox.width))) == (1, width)
    assert (words in text, "/StructTreeRoot" in read.trailer["/Root"]) == (True, True)
    assert ("El alquiler" in text) == (lang == "es")


@pytest.mark.parametrize("name", ["page-fr-a4.pdf", "page-en-a3.pdf"])
def test_page_in_another_language_or_paper_is_not_there(
    name: str, first: AgendaVersion, chair: Person, signed_in: Any
) -> None:
    assert signed_in(chair).get(f"{PAGE}versions/1/{name}").status_code == 404
