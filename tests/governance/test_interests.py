"""Interests are declared, looked at again, and read by those for whom they are meant; conflicts come from records."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.models.interests import ConflictAnswer, Interest
from commonweal.governance.operations.interests import (
    InterestDraft,
    answer_conflict,
    declare_interest,
    end_interest,
    review_interest,
    say_about_conflict,
)
from commonweal.governance.queries.conflicts import conflicts
from commonweal.governance.queries.interests import register, touching
from commonweal.people.models import Affiliation, Organisation, Person
from commonweal.people.operations.erasing import erase
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE

TODAY = date(2026, 3, 4)
SENTENCE = "I sit on the board of Open Shelf."


def board_seat(about: Organisation | None = None, **more: Any) -> InterestDraft:
    subjects = [("organisation", str(about.pk))] if about else []
    return InterestDraft("board", SENTENCE, private="since my sister asked me", subjects=subjects, **more)


def declared(holder: Person | Organisation, initiative: Initiative, **more: Any) -> Interest:
    by = more.pop("by", holder)
    draft = more.pop("interest", board_seat())
    return declare_interest(by=by, initiative=initiative, holder=holder, interest=draft, at=NOW, **more)


@pytest.mark.covers("D9", "F-FIT-4")
def test_interest_stands_on_the_register_from_the_day_of_its_declaration(
    initiative: Initiative, resident: Person
) -> None:
    declared(resident, initiative)
    read = {on: len(register(resident, initiative, NOW, on)) for on in (TODAY - timedelta(days=1), TODAY)}
    assert read == {TODAY - timedelta(days=1): 0, TODAY: 1}


def test_declaration_leaves_one_entry_in_the_trail(initiative: Initiative, resident: Person) -> None:
    declared(resident, initiative)
    assert [entry.verb for entry in Entry.objects.all()] == ["governance.declare_interest"]


@pytest.mark.covers("D9", "H9")
@pytest.mark.parametrize(
    ("who", "private"),
    [("resident", "since my sister asked me"), ("analyst", "since my sister asked me"), ("chair", "")],
)
def test_private_part_is_for_its_holder_and_the_data_manager(
    request: pytest.FixtureRequest, initiative: Initiative, resident: Person, who: str, private: str
) -> None:
    declared(resident, initiative)
    assert [line.private for line in register(request.getfixturevalue(who), initiative, NOW)] == [private]


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_register_is_empty_for_who_has_no_seat(
    request: pytest.FixtureRequest, initiative: Initiative, resident: Person, who: str
) -> None:
    declared(resident, initiative)
    assert register(request.getfixturevalue(who), initiative, NOW) == []


@pytest.mark.parametrize("who", ["chair", "trainer", "stranger"])
def test_nobody_else_declares_for_a_person(
    request: pytest.FixtureRequest, initiative: Initiative, resident: Person, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        declared(resident, initiative, by=request.getfixturevalue(who))


def test_data_manager_writes_down_what_somebody_said(initiative: Initiative, resident: Person, analyst: Person) -> None:
    made = declared(resident, initiative, by=analyst)
    assert (made.holder, made.declared_by) == (resident, analyst.actor_id)


def test_member_declares_for_the_organization_at_which_they_work(
    initiative: Initiative, resident: Person, other_organisation: Organisation
) -> None:
    Affiliation.objects.create(person=resident, organisation=other_organisation, since=SINCE)
    made = declared(other_organisation, initiative, by=resident)
    assert made.holder == other_organisation


def test_change_keeps_what_was_declared_before(initiative: Initiative, resident: Person) -> None:
    first = declared(resident, initiative)
    later = NOW + timedelta(days=30)
    changed = InterestDraft("board", "I have left the board.")
    declare_interest(by=resident, initiative=initiative, holder=resident, interest=changed, at=later, replaces=first)
    said = [
        [line.interest.public_en for line in register(resident, initiative, later, on)] for on in (TODAY, later.date())
    ]
    assert said == [[SENTENCE], ["I have left the board."]]


def test_ended_interest_ends_once(initiative: Initiative, resident: Person) -> None:
    held = declared(resident, initiative)
    end_interest(by=resident, interest=held, at=NOW)
    with pytest.raises(ValidationError):
        end_interest(by=resident, interest=held, at=NOW)


@pytest.mark.covers("D9")
def test_review_asks_again_in_a_year(initiative: Initiative, resident: Person) -> None:
    held = declared(resident, initiative, interest=board_seat(review_on=TODAY + timedelta(days=30)))
    review_interest(by=resident, interest=held, at=NOW + timedelta(days=40))
    assert held.review_on == TODAY + timedelta(days=40 + 366)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_review_lies_within_twelve_months(initiative: Initiative, resident: Person, days: int) -> None:
    with pytest.raises(ValidationError) as problem:
        declared(resident, initiative, interest=board_seat(review_on=TODAY + timedelta(days=days)))
    assert problem.value.message_dict == {"review_on": ["Choose a day within the next twelve months."]}


@pytest.mark.covers("D10", "F-FIT-5")
def test_declared_interest_touches_what_it_is_about(
    initiative: Initiative, resident: Person, other_organisation: Organisation
) -> None:
    held = declared(resident, initiative, interest=board_seat(other_organisation))
    found = touching(resident, initiative, [("organisation", str(other_organisation.pk))], TODAY)
    assert [stake.interest for stake in found] == [held]


def test_interest_of_the_employer_touches_who_works_there(
    initiative: Initiative, chair: Person, partner_organisation: Organisation, other_organisation: Organisation,
    analyst: Person,
) -> None:  # fmt: skip
    Affiliation.objects.create(person=chair, organisation=partner_organisation, since=SINCE)
    declared(partner_organisation, initiative, by=analyst, interest=board_seat(other_organisation))
    found = touching(chair, initiative, [("organisation", str(other_organisation.pk))], TODAY)
    assert [stake.employer for stake in found] == [partner_organisation]


def test_work_alone_touches_a_decision_about_the_employer(
    initiative: Initiative, funder: Person, chair: Person
) -> None:
    employer = funder.affiliations.get().organisation
    found = touching(funder, initiative, [("organisation", str(employer.pk))], TODAY)
    assert [(stake.interest, stake.employer) for stake in found] == [(None, employer)]


@pytest.mark.covers("F-FIT-5")
def test_equal_names_alone_are_no_conflict(
    initiative: Initiative, resident: Person, other_organisation: Organisation
) -> None:
    namesake = Organisation.objects.create(code="open-shelf-2", name=other_organisation.name, sector="education")
    declared(resident, initiative, interest=board_seat(other_organisation))
    assert touching(resident, initiative, [("organisation", str(namesake.pk))], TODAY) == []


@pytest.mark.covers("D11")
def test_own_words_go_when_the_person_is_erased(initiative: Initiative, resident: Person, analyst: Person) -> None:
    held = declared(resident, initiative)
    erase(by=resident, person=resident, at=NOW)
    held.refresh_from_db()
    assert (held.kind, held.public_en, held.private) == ("board", "", "")


def test_interest_that_has_ended_touches_nothing(
    initiative: Initiative, resident: Person, other_organisation: Organisation
) -> None:
    held = declared(resident, initiative, interest=board_seat(other_organisation))
    end_interest(by=resident, interest=held, at=NOW)
    pairs = [("organisation", str(other_organisation.pk))]
    found = [len(touching(resident, initiative, pairs, day)) for day in (TODAY, TODAY + timedelta(days=1))]
    assert found == [1, 0]


def found_kinds(reader: Person, initiative: Initiative) -> list[str]:
    return [conflict.kind for conflict in conflicts(reader, initiative, NOW)]


@pytest.mark.covers("D10", "F-FIT-5")
def test_chair_who_works_at_a_funder_is_found(initiative: Initiative, chair: Person, funder: Person) -> None:
    Affiliation.objects.create(person=chair, organisation=funder.affiliations.get().organisation, since=SINCE)
    assert found_kinds(chair, initiative) == ["funder-leads"]


def test_backbone_person_who_leads_is_found(initiative: Initiative, analyst: Person, steering: Group) -> None:
    Seat.objects.create(group=steering, role=Seat.Role.CO_CHAIR, person=analyst, since=SINCE)
    assert found_kinds(analyst, initiative) == ["backbone-leads"]


@pytest.mark.covers("F-ROL-5")
def test_backbone_that_leads_a_working_group_is_found_once_for_each_chair(
    initiative: Initiative, analyst: Person, trainer: Person, steering: Group, partner_organisation: Organisation
) -> None:
    jobs = Group.objects.create(initiative=initiative, code="jobs", name_en="Jobs", kind=Group.Kind.WORKING)
    Organisation.objects.update(sector="government")
    for who in (analyst, trainer):
        Affiliation.objects.create(person=who, organisation=partner_organisation, since=SINCE)
    Seat.objects.create(group=jobs, role=Seat.Role.CO_CHAIR, person=trainer, since=SINCE)
    Seat.objects.create(group=steering, role=Seat.Role.CO_CHAIR, organisation=partner_organisation, since=SINCE)
    assert found_kinds(analyst, initiative) == ["backbone-leads", "backbone-leads"]


def test_backbone_person_who_works_where_services_are_delivered_is_found(
    initiative: Initiative, analyst: Person, partner_organisation: Organisation
) -> None:
    Affiliation.objects.create(person=analyst, organisation=partner_organisation, since=SINCE)
    assert found_kinds(analyst, initiative) == ["backbone-serves"]


def test_work_that_has_ended_is_no_conflict(
    initiative: Initiative, analyst: Person, partner_organisation: Organisation
) -> None:
    Affiliation.objects.create(
        person=analyst, organisation=partner_organisation, since=SINCE, until=TODAY - timedelta(days=1)
    )
    assert found_kinds(analyst, initiative) == []


@pytest.fixture
def funded_chair(chair: Person, funder: Person) -> Person:
    Affiliation.objects.create(person=chair, organisation=funder.affiliations.get().organisation, since=SINCE)
    return chair


@pytest.mark.covers("D10", "F-FIT-5")
def test_conflict_stands_with_its_answer(
    initiative: Initiative, funded_chair: Person, analyst: Person, signed_in: Any
) -> None:
    found = conflicts(funded_chair, initiative, NOW)[0]
    browser = signed_in(analyst)
    address = f"/desk/fork/conflicts/{found.kind}/{found.key}/"
    browser.post(address, {"answer": "Money is decided without her.", "review_on": in_days(90)})
    page = browser.get("/desk/fork/interests/").content.decode()
    assert "leads the Steering committee and works at Ninebark Family Foundation, which gives money." in page
    assert "Money is decided without her." in page
    assert "No answer on file yet" not in page


def in_days(days: int) -> str:
    from django.utils import timezone

    return (timezone.now() + timedelta(days=days)).date().isoformat()


def test_second_answer_takes_the_place_of_the_first(
    initiative: Initiative, funded_chair: Person, analyst: Person
) -> None:
    found = conflicts(funded_chair, initiative, NOW)[0]
    for number, text in enumerate(["first", "second"]):
        answer_conflict(
            by=analyst,
            initiative=initiative,
            conflict=(found.kind, found.key),
            answer=text,
            review_on=TODAY + timedelta(days=90),
            at=NOW + timedelta(minutes=number),
        )
    assert ConflictAnswer.objects.filter(replaced_at=None).get().answer == "second"
    assert ConflictAnswer.objects.count() == 2


@pytest.mark.covers("D10")
def test_nobody_answers_for_their_own_conflict_but_says_what_is_not_so(
    initiative: Initiative, funded_chair: Person, analyst: Person, signed_in: Any
) -> None:
    found = conflicts(funded_chair, initiative, NOW)[0]
    address = f"/desk/fork/conflicts/{found.kind}/{found.key}/"
    browser = signed_in(funded_chair)
    assert browser.get(address).status_code == 404
    signed_in(analyst).post(address, {"answer": "She leaves the room.", "review_on": in_days(90)})
    assert browser.post(address + "say/", {"words": "I left the foundation in January."}).status_code == 302
    page = signed_in(analyst).get("/desk/fork/interests/").content.decode()
    assert ("I left the foundation in January." in page, "waits for an answer" in page) == (True, True)
    assert "Answer 1 conflict of roles" in signed_in(analyst).get("/home/").content.decode()
    signed_in(analyst).post(address, {"answer": "The job is ended in the records now.", "review_on": in_days(90)})
    page = signed_in(analyst).get("/desk/fork/interests/").content.decode()
    assert ("waits for an answer" in page, "The job is ended in the records now." in page) == (False, True)
    assert f'<span class="meta">{analyst.name}</span>' in page


def test_only_whom_a_conflict_names_speaks_about_it(
    initiative: Initiative, funded_chair: Person, analyst: Person, resident: Person, signed_in: Any
) -> None:
    found = conflicts(funded_chair, initiative, NOW)[0]
    address = f"/desk/fork/conflicts/{found.kind}/{found.key}/say/"
    assert [signed_in(who).get(address).status_code for who in (analyst, resident)] == [404, 404]
    with pytest.raises(PermissionDenied):
        say_about_conflict(by=resident, initiative=initiative, conflict=found.pair, words="Not so.", at=NOW)


@pytest.mark.parametrize("who", ["resident", "trainer"])
def test_who_does_not_lead_answers_no_conflict(
    request: pytest.FixtureRequest, initiative: Initiative, funded_chair: Person, signed_in: Any, who: str
) -> None:
    found = conflicts(funded_chair, initiative, NOW)[0]
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(f"/desk/fork/conflicts/{found.kind}/{found.key}/").status_code == 404


@pytest.mark.covers("D9", "F-FIT-4")
def test_interest_is_declared_changed_and_ended_through_pages(
    initiative: Initiative, resident: Person, other_organisation: Organisation, signed_in: Any
) -> None:
    browser = signed_in(resident)
    given = {
        "holder": f"person:{resident.pk}", "about": f"organisation:{other_organisation.pk}", "kind": "board",
        "public_en": SENTENCE,
    }  # fmt: skip
    browser.post("/desk/fork/interests/declare/", given)
    first = Interest.objects.get()
    browser.post(f"/desk/fork/interests/{first.pk}/change/", given | {"public_en": "I chair its board."})
    second = Interest.objects.get(replaces=first)
    browser.post(f"/desk/fork/interests/{second.pk}/end/")
    second.refresh_from_db()
    assert [subject.key for subject in second.subjects.all()] == [str(other_organisation.pk)]
    assert second.until is not None
    page = browser.get("/desk/fork/interests/").content.decode()
    told = ["I chair its board.", "Ended. It counts until the end of", f"/interests/{second.pk}/end/"]
    assert [words in page for words in told] == [True, True, False]


def test_others_interest_cannot_be_changed(
    initiative: Initiative, resident: Person, chair: Person, signed_in: Any
) -> None:
    held = declared(resident, initiative)
    assert signed_in(chair).get(f"/desk/fork/interests/{held.pk}/change/").status_code == 404


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_page_does_not_exist_for_who_has_no_seat(
    request: pytest.FixtureRequest, initiative: Initiative, signed_in: Any, who: str
) -> None:
    assert signed_in(request.getfixturevalue(who)).get("/desk/fork/interests/").status_code == 404


def test_register_of_an_earlier_day_is_read_and_not_changed(
    initiative: Initiative, resident: Person, signed_in: Any
) -> None:
    declared(resident, initiative)
    page = signed_in(resident).get("/desk/fork/interests/?on=2026-03-05").content.decode()
    assert SENTENCE in page
    assert "Change it" not in page


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "kaputt"])
@pytest.mark.parametrize("page", ["interests", "cascade", "groups/steering"])
def test_day_that_nobody_can_mean_is_answered_with_words(
    initiative: Initiative, resident: Person, signed_in: Any, page: str, day: str
) -> None:
    answer = signed_in(resident).get(f"/desk/fork/{page}/?on={day}")
    assert answer.status_code == 200
    assert ("Choose a day between 1900 and 2199." in answer.content.decode()) == (day != "kaputt")
