"""From the reference cases on networks and concentration to the engine's public functions."""

from collections.abc import Callable
from typing import Any

from commonweal.engines.networks.brokers import (
    articulation_points,
    betweenness,
    betweenness_centralisation,
    coreness,
    most_betweenness,
)
from commonweal.engines.networks.concentration import effective_number, gini, herfindahl, theil_l, theil_t
from commonweal.engines.networks.figures import (
    components,
    degree_centralisation,
    degrees,
    density,
    distances,
    mean_degree,
    transitivity,
)
from commonweal.engines.networks.ties import network_of

Keys = dict[str, Any]


def network_descriptives(case: Keys) -> Keys:
    names = [f"{i:03}" for i in range(case["n"])]
    network = network_of([(names[one], names[other]) for one, other in case["edges"]], names)
    through, steps = betweenness(network), distances(network)
    return {
        "n": len(network.nodes), "m": len(network.ties), "density": density(network),
        "degree": list(degrees(network).values()), "mean_degree": mean_degree(network),
        "betweenness": [through[name] for name in names],
        "betweenness_normalised": [through[name] / most_betweenness(network) for name in names],
        "coreness": [coreness(network)[name] for name in names],
        "components": len(components(network)), "diameter": steps.longest, "mean_distance": steps.mean,
        "transitivity_global": transitivity(network),
        "degree_centralization_freeman": degree_centralisation(network),
        "betweenness_centralization_freeman": betweenness_centralisation(network),
        "articulation_points": [int(name) for name in articulation_points(network)],
    }  # fmt: skip


def gini_both(case: Keys) -> Keys:
    return {"gini": gini(case["x"], corrected=False), "gini_corrected": gini(case["x"])}


def theil_both(case: Keys) -> Keys:
    return {"theil_T": theil_t(case["x"]), "theil_L": theil_l(case["x"])}


def hhi(case: Keys) -> Keys:
    share = herfindahl(case["shares_percent"])
    return {
        "hhi_points": share * 10_000, "hhi_0_1": share, "effective_number": effective_number(case["shares_percent"]),
    }  # fmt: skip


STATISTICS: dict[str, Callable[[Keys], Keys]] = {
    "network_descriptives": network_descriptives,
    "gini": gini_both,
    "theil_T_L": theil_both,
    "hhi": hhi,
}

LEFT_OUT: dict[str, str] = {}
#: Of statistics that are answered, the keys that are not, with the reason.
LEFT_OUT_KEYS: dict[str, str] = {
    "closeness_normalised": "marked O: programs differ where somebody is not connected",
    "closeness_centralization_freeman": "marked O: as closeness",
    "eigenvector_max1": "marked O: it says nothing where somebody is not connected",
    "transitivity_avg_local_zero": "the share over all pairs is told; a mean over nodes answers another question",
}
