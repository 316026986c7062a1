"""Who wants to ask about a figure finds an address, where the initiative gives one, and no door that leads nowhere."""

from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.governance.operations import set_public_contact
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Person
from tests.cast import NOW
from tests.pages.conftest import Release
from tests.pages.content import release_content


def with_contact(address: str) -> dict[str, Any]:
    return {"initiative": {**release_content()["initiative"], "contact": address}}


@pytest.mark.covers("J5", "C12", "F-INF-4")
def test_figure_is_asked_about_by_mail(release: Release, client: Client) -> None:
    release(**with_contact("ask@fork.example"))
    mail = "mailto:ask@fork.example?subject=Fork%20County%20Thrives"
    assert f'href="{mail}">Ask about a figure by mail</a>' in client.get("/fork/").content.decode()
    assert f'href="{mail}%3A%20' in client.get("/fork/measures/S1/").content.decode()


def test_without_an_address_nobody_is_asked_to_write(release: Release, client: Client) -> None:
    release()
    assert "mailto:" not in client.get("/fork/").content.decode() + client.get("/fork/measures/S1/").content.decode()


def test_address_is_kept_on_the_page_of_groups_and_comes_into_the_next_release(
    signed_in: Any, analyst: Person, initiative: Initiative, places: Any
) -> None:
    signed_in(analyst).post("/desk/fork/groups/contact/", {"public-address": "ask@fork.example"})
    initiative.refresh_from_db()
    assert draft_release(initiative, NOW).content["initiative"]["contact"] == "ask@fork.example"


def test_address_that_is_none_is_told(signed_in: Any, analyst: Person, initiative: Initiative) -> None:
    answer = signed_in(analyst).post("/desk/fork/groups/contact/", {"public-address": "ask"})
    initiative.refresh_from_db()
    assert (answer.status_code, initiative.public_contact) == (422, "")


@pytest.mark.parametrize("who", ["chair", "partner", "trainer", "resident", "funder", "stranger"])
def test_nobody_else_sets_the_address(
    request: pytest.FixtureRequest, signed_in: Any, initiative: Initiative, who: str
) -> None:
    asked = signed_in(request.getfixturevalue(who)).post("/desk/fork/groups/contact/", {"public-address": "a@b.org"})
    initiative.refresh_from_db()
    assert (asked.status_code, initiative.public_contact) == (404, "")


def test_empty_address_closes_the_door(analyst: Person, initiative: Initiative, places: Any) -> None:
    set_public_contact(by=analyst, initiative=initiative, address="ask@fork.example", at=NOW)
    set_public_contact(by=analyst, initiative=initiative, address="", at=NOW)
    assert "contact" not in draft_release(initiative, NOW).content["initiative"]
