"""Who sees what: public, network, group, private. What one may not see does not exist."""

from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.visibility import Visibility, may_see
from commonweal.measurement.models import Invitation, Measure
from commonweal.measurement.operations.definitions import assign_measure
from commonweal.measurement.operations.drafts import Care
from commonweal.measurement.queries.release import draft_release
from commonweal.people.models import Person
from tests.cast import NOW, SINCE
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import figures_came

CAST = ["analyst", "chair", "trainer", "resident", "partner", "funder", "stranger"]
SEATED = ["analyst", "chair", "trainer", "resident"]


@pytest.fixture
def readers(readers_group: Group, resident: Person) -> Group:
    Seat.objects.create(group=readers_group, role=Seat.Role.MEMBER, person=resident, since=SINCE)
    return readers_group


@pytest.fixture
def readers_group(initiative: Initiative) -> Group:
    return Group.objects.create(initiative=initiative, code="readers", name_en="Readers", kind=Group.Kind.WORKING)


def who_opens(request: pytest.FixtureRequest, signed_in: Any, address: str) -> list[str]:
    answers = {who: signed_in(request.getfixturevalue(who)).get(address).status_code for who in CAST}
    assert set(answers.values()) <= {200, 404}
    return [who for who, code in answers.items() if code == 200]


@pytest.mark.covers("H9", "F-PRI-4")
@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [("public", SEATED), ("network", SEATED), ("group", ["analyst", "resident"]), ("private", ["analyst"])],
)
def test_page_of_a_measure_is_there_for_who_may_see_it(
    request: pytest.FixtureRequest, signed_in: Any, enrolled: Measure, analyst: Person, readers: Group,
    visibility: str, seen_by: list[str],
) -> None:  # fmt: skip
    assign_measure(by=analyst, measure=enrolled, care=Care(group=readers, visibility=visibility), at=NOW)
    assert who_opens(request, signed_in, "/desk/fork/measures/P1/") == seen_by


@pytest.mark.parametrize(("visibility", "told"), [("public", False), ("network", True), ("group", True)])
def test_page_of_a_measure_that_is_not_public_says_where_its_figures_are(
    signed_in: Any, enrolled: Measure, analyst: Person, readers: Group, visibility: str, told: bool
) -> None:
    assign_measure(by=analyst, measure=enrolled, care=Care(group=readers, visibility=visibility), at=NOW)
    page = signed_in(analyst).get("/desk/fork/measures/P1/").content.decode()
    assert ("to these readers only." in page) == told


def test_who_may_see_a_measure_and_not_change_it_finds_no_form(
    signed_in: Any, enrolled: Measure, chair: Person
) -> None:
    page = signed_in(chair).get("/desk/fork/measures/P1/").content.decode()
    # A chair may tell the story behind the line, and change nothing else.
    assert page.split("<main", 1)[1].replace("measures/P1/story/", "").count("measures/P1/") == 0
    assert signed_in(chair).post("/desk/fork/measures/P1/retire/").status_code == 404


@pytest.mark.covers("H9")
def test_board_and_hand_ins_are_the_backbones(
    request: pytest.FixtureRequest, signed_in: Any, invitation: Invitation
) -> None:
    number = figures_came(invitation).number
    assert who_opens(request, signed_in, f"/desk/fork/rounds/{invitation.round_id}/") == ["analyst"]
    assert who_opens(request, signed_in, f"/desk/fork/submissions/{number}/") == ["analyst"]
    assert who_opens(request, signed_in, "/desk/fork/organizations/") == ["analyst"]


@pytest.mark.covers("H9")
@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("measures/P1/", "public: everybody, once it is published"),
        ("rounds/{round}/", "group: its group, and the backbone team&#x27;s data managers"),
        ("organizations/", "private: only who it is about, and the backbone team&#x27;s data managers"),
        ("releases/", "public: everybody, once it is published"),
    ],
)
def test_page_says_who_sees_the_thing(
    signed_in: Any, analyst: Person, invitation: Invitation, page: str, words: str
) -> None:
    client: Client = signed_in(analyst)
    shown = client.get(f"/desk/fork/{page.format(round=invitation.round_id)}").content.decode()
    assert f"Who sees this – {words}" in shown


@pytest.mark.covers("H9")
@pytest.mark.parametrize(
    ("visibility", "released"), [("public", ["P1"]), ("network", []), ("group", []), ("private", [])]
)
def test_only_public_measures_come_into_the_public_part_of_a_release(
    initiative: Initiative, places: Any, enrolled: Measure, analyst: Person, visibility: str, released: list[str]
) -> None:
    accepted(initiative, [fact("P1", "2024", 30.0), fact("P1", "2025", 40.0)])
    assign_measure(by=analyst, measure=enrolled, care=Care(visibility=visibility), at=NOW)
    assert [measure["code"] for measure in draft_release(initiative, NOW).content["measures"]] == released


def test_group_alone_opens_nothing_without_a_group(initiative: Initiative, resident: Person) -> None:
    assert not may_see(resident, initiative, Visibility.GROUP, NOW)
