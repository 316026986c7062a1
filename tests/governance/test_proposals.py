"""A proposal that can never be met, or a ballot that says nothing, is refused with words; one language is enough."""

from datetime import timedelta

import pytest
from django.utils import translation

from commonweal.governance.editing import trace_of
from commonweal.governance.models import Ballot, Decision
from commonweal.governance.operations.decisions import edit_proposal, open_vote
from commonweal.governance.operations.proposals import words_of
from tests.governance.deciding import charter, draft, refusal, vote

pytestmark = pytest.mark.covers("D6", "C1")


def test_a_quorum_larger_than_the_group_is_refused_when_it_is_proposed(proposed):
    assert refusal(proposed, quorum=6) == "A quorum of 6 cannot be met: the group has 5 seats. Lower the quorum."
    assert Decision.objects.count() == 0


def test_a_charter_that_asks_for_more_people_than_have_seats_is_told(proposed, steering):
    charter(steering, quorum=7)
    assert refusal(proposed, quorum=7) == "The charter asks for 7 people, and the group has 5 seats."


def test_a_closing_time_that_has_passed_is_refused_when_it_is_proposed_and_when_it_is_changed(proposed, table, at):
    words = "This closing time has passed. Choose a later one."
    assert refusal(proposed, closes_at=at) == words
    decision = proposed(closes_at=at + timedelta(days=1))
    late = draft(closes_at=at - timedelta(days=1))
    began = trace_of(words_of(decision))
    assert refusal(edit_proposal, by=table["chair"], decision=decision, proposal=late, started_from=began, at=at) == (
        words
    )


def test_another_rule_than_the_charters_is_refused_without_a_reason_whoever_asks(proposed, steering):
    charter(steering, decision_rule="consent")
    assert refusal(proposed, rule="majority") == "The charter names another rule. Say in a sentence why not that one."
    with translation.override("es"):
        made = proposed(rule="majority", rule_why="Es urgente.")
    assert (made.charter_rule, made.rule_why, made.rule_why_in) == ("consent", "Es urgente.", "es")


def test_a_proposal_from_before_a_new_charter_is_looked_at_again_before_its_vote_opens(proposed, table, steering, at):
    made = proposed(rule="majority")
    charter(steering, decision_rule="consent")
    assert refusal(open_vote, by=table["chair"], decision=made, at=at) == (
        "The charter names another rule since this was proposed. Edit the proposal first."
    )


def test_a_question_in_spanish_alone_is_read_in_both_languages(proposed):
    made = proposed(question_en="", question_es="¿Cuál?", rule="approval", options=[("", "Pases"), ("", "Camionetas")])
    for language in ("en", "es"):
        with translation.override(language):
            assert [made.question, *(one.label for one in made.options.all())] == ["¿Cuál?", "Pases", "Camionetas"]


def test_a_proposal_without_a_question_in_any_language_is_refused(proposed):
    assert refusal(proposed, question_en=" ") == "Write the question that the group decides, in English or in Spanish."


@pytest.mark.parametrize(
    ("rule", "choice", "words"),
    [
        ("condorcet", [], "Rank at least one option, or choose to abstain."),
        ("condorcet", [[]], "Rank at least one option, or choose to abstain."),
        ("score", {}, "Give points to at least one option, or choose to abstain."),
    ],
)
def test_an_empty_ranking_is_no_abstention(opened, table, at, rule, choice, words):
    decision = opened(rule=rule, options=[("Passes", ""), ("Vans", "")])
    assert refusal(vote, table["ana"], decision, choice, at) == words
    assert Ballot.objects.count() == 0
