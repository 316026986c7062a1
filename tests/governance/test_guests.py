"""Guests read one thing until a day, through a mailed link that opens nothing else."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.governance.cascade_drafts import CharterDraft, GuestDraft
from commonweal.governance.models import Group, GuestAccess, Initiative, Seat
from commonweal.governance.operations.charters import write_charter
from commonweal.governance.operations.guests import forget_old_guests, invite_guest, open_as_guest, revoke_guest
from commonweal.people.models import Person
from tests.cast import NOW, SINCE

pytestmark = pytest.mark.covers("C6", "F-INF-3")
TODAY = NOW.date()


@pytest.fixture
def charter(steering: Group) -> Group:
    draft = CharterDraft(SINCE, {"purpose_en": "Holds the agenda of the county."}, "consent", 3)
    write_charter(by=None, group=steering, charter=draft, at=NOW)
    return steering


@pytest.fixture
def draft() -> GuestDraft:
    last = timezone.now().date() + timedelta(days=7)
    return GuestDraft("Ravi Stone", "ravi@x.org", "en", "governance.charter", "1", last)


def token_in_mail() -> str:
    found = re.search(r"/guest/([^/]+)/", Message.objects.latest("pk").text)
    assert found is not None
    return found.group(1)


def invited(group: Group, draft: GuestDraft) -> str:
    invite_guest(by=None, group=group, guest=draft, at=timezone.now())
    return token_in_mail()


def test_guest_reads_one_thing_without_an_account(charter: Group, draft: GuestDraft, client: Client) -> None:
    page = client.get(f"/guest/{invited(charter, draft)}/")
    words = page.content.decode()
    assert page.status_code == 200
    assert "Holds the agenda of the county." in words
    assert "Ravi Stone, this page is open to you until" in words


def test_mail_sets_off_the_question_that_a_guest_is_asked_to_read(table: Any, opened: Any, draft: GuestDraft) -> None:
    decision = opened()
    to_read = replace(draft, item_kind="governance.decision", item_key=str(decision.number))
    invite_guest(by=None, group=decision.group, guest=to_read, at=timezone.now())
    asked = Message.objects.latest("pk").text.split("\n\n")[1]
    assert asked.endswith(f": “{decision.question_en}”")


def test_link_of_a_guest_opens_nothing_else(charter: Group, draft: GuestDraft, client: Client) -> None:
    client.get(f"/guest/{invited(charter, draft)}/")
    for path in ("cascade/", "groups/steering/", "groups/steering/charter/", "groups/steering/guests/", "roles/"):
        assert client.get(f"/desk/fork/{path}").status_code == 302
    words = client.get(f"/guest/{token_in_mail()}/").content.decode()
    assert re.findall(r'href="/desk/[^"]*"', words) == []


def test_link_ends_with_its_day(charter: Group, draft: GuestDraft) -> None:
    token = invited(charter, draft)
    # The last day ends at midnight by the clocks of the initiative, which lie behind those of the world.
    last = datetime.combine(draft.until, datetime.min.time(), NOW.tzinfo)
    opened = [open_as_guest(token=token, at=last + timedelta(hours=hours)) for hours in (20, 27, 30)]
    assert [found is not None for found in opened] == [True, True, False]


def test_link_that_was_taken_back_opens_nothing(charter: Group, draft: GuestDraft, client: Client) -> None:
    token = invited(charter, draft)
    revoke_guest(by=None, guest=GuestAccess.objects.get(), at=timezone.now())
    page = client.get(f"/guest/{token}/")
    assert (page.status_code, "This link opens nothing" in page.content.decode()) == (404, True)


def test_guessed_link_opens_nothing(charter: Group, draft: GuestDraft, client: Client) -> None:
    invited(charter, draft)
    assert client.get(f"/guest/{GuestAccess.objects.get().token_hash}/").status_code == 404


def test_guest_goes_on_reading_the_version_they_were_let_in_to(
    charter: Group, draft: GuestDraft, client: Client
) -> None:
    token = invited(charter, draft)
    later = CharterDraft(TODAY, {"purpose_en": "Something new.", "reason_en": "Why"}, "consent", 3)
    write_charter(by=None, group=charter, charter=later, at=NOW)
    assert "Holds the agenda of the county." in client.get(f"/guest/{token}/").content.decode()


@pytest.mark.parametrize("who", ["trainer", "resident", "partner", "funder", "stranger"])
def test_only_the_data_manager_and_the_groups_chairs_invite(
    request: pytest.FixtureRequest, signed_in: Any, charter: Group, draft: GuestDraft, who: str
) -> None:
    somebody = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        invite_guest(by=somebody, group=charter, guest=draft, at=NOW)
    assert signed_in(somebody).get("/desk/fork/groups/steering/guests/").status_code == 404
    assert (GuestAccess.objects.count(), Message.objects.count()) == (0, 0)


def test_chair_of_one_group_invites_to_no_other(
    initiative: Initiative, charter: Group, draft: GuestDraft, resident: Person
) -> None:
    other = Group.objects.create(initiative=initiative, code="jobs", name_en="Jobs", kind="working")
    Seat.objects.create(group=other, role="co-chair", person=resident, since=SINCE)
    with pytest.raises(PermissionDenied):
        invite_guest(by=resident, group=charter, guest=draft, at=NOW)


def test_charter_of_one_group_is_not_shown_through_another(
    initiative: Initiative, charter: Group, draft: GuestDraft
) -> None:
    other = Group.objects.create(initiative=initiative, code="jobs", name_en="Jobs", kind="working")
    with pytest.raises(ValidationError):
        invite_guest(by=None, group=other, guest=draft, at=NOW)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"until": TODAY + timedelta(days=181)}, "until"),
        ({"language": "xx"}, "language"),
        ({"item_key": "9"}, "item"),
        ({"item_kind": "people.person"}, "item"),
    ],
)
def test_invitation_that_cannot_be_is_refused(
    charter: Group, draft: GuestDraft, change: dict[str, Any], field: str
) -> None:
    wrong = replace(replace(draft, until=TODAY), **change)
    with pytest.raises(ValidationError) as refused:
        invite_guest(by=None, group=charter, guest=wrong, at=NOW)
    assert (list(refused.value.message_dict), GuestAccess.objects.count()) == ([field], 0)


def test_chair_invites_and_takes_back_on_a_page_that_asks_first(
    signed_in: Any, chair: Person, charter: Group, draft: GuestDraft
) -> None:
    browser = signed_in(chair)
    given = {"name": "Ravi", "email": "ravi@x.org", "language": "es", "item": "governance.charter 1"}
    given["until"] = draft.until.isoformat()
    page = browser.post("/desk/fork/groups/steering/guests/", given, follow=True).content.decode()
    assert "open until" in page
    assert Message.objects.get().subject.startswith("Para leer")
    address = f"/desk/fork/groups/steering/guests/{GuestAccess.objects.get().pk}/revoke/"
    assert "Withdraw the link of Ravi?" in browser.get(address).content.decode()
    assert "withdrawn on" in browser.post(address, follow=True).content.decode()


def test_name_and_address_of_a_guest_are_forgotten_30_days_after_the_link(charter: Group, draft: GuestDraft) -> None:
    invited(charter, draft)
    end = datetime.combine(draft.until, datetime.min.time(), NOW.tzinfo)
    assert forget_old_guests(by=None, at=end + timedelta(days=29)) == 0
    assert forget_old_guests(by=None, at=end + timedelta(days=32)) == 1
    guest = GuestAccess.objects.get()
    assert (guest.name, guest.email, guest.item_kind) == ("", "", "governance.charter")
