"""Versions of the agenda: frozen, compared, ratified by the committee's decision, printed on one page."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from pypdf import PdfReader

from commonweal.agenda.content import differences_between
from commonweal.agenda.models import AgendaVersion, Outcome, Strategy
from commonweal.agenda.operations.parts import write_part
from commonweal.agenda.operations.strategies import retire_outcome, set_status
from commonweal.agenda.operations.versions import bring_before_committee, make_version, take_anew
from commonweal.agenda.operations.versions import ratify as ratify_by_hand
from commonweal.agenda.queries.draft import held_words
from commonweal.agenda.queries.versions import in_force, text_of
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.editing import trace_of
from commonweal.governance.models import Decision, Group, Initiative, Seat
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote, open_vote, propose
from commonweal.people.models import Person
from tests.cast import SINCE, person

PAGE = "/desk/fork/agenda/"


@pytest.fixture
def first(problem: None, strategy: Strategy, initiative: Initiative, chair: Person, at: datetime) -> AgendaVersion:
    return make_version(by=chair, initiative=initiative, reason_en="The first one", reason_es="La primera", at=at)


def rewrite(initiative: Initiative, by: Person, words: str, at: datetime) -> None:
    held = held_words(initiative, "problem")
    write_part(
        by=by, initiative=initiative, part="problem", words={"text_en": words}, started_from=trace_of(held), at=at
    )


def opened(version: AgendaVersion, chair: Person, at: datetime) -> Decision:
    decision = bring_before_committee(by=chair, version=version, at=at)
    return open_vote(by=chair, decision=decision, at=at)


def closed(decision: Decision, chair: Person, votes: dict[Person, str], at: datetime) -> Decision:
    for voter, choice in votes.items():
        cast_vote(by=voter, decision=decision, vote=VoteDraft(choice), at=at)
    return close_vote(by=chair, decision=decision, at=at)


@pytest.fixture
def ratify(chair: Person, resident: Person) -> Any:
    """The steering committee's two members say yes."""

    def carried(version: AgendaVersion, at: datetime) -> AgendaVersion:
        closed(opened(version, chair, at), chair, {chair: "yes", resident: "yes"}, at)
        return AgendaVersion.objects.get(pk=version.pk)

    return carried


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
    ratify: Any, first: AgendaVersion, partner: Person, worker: Person, at: datetime, signed_in: Any
) -> None:
    ratify(first, at)
    assert signed_in(worker).get(f"{PAGE}changes/1/draft/").status_code == 200
    assert signed_in(partner).get(f"{PAGE}changes/1/draft/").status_code == 404
    assert signed_in(worker).get(f"{PAGE}changes/1/anything/").status_code == 404


@pytest.mark.covers("B1")
def test_ratified_version_is_in_force_and_read_by_whoever_takes_part(
    ratify: Any,
    first: AgendaVersion,
    initiative: Initiative,
    partner: Person,
    funder: Person,
    at: datetime,
    signed_in: Any,
) -> None:
    browser = signed_in(partner)
    assert "No agenda is in force yet" in browser.get(PAGE).content.decode()
    assert browser.get(f"{PAGE}versions/1/").status_code == 404
    ratify(first, at)
    assert in_force(initiative) == first
    assert browser.get(PAGE)["Location"] == f"{PAGE}versions/1/"
    assert "Rents rise faster than wages." in signed_in(funder).get(f"{PAGE}versions/1/").content.decode()


@pytest.mark.parametrize("who", ["stranger"])
def test_who_has_no_part_in_it_reads_no_version(
    ratify: Any, who: str, first: AgendaVersion, at: datetime, signed_in: Any, request: Any
) -> None:
    ratify(first, at)
    browser = signed_in(request.getfixturevalue(who))
    pages = ["versions/1/", "versions/1/page-en-a4.pdf", "changes/1/1/", ""]
    assert {browser.get(f"{PAGE}{page}").status_code for page in pages} == {404}


def test_last_ratified_version_is_in_force_and_earlier_days_are_known(
    ratify: Any, first: AgendaVersion, initiative: Initiative, chair: Person, at: datetime
) -> None:
    ratify(first, at)
    rewrite(initiative, chair, "Wages stand still.", at + timedelta(days=1))
    second = make_version(by=chair, initiative=initiative, reason_en="Wages", at=at + timedelta(days=2))
    assert in_force(initiative) == first
    ratify(second, at + timedelta(days=3))
    assert in_force(initiative) == second
    assert in_force(initiative, at + timedelta(days=1)) == first


@pytest.mark.covers("B1", "F-CON-1")
def test_committee_ratifies_by_a_recorded_decision(
    first: AgendaVersion, chair: Person, resident: Person, signed_in: Any
) -> None:
    browser = signed_in(chair)
    answer = browser.post(f"{PAGE}versions/1/bring/")
    assert answer["Location"] == "/desk/fork/decisions/1/"
    page = browser.get("/desk/fork/decisions/1/").content.decode()
    assert "Do we ratify version 1 of our common agenda?" in page
    assert 'href="/desk/fork/agenda/versions/1/"' in page
    decision, now = Decision.objects.get(), timezone.now()
    open_vote(by=chair, decision=decision, at=now)
    closed(decision, chair, {chair: "yes", resident: "yes"}, now)
    first.refresh_from_db()
    assert (first.ratified_by, first.ratified_hash) == (decision, text_of(first).text_hash)
    read = browser.get(f"{PAGE}versions/1/").content.decode()
    assert ("In force since" in read, "/desk/fork/decisions/1/" in read) == (True, True)


def test_vote_that_fails_leaves_the_version_as_it_was(
    first: AgendaVersion, chair: Person, resident: Person, initiative: Initiative, at: datetime
) -> None:
    closed(opened(first, chair, at), chair, {chair: "yes", resident: "no"}, at)
    assert in_force(initiative) is None


@pytest.mark.covers("B1")
def test_version_that_changed_after_the_vote_opened_is_not_ratified_by_it(
    first: AgendaVersion, initiative: Initiative, chair: Person, resident: Person, at: datetime, signed_in: Any
) -> None:
    later = at + timedelta(days=1)
    decision = opened(first, chair, later)
    rewrite(initiative, chair, "Wages stand still.", later + timedelta(hours=1))
    take_anew(by=chair, version=first, at=later + timedelta(hours=2))
    closed(decision, chair, {chair: "yes", resident: "yes"}, later + timedelta(days=2))
    assert in_force(initiative) is None
    page = signed_in(chair).get(f"{PAGE}versions/1/").content.decode()
    assert "This version changed after that vote opened, so it is not ratified by it." in page


def test_version_that_changed_before_the_vote_opened_is_ratified_as_it_is(
    first: AgendaVersion, initiative: Initiative, chair: Person, resident: Person, at: datetime
) -> None:
    decision = bring_before_committee(by=chair, version=first, at=at)
    rewrite(initiative, chair, "Wages stand still.", at + timedelta(hours=1))
    take_anew(by=chair, version=first, at=at + timedelta(hours=2))
    open_vote(by=chair, decision=decision, at=at + timedelta(hours=3))
    closed(decision, chair, {chair: "yes", resident: "yes"}, at + timedelta(hours=4))
    assert in_force(initiative) == first


def test_yes_of_another_group_ratifies_nothing(
    first: AgendaVersion, initiative: Initiative, jobs: Group, worker: Person, at: datetime
) -> None:
    Seat.objects.create(group=jobs, role=Seat.Role.CHAIR, person=(lead := person("Lead")), since=SINCE)
    about = ProposalDraft("We like it", rule="majority", quorum=1, subjects=[("agenda.version", str(first.pk))])
    decision = propose(by=lead, group=jobs, proposal=about, at=at)
    open_vote(by=lead, decision=decision, at=at)
    closed(decision, lead, {lead: "yes", worker: "yes"}, at)
    assert (Decision.objects.get().outcome, in_force(initiative)) == ("carried", None)


def test_version_is_brought_before_the_committee_once(first: AgendaVersion, chair: Person, at: datetime) -> None:
    bring_before_committee(by=chair, version=first, at=at)
    with pytest.raises(ValidationError, match="before the committee already"):
        bring_before_committee(by=chair, version=first, at=at)


@pytest.mark.parametrize("who", ["worker", "partner", "funder", "stranger"])
def test_version_is_not_brought_by(who: str, first: AgendaVersion, signed_in: Any, request: Any) -> None:
    answer = signed_in(request.getfixturevalue(who)).post(f"{PAGE}versions/1/bring/")
    assert (answer.status_code, Decision.objects.count()) == (404, 0)


def test_ratified_version_takes_no_other_words(
    ratify: Any, first: AgendaVersion, initiative: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    ratify(first, at)
    rewrite(initiative, chair, "Wages stand still.", at)
    page = signed_in(chair).post(f"{PAGE}versions/1/take/", follow=True).content.decode()
    assert ("This version is ratified and stays as it is." in page, "Wages stand still." in page) == (True, False)


@pytest.mark.parametrize("who", ["analyst", "resident", "stranger"])
def test_no_person_ratifies_by_hand(who: str, first: AgendaVersion, chair: Person, at: datetime, request: Any) -> None:
    decision = closed(opened(first, chair, at), chair, {chair: "yes"}, at)
    with pytest.raises(PermissionDenied):
        ratify_by_hand(by=request.getfixturevalue(who), version=first, decision=decision, at=at)
    with pytest.raises(PermissionDenied):
        ratify_by_hand(by=None, version=first, decision=decision, at=at)


@pytest.mark.covers("B1")
@pytest.mark.parametrize(
    ("lang", "paper", "words", "width"),
    [
        ("en", "letter", "Ratified by Steering committee", 612),
        ("es", "a4", "Ratificada por Comité directivo", 595),
    ],
)
def test_agenda_is_printed_on_one_tagged_page(
    ratify: Any,
    lang: str,
    paper: str,
    words: str,
    width: int,
    first: AgendaVersion,
    chair: Person,
    at: datetime,
    signed_in: Any,
) -> None:
    ratify(first, at)
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
