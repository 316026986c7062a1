"""A room that votes at the same moment: no vote is lost, and none counts twice."""

from datetime import datetime
from functools import partial

import pytest

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.forms.polls import familiarity
from commonweal.training.models import Poll
from commonweal.training.operations import close_poll, draft_poll, open_poll, vote
from tests.governance.test_votes_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("G15")]


@pytest.fixture
def running(initiative: Initiative, trainer: Person, at: datetime) -> Poll:
    draft = draft_poll(by=trainer, initiative=initiative, poll=familiarity(), at=at)
    return open_poll(by=trainer, poll=draft, at=at)


def test_votes_of_a_whole_room_at_once_are_all_counted(running: Poll, at: datetime) -> None:
    told = at_once(*(partial(vote, by=None, poll=running, voter=str(n), option="new", at=at) for n in range(24)))
    assert told == [True] * 24
    assert (running.votes.count(), Entry.objects.filter(verb="training.vote").count()) == (24, 24)


def test_button_that_is_pressed_many_times_at_once_is_one_vote(running: Poll, at: datetime) -> None:
    told = at_once(*(partial(vote, by=None, poll=running, voter="x", option=one, at=at) for one in ["new", "know"] * 4))
    assert (sorted(told), running.votes.count()) == ([False] * 7 + [True], 1)


def test_vote_in_the_moment_of_the_close_is_counted_or_refused(running: Poll, trainer: Person, at: datetime) -> None:
    _closed, said = at_once(
        partial(close_poll, by=trainer, poll=running, at=at),
        partial(vote, by=None, poll=running, voter="x", option="new", at=at),
    )
    assert running.votes.count() == (1 if said is True else 0)
