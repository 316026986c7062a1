"""A new installation: no default account, and a page that only the one who started the server can use."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from commonweal.agenda.models import Goal
from commonweal.agenda.queries.draft import words_now
from commonweal.governance import rules
from commonweal.governance.models import Initiative, Place
from commonweal.lib.setup_code import setup_code
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW

ANSWERS = {
    "name": "Fork County Thrives",
    "place_name": "Fork County",
    "time_zone": "America/Chicago",
    "your_name": "Ana Ruiz",
    "email": "ana@example.org",
    "password": "four quite plain words",
    "goal": "500 fewer children in poverty by 2030",
    "due_period": "2030",
}


@pytest.fixture
def code(db: None) -> str:
    return setup_code(settings.COMMONWEAL_HOME)


@pytest.mark.parametrize("door", ["/", "/sign-in/"])
def test_every_door_leads_to_the_first_run_page(client: Client, db: None, door: str) -> None:
    assert client.get(door)["Location"] == "/start/"


@pytest.mark.covers("A1")
def test_founding_makes_a_data_manager_and_leads_to_the_groups(client: Client, code: str) -> None:
    answer = client.post("/start/", ANSWERS | {"code": code.lower()})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/fork-county-thrives/begin/groups/")
    initiative, person = Initiative.objects.get(), Person.objects.get()
    assert (initiative.slug, initiative.time_zone) == ("fork-county-thrives", "America/Chicago")
    assert rules.is_data_manager(person, initiative, initiative.founded_at.date())
    assert person.check_password("four quite plain words")
    assert Goal.objects.get().due_period == "2030"
    assert words_now(initiative)["time"].text == "Until 2030"
    assert words_now(initiative)["goal_target"].text == "500 fewer children in poverty by 2030"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_goal_without_its_year_gets_it_in_the_agenda_too(client: Client, code: str) -> None:
    client.post("/start/", ANSWERS | {"code": code, "goal": "500 fewer children in poverty", "due_period": "2031"})
    assert words_now(Initiative.objects.get())["goal_target"].text == "500 fewer children in poverty\nUntil 2031"


def test_link_of_the_terminal_fills_in_the_code(client: Client, code: str) -> None:
    assert f'value="{code}"' in client.get(f"/start/?code={code}").content.decode()


@pytest.mark.parametrize("given", ["", "AAAA-BBBB-CCCC"])
def test_without_the_code_nothing_is_founded_even_from_this_machine(client: Client, code: str, given: str) -> None:
    answer = client.post("/start/", ANSWERS | {"code": given})
    assert (answer.status_code, Initiative.objects.count(), Person.objects.count()) == (422, 0, 0)
    assert 'value="Fork County Thrives"' in answer.content.decode()


def test_page_and_code_are_gone_afterwards(client: Client, code: str) -> None:
    client.post("/start/", ANSWERS | {"code": code})
    assert Client().get("/start/").status_code == 404
    assert Client().post("/start/", ANSWERS | {"code": code, "email": "eve@example.org"}).status_code == 404
    assert not (settings.COMMONWEAL_HOME / "setup_code").exists()
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "short"}, "This password is too short."),
        ({"due_period": ""}, "A goal needs a year."),
        ({"name": "!!!"}, "The name needs a letter or a digit"),
        ({"email": "ana"}, "Enter a valid email address."),
        ({"time_zone": "Moon/Base"}, "Select a valid choice."),
        ({"time_zone": "elsewhere", "other_zone": "Moon/Base"}, "Write a continent and a city, such as Europe/Madrid."),
    ],
)
def test_a_mistake_is_named_and_nothing_half_stored(
    client: Client, code: str, change: dict[str, str], sentence: str
) -> None:
    answer = client.post("/start/", ANSWERS | {"code": code} | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (Initiative.objects.count(), Person.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_initiative_called_like_one_of_our_pages_gets_another_address(client: Client, code: str) -> None:
    client.post("/start/", ANSWERS | {"code": code, "name": "Home"})
    assert Initiative.objects.get().slug == "home-1"


@pytest.mark.covers("A9", "F-DES-3")
def test_goal_can_be_changed_by_chair_and_data_manager_only(
    initiative: Initiative, chair: Person, analyst: Person, resident: Person, signed_in: Any
) -> None:
    words = {"text_en": "500 fewer by 2030", "text_es": "", "due_period": "2030", "change_in_people": "−500"}
    outcomes = [signed_in(who).post("/desk/fork/goal/", words).status_code for who in (chair, analyst, resident)]
    assert outcomes == [302, 302, 404]
    assert Goal.objects.get().change_in_people == -500
    assert (Entry.objects.filter(verb="agenda.set_goal").count(), NOW.year) == (2, 2026)


@pytest.mark.covers("A9")
def test_goal_of_more_people_than_there_are_is_refused(initiative: Initiative, analyst: Any, signed_in: Any) -> None:
    words = {"text_en": "Fewer", "due_period": "2030", "change_in_people": "9" * 30}
    assert signed_in(analyst).post("/desk/fork/goal/", words).status_code == 422
    assert not Goal.objects.exists()


@pytest.mark.covers("A7", "F-DES-1")
def test_place_that_was_named_is_there_at_once(client: Client, code: str) -> None:
    client.post("/start/", ANSWERS | {"code": code})
    assert [(place.code, place.name) for place in Place.objects.all()] == [("fork-county", "Fork County")]
    home = client.get("/home/").content.decode()
    assert "Done: </span>Name the places" in home
    assert "Define your first measure" in home
    assert "No places yet" not in client.get("/desk/fork-county-thrives/places/").content.decode()


def test_password_is_never_written_back(client: Client, code: str) -> None:
    for change in ({"password": "Xq7-brief"}, {"email": "ana"}):
        answer = client.post("/start/", ANSWERS | {"code": code} | change)
        assert answer.status_code == 422
        assert (ANSWERS | change)["password"] not in answer.content.decode()


@pytest.mark.covers("A14")
def test_a_time_zone_from_elsewhere_is_written_and_not_looked_for_in_a_long_list(client: Client, code: str) -> None:
    assert client.get("/start/").content.decode().count("<option") == 15
    client.post("/start/", ANSWERS | {"code": code, "time_zone": "elsewhere", "other_zone": "america/mexico city"})
    assert Initiative.objects.get().time_zone == "America/Mexico_City"
