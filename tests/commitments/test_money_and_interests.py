"""A money line that touches a declared interest prompts, blocks or notes the vote, as any decision does."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from commonweal.commitments.models import Contribution
from commonweal.commitments.operations import ContributionDraft, give
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import Charter, Decision, Group, Initiative, Seat
from commonweal.governance.operations.decisions import VoteDraft, cast_vote, close_vote, open_vote, propose
from commonweal.governance.operations.interests import InterestDraft, declare_interest
from commonweal.governance.queries.decision_results import result_sentence
from commonweal.governance.queries.decisions import card
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE, person

pytestmark = pytest.mark.covers("D10", "D3", "F-FIT-5")
PAGE = "/desk/fork/giving/"


@pytest.fixture
def line(initiative: Initiative, funder: Person, partner_organisation: Organisation) -> Contribution:
    """Ninebark pays First Rung to run a pilot."""
    draft = ContributionDraft(
        "money", "A pilot of rides to work.", "strategy", to_organisation=partner_organisation, worth=Decimal(40_000)
    )
    return give(
        by=None, initiative=initiative, giver=funder.affiliations.get().organisation, contribution=draft, at=NOW
    )


def opened(steering: Group, chair: Person, line: Contribution, recusal: str) -> Decision:
    Charter.objects.create(
        group=steering, version=1, since=date(2024, 1, 1), purpose_en="To steer.", decision_rule="majority", quorum=1,
        recusal=recusal, written_at=NOW,
    )  # fmt: skip
    draft = ProposalDraft("Shall we take this money?", subjects=[("money-line", str(line.pk))])
    return open_vote(by=chair, decision=propose(by=chair, group=steering, proposal=draft, at=NOW), at=NOW)


def declares(who: Person, initiative: Initiative, organisation: Organisation) -> None:
    draft = InterestDraft("board", "I sit on its board.", subjects=[("organisation", str(organisation.pk))])
    declare_interest(by=who, initiative=initiative, holder=who, interest=draft, at=NOW)


def test_interest_in_who_receives_the_money_blocks_the_vote(
    initiative: Initiative, steering: Group, chair: Person, resident: Person, partner_organisation: Organisation,
    line: Contribution,
) -> None:  # fmt: skip
    declares(resident, initiative, partner_organisation)
    decision = opened(steering, chair, line, "block")
    assert card(resident, decision, NOW).stakes == ["You declared an interest in First Rung: I sit on its board."]
    with pytest.raises(ValidationError, match="asks you to step aside"):
        cast_vote(by=resident, decision=decision, vote=VoteDraft("yes", ""), at=NOW)


def test_under_a_charter_that_notes_the_vote_counts_and_the_interest_is_recorded(
    initiative: Initiative, steering: Group, chair: Person, resident: Person, partner_organisation: Organisation,
    line: Contribution,
) -> None:  # fmt: skip
    declares(resident, initiative, partner_organisation)
    decision = opened(steering, chair, line, "note")
    for who in (resident, chair):
        cast_vote(by=who, decision=decision, vote=VoteDraft("yes", ""), at=NOW)
    done = close_vote(by=chair, decision=decision, at=NOW)
    assert result_sentence(done).endswith("carried.")
    assert [(one.person, one.is_struck) for one in card(chair, done, NOW).asides] == [("Resident", False)]


def test_who_works_for_the_giver_is_prompted_without_declaring_anything(
    initiative: Initiative, steering: Group, chair: Person, resident: Person, line: Contribution
) -> None:
    Affiliation.objects.create(person=resident, organisation=line.organisation, since=SINCE)
    decision = opened(steering, chair, line, "block")
    assert card(resident, decision, NOW).stakes == ["This is about Ninebark Family Foundation, where you work."]


def test_who_gives_the_money_themselves_is_prompted(
    initiative: Initiative, steering: Group, chair: Person, resident: Person
) -> None:
    draft = ContributionDraft("money", "For snacks.", "seed", worth=Decimal(50))
    own = give(by=None, initiative=initiative, giver=resident, contribution=draft, at=NOW)
    decision = opened(steering, chair, own, "block")
    assert card(resident, decision, NOW).stakes == ["This is about you, or about what you give or get."]
    assert card(chair, decision, NOW).stakes == []


def test_page_of_the_line_tells_the_reader_and_the_chair(
    initiative: Initiative, steering: Group, chair: Person, resident: Person, trainer: Person,
    partner_organisation: Organisation, line: Contribution, signed_in: Any,
) -> None:  # fmt: skip
    declares(resident, initiative, partner_organisation)
    pages = {who: signed_in(who).get(f"{PAGE}{line.pk}/").content.decode() for who in (resident, chair, trainer)}
    assert ["You have something at stake here." in page for page in pages.values()] == [True, False, False]
    told = "1 other person has something at stake, and is asked to step aside: Resident."
    assert [told in page for page in pages.values()] == [False, True, False]


def test_log_of_decisions_does_not_tell_the_amount(
    steering: Group, chair: Person, line: Contribution, signed_in: Any
) -> None:
    decision = opened(steering, chair, line, "block")
    page = signed_in(chair).get(f"/desk/fork/decisions/{decision.number}/").content.decode()
    assert ("A pilot of rides to work. (Ninebark Family Foundation)" in page, "40,000" in page) == (True, False)


def test_proposal_begins_with_the_money_line(
    steering: Group, chair: Person, line: Contribution, signed_in: Any
) -> None:
    page = signed_in(chair).get(f"/desk/fork/decisions/propose/?group=steering&about=money-line:{line.pk}")
    assert f'<option value="money-line:{line.pk}" selected>' in page.content.decode()


def test_line_of_another_initiative_is_nothing_to_decide_on(steering: Group, chair: Person, line: Contribution) -> None:
    elsewhere = Initiative.objects.create(slug="else", name="Else", place_name="Else", founded_at=NOW)
    group = Group.objects.create(initiative=elsewhere, code="s", name_en="S", kind=Group.Kind.STEERING)
    member = person("Member")
    Seat.objects.create(group=group, role=Seat.Role.CHAIR, person=member, since=SINCE)
    draft = ProposalDraft("Take it?", rule="majority", quorum=1, subjects=[("money-line", str(line.pk))])
    with pytest.raises(ValidationError, match="not here any more"):
        propose(by=member, group=group, proposal=draft, at=NOW)
