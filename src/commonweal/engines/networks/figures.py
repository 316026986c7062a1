"""Figures of a whole network: how dense, how centred on one, how mutual, and who stands outside.

Sources: Freeman 1979, "Centrality in social networks: conceptual clarification", Social Networks 1:215-239; igraph
1.3.5 without loops. What cannot be said of so few nodes or ties is None.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.engines.networks.ties import Network, undirected

FEWEST_FOR_CENTRALISATION = 3


def density(network: Network) -> float | None:
    """Ties over the pairs that could be tied; with directions each pair could be tied twice."""
    n = len(network.nodes)
    pairs = n * (n - 1) if network.directed else n * (n - 1) // 2
    return len(network.ties) / pairs if pairs else None


def degrees(network: Network) -> dict[str, int]:
    """Ties of each node; with directions those that come and those that go."""
    found = dict.fromkeys(network.nodes, 0)
    for one, other in network.ties:
        found[one] += 1
        found[other] += 1
    return found


def mean_degree(network: Network) -> float | None:
    return 2 * len(network.ties) / len(network.nodes) if network.nodes else None


def degree_centralisation(network: Network) -> float | None:
    """Σ(max − dᵢ) over what a star of as many nodes has: 1 where all ties go through one, 0 where all have as many."""
    n = len(network.nodes)
    if n < FEWEST_FOR_CENTRALISATION:
        return None
    held = degrees(network).values()
    star = (n - 1) * (n - 2) * (2 if network.directed else 1)
    return sum(max(held) - degree for degree in held) / star


def isolates(network: Network) -> list[str]:
    """Nodes with no tie, sorted."""
    return sorted(node for node, others in network.neighbours.items() if not others)


def reciprocity(network: Network) -> float | None:
    """Of all ties, the share that is returned. Without directions the question makes no sense."""
    if not network.directed or not network.ties:
        return None
    there = set(network.ties)
    return sum((other, one) in there for one, other in there) / len(there)


def transitivity(network: Network) -> float | None:
    """Of all pairs that share a partner, counted once for each, the share that is tied."""
    near = undirected(network).neighbours
    shared = closed = 0
    for others in near.values():
        shared += len(others) * (len(others) - 1) // 2
        closed += sum(len(near[other] & others) for other in others) // 2
    return closed / shared if shared else None


def response_rate(answered: int, asked: int) -> float | None:
    """Of those who were asked about their ties, the share that answered: a missing answer looks like a missing tie."""
    return answered / asked if asked else None


@dataclass(frozen=True)
class Distances:
    """Steps between pairs that a path joins; directions are left aside. `apart` are pairs that none joins."""

    longest: int | None
    mean: float | None
    apart: int


def distances(network: Network) -> Distances:
    found: list[int] = []
    for node in network.nodes:
        found += (steps for steps in _steps_from(node, network.neighbours).values() if steps)
    joined, n = len(found) // 2, len(network.nodes)
    if not found:
        return Distances(None, None, n * (n - 1) // 2)
    return Distances(max(found), sum(found) / len(found), n * (n - 1) // 2 - joined)


def components(network: Network) -> list[frozenset[str]]:
    """Parts that no path joins, the largest first; of two as large the one with the first name."""
    found: list[frozenset[str]] = []
    seen: set[str] = set()
    for node in network.nodes:
        if node not in seen:
            found.append(frozenset(_steps_from(node, network.neighbours)))
            seen |= found[-1]
    return sorted(found, key=lambda part: (-len(part), min(part)))


def cut_off_without(node: str, network: Network) -> int:
    """How many of those it is joined to would lose contact with the rest if it left.

    The rest is the largest part that remains; where everybody would be alone, all have lost it.
    """
    others = next(part for part in components(network) if node in part) - {node}
    if not others:
        return 0
    ties = [tie for tie in network.ties if others.issuperset(tie)]
    largest = len(components(Network(tuple(sorted(others)), tuple(ties), network.directed))[0])
    if largest == 1 < len(others):
        return len(others)
    return len(others) - largest


def _steps_from(start: str, neighbours: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """Breadth first, itself with 0 steps."""
    steps = {start: 0}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in neighbours[node]:
            if other not in steps:
                steps[other] = steps[node] + 1
                waiting.append(other)
    return steps
