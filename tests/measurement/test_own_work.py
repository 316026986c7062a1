"""A member's home beside the tasks: the rooms open to them, and what their own organization was asked for."""

from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.measurement.models import DataLink, Invitation, Submission
from commonweal.measurement.operations.review import return_submission
from commonweal.measurement.operations.rounds import close_round
from commonweal.people.models import Person
from tests.cast import NOW
from tests.measurement.data_work import figures_came


def home(client: Client) -> str:
    return client.get("/home/").content.decode()


def rooms(page: str) -> list[str]:
    """The strip beneath the header."""
    part = page.split('class="sections-of-work"')[1].split("</nav>")[0]
    return [link.split(">")[1].split("<")[0] for link in part.split("<a ")[1:]]


def test_chair_finds_every_room_that_is_theirs(signed_in: Any, initiative: Initiative, chair: Person) -> None:
    client = signed_in(chair)
    page = home(client)
    assert rooms(page) == ["Figures", "Agreements", "People and places"]
    for address in ("publish", "releases", "goal"):
        assert client.get(f"/desk/fork/{address}/").status_code == 200


def test_data_manager_finds_the_parts_of_the_work(signed_in: Any, initiative: Initiative, analyst: Person) -> None:
    assert rooms(home(signed_in(analyst))) == ["Figures", "Agreements", "People and places"]


@pytest.fixture(autouse=True)
def in_the_days_of_the_round(on_the_day: None) -> None:
    """Links made now still work."""


@pytest.fixture
def contact(partner: Person, invitation: Invitation) -> Person:
    """The address that the link is mailed to is the one they sign in under."""
    invitation.contact_email = partner.email
    invitation.save()
    return partner


@pytest.mark.covers("B13", "D7")
def test_contact_sees_what_their_organization_is_asked_and_opens_its_page(
    signed_in: Any, contact: Person, invitation: Invitation
) -> None:
    client = signed_in(contact)
    page = home(client)
    assert f"First Rung · {invitation.round.name}" in page
    assert "Nothing is here yet." in page
    assert f"Send the numbers for {invitation.round.name}" in page
    assert "Nothing needs you now." not in page
    mailed = DataLink.objects.filter(invitation=invitation).count()
    opened = client.post(f"/desk/fork/own/{invitation.pk}/", follow=True)
    assert opened.status_code == 200
    assert "What is asked" in opened.content.decode()
    assert DataLink.objects.filter(invitation=invitation).count() == mailed + 1


def test_colleague_sees_the_state_and_gets_no_link(signed_in: Any, partner: Person, invitation: Invitation) -> None:
    client, mailed = signed_in(partner), DataLink.objects.count()
    page = home(client)
    assert f"First Rung · {invitation.round.name}" in page
    assert "The link to send them is with your data contact." in page
    assert client.post(f"/desk/fork/own/{invitation.pk}/").status_code == 404
    assert DataLink.objects.count() == mailed


@pytest.mark.parametrize("who", ["chair", "trainer", "resident", "funder", "stranger"])
def test_others_see_nothing_of_it(
    request: pytest.FixtureRequest, signed_in: Any, contact: Person, invitation: Invitation, who: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert f"First Rung · {invitation.round.name}" not in home(client)
    assert client.post(f"/desk/fork/own/{invitation.pk}/").status_code == 404


def test_question_of_the_backbone_is_a_task(
    signed_in: Any, contact: Person, invitation: Invitation, analyst: Person
) -> None:
    came: Submission = figures_came(invitation)
    return_submission(by=analyst, submission=came, comment="Did the east double?", at=NOW)
    page = home(signed_in(contact))
    assert "A question waits for an answer." in page
    assert f"Answer the question about {invitation.round.name}" in page


def test_closed_round_stands_as_closed(
    signed_in: Any, contact: Person, invitation: Invitation, analyst: Person
) -> None:
    close_round(by=analyst, round=invitation.round, at=NOW)
    page = home(signed_in(contact))
    assert "Nothing was sent." in page
    assert "Nothing needs you now." in page
