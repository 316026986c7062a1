"""Whoever leaves an initiative, or is erased, comes off the rolls of its open votes; what was cast before counts."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.operations import leave_initiative
from commonweal.governance.operations.decisions import close_vote, step_aside
from commonweal.governance.operations.seats import step_down
from commonweal.governance.operations.vote_links import make_own_link
from commonweal.people.operations import leave
from commonweal.people.operations.erasing import erase
from tests.cast import SINCE
from tests.governance.deciding import vote

pytestmark = pytest.mark.covers("D4", "D11")


def ways_out(initiative: Any, manager: Any) -> dict[str, Any]:
    return {
        "leaves the site": lambda who, at: leave(by=who, person=who, at=at),
        "leaves the initiative": lambda who, at: leave_initiative(by=manager, initiative=initiative, person=who, at=at),
        "is erased": lambda who, at: erase(by=who, person=who, at=at),
    }


@pytest.mark.parametrize("way", ways_out(None, None))
@pytest.mark.parametrize("name", ["ben", "wren"])
def test_who_is_gone_is_on_no_roll_on_which_they_were_silent(
    opened: Any, table: Any, initiative: Any, analyst: Any, at: Any, way: str, name: str
) -> None:
    silent, cast = opened(), opened()
    vote(table[name], cast, "yes", at)
    ways_out(initiative, analyst)[way](table[name], at)
    assert [one.electors.filter(person=table[name]).exists() for one in (silent, cast)] == [False, True]
    assert close_vote(by=table["chair"], decision=silent, at=at).result["roll"] == 4
    closed = close_vote(by=table["chair"], decision=cast, at=at)
    assert (closed.result["roll"], closed.result["counts"]["yes"]) == (5, 1)


def test_who_leaves_another_initiative_stays_on_the_rolls_of_this_one(opened: Any, table: Any, at: Any) -> None:
    silent = opened()
    other = Initiative.objects.create(slug="other", name="Other", place_name="Elsewhere", founded_at=at)
    group = Group.objects.create(initiative=other, code="steering", name_en="Steering", kind=Group.Kind.STEERING)
    Seat.objects.create(group=group, role=Seat.Role.MEMBER, person=table["ben"], since=SINCE)
    leave_initiative(by=table["ben"], initiative=other, person=table["ben"], at=at)
    assert silent.electors.filter(person=table["ben"]).exists()


def test_what_was_cast_is_not_changed_or_taken_back_by_who_sits_there_no_longer(
    opened: Any, table: Any, at: Any
) -> None:
    decision = opened()
    vote(table["ben"], decision, "yes", at)
    link = make_own_link(by=table["ben"], elector=decision.electors.get(person=table["ben"]), at=at)
    step_down(by=table["ben"], seat=Seat.objects.get(person=table["ben"]), at=at)
    with pytest.raises(ValidationError):
        vote(table["ben"], decision, "no", at)
    shown = Client().post(link[link.index("/vote/") :], {"choice": "no"}).content.decode()
    assert "You sit in this group no longer. What you cast before still counts." in shown
    assert "Change my vote" not in shown
    assert close_vote(by=table["chair"], decision=decision, at=at).result["counts"] == {"yes": 1, "no": 0}


def test_who_stepped_aside_and_left_stays_on_record(opened: Any, table: Any, at: Any) -> None:
    decision = opened()
    step_aside(by=table["ben"], decision=decision, why="My sister works there.", at=at)
    leave(by=table["ben"], person=table["ben"], at=at)
    assert decision.electors.get(person=table["ben"]).is_struck
