"""After founding: the first groups, the first people, and a list at home of what comes next."""

from typing import Any

import pytest

from commonweal.agenda.operations.strategies import StrategyDraft, add_strategy
from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW

GROUPS, PEOPLE = "/desk/fork/begin/groups/", "/desk/fork/begin/people/"


def rows(*people: tuple[str, str, str]) -> dict[str, str]:
    """Six rows as a browser sends them: name, address, seat."""
    sent = {}
    for place in range(6):
        name, email, seat = people[place] if place < len(people) else ("", "", "steering member")
        sent |= {f"person-{place}-name": name, f"person-{place}-email": email}
        sent |= {f"person-{place}-seat": seat, f"person-{place}-language": "en"}
    return sent


@pytest.mark.covers("A1", "C2")
def test_each_strategy_is_offered_a_group_that_carries_it(
    initiative: Initiative, analyst: Person, signed_in: Any
) -> None:
    draft = StrategyDraft("Training with a job at its end", "Formación con empleo al final")
    strategy = add_strategy(by=None, initiative=initiative, draft=draft, at=NOW)
    answer = signed_in(analyst).post(
        GROUPS, {"name_0": "Those who steer", "name_1": draft.name_en, "name_2": "", "others": "Rides to work"}
    )
    assert (answer.status_code, answer["Location"]) == (302, PEOPLE)
    made = initiative.groups.exclude(code="backbone").values_list("code", "kind", "name_en", "name_es")
    assert list(made) == [
        ("those-who-steer", "steering", "Those who steer", ""),
        ("training-with-a-job-at-its-end", "working", draft.name_en, draft.name_es),
        ("rides-to-work", "working", "Rides to work", ""),
    ]
    strategy.refresh_from_db()
    assert strategy.group is not None
    assert strategy.group.code == "training-with-a-job-at-its-end"


@pytest.mark.covers("A1")
def test_what_is_there_is_not_offered_again(
    initiative: Initiative, analyst: Person, steering: Group, signed_in: Any
) -> None:
    page = signed_in(analyst).get(GROUPS).content.decode()
    assert "Steering committee" not in page.split("<main", 1)[1]
    assert 'value="Residents’ council"' in page


def test_without_a_name_no_group_is_formed(initiative: Initiative, analyst: Person, signed_in: Any) -> None:
    answer = signed_in(analyst).post(GROUPS, {"name_0": "", "name_1": "", "others": " "})
    assert answer.status_code == 422
    assert "Name at least one group, or go on without." in answer.content.decode()
    assert initiative.groups.count() == 1


def test_two_groups_of_one_name_get_two_addresses(initiative: Initiative, analyst: Person, signed_in: Any) -> None:
    signed_in(analyst).post(GROUPS, {"name_0": "Table", "name_1": "Table", "others": "add"})
    assert sorted(initiative.groups.values_list("code", flat=True)) == ["add-2", "backbone", "table", "table-2"]


@pytest.mark.covers("A1", "D4")
def test_several_people_come_in_at_once_and_each_gets_a_mail(
    initiative: Initiative, analyst: Person, steering: Group, signed_in: Any
) -> None:
    sent = rows(
        ("Ben Bell", "ben@x.example", "steering co-chair"), ("Cora Cruz", "cora@x.example", "backbone data-manager")
    )
    answer = signed_in(analyst).post(PEOPLE, sent)
    assert (answer.status_code, answer["Location"]) == (302, "/home/")
    given = Seat.objects.exclude(person=analyst).values_list("person__name", "group__code", "role")
    assert sorted(given) == [("Ben Bell", "steering", "co-chair"), ("Cora Cruz", "backbone", "data-manager")]
    assert sorted(Message.objects.values_list("to", flat=True)) == ["ben@x.example", "cora@x.example"]
    assert Entry.objects.filter(verb="governance.bring_people").count() == 1


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([], "Write at least one name, or go on without."),
        ([("Ben Bell", "", "steering co-chair")], "Write the address, so that we can tell them how to come in."),
        ([("", "ben@x.example", "steering co-chair")], "Write the name too."),
        ([("Ben", "ben@x.example", "steering co-chair"), ("Cora", "cora", "steering member")], "valid email"),
        ([("Ben", "ben@x.example", "steering king")], "Select a valid choice."),
    ],
)
def test_a_row_that_is_wrong_brings_nobody_in(
    initiative: Initiative, analyst: Person, steering: Group, signed_in: Any, people: Any, sentence: str
) -> None:
    answer = signed_in(analyst).post(PEOPLE, rows(*people))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (Seat.objects.count(), Message.objects.count()) == (1, 0)


def test_rows_that_are_wrong_stand_in_one_list_each_by_its_row(
    initiative: Initiative, analyst: Person, steering: Group, signed_in: Any
) -> None:
    wrong = rows(("Ben", "ben", "steering co-chair"), ("Cora", "cora", "steering member"))
    page = signed_in(analyst).post(PEOPLE, wrong).content.decode()
    assert (page.count('id="error-summary"'), "2 things to check" in page) == (1, True)
    assert ("E-mail address of person 1:" in page, "E-mail address of person 2:" in page) == (True, True)


@pytest.mark.covers("A1")
def test_first_seats_asked_for_are_those_that_lead(
    initiative: Initiative, analyst: Person, steering: Group, signed_in: Any
) -> None:
    page = signed_in(analyst).get(PEOPLE).content.decode()
    chosen = [part.split(">")[1].split("<")[0] for part in page.split(" selected")[1:]]
    seats = [words for words in chosen if "," in words]
    assert seats[:3] == ["Co-chair, Steering committee", "Co-chair, Steering committee", "Data manager, Backbone"]


@pytest.mark.parametrize("address", [GROUPS, PEOPLE])
@pytest.mark.parametrize("who", ["chair", "trainer", "resident", "funder", "stranger"])
def test_only_the_data_manager_begins(
    request: pytest.FixtureRequest, initiative: Initiative, backbone: Group, signed_in: Any, who: str, address: str
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(address).status_code == 404


@pytest.mark.parametrize(
    ("server", "said"), [("mail.example", "Each gets a mail that says how to come in."), ("", "waits in the outbox.")]
)
def test_page_of_the_first_people_says_whether_they_get_a_mail(
    settings: Any, signed_in: Any, analyst: Person, steering: Group, server: str, said: str
) -> None:
    settings.EMAIL_HOST = server
    assert said in signed_in(analyst).get(PEOPLE).content.decode()
