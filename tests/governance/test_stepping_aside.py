"""Who has something at stake says so and steps aside: found through what is recorded, never through equal names."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.editing import trace_of
from commonweal.governance.models import Charter, Elector
from commonweal.governance.operations.decisions import close_vote, edit_proposal, open_vote, step_aside, withdraw
from commonweal.governance.operations.interests import InterestDraft, declare_interest
from commonweal.governance.operations.proposals import words_of
from commonweal.governance.queries.decision_results import result_sentence
from commonweal.governance.queries.decisions import card
from commonweal.people.models import Affiliation, Organisation
from commonweal.people.operations.erasing import erase
from tests.cast import SINCE
from tests.governance.deciding import charter, draft, vote

pytestmark = pytest.mark.covers("D10")


@pytest.fixture
def about(partner_organisation):
    return [("organisation", str(partner_organisation.pk))]


def declares(who, initiative, pairs, at, words="I sit on its board."):
    draft = InterestDraft("board", words, subjects=pairs, private="Paid for it.")
    return declare_interest(by=who, initiative=initiative, holder=who, interest=draft, at=at)


def test_a_declared_interest_prompts_and_blocks_the_vote(opened, table, initiative, about, at):
    declares(table["ana"], initiative, about, at)
    decision = opened(subjects=about)
    assert card(table["ana"], decision, at).stakes == ["You declared an interest in First Rung: I sit on its board."]
    with pytest.raises(ValidationError) as refused:
        vote(table["ana"], decision, "yes", at)
    assert refused.value.messages == [
        "An interest on record touches this decision. Your charter asks you to step aside."
    ]


def test_under_a_charter_that_notes_the_vote_counts_and_the_interest_is_written_beside_it(
    opened, table, steering, initiative, about, at
):
    charter(steering, recusal="note")
    declares(table["ana"], initiative, about, at)
    decision = opened(subjects=about)
    for name in ("ana", "ben", "chair"):
        vote(table[name], decision, "yes", at)
    done = close_vote(by=table["chair"], decision=decision, at=at)
    assert result_sentence(done) == "3 of 5 answered: 3 yes, 0 no. A majority needed 2: carried."
    assert [(aside.person, aside.is_struck) for aside in card(table["ben"], done, at).asides] == [("Ana", False)]


def test_who_steps_aside_does_not_count_and_stands_in_the_result(opened, table, at):
    decision = opened(rule="two-thirds")
    vote(table["ana"], decision, "yes", at)
    step_aside(by=table["ana"], decision=decision, why="My sister works there.", at=at)
    for name in ("ben", "chair", "wren"):
        vote(table[name], decision, "yes", at)
    done = close_vote(by=table["chair"], decision=decision, at=at)
    assert result_sentence(done) == "3 of 5 answered: 3 yes, 0 no; 1 stepped aside. Two thirds needed 2: carried."
    assert [(one.person, one.why) for one in card(table["ben"], done, at).asides] == [("Ana", "My sister works there.")]


def test_who_stepped_aside_does_not_come_back(opened, table, at):
    decision = opened()
    step_aside(by=table["ana"], decision=decision, why="", at=at)
    with pytest.raises(ValidationError) as refused:
        vote(table["ana"], decision, "yes", at)
    assert refused.value.messages == ["You stepped aside on this decision, so you do not vote on it."]


def test_who_declared_and_said_nothing_is_struck_at_the_close(opened, table, initiative, about, at):
    decision = opened(subjects=about)
    vote(table["ana"], decision, "no", at)
    declares(table["ana"], initiative, about, at)
    for name in ("ben", "chair", "resident"):
        vote(table[name], decision, "yes", at)
    done = close_vote(by=table["chair"], decision=decision, at=at)
    assert result_sentence(done) == (
        "3 of 5 answered: 3 yes, 0 no; 1 with an interest on record did not count. A majority needed 2: carried."
    )
    assert Elector.objects.get(person=table["ana"]).was_asked is True


def test_who_works_for_the_organisation_is_prompted_too(opened, table, partner_organisation, about, at):
    Affiliation.objects.create(person=table["ben"], organisation=partner_organisation, since=SINCE)
    decision = opened(subjects=about)
    assert card(table["ben"], decision, at).stakes == ["This is about First Rung, where you work."]


def test_an_equal_name_is_no_conflict(opened, table, initiative, at):
    """Two organizations of the same name: an interest in one says nothing of the other."""
    twin = Organisation.objects.create(code="first-rung-2", name="First Rung", sector="education")
    twin.participations.create(initiative=initiative, since=SINCE)
    other = Organisation.objects.create(code="first-rung-3", name="First Rung", sector="education")
    other.participations.create(initiative=initiative, since=SINCE)
    declares(table["ana"], initiative, [("organisation", str(twin.pk))], at)
    decision = opened(subjects=[("organisation", str(other.pk))])
    assert card(table["ana"], decision, at).stakes == []


def test_where_all_step_aside_nobody_is_left_to_decide(opened, table, at):
    decision = opened()
    for who in table.values():
        step_aside(by=who, decision=decision, why="", at=at)
    done = close_vote(by=table["chair"], decision=decision, at=at)
    assert (done.outcome, result_sentence(done)) == (
        "no-quorum",
        "0 of 5 answered: 0 yes, 0 no; 5 stepped aside. No quorum: 0 took part, 3 were needed.",
    )


def test_the_private_part_of_an_interest_is_on_no_card(opened, table, initiative, about, at):
    declares(table["ana"], initiative, about, at)
    decision = opened(subjects=about)
    step_aside(by=table["ana"], decision=decision, why="", at=at)
    for reader in table.values():
        assert "Paid for it." not in str(card(reader, decision, at))


def test_what_happens_to_an_interest_is_as_the_charter_said_when_it_was_proposed(proposed, steering):
    charter(steering, recusal="note")
    made = proposed()
    Charter.objects.update(recusal="block")
    made.refresh_from_db()
    assert made.recusal == "note"


def test_an_interest_that_has_ended_prompts_nobody(opened, table, initiative, about, at):
    interest = declares(table["ana"], initiative, about, at)
    interest.until = at.date() - timedelta(days=1)
    interest.since = interest.until
    interest.save()
    assert card(table["ana"], opened(subjects=about), at).stakes == []


def test_why_somebody_stepped_aside_goes_when_they_are_erased_and_that_they_did_stays(opened, table, at):
    decision = opened()
    step_aside(by=table["ana"], decision=decision, why="My sister works there.", at=at)
    erase(by=table["ana"], person=table["ana"], at=at)
    elector = decision.electors.get(person=table["ana"])
    assert (elector.aside_why, elector.is_struck) == ("", True)


def own_words(client, decision):
    answer = client.get(f"/desk/fork/decisions/{decision.number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_stepped_aside_reads_why_they_have_no_vote_before_and_after_the_close(signed_in, opened, table, at):
    decision = opened()
    step_aside(by=table["ana"], decision=decision, why="My sister works there.", at=at)
    words = "You stepped aside. You take no part in this decision. You said: My sister works there."
    assert words in own_words(signed_in(table["ana"]), decision)
    close_vote(by=table["chair"], decision=decision, at=at + timedelta(hours=1))
    assert words in own_words(signed_in(table["ana"]), decision)
    assert words not in own_words(signed_in(table["ben"]), decision)


def test_whom_the_close_struck_reads_which_interest_it_was(signed_in, opened, table, initiative, about, at):
    declares(table["ana"], initiative, about, at)
    decision = opened(subjects=about)
    blocked = "Your charter asks you to step aside: you do not vote on it."
    assert blocked in own_words(signed_in(table["ana"]), decision)
    close_vote(by=table["chair"], decision=decision, at=at)
    told = own_words(signed_in(table["ana"]), decision)
    assert "An interest on record touches this decision. Under the charter your vote did not count." in told
    assert "You declared an interest in First Rung: I sit on its board." in told
    assert "Under the charter" not in own_words(signed_in(table["ben"]), decision)


@pytest.fixture
def conflicted(proposed, table, initiative, about, at):
    """Somebody else's proposal, in which the chair has declared an interest."""
    declares(table["chair"], initiative, about, at)
    return lambda: proposed(by=table["ana"], subjects=about)


def test_a_chair_with_an_interest_does_not_take_it_off_open_close_or_withdraw(conflicted, table, analyst, at):
    decision, chair = conflicted(), table["chair"]
    began = trace_of(words_of(decision))
    for verb, more in (
        (edit_proposal, {"proposal": draft(), "started_from": began}),
        (open_vote, {}),
        (withdraw, {"why": "Not now."}),
    ):
        with pytest.raises(PermissionDenied):
            verb(by=chair, decision=decision, at=at, **more)
    decision = open_vote(by=analyst, decision=decision, at=at)
    for verb, more in ((close_vote, {}), (withdraw, {"why": "Not now."})):
        with pytest.raises(PermissionDenied):
            verb(by=chair, decision=decision, at=at, **more)
    assert close_vote(by=analyst, decision=decision, at=at).is_closed


def test_who_proposed_it_does_not_take_their_own_interest_off(proposed, table, initiative, about, at):
    declares(table["ana"], initiative, about, at)
    decision = proposed(by=table["ana"], subjects=about)
    began = trace_of(words_of(decision))
    ana = {"by": table["ana"], "decision": decision, "started_from": began, "at": at}
    with pytest.raises(ValidationError) as refused:
        edit_proposal(proposal=draft(), **ana)
    assert refused.value.message_dict == {
        "subjects": ["An interest of yours touches what it is about. Somebody else may take things off."]
    }
    assert edit_proposal(proposal=draft(question_en="Shall we?", subjects=about), **ana).question_en == "Shall we?"


def test_where_it_touches_everybody_who_leads_another_member_opens_the_vote(conflicted, table, at):
    decision = open_vote(by=table["ben"], decision=conflicted(), at=at)
    assert close_vote(by=table["ben"], decision=decision, at=at).is_closed


def test_under_a_charter_that_notes_a_chair_with_an_interest_still_leads(conflicted, steering, table, at):
    charter(steering, recusal="note")
    assert open_vote(by=table["chair"], decision=conflicted(), at=at).is_open
