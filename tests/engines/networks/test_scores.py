"""Scores that others give, concentration, change between two moments, and introductions worth making."""

import math

import pytest

from commonweal.engines.networks.concentration import effective_number, gini, herfindahl, theil_l, theil_t
from commonweal.engines.networks.introductions import Introduction, introductions
from commonweal.engines.networks.layout import places_of
from commonweal.engines.networks.scores import TRUST, Rating, Score, score_of, scores_received
from commonweal.engines.networks.ties import NetworkError, network_of
from commonweal.engines.networks.waves import change_between

pytestmark = pytest.mark.covers("B11")


def test_a_score_is_the_mean_of_what_others_say() -> None:
    ratings = [
        Rating("Ana", "Clinic", {"reliability": 4}), Rating("Ben", "Clinic", {"reliability": 1}),
        Rating("Clinic", "Clinic", {"reliability": 4}), Rating("Cleo", "Clinic", {"mission": 2}),
        Rating("Clinic", "Ana", {}),
    ]  # fmt: skip
    assert scores_received(ratings, "reliability") == {"Clinic": Score(2.5, 2), "Ana": Score(None, 0)}


def test_an_answer_beyond_the_scale_is_refused() -> None:
    with pytest.raises(NetworkError, match="5 does not lie between 1 and 4"):
        scores_received([Rating("Ana", "Clinic", {"power": 5})], "power")


def test_trust_is_the_mean_of_its_three_questions() -> None:
    assert score_of([Score(3, 6), Score(4, 5), Score(2, 7)]) == Score(3, 5)
    assert score_of([Score(3, 6), Score(None, 0), Score(2, 7)]) == Score(None, 0)
    assert score_of([]) == Score(None, 0)
    assert len(TRUST) == 3


def test_concentration_of_equal_holders() -> None:
    assert herfindahl([2, 2, 2, 2]) == 0.25
    assert effective_number([2, 2, 2, 2]) == 4
    assert (gini([3, 3, 3]), theil_t([3, 3, 3]), theil_l([3, 3, 3])) == (0, 0, 0)


def test_one_of_five_who_holds_all_is_as_concentrated_as_can_be() -> None:
    assert gini([0, 0, 0, 0, 10]) == 1
    assert theil_t([0, 0, 0, 0, 10]) == pytest.approx(math.log(5))
    assert theil_l([0, 10]) is None
    assert gini([7]) is None


@pytest.mark.parametrize("amounts", [[], [0, 0], [1, -1], [1, math.nan], [math.inf]])
def test_amounts_that_say_nothing_are_refused(amounts: list[float]) -> None:
    with pytest.raises(NetworkError):
        herfindahl(amounts)


def test_change_between_two_moments() -> None:
    before = network_of([("a", "b"), ("b", "c")], ["z"])
    after = network_of([("b", "a"), ("c", "d"), ("a", "c")])
    found = change_between(before, after)
    assert (found.kept, found.new, found.gone) == ((("a", "b"),), (("a", "c"), ("c", "d")), (("b", "c"),))
    assert (found.nodes_new, found.nodes_gone, found.jaccard) == (("d",), ("z",), 0.25)


def test_change_of_no_ties_is_not_said() -> None:
    assert change_between(network_of([], ["a"]), network_of([], ["a"])).jaccard is None


def test_moments_with_and_without_directions_do_not_compare() -> None:
    with pytest.raises(ValueError, match="directions"):
        change_between(network_of([]), network_of([], directed=True))


def test_introductions_are_worth_most_with_most_shared_partners() -> None:
    network = network_of([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("c", "x")], ["z"])
    found = introductions(network, {"z": ["housing"], "c": ["housing", "health"], "a": ["health"]})
    assert found == [
        Introduction("a", "b", ("x", "y"), ()),
        Introduction("x", "y", ("a", "b"), ()),
        Introduction("a", "c", ("x",), ("health",)),
        Introduction("c", "z", (), ("housing",)),
    ]


def test_who_is_tied_in_one_direction_needs_no_introduction() -> None:
    network = network_of([("a", "b")], ["c"], directed=True)
    assert introductions(network, {"a": ["health"], "b": ["health"]}) == []


def test_who_has_fewest_ties_is_introduced_first() -> None:
    network = network_of([("a", "b"), ("b", "c"), ("c", "d")], ["z"])
    found = introductions(network, dict.fromkeys("acz", ["health"]), most=2)
    assert [(pair.one, pair.other) for pair in found] == [("a", "c"), ("a", "z")]


def test_a_map_is_the_same_every_time_and_keeps_parts_apart() -> None:
    ties = [("a", "b"), ("b", "c"), ("c", "d"), ("p", "q")]
    found = places_of(network_of(ties, ["alone"]))
    assert found == places_of(network_of(reversed(ties), ["alone"]))
    assert set(found) == set("abcdpq")
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found.values())
    assert max(found[name][0] for name in "abcd") < min(found[name][0] for name in "pq")


def test_a_map_of_nobody_is_empty() -> None:
    assert places_of(network_of([], ["a", "b"])) == {}
