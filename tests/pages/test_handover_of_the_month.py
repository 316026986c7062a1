"""Who takes a seat reads what comes: the meeting, the votes that close, what residents can stop, what is due."""

from datetime import timedelta

import pytest

from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.governance.models import Group, LastWord, MeetingDay, Seat
from commonweal.governance.operations.decisions import close_vote
from commonweal.pages.handover_pack import next_days, open_promises
from tests.governance.deciding import charter, opened, proposed, table, vote

__all__ = ["opened", "proposed", "table"]
pytestmark = pytest.mark.covers("J9", "F-INF-3")


@pytest.fixture
def seat(table):
    return Seat.objects.get(person=table["ana"])


def test_the_next_30_days_hold_the_meeting_and_the_votes_of_the_group_alone(opened, seat, steering, backbone, at):
    on = at.date()
    for group, days in ((steering, 4), (steering, 40), (backbone, 3)):
        MeetingDay.objects.create(group=group, on=on + timedelta(days=days))
    opened(question_en="Shall we call home?", closes_at=at + timedelta(days=3))
    lines = next_days(seat.person, seat, on, at).lines
    assert [(line.words, line.when) for line in lines] == [
        ("A vote closes: Shall we call home?", "7 March 2026"), ("Steering committee meets", "8 March 2026"),
    ]  # fmt: skip
    assert lines[1].url == "/desk/fork/groups/steering/packet/"


def test_they_say_until_when_residents_can_stop_what_was_carried(opened, table, seat, steering, initiative, at):
    council = Group.objects.create(initiative=initiative, code="council", name_en="Council", kind=Group.Kind.COMMUNITY)
    charter(steering, last_word=LastWord.Kind.VETO, last_word_group=council)
    decision = opened(question_en="Shall we call home?")
    for name in ("ana", "ben", "chair"):
        vote(table[name], decision, "yes", at)
    close_vote(by=table["chair"], decision=decision, at=at)
    told = [(line.words, line.when) for line in next_days(seat.person, seat, at.date(), at).lines]
    assert told == [("Until then residents can stop: Shall we call home?", "18 March 2026")]


def test_promises_are_those_of_the_group_and_of_who_sits_there_that_are_due(table, seat, initiative, steering, at):
    for holder, group, days in (
        ("ana", None, 3), ("ben", None, 3), ("ben", steering, 5), ("ana", steering, 90), ("ana", None, 91),
    ):  # fmt: skip
        draft = CommitmentDraft(f"{holder} {days}", at.date() + timedelta(days=days), to=steering, group=group)
        draft = draft if group else CommitmentDraft(f"{holder} {days}", draft.due_on, to=table["resident"])
        promise(by=None, initiative=initiative, holder=table[holder], commitment=draft, at=at)
    lines = open_promises(table["ana"], seat, at.date(), at).lines
    assert [line.words for line in lines] == ["ana 3", "ben 5", "2 more promises are due later"]
