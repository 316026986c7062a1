"""What follows when somebody gives a seat back is said before: open votes, and those left without a chair."""

from typing import Any

import pytest

from commonweal.governance.models import Seat
from commonweal.governance.operations.decisions import close_vote, reopen
from commonweal.governance.operations.seats import step_down
from commonweal.trail.models import Entry
from tests.cast import SINCE
from tests.governance.deciding import vote

pytestmark = pytest.mark.covers("D4", "D11")


def page(signed_in: Any, who: Any) -> str:
    seat = Seat.objects.get(person=who)
    answer = signed_in(who).get(f"/desk/fork/seats/{seat.pk}/give-back/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_member_reads_which_votes_count_and_from_which_they_are_struck(
    opened: Any, table: Any, signed_in: Any, at: Any
) -> None:
    opened(question_en="Shall we call home?")
    vote(table["ben"], opened(question_en="Shall we meet?"), "yes", at)
    shown = page(signed_in, table["ben"])
    assert "You come off their rolls, and can no longer vote:<ul><li>Shall we call home?</li></ul>" in shown
    assert "You have voted on these. What you cast counts:<ul><li>Shall we meet?</li></ul>" in shown
    assert "Nobody else chairs" not in shown


def test_who_leaves_comes_off_the_rolls_on_which_they_have_not_voted(opened: Any, table: Any, at: Any) -> None:
    silent, cast = opened(), opened()
    vote(table["ben"], cast, "yes", at)
    seat = Seat.objects.get(person=table["ben"])
    step_down(by=table["ben"], seat=seat, at=at)
    assert [one.electors.filter(person=table["ben"]).exists() for one in (silent, cast)] == [False, True]
    assert Entry.objects.get(verb="governance.step_down").details["struck_from_votes"] == [silent.number]
    assert close_vote(by=table["chair"], decision=silent, at=at).result["roll"] == 4
    assert close_vote(by=table["chair"], decision=cast, at=at).result["counts"]["yes"] == 1


def test_who_stays_in_another_seat_of_the_group_stays_on_its_rolls(
    opened: Any, table: Any, steering: Any, at: Any
) -> None:
    silent = opened()
    Seat.objects.create(group=steering, role=Seat.Role.CO_CHAIR, person=table["ben"], since=SINCE)
    step_down(by=table["ben"], seat=Seat.objects.get(person=table["ben"], role=Seat.Role.MEMBER), at=at)
    assert silent.electors.filter(person=table["ben"]).exists()


def test_only_chair_reads_which_votes_nobody_else_can_close(opened: Any, table: Any, signed_in: Any, at: Any) -> None:
    decided = opened(question_en="Shall we meet?")
    close_vote(by=table["chair"], decision=decided, at=at)
    reopen(by=None, decision=decided, why=("A figure changed.", ""), at=at)
    shown = page(signed_in, table["chair"])
    told = shown.split("Nobody else chairs Steering committee.")[1]
    assert "<li>Shall we meet?</li>" in told


def test_chair_with_a_co_chair_leaves_nothing_alone(opened: Any, table: Any, steering: Any, signed_in: Any) -> None:
    opened()
    Seat.objects.filter(person=table["ana"]).update(role="co-chair")
    assert "Until somebody does, a data manager looks after these" not in page(signed_in, table["chair"])
