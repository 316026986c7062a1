"""Which codes of a dimension add up to which: from the hierarchy, and from `Total` where it does not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from commonweal.engines.protection.tables import TOTAL, ProtectionError

#: By dimension and parent: the ways to split it, each a list of parts.
Hierarchy = Mapping[str, Mapping[str, Sequence[Sequence[str]]]]
#: So many codes are named in a refusal.
NAMED = 5
#: A parent and the parts of one way to split it.
Family = tuple[str, tuple[str, ...]]


def hierarchy_from(data: object) -> Hierarchy:
    """From `{"place": {"Total": ["North", "South"]}}`; several ways to split are a list of lists."""
    if not isinstance(data, Mapping) or not all(isinstance(parents, Mapping) for parents in data.values()):
        raise ProtectionError("hierarchy-shape")
    return {
        str(dimension).casefold(): {
            total_of(str(parent)): _ways(str(parent), parts) for parent, parts in parents.items()
        }
        for dimension, parents in data.items()
    }


def _ways(parent: str, parts: object) -> list[list[str]]:
    several = isinstance(parts, list) and bool(parts) and all(isinstance(part, list) for part in parts)
    ways = parts if several else [parts]
    assert isinstance(ways, list)
    for way in ways:
        if not isinstance(way, list) or not way or not all(isinstance(part, str) and part.strip() for part in way):
            raise ProtectionError("hierarchy-parts", node=parent)
    return [list(dict.fromkeys(part.strip() for part in way)) for way in ways]


def total_of(code: str) -> str:
    """`total` and `TOTAL` are the total too."""
    return TOTAL if code.strip().casefold() == TOTAL.casefold() else code.strip()


def families_of(dimension: str, codes: Iterable[str], hierarchy: Hierarchy) -> list[Family]:
    """Every sum within one dimension. Codes that the hierarchy does not place are parts of the total."""
    tree = hierarchy.get(dimension.casefold(), {})
    found = [(parent, tuple(way)) for parent, ways in tree.items() for way in ways]
    _refuse_circles(dimension, found)
    codes = tuple(dict.fromkeys(codes))
    if TOTAL in codes and TOTAL not in tree:
        placed = {part for _, parts in found for part in parts}
        loose = (code for code in (*tree, *codes) if code not in placed and code != TOTAL)
        if parts := tuple(dict.fromkeys(loose)):
            found.append((TOTAL, parts))
    return found


def refuse_unplaced(dimensions: Sequence[str], coordinates: Sequence[Sequence[str]], hierarchy: Hierarchy) -> None:
    """A hierarchy that splits the total says where each code lies: readers add up those that it leaves out, too."""
    for axis, dimension in enumerate(dimensions):
        tree = hierarchy.get(dimension.casefold(), {})
        codes = {total_of(each[axis]) for each in coordinates}
        placed = {TOTAL, *tree, *(part for ways in tree.values() for way in ways for part in way)}
        if TOTAL in tree and TOTAL in codes and (loose := sorted(codes - placed)):
            raise ProtectionError("not-placed", dimension=dimension, names=", ".join(loose[:NAMED]))


def _refuse_circles(dimension: str, families: Sequence[Family]) -> None:
    below: dict[str, set[str]] = {}
    for parent, parts in families:
        below.setdefault(parent, set()).update(parts)
    for start in below:
        seen: set[str] = set()
        ahead = set(below[start])
        while ahead:
            node = ahead.pop()
            if node == start:
                raise ProtectionError("hierarchy-circle", node=node, dimension=dimension)
            if node not in seen:
                seen.add(node)
                ahead |= below.get(node, set())
