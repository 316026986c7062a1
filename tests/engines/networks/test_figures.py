"""Figures of whole networks, on networks so small that they can be counted by hand."""

import pytest

from commonweal.engines.networks.brokers import (
    articulation_points,
    betweenness,
    betweenness_centralisation,
    coreness,
    modularity,
)
from commonweal.engines.networks.figures import (
    components,
    cut_off_without,
    degree_centralisation,
    degrees,
    density,
    distances,
    isolates,
    mean_degree,
    reciprocity,
    response_rate,
    transitivity,
)
from commonweal.engines.networks.ties import NetworkError, network_of, undirected

STAR = network_of([("Hub", leaf) for leaf in "abcde"])
TRIANGLE = network_of([("a", "b"), ("b", "c"), ("c", "a")])
BRIDGE = network_of([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "d")], ["z"])
pytestmark = pytest.mark.covers("B11")


def test_ties_told_twice_are_merged_and_counted() -> None:
    found = network_of([("a", "b"), ("b", "a"), ("a", "b"), ("c", "c")])
    assert (found.ties, found.merged, found.loops, found.nodes) == ((("a", "b"),), 2, 1, ("a", "b", "c"))


def test_ties_with_directions_are_two() -> None:
    found = network_of([("a", "b"), ("b", "a"), ("a", "b")], directed=True)
    assert (found.ties, found.merged) == ((("a", "b"), ("b", "a")), 1)
    assert undirected(found).ties == (("a", "b"),)


def test_density() -> None:
    assert density(STAR) == pytest.approx(1 / 3)
    assert density(network_of([("a", "b")], directed=True)) == 0.5
    assert density(network_of([], ["a", "b"])) == 0
    assert density(network_of([], ["a"])) is None


def test_degrees_add_up_what_comes_and_what_goes() -> None:
    found = network_of([("a", "b"), ("b", "a"), ("a", "c")], ["z"], directed=True)
    assert degrees(found) == {"z": 0, "a": 3, "b": 2, "c": 1}
    assert mean_degree(found) == 1.5
    assert mean_degree(network_of([])) is None


def test_a_star_is_centred_and_a_ring_is_not() -> None:
    assert degree_centralisation(STAR) == 1
    assert degree_centralisation(TRIANGLE) == 0
    assert betweenness_centralisation(STAR) == 1
    assert betweenness_centralisation(TRIANGLE) == 0


def test_a_star_that_is_returned_is_centred_with_directions_too() -> None:
    both = [(one, other) for leaf in "abcd" for one, other in (("Hub", leaf), (leaf, "Hub"))]
    assert degree_centralisation(network_of(both, directed=True)) == 1
    assert betweenness_centralisation(network_of(both, directed=True)) == 1
    assert degree_centralisation(network_of([("Hub", leaf) for leaf in "abcd"], directed=True)) == 0.5


def test_two_are_too_few_to_be_centred() -> None:
    assert degree_centralisation(network_of([("a", "b")])) is None
    assert betweenness_centralisation(network_of([("a", "b")])) is None


def test_isolates_are_sorted() -> None:
    assert isolates(network_of([("a", "b"), ("m", "m")], ["z", "y"])) == ["m", "y", "z"]


def test_reciprocity() -> None:
    assert reciprocity(network_of([("a", "b"), ("b", "a"), ("a", "c")], directed=True)) == pytest.approx(2 / 3)
    assert reciprocity(network_of([], ["a", "b"], directed=True)) is None
    assert reciprocity(TRIANGLE) is None


def test_closed_triads() -> None:
    assert transitivity(TRIANGLE) == 1
    assert transitivity(STAR) == 0
    assert transitivity(BRIDGE) == pytest.approx(6 / 10)
    assert transitivity(network_of([("a", "b")])) is None


def test_response_rate() -> None:
    assert response_rate(9, 12) == 0.75
    assert response_rate(0, 12) == 0
    assert response_rate(0, 0) is None


def test_parts_that_no_path_joins() -> None:
    assert [sorted(part) for part in components(BRIDGE)] == [["a", "b", "c", "d", "e", "f"], ["z"]]
    assert components(network_of([])) == []


def test_steps_between_nodes() -> None:
    found = distances(BRIDGE)
    assert (found.longest, found.apart) == (3, 6)
    assert found.mean == pytest.approx((7 * 1 + 4 * 2 + 4 * 3) / 15)
    assert distances(network_of([], ["a", "b"])).mean is None


def test_who_holds_a_network_together() -> None:
    assert articulation_points(BRIDGE) == ["c", "d"]
    assert betweenness(BRIDGE)["c"] == 6
    assert coreness(BRIDGE) == {"z": 0, **dict.fromkeys("abcdef", 2)}


def test_directions_do_not_hide_who_holds_a_network_together() -> None:
    assert articulation_points(network_of([("a", "b"), ("b", "c"), ("c", "b")], directed=True)) == ["b"]
    assert betweenness(network_of([("a", "b"), ("b", "c")], directed=True)) == {"a": 0, "b": 1, "c": 0}


def test_who_would_lose_contact_if_one_left() -> None:
    assert cut_off_without("c", BRIDGE) == 2
    assert cut_off_without("a", BRIDGE) == 0
    assert cut_off_without("Hub", STAR) == 5
    assert cut_off_without("z", BRIDGE) == 0
    assert cut_off_without("a", network_of([("a", "b")])) == 0


def test_modularity_of_given_groups() -> None:
    halves = dict.fromkeys("abc", "north") | dict.fromkeys("def", "south") | {"z": "south"}
    assert modularity(BRIDGE, halves) == pytest.approx(6 / 7 - 2 * (7 / 14) ** 2)
    assert modularity(network_of([], ["a"]), {"a": "north"}) is None


def test_modularity_needs_a_group_for_every_node() -> None:
    with pytest.raises(NetworkError, match=r"No group is given for z\."):
        modularity(BRIDGE, dict.fromkeys("abcdef", "north"))
