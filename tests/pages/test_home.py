"""The member's home: what needs this person now, in words, and nothing that is not theirs."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.agenda.operations import GoalDraft, set_goal
from commonweal.delivery.operations import send
from commonweal.governance.models import Initiative, Place
from commonweal.people.models import Organisation, Person


def tasks_of(client: Client) -> list[str]:
    page = client.get("/home/").content.decode()
    return [part.split("</b>")[0] for part in page.split('<a class="task"')[1:] for part in [part.split("<b>")[1]]]


def test_visitor_is_sent_to_sign_in(client: Client, initiative: Initiative) -> None:
    assert client.get("/home/")["Location"] == "/sign-in/?next=/home/"


@pytest.mark.covers("B13")
def test_new_data_manager_is_led_through_setting_up(signed_in: Any, initiative: Initiative, analyst: Person) -> None:
    client = signed_in(analyst)
    assert tasks_of(client) == ["Write down the big goal", "Name the places"]
    goal = GoalDraft("500 fewer by 2030", due_period="2030")
    set_goal(by=analyst, initiative=initiative, goal=goal, at=timezone.now())
    Place.objects.create(initiative=initiative, code="county", name="Fork County")
    assert tasks_of(client) == ["Define your first measure"]


def test_greeting_says_how_much_and_how_long(signed_in: Any, analyst: Person) -> None:
    page = signed_in(analyst).get("/home/").content.decode()
    assert "2 things need you, about 10 minutes." in page
    assert "evening, Analyst" in page or "morning, Analyst" in page or "afternoon, Analyst" in page


def test_mails_wait_for_a_hand_where_no_server_sends_them(
    signed_in: Any, initiative: Initiative, analyst: Person
) -> None:
    send(by=None, to="a@x.example", subject="S", text="T", cause="c", at=timezone.now(), initiative=initiative.pk)
    assert "Send 1 mail by hand" in tasks_of(signed_in(analyst))


def test_chair_is_asked_for_the_goal_only(signed_in: Any, chair: Person) -> None:
    assert tasks_of(signed_in(chair)) == ["Write down the big goal"]


@pytest.mark.parametrize("who", ["trainer", "resident", "funder", "partner"])
def test_who_has_nothing_to_do_reads_a_sentence_and_no_links_of_the_backbone(
    request: pytest.FixtureRequest, signed_in: Any, partner_organisation: Organisation, who: str
) -> None:
    page = signed_in(request.getfixturevalue(who)).get("/home/").content.decode()
    assert "Nothing needs you now." in page
    assert "/work/" not in page


def test_stranger_learns_that_a_seat_is_missing(signed_in: Any, initiative: Initiative, stranger: Person) -> None:
    page = signed_in(stranger).get("/home/").content.decode()
    assert "You have no seat in an initiative yet." in page
    assert "Fork County" not in page
