"""Leaving ends access the same day, on every device, and keeps what was done."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance import operations as governance
from commonweal.governance import rules
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.people import operations
from commonweal.people.models import Affiliation, Person
from commonweal.people.queries.own_page import history
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE, person


@pytest.mark.covers("D11", "F-FIT-6")
def test_who_leaves_is_out_on_every_device_at_once_and_the_history_stays(
    signed_in: Any, analyst: Person, resident: Person, initiative: Initiative
) -> None:
    devices = [signed_in(resident), signed_in(resident)]
    assert [device.get("/me/").status_code for device in devices] == [200, 200]
    answer = signed_in(analyst).post(f"/desk/{initiative.slug}/people/{resident.pk}/leave/", follow=True)
    assert "Resident has left. What they did stays written down." in answer.content.decode()
    assert [device.get("/me/").status_code for device in devices] == [302, 302]
    seat = Seat.objects.get(person=resident)
    assert (seat.since, seat.until is not None) == (SINCE, True)
    assert [one.what for one in history(analyst, resident, NOW.date())] == ["member"]


@pytest.mark.covers("D11")
def test_rights_end_the_same_day(analyst: Person, resident: Person, initiative: Initiative) -> None:
    assert rules.is_member(resident, initiative, NOW.date())
    operations.leave(by=analyst, person=resident, at=NOW)
    assert rules.is_member(resident, initiative, NOW.date()) is False
    assert resident.is_active is False


def test_work_and_links_end_too(analyst: Person, partner: Person) -> None:
    link = operations.make_sign_in_link(by=None, person=partner, at=NOW, lifetime=timedelta(days=3))
    operations.leave(by=analyst, person=partner, at=NOW)
    assert Affiliation.objects.get(person=partner).until == NOW.date() - timedelta(days=1)
    with pytest.raises(operations.UnusableLinkError):
        operations.use_sign_in_link(token=link, at=NOW)


def test_one_leaves_by_oneself(signed_in: Any, resident: Person) -> None:
    client = signed_in(resident)
    page = client.get("/me/leave/").content.decode()
    assert "All your seats end today" in page
    assert "A pledge that you signed stays in force until its year is over." in page
    assert "What others said of you, when you asked them to, nobody can read any more." in page
    assert "You have left" in client.post("/me/leave/").content.decode()
    assert client.get("/me/").status_code == 302
    assert Entry.objects.filter(verb="people.leave", actor=resident.actor_id).count() == 1


@pytest.mark.covers("D11")
def test_last_data_manager_cannot_leave(signed_in: Any, analyst: Person, backbone: Group) -> None:
    with pytest.raises(ValidationError, match="last data manager of Fork County Thrives"):
        operations.leave(by=analyst, person=analyst, at=NOW)
    page = signed_in(analyst).post("/me/leave/", follow=True).content.decode()
    assert "Analyst is the last data manager of Fork County Thrives." in page
    Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=person("Second"), since=SINCE)
    operations.leave(by=analyst, person=analyst, at=NOW)
    assert analyst.is_active is False


def test_page_says_at_once_that_the_last_data_manager_cannot_leave(
    signed_in: Any, analyst: Person, backbone: Group, initiative: Initiative
) -> None:
    def asked() -> tuple[bool, bool, bool]:
        page = signed_in(analyst).get(f"/desk/{initiative.slug}/people/{analyst.pk}/leave/").content.decode()
        why = "Analyst is the last data manager of Fork County Thrives. Give that seat to somebody else first."
        way_out = f'href="/desk/{initiative.slug}/groups/#give">Give somebody a seat</a>'
        return why in page, way_out in page, "End their access" in page

    assert asked() == (True, True, False)
    Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=person("Second"), since=SINCE)
    assert asked() == (False, False, True)


@pytest.mark.parametrize("who", ["chair", "partner", "funder", "trainer", "stranger"])
def test_nobody_else_ends_somebodys_access(request: pytest.FixtureRequest, resident: Person, who: str) -> None:
    with pytest.raises(PermissionDenied):
        operations.leave(by=request.getfixturevalue(who), person=resident, at=NOW)
    with pytest.raises(PermissionDenied):
        operations.let_back(by=request.getfixturevalue(who), person=resident, at=NOW)


@pytest.fixture
def lake(db: None) -> Group:
    """The backbone of another initiative, with its own data manager."""
    elsewhere = Initiative.objects.create(slug="lake", name="Lake", place_name="Lake", founded_at=NOW)
    group = Group.objects.create(initiative=elsewhere, code="backbone", name_en="Backbone", kind=Group.Kind.BACKBONE)
    Seat.objects.create(group=group, role=Seat.Role.DATA_MANAGER, person=person("Other"), since=SINCE)
    return group


def test_who_leaves_one_initiative_stays_in_the_other(
    analyst: Person, resident: Person, initiative: Initiative, lake: Group
) -> None:
    Seat.objects.create(group=lake, role="member", person=resident, since=SINCE)
    governance.leave_initiative(by=analyst, initiative=initiative, person=resident, at=NOW)
    resident.refresh_from_db()
    today = NOW.date()
    assert (rules.is_member(resident, initiative, today), rules.is_member(resident, lake.initiative, today)) == (
        False,
        True,
    )


def test_data_manager_of_another_initiative_ends_nothing_here(
    resident: Person, initiative: Initiative, lake: Group
) -> None:
    other = Person.objects.get(name="Other")
    for end in (
        lambda: operations.leave(by=other, person=resident, at=NOW),
        lambda: governance.leave_initiative(by=other, initiative=initiative, person=resident, at=NOW),
        lambda: governance.leave_initiative(by=other, initiative=lake.initiative, person=resident, at=NOW),
        lambda: operations.erase(by=other, person=resident, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            end()


def test_who_left_is_let_back_without_the_old_seats(
    signed_in: Any, analyst: Person, resident: Person, initiative: Initiative
) -> None:
    operations.leave(by=analyst, person=resident, at=NOW)
    signed_in(analyst).post(f"/desk/{initiative.slug}/people/{resident.pk}/back/")
    resident.refresh_from_db()
    assert (resident.is_active, resident.left_at, rules.is_member(resident, initiative, NOW.date())) == (
        True,
        None,
        False,
    )
