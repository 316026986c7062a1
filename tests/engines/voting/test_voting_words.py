"""What a result says to a person, in English and Spanish."""

import pytest

from commonweal.engines.voting.counting import Rule, count
from commonweal.engines.voting.results import METHODS
from commonweal.engines.voting.words import ASKS, RULES, Roll, decision_words, result_words

pytestmark = pytest.mark.covers("D6", "A14")


def counted(method, *ballots, **rule):
    return count(Rule(method, **rule), {str(i): ballot for i, ballot in enumerate(ballots)})


SAID = {
    "carried": (counted("majority", "yes", "yes", "no", None),
                "Carried: 2 for, 1 against; 1 abstained and is not counted."),
    "not carried": (counted("two-thirds", "yes", "no"), "Not carried: 1 for, 1 against. It needed 2 for."),
    "no quorum": (counted("majority", "yes", quorum=3), "No quorum: 1 took part, 3 were needed."),
    "consent": (counted("consent", "yes", "yes"), "Carried: no objection."),
    "objections": (counted("consent", "object", "object", None, None),
                   "Not carried: 2 objections; 2 abstained and are not counted."),
    "approval": (counted("approval", ["A", "B"], ["B"]), "B is chosen, with 2 of 2 votes."),
    "score": (counted("score", {"A": 4}, {"A": 5}), "A is chosen, with a mean of 4.5 points."),
    "beats": (counted("condorcet", [["A"], ["B"]]), "A beats every other option and is chosen."),
    "tie": (counted("approval", ["A"], ["B"]), "Tied: A, B. Nothing is chosen."),
    "nobody": (counted("approval", None), "No votes were cast."),
    "gradients": (counted("gradients", 1, 1, 7),
                  "3 gave a level: 2 at level 1, 1 at level 7. 1 at level 7 or beyond. The group says what follows."),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_the_sentence_of_a_result(case):
    result, sentence = SAID[case]
    assert result_words(result) == sentence


def test_a_decision_says_of_how_many_and_who_stepped_aside():
    result = counted("two-thirds", *["yes"] * 7, "no", "no", quorum=7)
    assert (
        decision_words(result, Roll(12, aside=1))
        == "9 of 12 answered: 7 yes, 2 no; 1 stepped aside. Two thirds needed 6: carried."
    )
    assert decision_words(result, Roll(12, aside=1), "es") == (
        "Respondieron 9 de 12: 7 sí, 2 no; 1 se apartó. Dos tercios exigían 6: aprobada."
    )


def test_a_decision_without_quorum_says_so():
    result = counted("majority", "yes", None, quorum=7)
    assert decision_words(result, Roll(12)) == (
        "2 of 12 answered: 1 yes, 0 no, 1 abstained. No quorum: 2 took part, 7 were needed."
    )


def test_a_decision_by_consent_names_objections():
    assert decision_words(counted("consent", "yes", "object"), Roll(5)) == (
        "2 of 5 answered: 1 consents, 1 objection. Consent allows no objection: not carried."
    )


def test_a_choice_lists_every_option_from_the_highest():
    assert decision_words(counted("approval", ["A"], ["A", "B"], options="ABC"), Roll(4)) == (
        "2 of 4 answered. A: 2; B: 1; C: 0. A is chosen, with 2 of 2 votes."
    )


def test_what_follows_the_colon_adds_up_to_those_who_answered():
    result = counted("majority", *["yes"] * 11, "no", "no", None)
    assert decision_words(result, Roll(15)) == (
        "14 of 15 answered: 11 yes, 2 no, 1 abstained. A majority needed 7: carried."
    )
    assert decision_words(result, Roll(15), "es") == (
        "Respondieron 14 de 15: 11 sí, 2 no, 1 se abstuvo. La mayoría exigía 7: aprobada."
    )


@pytest.mark.parametrize(
    ("method", "ballots", "sentence"),
    [
        ("approval", [["A"], None], "2 of 4 answered: 1 chose, 1 abstained. A: 1. A is chosen, with 1 of 1 votes."),
        (
            "gradients",
            [1, 1, None, None],
            "4 of 4 answered: 2 chose, 2 abstained. "
            "2 gave a level: 2 at level 1. 0 at level 7 or beyond. The group says what follows.",
        ),
    ],
)
def test_a_choice_tells_those_who_chose_from_those_who_abstained(method, ballots, sentence):
    assert decision_words(counted(method, *ballots), Roll(4)) == sentence


@pytest.mark.parametrize("method", METHODS)
def test_every_rule_has_a_name_and_says_what_it_asks_in_both_languages(method):
    assert all(table[method]["en"] != table[method]["es"] for table in (RULES, ASKS))
