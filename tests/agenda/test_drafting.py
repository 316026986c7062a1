"""Drafting the agenda together: who writes, what is said about it, and that nobody's words are lost."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.models import Comment, DraftInvitation, Outcome, Strategy, Wording
from commonweal.agenda.operations.parts import invite_to_draft, resolve, say, write_part
from commonweal.agenda.queries.draft import backbone_sets_it, draft_of, shares_by_source
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import SINCE, person

PAGE = "/desk/fork/agenda/"
PROBLEM = f"{PAGE}part/problem/"


def started_from(page: str) -> str:
    return page.split('name="started_from" value="')[1].split('"')[0]


@pytest.mark.covers("B1", "F-CON-1")
@pytest.mark.parametrize("who", ["chair", "resident", "analyst", "trainer"])
def test_committee_and_backbone_write_a_part(who: str, initiative: Initiative, signed_in: Any, request: Any) -> None:
    browser = signed_in(request.getfixturevalue(who))
    answer = browser.post(PROBLEM, {"text_en": "Rents rise.", "text_es": "", "started_from": ""})
    assert (answer.status_code, Wording.objects.get().text_en) == (302, "Rents rise.")
    assert "Rents rise." in browser.get(PAGE).content.decode()


@pytest.mark.parametrize(("who", "reads"), [("worker", 200), ("partner", 404), ("funder", 404), ("stranger", 404)])
def test_others_do_not_write_a_part(
    who: str, reads: int, problem: None, initiative: Initiative, signed_in: Any, request: Any
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.post(PROBLEM, {"text_en": "Mine.", "started_from": ""}).status_code == 404
    assert (browser.get(PROBLEM).status_code, Wording.objects.count()) == (reads, 1)


def test_member_of_another_initiative_sees_nothing_of_it(problem: None, signed_in: Any, at: datetime) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    steering = Group.objects.create(initiative=elsewhere, code="s", name_en="S", kind=Group.Kind.STEERING)
    outsider = person("Outsider")
    Seat.objects.create(group=steering, role=Seat.Role.CHAIR, person=outsider, since=SINCE)
    pages = [
        PAGE,
        PROBLEM,
        f"{PAGE}versions/",
        f"{PAGE}voices/",
        f"{PAGE}logic/",
        f"{PAGE}involved/",
        f"{PAGE}writers/",
    ]
    assert {signed_in(outsider).get(page).status_code for page in pages} == {404}


def test_who_is_invited_writes_until_the_last_day(
    initiative: Initiative, chair: Person, funder: Person, signed_in: Any, at: datetime
) -> None:
    until = date(2026, 3, 10)
    invite_to_draft(by=chair, initiative=initiative, person=funder, since=date(2026, 3, 1), until=until, at=at)
    words = {"text_en": "Wages stand still."}
    write = {"by": funder, "initiative": initiative, "part": "problem", "started_from": ""}
    assert write_part(**write, words=words, at=at).written_from == Wording.Source.INVITED
    with pytest.raises(PermissionDenied):
        write_part(**write, words={"text_en": "Later."}, at=at + timedelta(days=30))


@pytest.mark.parametrize("who", ["resident", "trainer", "worker", "funder", "stranger"])
def test_only_chair_and_data_manager_invite(
    who: str, initiative: Initiative, partner: Person, at: datetime, request: Any
) -> None:
    with pytest.raises(PermissionDenied):
        invite_to_draft(by=request.getfixturevalue(who), initiative=initiative, person=partner, since=at.date(), at=at)


def test_invitation_is_given_and_ended_on_a_page(
    initiative: Initiative, chair: Person, funder: Person, signed_in: Any
) -> None:
    browser = signed_in(chair)
    assert browser.post(f"{PAGE}writers/", {"email": "FUNDER@example.org"}).status_code == 302
    invitation = DraftInvitation.objects.get()
    assert "Funder" in browser.get(f"{PAGE}writers/").content.decode()
    assert signed_in(funder).get(PROBLEM).status_code == 200
    browser.post(f"{PAGE}writers/{invitation.pk}/end/")
    assert signed_in(funder).get(PROBLEM).status_code == 404
    unknown = browser.post(f"{PAGE}writers/", {"email": "nobody@example.org"})
    assert (unknown.status_code, "Nobody with this address" in unknown.content.decode()) == (422, True)


@pytest.mark.covers("B1")
def test_two_people_who_write_at_once_see_both_texts(
    problem: None, chair: Person, analyst: Person, signed_in: Any
) -> None:
    one, two = signed_in(chair), signed_in(analyst)
    trace_of_one = started_from(one.get(PROBLEM).content.decode())
    trace_of_two = started_from(two.get(PROBLEM).content.decode())
    spanish = "El alquiler sube más que el salario."
    one.post(PROBLEM, {"text_en": "Wages stand still.", "text_es": spanish, "started_from": trace_of_one})
    clash = two.post(PROBLEM, {"text_en": "Homes are scarce.", "text_es": spanish, "started_from": trace_of_two})
    page = clash.content.decode()
    assert (clash.status_code, Wording.objects.count()) == (422, 2)
    assert ("Wages stand still." in page, "Homes are scarce." in page, "Two people wrote at once" in page) == (
        True, True, True,
    )  # fmt: skip
    both = "Wages stand still and homes are scarce."
    mended = two.post(PROBLEM, {"text_en": both, "text_es": spanish, "started_from": started_from(page)})
    assert mended.status_code == 302
    assert list(Wording.objects.values_list("text_en", flat=True)) == [
        both, "Wages stand still.", "Rents rise faster than wages.",
    ]  # fmt: skip


def test_two_people_who_write_different_languages_both_have_their_way(
    problem: None, initiative: Initiative, chair: Person, analyst: Person, signed_in: Any
) -> None:
    trace = started_from(signed_in(analyst).get(PROBLEM).content.decode())
    english = {"text_en": "New.", "text_es": "El alquiler sube más que el salario.", "started_from": trace}
    spanish = {"text_en": "Rents rise faster than wages.", "text_es": "Nuevo.", "started_from": trace}
    assert signed_in(chair).post(PROBLEM, english).status_code == 302
    assert signed_in(analyst).post(PROBLEM, spanish).status_code == 302
    newest = Wording.objects.first()
    assert newest is not None
    assert (newest.text_en, newest.text_es) == ("New.", "Nuevo.")


def test_words_until_now_show_what_changed_and_who_wrote(
    problem: None, initiative: Initiative, chair: Person, signed_in: Any, at: datetime
) -> None:
    trace = started_from(signed_in(chair).get(PROBLEM).content.decode())
    words = {"text_en": "Rents rise faster than pay.", "text_es": "El alquiler sube más que el salario."}
    signed_in(chair).post(PROBLEM, {**words, "started_from": trace})
    page = signed_in(chair).get(PROBLEM).content.decode()
    assert '<del><span class="vh">(taken out: </span>wages<span class="vh">)</span></del>' in page
    assert '<ins><span class="vh">(added: </span>pay<span class="vh">)</span></ins>' in page
    assert ("Resident, steering committee" in page, "Chair, steering committee" in page) == (True, True)


def test_same_words_again_are_refused(problem: None, initiative: Initiative, chair: Person, at: datetime) -> None:
    from commonweal.governance.editing import trace_of

    held = {"text_en": "Rents rise faster than wages.", "text_es": "El alquiler sube más que el salario."}
    with pytest.raises(ValidationError, match="Nothing is different"):
        write_part(by=chair, initiative=initiative, part="problem", words=held, started_from=trace_of(held), at=at)


@pytest.mark.parametrize("part", ["nothing", "outcome-999999", "strategy-1", "outcome-", "outcome-²"])
def test_part_that_is_not_there_is_refused(part: str, initiative: Initiative, chair: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="There is no part"):
        write_part(by=chair, initiative=initiative, part=part, words={"text_en": "x"}, started_from="", at=at)


def test_outcome_of_another_initiative_is_no_part_of_this_one(
    outcome: Outcome, initiative: Initiative, chair: Person, signed_in: Any, at: datetime
) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    foreign = Outcome.objects.create(initiative=elsewhere, horizon="short")
    assert signed_in(chair).get(f"{PAGE}part/outcome-{foreign.pk}/").status_code == 404
    assert signed_in(chair).get(f"{PAGE}part/outcome-{outcome.pk}/").status_code == 200


@pytest.mark.covers("B1")
def test_whoever_has_a_seat_comments_and_the_thread_is_settled(
    problem: None, initiative: Initiative, worker: Person, chair: Person, signed_in: Any
) -> None:
    browser = signed_in(worker)
    browser.post(f"{PROBLEM}comment/", {"say-text": "Whose rents?"})
    thread = Comment.objects.get()
    signed_in(chair).post(f"{PROBLEM}comment/", {"say-text": "Of renters under 35.", "say-answers": thread.pk})
    page = browser.get(PROBLEM).content.decode()
    assert ("Whose rents?" in page, "Of renters under 35." in page) == (True, True)
    assert "1 open comment" in browser.get(PAGE).content.decode()
    signed_in(chair).post(f"{PAGE}comments/{thread.pk}/settle/")
    assert "1 settled thread" in browser.get(PROBLEM).content.decode()
    browser.post(f"{PROBLEM}comment/", {"say-text": "And owners?", "say-answers": thread.pk})
    assert Comment.objects.get(pk=thread.pk).resolved_at is None


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_who_has_no_seat_does_not_comment(who: str, initiative: Initiative, at: datetime, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        say(by=request.getfixturevalue(who), initiative=initiative, part="problem", text="Hm.", at=at)


def test_thread_is_settled_by_who_began_it_and_not_by_another_reader(
    initiative: Initiative, worker: Person, jobs: Group, at: datetime
) -> None:
    neighbour = person("Neighbour")
    Seat.objects.create(group=jobs, role=Seat.Role.MEMBER, person=neighbour, since=SINCE)
    thread = say(by=worker, initiative=initiative, part="problem", text="Whose rents?", at=at)
    with pytest.raises(PermissionDenied):
        resolve(by=neighbour, thread=thread, at=at)
    assert resolve(by=worker, thread=thread, at=at).resolved_at == at


def test_empty_comment_is_refused_with_a_word(problem: None, chair: Person, signed_in: Any) -> None:
    answer = signed_in(chair).post(f"{PROBLEM}comment/", {"say-text": "  "})
    assert (answer.status_code, "Write something here." in answer.content.decode()) == (422, True)


@pytest.mark.covers("F-MIS-1")
def test_page_warns_when_the_backbone_wrote_more_than_half(
    problem: None, initiative: Initiative, analyst: Person, chair: Person, signed_in: Any, at: datetime
) -> None:
    assert not backbone_sets_it(draft_of(chair, initiative, at))
    for part in ("vision", "place"):
        write_part(by=analyst, initiative=initiative, part=part, words={"text_en": "x"}, started_from="", at=at)
    draft = draft_of(chair, initiative, at)
    assert [(share.source, share.parts, share.of) for share in shares_by_source(draft)][:2] == [
        ("backbone", 2, 3),
        ("steering", 1, 3),
    ]
    page = signed_in(chair).get(PAGE).content.decode()
    assert "More than half of this draft was written from the backbone" in page


def test_trail_knows_who_wrote_and_no_name(problem: None, resident: Person) -> None:
    entry = Entry.objects.get(verb="agenda.write_part")
    assert (entry.actor, "Resident" in str(entry.details)) == (resident.actor_id, False)


def test_agenda_stands_in_the_section_of_work_of_who_takes_part(
    initiative: Initiative, partner: Person, worker: Person, signed_in: Any
) -> None:
    for who in (partner, worker):
        assert 'href="/desk/fork/agenda/"' in signed_in(who).get("/home/").content.decode()


def test_page_of_a_strategy_names_its_group_and_outcome(strategy: Strategy, worker: Person, signed_in: Any) -> None:
    page = signed_in(worker).get(f"{PAGE}strategy/{strategy.key}/").content.decode()
    assert ("Good Jobs" in page, "More people earn enough to live on" in page) == (True, True)
