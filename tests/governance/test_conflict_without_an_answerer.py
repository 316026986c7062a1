"""One chair who is also the only data manager: the committee answers her conflict by a recorded decision."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.conflict_decisions import subject_of
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import Charter, Decision, Group, Initiative, Seat
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote, open_vote, propose, withdraw
from commonweal.governance.operations.interests import answer_conflict
from commonweal.governance.queries.conflicts import conflicts
from commonweal.governance.queries.votes import A_FORTNIGHT
from commonweal.people.models import Person
from tests.cast import NOW, SINCE, person

pytestmark = pytest.mark.covers("A10", "D10", "F-FIT-5")
PAGE = "/desk/fork/interests/"
TOLD = "So the committee answers, by a decision."


@pytest.fixture
def both(chair: Person, backbone: Group) -> Person:
    """The chair, who keeps the data too, and nobody beside her."""
    Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=chair, since=SINCE)
    return chair


def asked(initiative: Initiative, steering: Group, by: Person, **more: Any) -> Decision:
    kind, _colon, key = subject_of(conflicts(by, initiative, NOW)[0]).partition(":")
    draft = ProposalDraft("Shall the chair keep the data until June?", subjects=[(kind, key)], **more)
    return propose(by=by, group=steering, proposal=draft, at=NOW)


def test_nobody_can_answer_alone_and_the_page_says_who_does(
    initiative: Initiative, both: Person, resident: Person, signed_in: Any
) -> None:
    found = conflicts(both, initiative, NOW)[0]
    with pytest.raises(PermissionDenied):
        answer_conflict(
            by=both, initiative=initiative, conflict=found.pair, answer="I am fine.", review_on=date(2026, 6, 1), at=NOW
        )
    assert TOLD in signed_in(resident).get(PAGE).content.decode()


def test_members_decide_and_the_yes_is_the_answer_on_file(
    initiative: Initiative, steering: Group, both: Person, resident: Person
) -> None:
    decision = open_vote(by=resident, decision=asked(initiative, steering, resident, rule="majority", quorum=1), at=NOW)
    cast_vote(by=resident, decision=decision, vote=VoteDraft("yes", ""), at=NOW)
    close_vote(by=resident, decision=decision, at=NOW + A_FORTNIGHT)
    found = conflicts(resident, initiative, NOW)[0]
    assert (found.is_open, found.answer.answer) == (
        False, "Decision 1 of the Steering committee: Shall the chair keep the data until June?",
    )  # fmt: skip


def test_whom_it_names_neither_votes_nor_leads_the_vote_also_where_the_charter_only_notes(
    initiative: Initiative, steering: Group, both: Person, resident: Person
) -> None:
    Charter.objects.create(
        group=steering, version=1, since=date(2024, 1, 1), purpose_en="To steer.", decision_rule="majority", quorum=1,
        recusal="note", written_at=NOW,
    )  # fmt: skip
    draft = asked(initiative, steering, resident)
    for act in (
        lambda: open_vote(by=both, decision=draft, at=NOW),
        lambda: withdraw(by=both, decision=draft, why="No.", at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()
    decision = open_vote(by=resident, decision=draft, at=NOW)
    with pytest.raises(ValidationError, match="asks you to step aside"):
        cast_vote(by=both, decision=decision, vote=VoteDraft("yes", ""), at=NOW)
    with pytest.raises(PermissionDenied):
        close_vote(by=both, decision=decision, at=NOW)


def test_no_is_no_answer(initiative: Initiative, steering: Group, both: Person, resident: Person) -> None:
    decision = open_vote(by=resident, decision=asked(initiative, steering, resident, rule="majority", quorum=1), at=NOW)
    cast_vote(by=resident, decision=decision, vote=VoteDraft("no", ""), at=NOW)
    close_vote(by=resident, decision=decision, at=NOW + A_FORTNIGHT)
    assert conflicts(resident, initiative, NOW)[0].is_open is True


def test_co_chair_answers_as_before(
    initiative: Initiative, steering: Group, both: Person, resident: Person, signed_in: Any
) -> None:
    other = person("Other")
    Seat.objects.create(group=steering, role=Seat.Role.CO_CHAIR, person=other, since=SINCE)
    found = conflicts(other, initiative, NOW)[0]
    answer_conflict(
        by=other, initiative=initiative, conflict=found.pair, answer="Until June.", review_on=date(2026, 6, 1), at=NOW
    )
    assert TOLD not in signed_in(resident).get(PAGE).content.decode()


def test_other_decisions_are_led_by_chairs_alone(
    initiative: Initiative, steering: Group, both: Person, resident: Person
) -> None:
    draft = propose(
        by=resident, group=steering, proposal=ProposalDraft("Meet on Tuesdays?", rule="majority", quorum=1), at=NOW
    )
    with pytest.raises(PermissionDenied):
        open_vote(by=resident, decision=draft, at=NOW)
