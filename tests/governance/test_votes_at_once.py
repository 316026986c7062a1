"""Two votes at the same moment, and a vote in the moment of the close: one is first, and nothing counts twice."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from commonweal.governance.models import Ballot, Decision
from commonweal.governance.operations.decisions import close_vote
from tests.governance.deciding import vote

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("D6")]


def at_once(*acts):
    """Each in a thread with a connection of its own; what it raised stands in place of its answer."""

    def tried(act):
        try:
            return act()
        except ValidationError as refused:
            return refused.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(tried, acts))


@pytest.mark.parametrize("secret", [False, True])
def test_of_two_votes_at_once_one_counts(opened, table, at, secret):
    decision = opened(secret=secret)
    at_once(*(partial(vote, table["ana"], decision, choice, at) for choice in ["yes", "no"] * 3))
    assert Ballot.objects.filter(superseded_at=None).count() == 1


def test_a_vote_in_the_moment_of_the_close_is_counted_or_refused_and_never_lost_in_between(opened, table, at):
    decision = opened()
    told = at_once(
        partial(close_vote, by=table["chair"], decision=decision, at=at),
        partial(vote, table["ana"], decision, "yes", at),
    )
    counted = Decision.objects.get().result["counts"]["yes"]
    refused = told[1] == "The vote is closed. What was cast before stays as it is."
    assert (counted, refused) in [(1, False), (0, True)]


def test_of_two_who_close_at_once_one_does(opened, table, at):
    decision = opened()
    told = at_once(*(partial(close_vote, by=table["chair"], decision=decision, at=at) for _ in range(2)))
    assert sorted(isinstance(one, str) for one in told) == [False, True]
