"""Levels and roles are called what people here call them; what somebody may do stays the same."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.template import Context, Template

from commonweal.delivery.models import Message
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Group, Initiative, OwnName, Seat
from commonweal.governance.operations.naming import name_terms
from commonweal.governance.operations.role_warnings import warn_of_ending_roles
from commonweal.governance.operations.terms import take_up_role
from commonweal.governance.queries.role_cards import role_cards
from commonweal.governance.rules import is_chair
from commonweal.governance.terms import TERMS
from commonweal.people.models import Person

PAGE = "/desk/fork/words/"
TYPED = {"kind.steering.en": "Table of Elders", "kind.steering.es": "Mesa mayor", "role.chair.en": "convener"}


@pytest.mark.covers("A14")
def test_words_of_our_own_stand_on_all_pages_in_their_language(
    initiative: Initiative, chair: Person, analyst: Person, signed_in: Any
) -> None:
    browser = signed_in(analyst)
    assert browser.post(PAGE, TYPED).status_code == 302
    english = browser.get("/desk/fork/groups/").content.decode()
    spanish = browser.get("/desk/fork/groups/", headers={"accept-language": "es"}).content.decode()
    assert ("Table of Elders" in english, "convener" in english) == (True, True)
    assert ("Mesa mayor" in spanish, "convener" in spanish, "presidencia" in spanish) == (True, False, True)


@pytest.mark.covers("A14")
def test_words_of_our_own_stand_in_titles_on_role_cards_in_the_handover_pack_and_in_mails(
    initiative: Initiative, steering: Group, chair: Person, analyst: Person, signed_in: Any, at: datetime
) -> None:
    names = {
        "card.champion": ("Torch bearer", "Portador"),
        "card.leadership": ("Elders", ""),
        "role.chair": ("convener", ""),
    }
    name_terms(by=None, initiative=initiative, names=names, at=at)
    seat = Seat.objects.get(person=chair)
    ends = at.date() + timedelta(days=30)
    take_up_role(by=None, initiative=initiative, term=SeatDraft("champion", chair, at.date(), ends), at=at)
    warn_of_ending_roles(by=None, at=at)
    browser = signed_in(chair)
    pages = {path: browser.get(f"/desk/fork/{path}").content.decode() for path in ("roles/champion/", "roles/")}
    pages["handover"] = browser.get(f"/desk/fork/seats/{seat.pk}/handover/").content.decode()
    assert "<title>Torch bearer" in pages["roles/champion/"]
    assert ("Torch bearer" in pages["roles/"], "Champion or advocate" in pages["roles/"]) == (True, False)
    assert ("<h2>Elders</h2>" in pages["handover"], "convener, Steering committee" in pages["handover"]) == (True, True)
    assert "“Torch bearer”" in Message.objects.get(to=chair.email).text
    spanish = browser.get("/desk/fork/roles/champion/", headers={"accept-language": "es"}).content.decode()
    assert "<h1>Portador</h1>" in spanish


def test_rights_follow_from_the_seat_and_not_from_its_name(
    initiative: Initiative, chair: Person, resident: Person, at: datetime
) -> None:
    names = {"role.member": ("chair", ""), "role.chair": ("member", "")}
    name_terms(by=None, initiative=initiative, names=names, at=at)
    assert [is_chair(person, initiative, at.date()) for person in (chair, resident)] == [True, False]


def test_empty_word_is_our_own_again(initiative: Initiative, steering: Group, analyst: Person, signed_in: Any) -> None:
    signed_in(analyst).post(PAGE, TYPED)
    assert steering.get_kind_display() == "Table of Elders"
    signed_in(analyst).post(PAGE, {})
    assert (steering.get_kind_display(), OwnName.objects.count()) == ("steering committee", 0)


def test_words_of_one_initiative_are_not_those_of_another(
    initiative: Initiative, steering: Group, at: datetime
) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    theirs = Group.objects.create(initiative=elsewhere, code="s", name_en="S", kind=Group.Kind.STEERING)
    name_terms(by=None, initiative=initiative, names={"kind.steering": ("Table of Elders", "")}, at=at)
    assert (steering.get_kind_display(), theirs.get_kind_display()) == ("Table of Elders", "steering committee")


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "trainer", "funder", "stranger"])
def test_words_are_not_chosen_by(who: str, initiative: Initiative, at: datetime, signed_in: Any, request: Any) -> None:
    somebody = request.getfixturevalue(who)
    assert [signed_in(somebody).get(PAGE).status_code, signed_in(somebody).post(PAGE, TYPED).status_code] == [404, 404]
    with pytest.raises(PermissionDenied):
        name_terms(by=somebody, initiative=initiative, names={"role.chair": ("boss", "")}, at=at)


def test_word_that_is_none_of_them_or_too_long_is_refused(
    initiative: Initiative, analyst: Person, at: datetime, signed_in: Any
) -> None:
    with pytest.raises(ValidationError, match="not one of the words"):
        name_terms(by=analyst, initiative=initiative, names={"role.king": ("king", "")}, at=at)
    answer = signed_in(analyst).post(PAGE, {"role.chair.en": "x" * 61})
    assert (answer.status_code, OwnName.objects.count()) == (422, 0)


@pytest.mark.covers("A1", "A14")
def test_each_word_has_one_line_of_help(initiative: Initiative, analyst: Person, signed_in: Any) -> None:
    page = signed_in(analyst).get(PAGE).content.decode()
    assert [term.code for term in TERMS.values() if str(term.help) not in page.replace("&#x27;", "'")] == []
    assert {code.partition(".")[2] for code in TERMS} == {*Group.Kind.values, *Seat.Role.values, *role_cards()}


def test_tag_says_the_word_of_the_initiative(initiative: Initiative, at: datetime) -> None:
    name_terms(by=None, initiative=initiative, names={"role.chair": ("convener", "")}, at=at)
    page = Template('{% load terms %}{% term initiative "role.chair" %}, {% term initiative "role.member" %}')
    assert page.render(Context({"initiative": initiative})) == "convener, member"


@pytest.mark.covers("A14")
def test_words_of_our_own_stand_where_one_chooses_and_in_the_charter(
    initiative: Initiative, steering: Group, chair: Person, analyst: Person, signed_in: Any
) -> None:
    browser = signed_in(analyst)
    browser.post(PAGE, TYPED)
    groups, charter = (
        browser.get(f"/desk/fork/groups/{page}").content.decode() for page in ("", "steering/charter/write/")
    )
    choices = groups.split('id="id_group-kind"')[1].split("</select>")[0]
    seats = groups.split('id="id_org-role"')[1].split("</select>")[0]
    assert [">Table of Elders<" in choices, ">convener<" in seats, ">convener" in charter] == [True, True, True]


@pytest.mark.covers("A14")
def test_who_wrote_the_agenda_is_told_in_our_own_words(
    initiative: Initiative, chair: Person, analyst: Person, signed_in: Any
) -> None:
    signed_in(analyst).post(PAGE, TYPED)
    assert "Table of Elders" in signed_in(chair).get("/desk/fork/agenda/").content.decode()


@pytest.mark.covers("A14")
def test_where_a_sentence_is_about_the_committee_its_own_name_stands_there(
    initiative: Initiative, steering: Group, chair: Person, analyst: Person, signed_in: Any
) -> None:
    Group.objects.filter(pk=steering.pk).update(name_en="Elders", name_es="Mayores")
    english = signed_in(chair).get("/desk/fork/agenda/versions/").content.decode()
    spanish = signed_in(chair).get("/desk/fork/agenda/", headers={"accept-language": "es"}).content.decode()
    assert "In force is the last one that Elders ratified." in english
    assert "Mayores ratifica una versión con una decisión registrada." in spanish
    assert "Running sentences and help keep the usual word." in signed_in(analyst).get(PAGE).content.decode()
