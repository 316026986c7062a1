"""Votes and reopened decisions wait at home for those whose they are, and for nobody else."""

import pytest
from django.utils import translation

from commonweal.governance.models import Seat
from commonweal.governance.operations.decisions import close_vote, reopen, say_it_stands
from commonweal.pages.handover_pack import open_decisions
from tests.governance.deciding import opened, proposed, table, vote
from tests.pages.test_home import tasks_of

__all__ = ["opened", "proposed", "table"]
pytestmark = pytest.mark.covers("C1", "B13")


def decisions_in(tasks):
    return [one for one in tasks if one.startswith(("Vote on", "Look at decision"))]


def test_votes_that_wait_are_one_row_for_each_elector(signed_in, opened, table):
    opened()
    opened()
    assert decisions_in(tasks_of(signed_in(table["ana"]))) == ["Vote on 2 questions"]


def test_who_has_voted_is_left_in_peace(signed_in, opened, table, at):
    vote(table["ana"], opened(), None, at)
    assert decisions_in(tasks_of(signed_in(table["ana"]))) == []


def test_a_reopened_decision_waits_for_the_chairs_of_its_group(signed_in, opened, table, chair, at):
    decision = close_vote(by=chair, decision=opened(), at=at)
    reopen(by=None, decision=decision, why=("It was 11%, and is 12%.", ""), at=at)
    assert decisions_in(tasks_of(signed_in(chair))) == ["Look at decision 1"]
    assert decisions_in(tasks_of(signed_in(table["ana"]))) == []


@pytest.mark.parametrize("who", ["analyst", "partner", "trainer", "funder", "stranger"])
def test_who_is_not_on_the_roll_is_asked_nothing(signed_in, opened, who, request):
    opened()
    assert decisions_in(tasks_of(signed_in(request.getfixturevalue(who)))) == []


@pytest.mark.parametrize(("language", "said"), [("en", "reopened"), ("es", "reabierta")])
def test_a_handed_over_pack_says_that_a_decision_is_reopened(opened, steering, chair, at, language, said):
    decision = close_vote(by=chair, decision=opened(), at=at)
    reopen(by=None, decision=decision, why=("It was 11%, and is 12%.", ""), at=at)
    seat = Seat.objects.get(group=steering, person=chair)
    with translation.override(language):
        lines = open_decisions(chair, seat, at.date(), at).lines
        assert [line.note for line in lines] == [f"{steering.name}: {said}"]


def test_a_decision_that_stands_again_leaves_the_pack(opened, steering, chair, at):
    decision = close_vote(by=chair, decision=opened(), at=at)
    reopen(by=None, decision=decision, why=("It was 11%, and is 12%.", ""), at=at)
    say_it_stands(by=chair, decision=decision, answer=("It stands.", ""), at=at)
    seat = Seat.objects.get(group=steering, person=chair)
    assert open_decisions(chair, seat, at.date(), at).lines == []
