"""Where each node stands on a map: tied nodes near each other, and the same network always the same map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from commonweal.engines.networks.figures import components
from commonweal.engines.networks.ties import Network, graph_of, undirected

Place = tuple[float, float]
ROUNDS = 300
#: Between two parts, where a part of one node would be 1 wide.
GAP = 0.5
ALIKE = 1e-9


def places_of(network: Network) -> dict[str, Place]:
    """Both coordinates from 0 to 1, without the isolates, who have no place in it.

    Parts that no path joins stand side by side, each as wide as the root of its size, so that none flies away.
    """
    parts = [sorted(part) for part in components(network) if len(part) > 1]
    widths = [math.sqrt(len(part)) for part in parts]
    total = sum(widths) + GAP * (len(parts) - 1)
    found: dict[str, Place] = {}
    left = 0.0
    for part, width in zip(parts, widths, strict=True):
        for node, (x, y) in _placed(network, part).items():
            found[node] = ((left + x * width) / total, y)
        left += width + GAP
    return found


def _placed(network: Network, part: Sequence[str]) -> dict[str, Place]:
    """Springs (Fruchterman and Reingold 1991) from a circle in the order of the names: nothing is drawn by lot."""
    import networkx

    turn = 2 * math.pi / len(part)
    circle = {node: (math.cos(i * turn), math.sin(i * turn)) for i, node in enumerate(part)}
    ties = sorted(tie for tie in undirected(network).ties if set(part).issuperset(tie))
    graph = graph_of(Network(tuple(part), tuple(ties)))
    # The spring's length by hand: the default draws ties of a dense part to nothing.
    spread = networkx.spring_layout(
        graph, pos=circle, k=1.2 / math.sqrt(len(part)), iterations=ROUNDS, method="force", seed=1
    )
    columns = [[float(spread[node][axis]) for node in part] for axis in (0, 1)]
    return dict(zip(part, zip(*(_stretched(column) for column in columns), strict=True), strict=True))


def _stretched(values: Sequence[float]) -> list[float]:
    """From 0 to 1, half by where they are and half by their order, so that a few outside leave the others room."""
    low, high = min(values), max(values)
    if high - low < ALIKE:
        return [0.5] * len(values)
    order = sorted(range(len(values)), key=lambda i: (round(values[i], 6), i))
    ranks = {i: rank / (len(values) - 1) for rank, i in enumerate(order)}
    return [((value - low) / (high - low) + ranks[i]) / 2 for i, value in enumerate(values)]
