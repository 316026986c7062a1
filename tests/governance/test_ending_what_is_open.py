"""A group that votes, or that others wait for, does not end; nor does the last committee that steers."""

import pytest
from django.core.exceptions import ValidationError

from commonweal.governance.cascade_drafts import ChangeDraft
from commonweal.governance.models import Group, GroupChange
from commonweal.governance.operations.decisions import close_vote
from commonweal.governance.operations.groups import close_group, merge_group
from tests.governance.deciding import charter, refusal, vote

pytestmark = pytest.mark.covers("D4")


@pytest.fixture
def ends(analyst, at):
    """Closed on the day of the test."""
    change = ChangeDraft(at.date(), "It has done its work.")

    def close(group):
        return close_group(by=analyst, group=group, change=change, at=at)

    close.change = change
    return close


def test_group_with_an_open_vote_is_neither_closed_nor_merged(opened, table, steering, initiative, analyst, ends, at):
    other = Group.objects.create(initiative=initiative, code="next", name_en="Next", kind=Group.Kind.STEERING)
    decision = opened()
    words = "It votes on these decisions: 1. Close or withdraw them first."
    assert refusal(ends, steering) == words
    assert refusal(merge_group, by=analyst, group=steering, into=other, change=ends.change, at=at) == words
    close_vote(by=table["chair"], decision=decision, at=at)
    assert ends(steering).kind == GroupChange.Kind.CLOSED


def test_table_whose_last_word_is_awaited_is_not_closed(opened, table, steering, initiative, ends, at):
    council = Group.objects.create(initiative=initiative, code="council", name_en="Council", kind=Group.Kind.COMMUNITY)
    charter(steering, last_word="endorse", last_word_group=council)
    decision = opened()
    for name in ("ana", "ben", "chair"):
        vote(table[name], decision, "yes", at)
    close_vote(by=table["chair"], decision=decision, at=at)
    assert refusal(ends, council) == "A decision waits for this table’s last word. Let it speak first."


def test_the_only_steering_committee_is_not_closed(steering, ends):
    with pytest.raises(ValidationError, match="Nobody would steer"):
        ends(steering)
