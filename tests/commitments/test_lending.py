"""What is needed stands beside what can be lent, by kind and place; a promise follows from it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commonweal.commitments.models import Resource
from commonweal.commitments.operations import ResourceDraft, end_resource, note_resource
from commonweal.commitments.queries import exchange
from commonweal.governance.models import Initiative, Place, Seat
from commonweal.people.models import Affiliation, Organisation, Person
from commonweal.people.operations.erasing import erase
from tests.cast import SINCE

pytestmark = pytest.mark.covers("D8")
PAGE = "/desk/fork/exchange/"
ROOM = ResourceDraft("has", "room", "A room for 30, on weekday evenings.")
NEED = ResourceDraft("needs", "room", "A room for the parents' table.")


def noted(initiative: Initiative, holder: Any, draft: ResourceDraft, at: datetime) -> Resource:
    return note_resource(by=None, initiative=initiative, holder=holder, resource=draft, at=at)


def matches(reader: Person, initiative: Initiative, at: datetime) -> list[list[str]]:
    return [[str(one.holder) for one in need.matches] for need in exchange(reader, initiative, at).needs]


def test_need_meets_what_is_of_its_kind(
    initiative: Initiative, resident: Person, partner_organisation: Organisation, at: datetime
) -> None:
    noted(initiative, resident, NEED, at)
    noted(initiative, partner_organisation, ROOM, at)
    noted(initiative, partner_organisation, ResourceDraft("has", "rides", "A van on Fridays."), at)
    assert matches(resident, initiative, at) == [["First Rung"]]


def test_place_must_fit_where_both_name_one(
    initiative: Initiative, resident: Person, partner_organisation: Organisation, places: list[Place], at: datetime
) -> None:
    _county, east, west = places
    noted(initiative, resident, ResourceDraft("needs", "food", "Lunch for ten.", place=east), at)
    noted(initiative, partner_organisation, ResourceDraft("has", "food", "Sandwiches.", place=west), at)
    assert matches(resident, initiative, at) == [[]]
    noted(initiative, partner_organisation, ResourceDraft("has", "food", "Soup."), at)
    assert matches(resident, initiative, at) == [["First Rung"]]


def test_nobody_is_told_to_ask_themselves(initiative: Initiative, resident: Person, at: datetime) -> None:
    noted(initiative, resident, NEED, at)
    noted(initiative, resident, ROOM, at)
    assert matches(resident, initiative, at) == [[]]


def test_what_is_over_stands_on_the_page_no_more(
    initiative: Initiative, resident: Person, partner_organisation: Organisation, at: datetime
) -> None:
    noted(initiative, resident, NEED, at)
    lent = noted(initiative, partner_organisation, ROOM, at)
    end_resource(by=None, resource=lent, at=at)
    assert matches(resident, initiative, at) == [[]]
    with pytest.raises(ValidationError, match="It has ended already"):
        end_resource(by=None, resource=lent, at=at)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ResourceDraft("gives", "room", "A room."), "side"),
        (ResourceDraft("has", "castle", "A castle."), "sort"),
        (ResourceDraft("has", "room", "  "), "words"),
        (ResourceDraft("has", "room", "A room.", until=SINCE), "until"),
    ],
)
def test_odd_entry_is_named_and_not_stored(
    initiative: Initiative, resident: Person, at: datetime, draft: ResourceDraft, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        noted(initiative, resident, draft, at)
    assert (list(refused.value.message_dict), Resource.objects.count()) == ([field], 0)


@pytest.mark.parametrize("who", ["resident", "trainer", "chair", "partner", "stranger"])
def test_nobody_writes_for_others_but_the_data_manager(
    request: pytest.FixtureRequest, initiative: Initiative, other_organisation: Organisation, at: datetime, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        note_resource(
            by=request.getfixturevalue(who), initiative=initiative, holder=other_organisation, resource=ROOM, at=at
        )


@pytest.mark.covers("B6")
def test_member_writes_down_what_her_organization_has_and_somebody_promises_it(
    initiative: Initiative, steering: Any, partner: Person, resident: Person, partner_organisation: Organisation,
    signed_in: Any,
) -> None:  # fmt: skip
    Seat.objects.create(group=steering, role="member", person=partner, since=SINCE)
    need = noted(initiative, resident, NEED, timezone.now())
    sent = {"side": "has", "holder": f"organisation:{partner_organisation.pk}", "sort": "room", "words": ROOM.words}
    browser = signed_in(partner)
    assert browser.post(PAGE, sent).status_code == 302
    page = browser.get(PAGE).content.decode()
    assert "<li>First Rung: A room for 30, on weekday evenings.</li>" in page
    form = browser.get(f"/desk/fork/promises/add/?need={need.pk}").content.decode()
    assert "A room for the parents&#x27; table.</textarea>" in form
    assert f'value="person:{resident.pk}" selected' in form


def test_only_its_holder_takes_it_off(
    initiative: Initiative, resident: Person, chair: Person, analyst: Person, signed_in: Any
) -> None:
    mine = noted(initiative, resident, NEED, timezone.now())
    door = f"{PAGE}{mine.pk}/end/"
    assert [signed_in(who).get(door).status_code for who in (chair, analyst, resident)] == [404, 200, 200]
    assert signed_in(resident).post(door).status_code == 302
    mine.refresh_from_db()
    assert mine.until == mine.since - timedelta(days=1)


def test_words_go_with_who_is_erased(initiative: Initiative, resident: Person, at: datetime) -> None:
    noted(initiative, resident, NEED, at)
    erase(by=resident, person=resident, at=at)
    assert Resource.objects.get().words == ""
    assert Affiliation.objects.count() == 0
