"""What lies within what: places within districts, groups within all, in one or several ways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: Names that stand for all members of a dimension even where no hierarchy says so.
TOTAL_NAMES = frozenset({"total", "totals", "grand total", "all", "todos", "todas", ""})

Ways = tuple[tuple[str, ...], ...]


_SHAPE = '{{"place": {{"Total": ["North", "South"]}}}}'
WORDS = {
    "circle": {
        "en": "“{node}” lies within itself. Take it out of its own parts.",
        "es": "«{node}» está dentro de sí mismo. Quítelo de sus propias partes.",
    },
    "shape": {"en": f"A hierarchy is written as {_SHAPE}.", "es": f"Una jerarquía se escribe así: {_SHAPE}."},
    "not-json": {
        "en": f"{{name}} is not JSON. A hierarchy is written as {_SHAPE}.",
        "es": f"{{name}} no es JSON. Una jerarquía se escribe así: {_SHAPE}.",
    },
    "no-parents": {
        "en": "“{dimension}” needs its parents, each with the list of its parts.",
        "es": "«{dimension}» necesita sus conjuntos, cada uno con la lista de sus partes.",
    },
    "no-parts": {
        "en": "“{node}” in “{dimension}” needs a list of its parts.",
        "es": "«{node}» en «{dimension}» necesita la lista de sus partes.",
    },
    "no-names": {
        "en": "The parts of “{node}” in “{dimension}” are names, or lists of names.",
        "es": "Las partes de «{node}» en «{dimension}» son nombres, o listas de nombres.",
    },
}


class HierarchyError(ValueError):
    """The hierarchy cannot be read; says where and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


@dataclass(frozen=True)
class Tree:
    """One dimension's hierarchy. A node may stand under several parents; a parent may be split several ways."""

    ways: Mapping[str, Ways] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for parent in self.ways:
            self._refuse_a_circle(parent)

    def _refuse_a_circle(self, start: str) -> None:
        seen: set[str] = set()
        waiting = list(self.children(start))
        while waiting:
            node = waiting.pop()
            if node == start:
                raise HierarchyError("circle", node=start)
            if node not in seen:
                seen.add(node)
                waiting.extend(self.children(node))

    def children(self, node: str) -> list[str]:
        return [child for way in self.ways.get(node, ()) for child in way]

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every name, in the order in which it is written."""
        return tuple(dict.fromkeys(name for parent in self.ways for name in (parent, *self.children(parent))))

    @cached_property
    def tops(self) -> tuple[str, ...]:
        below = {child for parent in self.ways for child in self.children(parent)}
        return tuple(node for node in self.nodes if node not in below)

    @cached_property
    def within(self) -> Mapping[str, frozenset[str]]:
        """Each node with everything below it, itself included."""
        found: dict[str, frozenset[str]] = {}

        def below(node: str) -> frozenset[str]:
            if node not in found:
                found[node] = frozenset({node}).union(*(below(child) for child in self.children(node)))
            return found[node]

        for node in self.nodes:
            below(node)
        return found

    def is_inner(self, node: str) -> bool:
        return node in self.ways

    @cached_property
    def _leaves(self) -> Mapping[str, frozenset[str]]:
        inner = self.ways.keys()
        return {node: inside - inner for node, inside in self.within.items()}

    def leaves(self, node: str) -> frozenset[str]:
        return self._leaves.get(node, frozenset({node}))

    @cached_property
    def inner_in_order(self) -> tuple[str, ...]:
        """Parents, the wider one first: a stated parent is taken before the parents within it."""
        position = {node: i for i, node in enumerate(self.nodes)}

        def width(node: str) -> tuple[int, int, int]:
            return -len(self.leaves(node)), -len(self.within[node]), position[node]

        return tuple(sorted(self.ways, key=width))

    def overlaps(self) -> list[tuple[str, str]]:
        """(parent, an earlier parent that shares a leaf with it): they cannot both be added."""
        order = self.inner_in_order
        return [
            (later, earlier)
            for i, later in enumerate(order)
            for earlier in order[:i]
            if self.leaves(later) & self.leaves(earlier)
        ]

    def leaves_inside(self) -> list[tuple[str, str]]:
        """(leaf, a parent that holds it)."""
        return [(leaf, parent) for parent in self.inner_in_order for leaf in sorted(self.leaves(parent))]


@dataclass(frozen=True)
class Hierarchy:
    """The trees of the dimensions that have one."""

    trees: Mapping[str, Tree] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: object) -> "Hierarchy":
        """Reads {"place": {"Total": ["North", "South"]}}; several ways to split are a list of lists."""
        if not isinstance(data, Mapping):
            raise HierarchyError("shape")
        return cls({str(name): Tree(_ways_of(str(name), parents)) for name, parents in data.items()})

    def tree(self, dimension: str) -> Tree:
        return self.trees.get(dimension, Tree())


def _ways_of(dimension: str, parents: object) -> dict[str, Ways]:
    if not isinstance(parents, Mapping):
        raise HierarchyError("no-parents", dimension=dimension)
    return {str(parent): _split(dimension, str(parent), parts) for parent, parts in parents.items()}


def _split(dimension: str, parent: str, parts: object) -> Ways:
    if not isinstance(parts, list) or not parts:
        raise HierarchyError("no-parts", node=parent, dimension=dimension)
    several = all(isinstance(part, list) for part in parts)
    ways = parts if several else [parts]
    for way in ways:
        if not way or not all(isinstance(part, str) and part for part in way):
            raise HierarchyError("no-names", node=parent, dimension=dimension)
    return tuple(tuple(dict.fromkeys(way)) for way in ways)


def with_implied_total(tree: Tree, members: Iterable[str]) -> Tree:
    """The tree with a member such as Total, all or none put over everything, where the tree does not place it."""
    members = tuple(dict.fromkeys(members))
    totals = [name for name in members if name.casefold() in TOTAL_NAMES and name not in tree.nodes]
    loose = [name for name in members if name not in tree.nodes and name not in totals]
    for total in totals:
        parts = (*tree.tops, *loose)
        loose = []
        tree = Tree({**tree.ways, total: (parts,)}) if parts else tree
    return tree
