"""Majority, two thirds, consent, quorum and gradients: whole numbers, and abstentions are not votes."""

from fractions import Fraction

import pytest

from commonweal.engines.voting.counting import Rule, count
from commonweal.engines.voting.gradients import EDITIONS
from commonweal.engines.voting.motions import majority_needed, two_thirds_needed
from commonweal.engines.voting.results import BallotError

pytestmark = pytest.mark.covers("D6")


def ballots(*choices):
    return {f"voter {i}": choice for i, choice in enumerate(choices)}


def motion(method, yes=0, no=0, abstain=0, object_=0, **rule):
    said = ["yes"] * yes + ["no"] * no + [None] * abstain + ["object"] * object_
    return count(Rule(method, **rule), ballots(*said))


@pytest.mark.parametrize(("cast", "needed"), [(30, 20), (31, 21), (32, 22), (33, 22), (42, 28), (3, 2), (1, 1), (0, 1)])
def test_two_thirds_are_rounded_up(cast, needed):
    assert two_thirds_needed(cast) == needed


def test_two_thirds_are_exact_for_every_number_of_votes():
    assert all(two_thirds_needed(n) == -((Fraction(-2, 3) * n) // 1) for n in range(1, 5_000))


def test_a_majority_of_a_thousand_is_501_and_not_510():
    assert (majority_needed(1_000), majority_needed(999), majority_needed(2)) == (501, 500, 2)


@pytest.mark.parametrize(
    ("method", "yes", "no", "carried"),
    [
        ("majority", 501, 499, True), ("majority", 500, 500, False), ("majority", 1, 0, True),
        ("majority", 0, 0, False), ("two-thirds", 20, 10, True), ("two-thirds", 20, 11, False),
        ("two-thirds", 0, 0, False),
    ],
)  # fmt: skip
def test_a_motion_is_carried_by_its_own_rule(method, yes, no, carried):
    found = motion(method, yes, no)
    assert (found.carried, found.winner) == (carried, None)


def test_abstentions_are_no_votes_cast():
    found = motion("two-thirds", yes=2, no=1, abstain=10)
    assert (found.valid, found.abstentions, found.needed, found.carried) == (3, 10, 2, True)


def test_abstentions_count_for_the_quorum():
    assert motion("majority", yes=2, abstain=3, quorum=5).quorum_met is True


def test_without_its_quorum_nothing_is_carried():
    found = motion("majority", yes=4, quorum=5)
    assert (found.quorum_met, found.carried) == (False, False)


def test_where_no_quorum_was_asked_for_it_is_neither_met_nor_missed():
    assert motion("majority", yes=1).quorum_met is None


def test_one_objection_stops_consent_and_a_no_does_not():
    assert motion("consent", yes=9, object_=1).carried is False
    assert motion("consent", yes=1, no=8).carried is True


def test_an_objection_is_no_choice_of_a_majority():
    with pytest.raises(BallotError) as refused:
        motion("majority", yes=1, object_=1)
    assert refused.value.message("en") == "object is no choice here. Use one of: yes, no, abstain."


def test_a_quorum_larger_than_the_roll_is_refused_before_anybody_votes():
    with pytest.raises(BallotError) as refused:
        Rule("majority", quorum=13, eligible=12)
    assert refused.value.message("en") == "A quorum of 13 cannot be met by 12 people. Lower it."


def test_more_ballots_than_voters_are_refused():
    with pytest.raises(BallotError) as refused:
        motion("majority", yes=3, eligible=2)
    assert refused.value.code == "more-than-roll"


def test_gradients_count_and_carry_nothing():
    found = count(Rule("gradients"), ballots(1, 1, 3, 7, 8, None))
    assert dict(found.counts) == {"1": 2, "2": 0, "3": 1, "4": 0, "5": 0, "6": 0, "7": 1, "8": 1}
    assert (found.valid, found.abstentions, found.in_doubt, found.carried, found.winner) == (5, 1, 2, None, None)


def test_seven_levels_are_another_edition():
    found = count(Rule("gradients", levels=7), ballots(1, 7))
    assert (found.levels, len(found.counts), found.in_doubt) == (7, 7, 1)
    with pytest.raises(BallotError):
        count(Rule("gradients", levels=7), ballots(8))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_level_of_an_edition_has_its_words_in_both_languages(edition):
    assert len(EDITIONS[edition]) == edition
    assert all(level["en"] and level["es"] and level["en"] != level["es"] for level in EDITIONS[edition])
