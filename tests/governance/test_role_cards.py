"""The framework's roles as cards in two languages, and who has which, over time."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Group, Initiative, RoleTerm, Seat
from commonweal.governance.operations.involvements import leave_initiative
from commonweal.governance.operations.terms import lay_down_role, take_up_role
from commonweal.governance.queries.role_cards import history_of, role_cards, roles_on
from commonweal.people.models import Organisation, Person
from tests.cast import NOW, person

TODAY = NOW.date()
OTHERS = ["chair", "partner", "trainer", "resident", "funder", "stranger"]
TEXTS = ("name", "what", "does", "asks", "gives", "first_steps")


def take_up(initiative: Initiative, role: str, holder: Any, since: date, until: date | None = None) -> RoleTerm:
    term = SeatDraft(role, holder, since, until)
    return take_up_role(by=None, initiative=initiative, term=term, at=NOW)


@pytest.mark.covers("C13", "F-ROL-1", "F-ROL-2", "F-ROL-3", "F-ROL-4", "F-ROL-5", "F-ROL-6", "F-ROL-7", "F-ROL-8")
def test_every_role_of_the_framework_has_a_card() -> None:
    assert [card.row for card in role_cards().values()] == [f"F-ROL-{number}" for number in range(1, 9)]


@pytest.mark.covers("C13")
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_card_says_what_it_asks_and_gives_and_how_to_begin(language: str) -> None:
    with translation.override(language):
        for card in role_cards().values():
            assert [text for text in TEXTS if not getattr(card, text)] == []
            assert min(len(card.does), len(card.first_steps)) >= 3


def test_cards_are_written_in_both_languages_and_not_copied() -> None:
    same = [
        (card.code, text)
        for card in role_cards().values()
        for text in TEXTS
        if card.texts["en"][text] == card.texts["es"][text]
    ]
    assert same == []


def test_sentences_of_cards_are_short() -> None:
    told = [
        sentence
        for card in role_cards().values()
        for language in card.texts.values()
        for text in TEXTS
        for sentence in ([language[text]] if isinstance(language[text], str) else language[text])
    ]
    assert [sentence for sentence in told if len(sentence.split()) > 25] == []


@pytest.mark.covers("D7", "F-FIT-2", "F-FIT-6")
def test_role_of_a_person_and_of_their_organisation_are_two_terms(
    initiative: Initiative, partner: Person, partner_organisation: Organisation
) -> None:
    take_up(initiative, "champion", partner, date(2025, 1, 1), date(2025, 6, 30))
    take_up(initiative, "champion", partner_organisation, date(2025, 3, 1))
    found = [
        [term.holder for term in roles_on(initiative, on).get("champion", [])]
        for on in (date(2024, 12, 31), date(2025, 2, 1), date(2025, 6, 30), TODAY)
    ]
    assert found == [[], [partner], [partner, partner_organisation], [partner_organisation]]
    assert len(history_of(initiative, "champion")) == 2


def test_terms_in_one_role_never_overlap(initiative: Initiative, resident: Person) -> None:
    take_up(initiative, "champion", resident, date(2025, 1, 1))
    with pytest.raises(ValidationError, match="cannot overlap"):
        take_up(initiative, "champion", resident, date(2025, 6, 1))


def test_role_that_is_none_and_merged_people_are_refused(initiative: Initiative, resident: Person) -> None:
    for role, holder in (("wizard", resident), ("champion", person("Rosa", merged_into=resident))):
        with pytest.raises(ValidationError):
            take_up(initiative, role, holder, TODAY)
    assert RoleTerm.objects.count() == 0


def test_role_that_is_laid_down_stays_in_its_history(initiative: Initiative, resident: Person) -> None:
    term = take_up(initiative, "champion", resident, date(2025, 1, 1))
    lay_down_role(by=None, term=term, until=TODAY - timedelta(days=1), at=NOW)
    assert (roles_on(initiative, TODAY), history_of(initiative, "champion")) == ({}, [term])


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_data_manager_writes_down_roles(
    request: pytest.FixtureRequest, signed_in: Any, initiative: Initiative, steering: Group, who: str
) -> None:
    somebody = request.getfixturevalue(who)
    term = take_up(initiative, "convener", somebody, TODAY)
    with pytest.raises(PermissionDenied):
        take_up_role(by=somebody, initiative=initiative, term=SeatDraft("champion", somebody, TODAY), at=NOW)
    with pytest.raises(PermissionDenied):
        lay_down_role(by=somebody, term=term, until=TODAY, at=NOW)
    browser = signed_in(somebody)
    given = {"holder": f"person {somebody.pk}", "since": TODAY}
    assert browser.post("/desk/fork/roles/champion/", given).status_code == 404
    assert browser.post(f"/desk/fork/role-terms/{term.pk}/end/").status_code == 404


@pytest.mark.covers("C13", "F-INT-2")
def test_role_is_written_down_and_ended_on_its_page(signed_in: Any, analyst: Person, initiative: Initiative) -> None:
    browser = signed_in(analyst)
    given = {"holder": f"person {analyst.pk}", "since": "2026-01-01"}
    page = browser.post("/desk/fork/roles/champion/", given, follow=True).content.decode()
    assert "1 January 2026" in page
    ending = f"/desk/fork/role-terms/{RoleTerm.objects.get().pk}/end/"
    assert "Analyst has this role no longer" in browser.get(ending).content.decode()
    browser.post(ending, {"until": "2026-02-01"})
    assert RoleTerm.objects.get().until == date(2026, 2, 1)


@pytest.mark.covers("C13", "F-ROL-1", "F-ROL-2", "F-ROL-3", "F-ROL-4", "F-ROL-5", "F-ROL-6", "F-ROL-7", "F-ROL-8")
def test_card_of_every_role_opens_with_what_to_do_first(
    signed_in: Any, resident: Person, initiative: Initiative
) -> None:
    reader = signed_in(resident)
    pages = {code: unescape(reader.get(f"/desk/fork/roles/{code}/").content.decode()) for code in role_cards()}
    assert [code for code, card in role_cards().items() if card.first_steps[0] not in pages[code]] == []


def test_card_lists_whoever_has_the_role_by_their_seats(
    signed_in: Any, analyst: Person, chair: Person, resident: Person, initiative: Initiative, steering: Group
) -> None:
    Seat.objects.create(group=steering, role=Seat.Role.MEMBER, person=chair, since=NOW.date())
    page = signed_in(analyst).get("/desk/fork/roles/leadership/").content.decode()
    told = ["Chair<span class=\"meta\"> · chair, Steering committee; member, Steering committee</span>",
            "Resident<span class=\"meta\"> · member, Steering committee</span>"]  # fmt: skip
    assert [part.split("</li>")[0] for part in page.split('<ul class="lines">')[1].split("<li>")[1:]] == told
    assert ("2 holders by their seats" in page, "Nobody is written down for it." in page) == (True, False)


@pytest.mark.covers("D11")
def test_who_leaves_lays_down_their_roles_and_seats_with_the_reason(
    initiative: Initiative, analyst: Person, resident: Person
) -> None:
    take_up(initiative, "champion", resident, date(2025, 1, 1))
    leave_initiative(by=analyst, initiative=initiative, person=resident, at=NOW)
    assert roles_on(initiative, TODAY) == {}
    assert [seat.ended for seat in Seat.objects.filter(person=resident)] == ["left"]
