"""A group decides: the rule is fixed before the vote, each votes once, and the result is told in plain words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from commonweal.governance.decision_drafts import Reasons
from commonweal.governance.editing import EditedMeanwhileError, trace_of
from commonweal.governance.models import Ballot, Decision, Seat
from commonweal.governance.operations.decisions import (
    close_due_votes,
    close_vote,
    conclude,
    edit_proposal,
    open_vote,
    propose,
    reopen,
    say_it_stands,
    step_aside,
    withdraw,
    withdraw_vote,
)
from commonweal.governance.operations.proposals import words_of
from commonweal.governance.queries.decision_results import result_sentence
from commonweal.trail.models import Entry
from tests.cast import SINCE, person
from tests.governance.deciding import charter, draft, refusal, seat_of, vote

pytestmark = pytest.mark.covers("D6", "C1")


# ---- Before the vote ---------------------------------------------------------------------------------


def test_what_the_proposer_leaves_open_is_as_the_charter_says(table, steering, at):
    charter(steering, decision_rule="two-thirds", quorum=4, recusal="note")
    made = propose(by=table["ana"], group=steering, proposal=draft(rule="", quorum=None), at=at)
    assert (made.rule, made.quorum, made.recusal, made.state) == ("two-thirds", 4, "note", "draft")


def test_without_a_charter_the_proposer_names_the_rule(table, steering, at):
    assert refusal(propose, by=table["ana"], group=steering, proposal=draft(rule=""), at=at) == (
        "This group has no charter. Say by which rule it decides."
    )


def test_a_proposal_cannot_ask_for_fewer_people_than_the_charter(table, steering, at):
    charter(steering, quorum=4)
    assert refusal(propose, by=table["ana"], group=steering, proposal=draft(quorum=3), at=at) == (
        "The charter asks for 4 people. A proposal cannot ask for fewer."
    )


def test_a_choice_needs_two_different_options(proposed):
    assert refusal(proposed, rule="approval", options=[("Bus", "")]) == (
        "Write two options or more, each on a line of its own."
    )
    assert refusal(proposed, rule="approval", options=[("Bus", ""), (" bus", "")]) == (
        "Two options have the same words. Change one of them."
    )


def test_decisions_are_numbered_in_their_initiative(proposed):
    assert [proposed().number, proposed().number] == [1, 2]


@pytest.mark.parametrize("who", ["partner", "trainer", "funder", "stranger"])
def test_who_does_not_sit_in_the_group_cannot_ask_it_to_decide(who, steering, at, request):
    with pytest.raises(PermissionDenied):
        propose(by=request.getfixturevalue(who), group=steering, proposal=draft(), at=at)


def test_opening_freezes_the_roll_with_each_person_once(opened, steering, table):
    Seat.objects.create(group=steering, role="member", person=table["ana"], since=SINCE)
    decision = opened()
    seat_of(steering, "Late")
    assert sorted(elector.person.name for elector in decision.electors.all()) == [
        "Ana", "Ben", "Chair", "Resident", "Wren",
    ]  # fmt: skip


def test_an_organisation_votes_through_whom_it_named(opened, table):
    elector = opened().electors.get(person=table["wren"])
    assert str(elector.seat.organisation) == "First Rung"


def test_a_quorum_larger_than_the_roll_is_refused_at_the_opening(proposed, table, at):
    decision = proposed(quorum=5)
    Seat.objects.filter(person=table["ben"]).delete()
    assert refusal(open_vote, by=table["chair"], decision=decision, at=at) == (
        "A quorum of 5 cannot be met: 4 people sit in this group. Lower the quorum."
    )


def test_a_group_in_which_nobody_sits_cannot_vote(analyst, backbone, steering, at):
    decision = propose(by=analyst, group=steering, proposal=draft(), at=at)
    assert refusal(open_vote, by=analyst, decision=decision, at=at) == (
        "Nobody sits in this group today, so nobody could vote. Give seats first."
    )


def test_only_who_leads_opens_the_vote(proposed, table, at):
    with pytest.raises(PermissionDenied):
        open_vote(by=table["ana"], decision=proposed(), at=at)


def test_once_it_is_open_rule_and_words_stay(opened, table, at):
    decision = opened()
    assert (
        refusal(
            edit_proposal, by=table["chair"], decision=decision, proposal=draft(rule="consent"), started_from="", at=at
        )
        == "The vote has opened. From then on a proposal stays as it is."
    )


def test_two_people_who_reword_at_once_lose_nothing(proposed, table, at):
    decision = proposed(background_en="Calls work.")
    began = trace_of(words_of(decision))
    edit_proposal(
        by=table["chair"],
        decision=decision,
        proposal=draft(background_en="Calls work twice."),
        started_from=began,
        at=at,
    )
    with pytest.raises(EditedMeanwhileError) as clash:
        edit_proposal(
            by=table["chair"], decision=decision, proposal=draft(background_en="Calls may work."),
            started_from=began, at=at,
        )  # fmt: skip
    assert [(one.theirs, one.yours) for one in clash.value.clashes] == [("Calls work twice.", "Calls may work.")]
    kept = [wording.words["background_en"] for wording in decision.wordings.all()]
    assert kept == ["Calls work.", "Calls work twice."]


# ---- The vote ----------------------------------------------------------------------------------------


def test_a_vote_can_be_changed_until_the_close_and_each_is_kept(opened, table, at):
    decision = opened()
    vote(table["ana"], decision, "no", at)
    vote(table["ana"], decision, "yes", at + timedelta(minutes=1))
    assert [ballot.choice for ballot in Ballot.objects.filter(superseded_at=None)] == ["yes"]
    assert [ballot.choice for ballot in Ballot.objects.all()] == ["no", "yes"]


def test_a_vote_can_be_taken_back(opened, table, at):
    decision = opened()
    vote(table["ana"], decision, "no", at)
    withdraw_vote(by=table["ana"], decision=decision, at=at)
    assert Ballot.objects.filter(superseded_at=None).count() == 0


def test_two_votes_of_one_elector_at_once_cannot_both_count(opened, table, at):
    decision = opened()
    first = vote(table["ana"], decision, "no", at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(decision=decision, elector=first.elector, choice="yes", cast_at=at)


@pytest.mark.parametrize("who", ["analyst", "partner", "trainer", "funder", "stranger"])
def test_who_is_not_on_the_roll_cannot_vote(who, opened, at, request):
    with pytest.raises(PermissionDenied):
        vote(request.getfixturevalue(who), opened(), "yes", at)


def test_who_came_after_the_opening_is_not_on_the_roll(opened, steering, at):
    decision = opened()
    with pytest.raises(PermissionDenied):
        vote(seat_of(steering, "Late"), decision, "yes", at)


def test_who_has_left_cannot_vote_any_more(opened, table, at):
    decision = opened()
    table["ana"].is_active = False
    table["ana"].save()
    with pytest.raises(PermissionDenied):
        vote(table["ana"], decision, "yes", at)


def test_a_vote_before_the_opening_is_refused(proposed, table, at):
    assert refusal(vote, table["ana"], proposed(), "yes", at) == "The vote has not opened yet."


def test_a_vote_after_the_close_is_refused_and_changes_nothing(opened, table, at):
    decision = opened()
    vote(table["ana"], decision, "yes", at)
    close_vote(by=table["chair"], decision=decision, at=at)
    assert refusal(vote, table["ana"], decision, "no", at) == (
        "The vote is closed. What was cast before stays as it is."
    )
    assert [ballot.choice for ballot in Ballot.objects.all()] == ["yes"]


def test_a_vote_closes_early_once_nobody_is_left_who_could_say_anything(
    opened, table, steering, partner_organisation, at
):
    """Whoever is asked to step aside has not said so yet; whoever has left says nothing any more."""
    decision = opened(closes_at=at + timedelta(days=2), subjects=[("organisation", str(partner_organisation.pk))])
    for name in ("chair", "ana", "ben"):
        vote(table[name], decision, "yes", at)
    Seat.objects.filter(person=table["resident"]).update(until=at.date() - timedelta(days=1))
    assert refusal(close_vote, by=table["chair"], decision=decision, at=at).startswith("1 person can still answer")
    step_aside(by=table["wren"], decision=decision, why="We get it.", at=at)
    assert close_vote(by=table["chair"], decision=decision, at=at).outcome == "carried"


def test_a_vote_after_the_closing_time_is_refused_before_anybody_closed_it(opened, table, at):
    decision = opened(closes_at=at + timedelta(hours=1))
    assert refusal(vote, table["ana"], decision, "yes", at + timedelta(hours=1)) == (
        "The vote is closed. What was cast before stays as it is."
    )


@pytest.mark.parametrize(
    ("rule", "choice"),
    [
        ("majority", "object"), ("majority", "maybe"), ("consent", "perhaps"), ("gradients", 9), ("gradients", 0),
        ("approval", ["7"]), ("score", {"1": 6}), ("score", {"1": 1.5}), ("score", {"9": 1}),
        ("condorcet", [["1"], ["1"]]), ("condorcet", [["8"]]),
    ],
)  # fmt: skip
def test_a_choice_that_does_not_exist_is_refused(opened, table, at, rule, choice):
    decision = opened(rule=rule, options=[("Bus", ""), ("Van", "")])
    with pytest.raises(ValidationError):
        vote(table["ana"], decision, choice, at)


def test_an_objection_says_what_it_is(opened, table, at):
    decision = opened(rule="consent")
    assert refusal(vote, table["ana"], decision, "object", at) == (
        "Say what you object to, so that the group can work on it."
    )


# ---- The close ---------------------------------------------------------------------------------------


def closed(decision, table, at, choices, **more):
    for name, choice in choices.items():
        vote(table[name], decision, choice, at, reason="Because." if choice == "object" else "")
    return close_vote(by=table["chair"], decision=decision, at=at, **more)


def test_a_majority_is_carried_and_told(opened, table, at):
    decision = closed(opened(), table, at, {"ana": "yes", "ben": "yes", "chair": "no", "wren": None})
    assert decision.outcome == "carried"
    assert result_sentence(decision) == "4 of 5 answered: 2 yes, 1 no, 1 abstained. A majority needed 2: carried."
    with translation.override("es"):
        assert result_sentence(decision) == (
            "Respondieron 4 de 5: 2 sí, 1 no, 1 se abstuvo. La mayoría exigía 2: aprobada."
        )


def test_without_its_quorum_nothing_is_decided(opened, table, at):
    decision = closed(opened(), table, at, {"ana": "yes"})
    assert decision.outcome == "no-quorum"
    assert result_sentence(decision) == "1 of 5 answered: 1 yes, 0 no. No quorum: 1 took part, 3 were needed."


def test_one_objection_stops_consent(opened, table, at):
    decision = closed(opened(rule="consent"), table, at, {"ana": "yes", "ben": "yes", "chair": "object"})
    assert decision.outcome == "not-carried"


def test_gradients_wait_for_the_word_of_the_group(opened, table, at):
    decision = closed(opened(rule="gradients"), table, at, {"ana": 1, "ben": 3, "chair": 7})
    assert (decision.outcome, decision.result["in_doubt"]) == ("to-conclude", 1)
    assert refusal(conclude, by=table["chair"], decision=decision, reasons=Reasons("We talked."), at=at) == (
        "Say whether the group goes ahead."
    )
    done = conclude(by=table["chair"], decision=decision, reasons=Reasons("We talked.", carried=True), at=at)
    assert (done.outcome, done.reasons) == ("carried", "We talked.")


OPTIONS = [("Bus passes", "Pases de autobús"), ("Vans", "Camionetas")]


@pytest.mark.parametrize(
    ("rule", "choices"),
    [
        ("approval", {"ana": ["1", "2"], "ben": ["1"], "chair": ["1"]}),
        ("score", {"ana": {"1": 5, "2": 4}, "ben": {"1": 4}, "chair": {"2": 4}}),
        ("condorcet", {"ana": [["1"], ["2"]], "ben": [["1"]], "chair": [["2"]]}),
    ],
)
def test_a_choice_is_told_in_the_readers_language(opened, table, at, rule, choices):
    decision = closed(opened(rule=rule, options=OPTIONS), table, at, choices)
    assert (decision.outcome, decision.result["winner"]) == ("carried", "1")
    with translation.override("es"):
        assert "Pases de autobús" in result_sentence(decision)


def test_the_mean_of_points_is_kept_as_a_fraction(opened, table, at):
    choices = {"ana": {"1": 5}, "ben": {"1": 4}, "chair": {"1": 4}}
    decision = closed(opened(rule="score", options=OPTIONS), table, at, choices)
    assert decision.result["counts"] == {"1": "13/3"}


def test_a_tie_is_not_carried(opened, table, at):
    choices = {"ana": ["1"], "ben": ["2"], "chair": None}
    assert closed(opened(rule="approval", options=OPTIONS), table, at, choices).outcome == "not-carried"


def test_only_who_leads_closes(opened, table, at):
    with pytest.raises(PermissionDenied):
        close_vote(by=table["ana"], decision=opened(), at=at)


def test_what_reached_its_time_is_closed_by_itself(opened, table, at):
    due, later, by_hand = opened(closes_at=at + timedelta(hours=1)), opened(closes_at=at + timedelta(days=1)), opened()
    assert close_due_votes(by=None, at=at + timedelta(hours=2)) == 1
    states = [Decision.objects.get(pk=one.pk).state for one in (due, later, by_hand)]
    assert states == ["closed", "open", "open"]


def test_the_system_closes_nothing_before_its_time(opened, at):
    with pytest.raises(PermissionDenied):
        close_vote(by=None, decision=opened(closes_at=at + timedelta(hours=1)), at=at)


def test_reasons_are_recorded_once(opened, table, at):
    decision = closed(opened(), table, at, {"ana": "yes"}, reasons=Reasons("Calls work.", "Las llamadas sirven."))
    with translation.override("es"):
        assert decision.reasons == "Las llamadas sirven."
    assert refusal(conclude, by=table["chair"], decision=decision, reasons=Reasons("Other"), at=at) == (
        "The reasons are on record. Later words go into a new decision."
    )


def test_a_withdrawn_proposal_stays_in_the_log_with_its_reason(opened, table, at):
    decision = opened()
    vote(table["ana"], decision, "yes", at)
    assert refusal(withdraw, by=table["chair"], decision=decision, why=" ", at=at) == (
        "Say in a sentence why. The group reads it."
    )
    gone = withdraw(by=table["chair"], decision=decision, why="Asked too early.", at=at)
    assert (gone.state, gone.withdrawn_why, Ballot.objects.count()) == ("withdrawn", "Asked too early.", 0)


def test_what_is_decided_is_not_withdrawn(opened, table, at):
    decision = closed(opened(), table, at, {"ana": "yes"})
    assert refusal(withdraw, by=table["chair"], decision=decision, why="x", at=at) == (
        "It is decided. A decision is changed by a new one."
    )


# ---- Looking again -----------------------------------------------------------------------------------


def test_a_reopened_decision_stays_decided_until_the_group_has_looked(opened, table, at):
    decision = closed(opened(), table, at, {"ana": "yes", "ben": "yes", "chair": "yes"})
    reopen(by=None, decision=decision, why=("The figure was 11%, and is 12%.", "Era 11 %, y es 12 %."), at=at)
    decision.refresh_from_db()
    assert (decision.outcome, decision.reopened_at) == ("carried", at)
    with pytest.raises(PermissionDenied):
        say_it_stands(by=table["ana"], decision=decision, answer=("It stands.", ""), at=at)
    say_it_stands(by=table["chair"], decision=decision, answer=("It stands.", ""), at=at)
    decision.refresh_from_db()
    assert (decision.reopened_at, decision.reopenings.get().answer) == (None, "It stands.")


def test_what_is_not_decided_is_not_reopened(opened, at):
    assert refusal(reopen, by=None, decision=opened(), why=("x", ""), at=at) == (
        "Only what is decided can be looked at again."
    )


def test_each_verb_leaves_one_entry_in_the_trail_and_no_vote_in_it(opened, table, at):
    closed(opened(), table, at, {"ana": "yes"})
    ours = Entry.objects.filter(verb__startswith="governance.").order_by("id")
    verbs = list(ours.values_list("verb", flat=True))
    assert verbs == ["governance.propose", "governance.open_vote", "governance.cast_vote", "governance.close_vote"]
    assert Entry.objects.get(verb="governance.cast_vote").details == {}


def test_someone_of_another_initiative_is_a_stranger_here(proposed, at):
    from commonweal.governance.models import Group, Initiative

    other = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    theirs = Group.objects.create(initiative=other, code="steering", name_en="Steering", kind=Group.Kind.STEERING)
    outsider = person("Outsider")
    Seat.objects.create(group=theirs, role=Seat.Role.CHAIR, person=outsider, since=SINCE)
    with pytest.raises(PermissionDenied):
        open_vote(by=outsider, decision=proposed(), at=at)
