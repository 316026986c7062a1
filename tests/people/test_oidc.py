"""Signing in through one's own organisation, against a real OpenID Connect server on this machine."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from tests.people import oidc_server

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def their_server(live_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In a process of its own, for all tests of this file: it knows a browser again, and each test has its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    back = f"{live_server.url}/sign-in/through/own/callback/"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [
        sys.executable,
        "-m",
        "tests.people.oidc_server",
        str(port),
        str(tmp_path_factory.mktemp("theirs")),
        back,
    ]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield address
        process.terminate()


@pytest.fixture
def server(their_server: str, settings: Any) -> str:
    """This site is told of it as the environment would tell it."""
    app = {
        "provider_id": "own", "name": "Fork County Government", "client_id": oidc_server.CLIENT,
        "secret": oidc_server.SECRET, "settings": {"server_url": their_server},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    return their_server


def go_through(page: Any, name: str) -> None:
    """From our page of signing in over to the other server, and back."""
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in through Fork County Government").click()
    page.wait_for_url("**/accounts/login/**")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", oidc_server.PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/accounts/" not in address)


@pytest.mark.covers("B13")
def test_verified_address_of_ones_organization_signs_in(browser: Any, server: str, resident: Person) -> None:
    go_through(browser, "resident")
    browser.wait_for_url("**/home/")
    browser.goto("/me/")
    assert browser.locator("h1").inner_text() == "Resident"


def test_address_that_their_server_did_not_verify_signs_nobody_in(
    browser: Any, server: str, chair: Person, initiative: Initiative
) -> None:
    go_through(browser, "unverified")
    browser.goto("/me/")
    assert "/sign-in/" in browser.url


def test_who_is_unknown_here_is_not_added(browser: Any, server: str, resident: Person) -> None:
    go_through(browser, "newcomer")
    assert browser.locator("h1").inner_text() == "Nobody here has this address"
    assert Person.objects.filter(email="newcomer@example.org").count() == 0


def test_who_has_left_does_not_come_in_that_way(browser: Any, server: str, resident: Person) -> None:
    Person.objects.filter(pk=resident.pk).update(is_active=False)
    go_through(browser, "resident")
    browser.goto("/me/")
    assert "/sign-in/" in browser.url


def test_server_that_is_not_configured_is_not_there(client: Any, initiative: Initiative) -> None:
    assert client.get("/sign-in/through/own/login/").status_code == 404
    assert "Sign in through" not in client.get("/sign-in/").content.decode()


def test_environment_names_the_server_and_half_of_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.config.settings import oidc_providers

    monkeypatch.setenv("COMMONWEAL_OIDC_SERVER", "https://login.example.org/")
    with pytest.raises(ImproperlyConfigured, match="COMMONWEAL_OIDC_CLIENT"):
        oidc_providers()
    monkeypatch.setenv("COMMONWEAL_OIDC_CLIENT", "us")
    monkeypatch.setenv("COMMONWEAL_OIDC_SECRET", "a secret")
    app = oidc_providers()["openid_connect"]["APPS"][0]
    assert (app["name"], app["settings"]["server_url"]) == ("login.example.org", "https://login.example.org")
