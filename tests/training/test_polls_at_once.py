"""A room that votes at the same moment: no vote is lost, and none counts twice."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from django.db import transaction

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.forms.polls import familiarity
from commonweal.training.models import Poll
from commonweal.training.operations import close_poll, draft_poll, open_poll, vote_with_the_room
from tests.governance.test_votes_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("G15")]


@pytest.fixture
def running(initiative: Initiative, trainer: Person, at: datetime) -> Poll:
    draft = draft_poll(by=trainer, initiative=initiative, poll=familiarity(), at=at)
    return open_poll(by=trainer, poll=draft, at=at)


def ballot(poll: Poll, phone: str, option: str, at: datetime) -> Callable[[], None]:
    return partial(vote_with_the_room, by=None, code=poll.room_code, phone=phone, option=option, at=at)


def test_votes_of_a_whole_room_at_once_are_all_counted(running: Poll, at: datetime) -> None:
    told = at_once(*(ballot(running, str(phone), "new", at) for phone in range(24)))
    assert told == [None] * 24
    assert (running.votes.count(), Entry.objects.filter(verb="training.vote").count()) == (24, 24)


def test_button_that_is_pressed_many_times_at_once_is_one_vote(running: Poll, at: datetime) -> None:
    told = at_once(*(ballot(running, "x", option, at) for option in ["new", "know"] * 4))
    assert (told, running.votes.count()) == ([None] * 8, 1)


def test_vote_that_is_refused_keeps_no_other_of_its_moment_from_counting(running: Poll, at: datetime) -> None:
    told = at_once(*(ballot(running, str(phone), "all" if phone % 3 else "new", at) for phone in range(12)))
    assert [said is None for said in told] == [phone % 3 == 0 for phone in range(12)]
    assert sorted(running.votes.values_list("option", flat=True)) == ["new"] * 4


def test_vote_is_answered_after_a_commit_of_its_own_and_never_inside_another(running: Poll, at: datetime) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        ballot(running, "x", "new", at)()
    assert running.votes.count() == 0


def test_vote_in_the_moment_of_the_close_is_counted_or_refused(running: Poll, trainer: Person, at: datetime) -> None:
    _closed, said = at_once(partial(close_poll, by=trainer, poll=running, at=at), ballot(running, "x", "new", at))
    assert running.votes.count() == (1 if said is None else 0)
