"""What has changed between two moments of the same network."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.engines.networks.ties import Network, Tie


@dataclass(frozen=True)
class Change:
    """Ties of both moments; who came or went takes ties along, so `nodes_new` and `nodes_gone` are told beside them."""

    kept: tuple[Tie, ...]
    new: tuple[Tie, ...]
    gone: tuple[Tie, ...]
    nodes_new: tuple[str, ...]
    nodes_gone: tuple[str, ...]

    @property
    def jaccard(self) -> float | None:
        """Ties of both moments over ties of either: 1 is no change. None: neither moment had any."""
        either = len(self.kept) + len(self.new) + len(self.gone)
        return len(self.kept) / either if either else None


def change_between(before: Network, after: Network) -> Change:
    if before.directed != after.directed:
        raise ValueError("Both moments need directions, or neither.")
    then, now = set(before.ties), set(after.ties)
    return Change(
        kept=tuple(sorted(then & now)),
        new=tuple(sorted(now - then)),
        gone=tuple(sorted(then - now)),
        nodes_new=tuple(sorted(set(after.nodes) - set(before.nodes))),
        nodes_gone=tuple(sorted(set(before.nodes) - set(after.nodes))),
    )
