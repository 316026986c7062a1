"""A passkey in a real browser, with a device that the browser itself plays."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.people import operations
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.people.test_sign_in import link_for

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def device(browser: Any) -> Any:
    """A visitor whose device can keep passkeys. A passkey needs an address with a name, which a number is not."""
    protocol = browser.context.new_cdp_session(browser)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return browser


def at(live_server: Any, path: str) -> str:
    return live_server.url.replace("127.0.0.1", "localhost") + path


def add_passkey(page: Any, live_server: Any, person: Person) -> None:
    page.goto(at(live_server, link_for(person)))
    page.get_by_role("button", name="Sign in as").click()
    page.goto(at(live_server, "/me/passkeys/"))
    page.get_by_role("link", name="Add this device").click()
    page.get_by_label("Name of this device").fill("My phone")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/me/passkeys/")


@pytest.mark.covers("B13")
def test_device_signs_in_by_itself_after_it_was_added(device: Any, live_server: Any, resident: Person) -> None:
    add_passkey(device, live_server, resident)
    assert "My phone" in device.locator("main").inner_text()
    device.context.clear_cookies()
    device.goto(at(live_server, "/sign-in/"))
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.wait_for_url("**/home/")
    device.goto(at(live_server, "/me/"))
    assert device.locator("h1").inner_text() == "Resident"
    assert Entry.objects.filter(verb="people.add_passkey", actor=resident.actor_id).count() == 1


def test_removed_passkey_opens_nothing(device: Any, live_server: Any, resident: Person) -> None:
    add_passkey(device, live_server, resident)
    device.get_by_role("link", name="Remove this passkey").click()
    device.get_by_role("button", name="Remove this passkey").click()
    device.context.clear_cookies()
    device.goto(at(live_server, "/sign-in/"))
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.get_by_text("This passkey did not work here.").wait_for()


def test_passkey_of_who_has_left_opens_nothing(device: Any, live_server: Any, resident: Person) -> None:
    add_passkey(device, live_server, resident)
    operations.leave(by=resident, person=resident, at=timezone.now())
    device.context.clear_cookies()
    device.goto(at(live_server, "/sign-in/"))
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.wait_for_url("**/sign-in/closed/")


def test_address_of_numbers_says_that_it_keeps_no_passkey(browser: Any, live_server: Any, resident: Person) -> None:
    numbers = live_server.url.replace("localhost", "127.0.0.1")
    browser.goto(numbers + link_for(resident))
    browser.get_by_role("button", name="Sign in as").click()
    browser.goto(numbers + "/me/passkeys/add/")
    assert "No passkey can be kept here" in browser.locator("#passkey-told").inner_text()
    assert browser.get_by_role("button", name="Make a passkey").is_disabled()


def test_passkey_is_added_only_by_who_has_just_come_in(signed_in: Any, resident: Person) -> None:
    client = signed_in(resident)  # in a session of unknown age
    assert "To add one, sign out, come in again" in client.get("/me/passkeys/").content.decode()
    assert client.get("/me/passkeys/add/")["Location"] == "/me/passkeys/"


def test_made_up_answer_of_a_device_signs_nobody_in(client: Client, resident: Person) -> None:
    client.get("/sign-in/passkey/", headers={"x-requested-with": "XMLHttpRequest"})
    for credential in ("", "{}", '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}'):
        client.post("/sign-in/passkey/", {"credential": credential})
    assert "_auth_user_id" not in client.session


def test_passkey_of_another_is_not_removed(signed_in: Any, resident: Person, chair: Person) -> None:
    from allauth.mfa.models import Authenticator

    key = Authenticator.objects.create(user=resident, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    assert signed_in(chair).post(f"/me/passkeys/{key.pk}/remove/").status_code == 404
    signed_in(resident).post(f"/me/passkeys/{key.pk}/remove/")
    assert Authenticator.objects.count() == 0
