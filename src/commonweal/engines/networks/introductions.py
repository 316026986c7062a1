"""Introductions worth making: pairs that are not tied and have something in common. A rule, told with each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from commonweal.engines.networks.ties import Network, undirected

FEWEST_SHARED_PARTNERS = 2


@dataclass(frozen=True)
class Introduction:
    """Two that do not work together, whom both work with, and what they have in common."""

    one: str
    other: str
    through: tuple[str, ...]
    sectors: tuple[str, ...]


def introductions(
    network: Network, sectors: Mapping[str, Sequence[str]] | None = None, most: int | None = None
) -> list[Introduction]:
    """Pairs without a tie in either direction that share two partners or more, or a sector.

    First those with most shared partners, then most shared sectors, then by name. Who has no tie at all comes in by a
    sector alone: they are whom an introduction helps most, so with as many shared partners they stand first.
    """
    near = undirected(network).neighbours
    found = []
    for one, other in combinations(sorted(network.nodes), 2):
        if other in near[one]:
            continue
        through = tuple(sorted(near[one] & near[other]))
        ours, theirs = ((sectors or {}).get(node, ()) for node in (one, other))
        shared = tuple(sorted(set(ours) & set(theirs)))
        if len(through) >= FEWEST_SHARED_PARTNERS or shared:
            found.append(Introduction(one, other, through, shared))
    found.sort(key=lambda pair: (-len(pair.through), -len(pair.sectors), _fewest(pair, near), pair.one, pair.other))
    return found[:most]


def _fewest(pair: Introduction, near: Mapping[str, frozenset[str]]) -> int:
    return min(len(near[pair.one]), len(near[pair.other]))
