"""Save and go on later where no name stands with answers: on the phone alone, and without a script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonweal.instruments.models import Sheet, Survey
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.instruments.test_asking import fields_in, in_urn, link_of, press, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("A5")]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def survey(ask: Callable[..., Survey]) -> Survey:
    return ask(code="readiness")


@pytest.fixture
def address(survey: Survey, twenty: list[Person]) -> str:
    return link_of(survey, twenty[0])


def first_key(page: Any) -> str:
    return re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())[0]


def kept_by(client: Client) -> dict[str, Any]:
    return {name: one for name, one in client.cookies.items() if name.startswith("kept-") and one.value}


def test_phone_goes_on_where_it_stopped_and_the_server_keeps_nothing(
    client: Client, survey: Survey, address: str
) -> None:
    page = press(client, address, client.get(address), "begin")
    key, before = first_key(page), Entry.objects.count()
    saved = press(client, address, page, "save", **{key: 4})
    assert "Only this phone has what you typed" in text_of(saved)
    assert (Sheet.objects.count(), in_urn(survey), Entry.objects.count()) == (0, [], before)
    assert "Go on where you stopped" in text_of(client.get(address))
    again = press(client, address, client.get(address), "begin")
    assert (fields_in(again)[key], "1 of 3" in text_of(again)) == (["4"], True)
    assert "Go on where you stopped" not in text_of(Client().get(address))


def test_phone_tells_what_it_keeps_to_this_address_alone_and_to_no_script(client: Client, address: str) -> None:
    page = press(client, address, client.get(address), "begin")
    press(client, address, page, "save", **{first_key(page): 4})
    (cookie,) = kept_by(client).values()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        address, True, "Lax", 14 * 24 * 3600,
    )  # fmt: skip


def test_what_was_sent_is_kept_no_longer(client: Client, address: str) -> None:
    page = press(client, address, client.get(address), "begin")
    press(client, address, page, "save", **{first_key(page): 4})
    page = press(client, address, client.get(address), "begin")
    for go in ("on", "on", "send"):
        page = press(client, address, page, go)
    assert (page.status_code, kept_by(client)) == (302, {})


@pytest.mark.parametrize("value", ["nonsense", "eJwDAAAAAAE=", "eJyLjgUAARUAuQ==", "é"])
def test_cookie_that_somebody_changed_is_no_draft(client: Client, survey: Survey, address: str, value: str) -> None:
    client.cookies[f"kept-{survey.key.hex[:12]}"] = value
    assert "Begin with the first question" in text_of(client.get(address))


def test_more_than_a_phone_keeps_is_told(client: Client, address: str) -> None:
    page = press(client, address, client.get(address), "begin")
    long = "".join(chr(33 + (number * number) % 90) + chr(0x4E00 + (number * 7919) % 20000) for number in range(1500))
    told = press(client, address, page, "save", **{"champions-note": long[:3000]})
    assert ("longer than a phone can keep" in text_of(told), kept_by(client)) == (True, {})


def test_step_that_is_ticked_through_is_not_shown_first_again(client: Client, survey: Survey, address: str) -> None:
    page = press(client, address, client.get(address), "begin")
    ticked = dict.fromkeys(re.findall(r'name="~seen" value="([^"]+)"', page.content.decode()), 3)
    press(client, address, page, "save", **{key: point for key, point in ticked.items() if not key.endswith("-note")})
    assert "2 of 3" in text_of(press(client, address, client.get(address), "begin"))
