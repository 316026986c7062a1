"""A secret vote: no page and, after the close, no table tells whose ballot it was."""

import pytest

from commonweal.governance.models import Ballot
from commonweal.governance.operations.decisions import close_vote, step_aside, withdraw_vote
from commonweal.governance.queries.decisions import card, how_each_voted, reasons_given
from commonweal.trail.models import Entry
from tests.governance.deciding import vote

pytestmark = pytest.mark.covers("D6", "H9")


@pytest.fixture
def secret(opened):
    return opened(secret=True)


def test_a_secret_ballot_names_nobody_and_has_no_time(secret, table, at):
    vote(table["ana"], secret, "no", at)
    ballot = Ballot.objects.get()
    assert (ballot.elector, ballot.cast_at, ballot.choice) == (None, None, "no")


def test_a_secret_vote_is_changed_in_its_place_and_the_earlier_one_is_not_kept(secret, table, at):
    vote(table["ana"], secret, "no", at)
    vote(table["ana"], secret, "yes", at)
    assert [ballot.choice for ballot in Ballot.objects.all()] == ["yes"]


def test_a_secret_vote_can_be_taken_back(secret, table, at):
    vote(table["ana"], secret, "no", at)
    withdraw_vote(by=table["ana"], decision=secret, at=at)
    assert Ballot.objects.count() == 0


def test_the_elector_sees_their_own_until_the_close_and_nobody_after(secret, table, at):
    vote(table["ana"], secret, "no", at)
    assert card(table["ana"], secret, at).ballot.choice == "no"
    assert card(table["ben"], secret, at).ballot is None
    done = close_vote(by=table["chair"], decision=secret, at=at)
    assert card(table["ana"], done, at).ballot is None


def test_after_the_close_no_key_leads_to_an_elector_and_the_order_tells_nothing(secret, table, at):
    for name, choice in [("wren", "yes"), ("ana", "no"), ("ben", "yes"), ("chair", None)]:
        vote(table[name], secret, choice, at)
    before = set(Ballot.objects.values_list("pk", flat=True))
    close_vote(by=table["chair"], decision=secret, at=at)
    rows = list(Ballot.objects.order_by("pk").values_list("choice", "key", "elector", "cast_at"))
    assert rows == [("no", "", None, None), ("yes", "", None, None), ("yes", "", None, None), (None, "", None, None)]
    assert before & set(Ballot.objects.values_list("pk", flat=True)) == set()


@pytest.mark.parametrize("who", ["analyst", "chair", "resident"])
def test_nobody_reads_who_voted_what_the_data_manager_included(secret, table, at, who, request):
    vote(table["ana"], secret, "no", at, reason="Too dear.")
    done = close_vote(by=table["chair"], decision=secret, at=at)
    assert how_each_voted(request.getfixturevalue(who), done) == []
    assert reasons_given(done) == ["Too dear."]


def test_who_steps_aside_in_a_secret_vote_takes_their_ballot_along(secret, table, at):
    vote(table["ana"], secret, "no", at)
    step_aside(by=table["ana"], decision=secret, why="", at=at)
    assert Ballot.objects.count() == 0


def test_the_trail_of_a_secret_vote_says_nothing_of_what_was_said(secret, table, at):
    vote(table["ana"], secret, "no", at)
    assert [entry.details for entry in Entry.objects.filter(verb="governance.cast_vote")] == [{}]


def test_of_an_open_vote_members_see_how_each_voted_after_the_close_only(opened, table, at):
    decision = opened()
    vote(table["ana"], decision, "no", at)
    assert how_each_voted(table["ben"], decision) == []
    done = close_vote(by=table["chair"], decision=decision, at=at)
    assert [(ballot.elector.person.name, ballot.choice) for ballot in how_each_voted(table["ben"], done)] == [
        ("Ana", "no")
    ]
