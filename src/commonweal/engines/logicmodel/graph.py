"""What leads to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

#: From what is put in to what is wanted; a line leads from an earlier kind to the next.
KINDS = ("input", "activity", "output", "outcome", "goal")


@dataclass(frozen=True)
class Node:
    key: str
    kind: str
    text: str

    @property
    def step(self) -> int:
        return KINDS.index(self.kind)


@dataclass
class Graph:
    """`links` are pairs of keys: the first leads to the second. Keys that are no node's are left out."""

    nodes: list[Node]
    links: list[tuple[str, str]]
    by_key: dict[str, Node] = field(init=False)
    after: dict[str, list[str]] = field(init=False)
    before: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_key = {node.key: node for node in self.nodes}
        known = [(one, two) for one, two in self.links if one in self.by_key and two in self.by_key]
        self.links = list(dict.fromkeys(known))
        self.after = {node.key: [] for node in self.nodes}
        self.before = {node.key: [] for node in self.nodes}
        for one, two in self.links:
            self.after[one].append(two)
            self.before[two].append(one)

    def reaching(self, targets: Iterable[str]) -> set[str]:
        """All that lead, however far, to one of these; they themselves too."""
        found, waiting = set(targets), list(targets)
        while waiting:
            for key in self.before[waiting.pop()]:
                if key not in found:
                    found.add(key)
                    waiting.append(key)
        return found

    def loops(self) -> list[list[str]]:
        """Groups of nodes that lead back to themselves (strongly connected, by Tarjan's method without recursion)."""
        index: dict[str, int] = {}
        low: dict[str, int] = {}
        stack: list[str] = []
        on_stack: set[str] = set()
        found: list[list[str]] = []
        for start in self.by_key:
            if start in index:
                continue
            work = [(start, 0)]
            while work:
                key, next_one = work.pop()
                if next_one == 0:
                    index[key] = low[key] = len(index)
                    stack.append(key)
                    on_stack.add(key)
                if next_one < len(self.after[key]):
                    other = self.after[key][next_one]
                    work.append((key, next_one + 1))
                    if other not in index:
                        work.append((other, 0))
                    elif other in on_stack:
                        low[key] = min(low[key], index[other])
                    continue
                self._close(key, index, low, (stack, on_stack), found)
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
        order = {key: place for place, key in enumerate(self.by_key)}
        return [sorted(loop, key=order.__getitem__) for loop in found]

    def _close(
        self,
        key: str,
        index: dict[str, int],
        low: dict[str, int],
        open_ones: tuple[list[str], set[str]],
        found: list[list[str]],
    ) -> None:
        """A group is complete once its first node was left; a single node is a loop only if it leads to itself."""
        stack, on_stack = open_ones
        if low[key] != index[key]:
            return
        group = []
        while True:
            one = stack.pop()
            on_stack.discard(one)
            group.append(one)
            if one == key:
                break
        if len(group) > 1 or key in self.after[key]:
            found.append(group)
