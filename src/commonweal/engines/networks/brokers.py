"""Who stands between others: betweenness, cut points, and the core that holds together without them."""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.engines.networks.ties import Network, NetworkError, graph_of, undirected


def betweenness(network: Network) -> dict[str, float]:
    """Of all shortest paths between two others the share through each node, added up (Freeman 1977; Brandes 2001).

    Raw: a pair counts once without directions, and each way with them.
    """
    import networkx

    found: dict[str, float] = networkx.betweenness_centrality(graph_of(network), normalized=False)
    return {node: float(value) for node, value in found.items()}


def most_betweenness(network: Network) -> float:
    """What the centre of a star of as many nodes has: the raw figure over this one lies between 0 and 1."""
    n = len(network.nodes)
    return (n - 1) * (n - 2) / (1 if network.directed else 2)


def betweenness_centralisation(network: Network) -> float | None:
    """Freeman's: Σ(max − bᵢ) over what a star has."""
    star = (len(network.nodes) - 1) * most_betweenness(network)
    if star <= 0:
        return None
    held = betweenness(network).values()
    return sum(max(held) - value for value in held) / star


def articulation_points(network: Network) -> list[str]:
    """Nodes without which a part falls into more parts, sorted; directions are left aside."""
    import networkx

    return sorted(networkx.articulation_points(graph_of(undirected(network))))


def coreness(network: Network) -> dict[str, int]:
    """The largest k of which a node is in the k-core: all of it have k ties or more within it (Seidman 1983)."""
    import networkx

    return dict(networkx.core_number(graph_of(undirected(network))))


def modularity(network: Network, groups: Mapping[str, str]) -> float | None:
    """How far ties stay within groups that were given, beyond what their degrees alone would bring (Newman 2004).

    0 is what chance brings, above it ties stay within. Every node needs its group.
    """
    import networkx

    alone = [node for node in network.nodes if node not in groups]
    if alone:
        raise NetworkError("no-group", node=alone[0])
    if not network.ties:
        return None
    parts: dict[str, set[str]] = {}
    for node in network.nodes:
        parts.setdefault(groups[node], set()).add(node)
    return float(networkx.community.modularity(graph_of(network), list(parts.values())))
