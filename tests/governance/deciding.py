"""A group that decides: five people around a table, and a proposal before them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import Charter, Group, Representative, Seat
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, open_vote, propose
from tests.cast import SINCE, person


@pytest.fixture
def table(steering, chair, resident, partner_organisation):
    """The steering committee: chair, resident, two more, and a partner's seat in which Wren speaks."""
    people = {"chair": chair, "resident": resident}
    for name in ("Ana", "Ben"):
        people[name.lower()] = seat_of(steering, name)
    people["wren"] = person("Wren")
    seat = Seat.objects.create(group=steering, role=Seat.Role.MEMBER, organisation=partner_organisation, since=SINCE)
    Representative.objects.create(seat=seat, person=people["wren"], since=SINCE)
    return people


def seat_of(group: Group, name: str, role=Seat.Role.MEMBER):
    made = person(name)
    Seat.objects.create(group=group, role=role, person=made, since=SINCE)
    return made


def charter(group: Group, **more):
    facts = {"decision_rule": "majority", "quorum": 3, "recusal": "block", **more}
    return Charter.objects.create(
        group=group, version=1, since=date(2024, 1, 1), purpose_en="To steer.",
        written_at="2024-01-01T00:00:00Z", **facts,
    )  # fmt: skip


def draft(**more):
    return ProposalDraft(
        **{"question_en": "Shall we move $80,000 to calls home?", "rule": "majority", "quorum": 3, **more}
    )


@pytest.fixture
def proposed(table, steering, at):
    def make(by=None, **more):
        return propose(by=by or table["chair"], group=steering, proposal=draft(**more), at=at)

    return make


@pytest.fixture
def opened(proposed, table, at):
    def make(**more):
        return open_vote(by=table["chair"], decision=proposed(**more), at=at)

    return make


def vote(who, decision, choice, at, reason=""):
    return cast_vote(by=who, decision=decision, vote=VoteDraft(choice, reason), at=at)


def refusal(call, *arguments, **keywords):
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **keywords)
    return refused.value.messages[0]
