"""Who came, helps or gives without an account; and how they make that their own."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.governance import operations as governance
from commonweal.governance.models import Group, Initiative, Involvement
from commonweal.people import operations
from commonweal.people.models import ClaimLink, Person
from commonweal.people.queries.own_page import history
from tests.cast import NOW

LIFE = timedelta(days=14)


@pytest.fixture
def guest(analyst: Person, initiative: Initiative) -> Person:
    made = governance.bring_profile(
        by=analyst, initiative=initiative, name="Ines Guest", email="ines@example.org",
        kind="event participant", about="Roundtable 18", at=NOW,
    )  # fmt: skip
    return made.person


def link_to(guest: Person, analyst: Person, initiative: Initiative) -> str:
    link = governance.invite_to_claim(by=analyst, initiative=initiative, profile=guest, at=timezone.now())
    return "/me/claim/" + link.rpartition("/me/claim/")[2]


@pytest.mark.covers("D5", "F-ROL-6")
def test_data_manager_writes_down_who_came_without_an_account(
    signed_in: Any, analyst: Person, initiative: Initiative
) -> None:
    client = signed_in(analyst)
    typed = {"name": "Ines Guest", "email": "", "language": "es", "kind": "volunteer", "about": "Cooking"}
    answer = client.post(f"/desk/{initiative.slug}/people/", typed, follow=True)
    made = Person.objects.get(name="Ines Guest")
    assert (made.email, made.has_account, made.is_active, made.language) == ("", False, False, "es")
    assert "Cooking, Fork County Thrives" in answer.content.decode()


def test_several_have_no_address_at_all(analyst: Person, initiative: Initiative) -> None:
    for name in ("One", "Two"):
        governance.bring_profile(by=analyst, initiative=initiative, name=name, email="", kind="donor", at=NOW)
    assert Person.objects.filter(email="").count() == 2


def test_known_address_is_that_person_and_nobody_new(analyst: Person, initiative: Initiative, resident: Person) -> None:
    made = governance.bring_profile(
        by=analyst, initiative=initiative, name="Res", email="RESIDENT@example.org", kind="donor", at=NOW
    )
    assert (made.person, made.person.name) == (resident, "Resident")


def test_light_profile_signs_in_by_nothing(guest: Person, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.post("/sign-in/code/", {"email": guest.email})
    assert "_auth_user_id" not in client.session
    with pytest.raises(PermissionDenied):
        operations.make_sign_in_link(by=None, person=guest, at=NOW, lifetime=LIFE)


@pytest.mark.covers("D5")
def test_history_is_claimed_through_the_mailed_link_and_joins_the_account(
    signed_in: Any, guest: Person, analyst: Person, resident: Person, initiative: Initiative
) -> None:
    link = link_to(guest, analyst, initiative)
    client = signed_in(resident)
    assert "Are you Ines Guest?" in client.get(link).content.decode()
    assert "Roundtable 18" in client.post(link, follow=True).content.decode()
    guest.refresh_from_db()
    assert guest.merged_into == resident
    assert [one.what for one in history(resident, resident, timezone.now().date())][:1] == ["event participant"]


@pytest.mark.covers("D5")
def test_history_is_claimed_as_an_account_of_ones_own(
    client: Client, guest: Person, analyst: Person, initiative: Initiative
) -> None:
    link = link_to(guest, analyst, initiative)
    answer = client.post(link)
    guest.refresh_from_db()
    assert (answer["Location"], guest.has_account, guest.is_active) == ("/sign-in/code/", True, True)
    # The link made it an account; signing in still takes a code.
    assert "_auth_user_id" not in client.session


def test_looking_at_the_link_spends_nothing_and_it_works_once(
    client: Client, guest: Person, analyst: Person, initiative: Initiative
) -> None:
    link = link_to(guest, analyst, initiative)
    assert [client.get(link).status_code for _ in range(2)] == [200, 200]
    assert [client.post(link).status_code, client.post(link).status_code] == [302, 410]


def test_newer_link_replaces_the_older(client: Client, guest: Person, analyst: Person, initiative: Initiative) -> None:
    old, new = (link_to(guest, analyst, initiative) for _ in range(2))
    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)


def test_expired_link_claims_nothing(client: Client, guest: Person, analyst: Person, initiative: Initiative) -> None:
    link = link_to(guest, analyst, initiative)
    ClaimLink.objects.update(expires_at=timezone.now() - LIFE)
    assert client.post(link).status_code == 410
    guest.refresh_from_db()
    assert guest.has_account is False


def test_link_goes_by_mail_to_its_owner_and_on_no_outbox_page(
    signed_in: Any, guest: Person, analyst: Person, initiative: Initiative, settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example"
    client = signed_in(analyst)
    page = client.post(f"/desk/{initiative.slug}/people/{guest.pk}/invite/", follow=True).content.decode()
    assert "The link is on its way to ines@example.org." in page
    mail = Message.objects.get(to="ines@example.org")
    assert (mail.secret, bool(re.search(r"/me/claim/\S+/", mail.text))) == (True, True)
    assert "/me/claim/" not in page
    assert "ines@example.org" not in client.get(f"/desk/{initiative.slug}/outbox/").content.decode()


def test_without_a_mail_server_the_link_is_shown_once(
    signed_in: Any, guest: Person, analyst: Person, initiative: Initiative
) -> None:
    client = signed_in(analyst)
    assert "/me/claim/" in client.post(f"/desk/{initiative.slug}/people/{guest.pk}/invite/").content.decode()
    assert "/me/claim/" not in client.get(f"/desk/{initiative.slug}/people/{guest.pk}/").content.decode()


def test_address_is_written_down_later_unless_somebody_has_it(
    signed_in: Any, guest: Person, analyst: Person, resident: Person, initiative: Initiative
) -> None:
    client, address = signed_in(analyst), f"/desk/{initiative.slug}/people/{guest.pk}/address/"
    assert "Somebody here has this address already." in client.post(address, {"email": resident.email}).content.decode()
    client.post(address, {"email": "ines.new@example.org"})
    guest.refresh_from_db()
    assert guest.email == "ines.new@example.org"


def test_address_of_an_account_is_not_changed_by_the_data_manager(analyst: Person, resident: Person) -> None:
    with pytest.raises(PermissionDenied):
        operations.set_address(by=analyst, profile=resident, email="mine@example.org", at=NOW)


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "funder", "stranger"])
def test_only_the_data_manager_sees_the_people(
    request: pytest.FixtureRequest, signed_in: Any, guest: Person, initiative: Initiative, who: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    pages = ["", f"{guest.pk}/", f"{guest.pk}/leave/", f"{guest.pk}/merge/", f"{guest.pk}/erase/"]
    assert [client.get(f"/desk/{initiative.slug}/people/{page}").status_code for page in pages] == [404] * 5
    with pytest.raises(PermissionDenied):
        governance.invite_to_claim(by=request.getfixturevalue(who), initiative=initiative, profile=guest, at=NOW)


def test_light_profile_that_gets_a_seat_signs_in_from_then_on(analyst: Person, guest: Person, steering: Group) -> None:
    draft = governance.PersonDraft("Ines", "ines@example.org")
    governance.bring_person(by=analyst, group=steering, role="member", person=draft, at=NOW)
    guest.refresh_from_db()
    assert (guest.has_account, guest.is_active) == (True, True)


def test_taking_part_in_the_same_is_written_down_once(analyst: Person, guest: Person, initiative: Initiative) -> None:
    for _ in range(2):
        governance.involve(
            by=analyst, initiative=initiative, person=guest, kind="event participant", about="Roundtable 18", at=NOW
        )
    assert Involvement.objects.count() == 1


def test_way_of_taking_part_that_is_none_is_refused(analyst: Person, guest: Person, initiative: Initiative) -> None:
    with pytest.raises(ValidationError):
        governance.involve(by=analyst, initiative=initiative, person=guest, kind="king", at=NOW)
