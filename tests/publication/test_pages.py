"""Taking a release back, as the data manager and the chair do it: by the page."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.publication import queries
from commonweal.publication.models import Publication
from tests.publication.test_release import release

SignedIn = Callable[[Person], Client]


@pytest.fixture
def released(analyst: Person, initiative: Initiative, at: datetime) -> Publication:
    return release(analyst, initiative, at)


@pytest.mark.covers("B4", "F-BBF-3")
@pytest.mark.parametrize("who", ["analyst", "chair"])
def test_withdraw_by_page(who: str, released: Publication, signed_in: SignedIn, request: pytest.FixtureRequest) -> None:
    browser = signed_in(request.getfixturevalue(who))
    page = reverse("publication:withdraw", args=["fork", released.number])
    assert browser.get(page).status_code == 200
    answer = browser.post(page, {"reason_en": "A school counted twice.", "reason_es": ""}, follow=True)
    assert answer.redirect_chain == [(reverse("publication:releases", args=["fork"]), 302)]
    assert "Release 1 is no longer public." in answer.content.decode()
    assert "A school counted twice." in answer.content.decode()
    assert queries.latest(released.initiative) is None


def test_withdraw_by_page_without_a_reason(released: Publication, analyst: Person, signed_in: SignedIn) -> None:
    page = reverse("publication:withdraw", args=["fork", released.number])
    answer = signed_in(analyst).post(page, {"reason_en": " ", "reason_es": "Por error."})
    assert answer.status_code == 422
    assert "Por error." in answer.content.decode()
    assert queries.latest(released.initiative) == released


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_pages_do_not_exist_for_others(
    who: str, released: Publication, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    withdraw = reverse("publication:withdraw", args=["fork", released.number])
    assert browser.get(reverse("publication:releases", args=["fork"])).status_code == 404
    assert browser.get(withdraw).status_code == 404
    assert browser.post(withdraw, {"reason_en": "Mine."}).status_code == 404
    assert queries.latest(released.initiative) == released


def test_pages_ask_a_visitor_to_sign_in(released: Publication, client: Client) -> None:
    answer = client.get(reverse("publication:withdraw", args=["fork", released.number]))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_withdraw_by_page_twice(released: Publication, analyst: Person, signed_in: SignedIn) -> None:
    browser = signed_in(analyst)
    page = reverse("publication:withdraw", args=["fork", released.number])
    browser.post(page, {"reason_en": "A wrong sum."})
    assert browser.post(page, {"reason_en": "Again."}).status_code == 404


def test_list_before_the_first_release(initiative: Initiative, analyst: Person, signed_in: SignedIn) -> None:
    answer = signed_in(analyst).get(reverse("publication:releases", args=["fork"]))
    assert "Nothing is public yet" in answer.content.decode()


def test_list_in_spanish(released: Publication, analyst: Person, signed_in: SignedIn) -> None:
    browser = signed_in(analyst)
    answer = browser.get(reverse("publication:releases", args=["fork"]), headers={"accept-language": "es"})
    assert "Cifras nuevas." in answer.content.decode()
    assert "Retirar la publicación 1" in answer.content.decode()
