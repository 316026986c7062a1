"""What follows when somebody gives a seat back is said before: open votes, and those left without a chair."""

from typing import Any

import pytest

from commonweal.governance.models import Seat
from commonweal.governance.operations.decisions import close_vote, reopen

pytestmark = pytest.mark.covers("D4", "D11")


def page(signed_in: Any, who: Any) -> str:
    seat = Seat.objects.get(person=who)
    answer = signed_in(who).get(f"/desk/fork/seats/{seat.pk}/give-back/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_member_reads_in_which_votes_they_stay_on_the_roll(opened: Any, table: Any, signed_in: Any) -> None:
    opened(question_en="Shall we call home?")
    shown = page(signed_in, table["ben"])
    assert "You stay on the roll of these votes, and what you cast counts:<ul><li>Shall we call home?" in shown
    assert "Nobody else chairs" not in shown


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
