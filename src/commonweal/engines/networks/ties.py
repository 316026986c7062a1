"""A network: who is in it, and who is tied to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from commonweal.engines.networks.fault_words import FAULTS

if TYPE_CHECKING:
    from networkx import Graph

Tie = tuple[str, str]


class NetworkError(ValueError):
    """Nodes or figures of which nothing can be computed; says why and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return FAULTS[self.code][lang].format(**self.params)


@dataclass(frozen=True)
class Network:
    """Made by `network_of`: no tie stands twice, and none leads from a node to itself.

    Where ties have no direction, each is written from the first of its two names to the second.
    """

    nodes: tuple[str, ...]
    ties: tuple[Tie, ...]
    directed: bool = False
    #: How many ties were told more than once, and how many led back to where they began.
    merged: int = 0
    loops: int = 0

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Whom each node is tied to, in either direction."""
        found: dict[str, set[str]] = {node: set() for node in self.nodes}
        for one, other in self.ties:
            found[one].add(other)
            found[other].add(one)
        return {node: frozenset(others) for node, others in found.items()}


def network_of(ties: Iterable[Tie], nodes: Iterable[str] = (), *, directed: bool = False) -> Network:
    """`nodes` come first, and may have no tie at all; nodes that only ties name come after them."""
    names = dict.fromkeys(nodes)
    kept: dict[Tie, None] = {}
    merged = loops = 0
    for one, other in ties:
        names.setdefault(one)
        names.setdefault(other)
        tie = (one, other) if directed else (min(one, other), max(one, other))
        if one == other:
            loops += 1
        elif tie in kept:
            merged += 1
        else:
            kept[tie] = None
    return Network(tuple(names), tuple(kept), directed, merged, loops)


def undirected(network: Network) -> Network:
    """The same nodes, tied where there is a tie in either direction."""
    return network_of(network.ties, network.nodes) if network.directed else network


def graph_of(network: Network) -> Graph[str]:
    """As networkx takes it."""
    import networkx

    graph: Graph[str] = networkx.DiGraph() if network.directed else networkx.Graph()
    graph.add_nodes_from(network.nodes)
    graph.add_edges_from(network.ties)
    return graph
