"""The sums of one table: for every family of codes, in every place of the other dimensions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from commonweal.engines.protection.families import Family, Hierarchy, families_of
from commonweal.engines.protection.tables import TOTAL, Table

#: What makes a cell the same wherever it stands: its coordinates but the totals, in the order of their dimensions.
Key = tuple[tuple[str, str], ...]


def key_of(dimensions: Sequence[str], coordinates: Sequence[str]) -> Key:
    return tuple(sorted((d.casefold(), c) for d, c in zip(dimensions, coordinates, strict=True) if c != TOTAL))


def sums_of(
    table: Table, places: Sequence[int], hierarchy: Hierarchy, absent: Callable[[Key], int]
) -> Iterator[tuple[tuple[int, ...], list[Key]]]:
    """Each sum as cell numbers, the total first, with the keys of leaves that do not stand in the table.

    A node between a total and its parts may stand in no table: it is asked for by its key, for it ties sums together.
    """
    for i, dimension in enumerate(table.dimensions):
        families = families_of(dimension, (row[i] for row in table.coordinates), hierarchy)
        inner = {parent for parent, _ in families} & {part for _, parts in families for part in parts}
        for rest, there in _lines_through(table, places, i).items():

            def key(code: str, i: int = i, rest: tuple[str, ...] = rest) -> Key:
                return key_of(table.dimensions, (*rest[:i], code, *rest[i:]))

            nodes = {node: absent(key(node)) for node in _reached(families, there, inner)}
            for parent, parts in families:
                total = there.get(parent, nodes.get(parent))
                found = [there.get(part, nodes.get(part)) for part in parts]
                if total is None or all(part is None for part in found):
                    continue
                leaves = [key(part) for part, number in zip(parts, found, strict=True) if number is None]
                yield (total, *(number for number in found if number is not None)), leaves


def _lines_through(table: Table, places: Sequence[int], i: int) -> dict[tuple[str, ...], dict[str, int]]:
    """Cells that differ in one dimension alone, by their code in it."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for row, place in zip(table.coordinates, places, strict=True):
        found.setdefault((*row[:i], *row[i + 1 :]), {})[row[i]] = place
    return found


def _reached(families: Sequence[Family], there: Mapping[str, int], inner: set[str]) -> set[str]:
    """Inner nodes that are not in the table, with something of theirs below that is."""
    found: set[str] = set()
    missing = inner - there.keys()
    grown = bool(missing)
    while grown:
        more = {p for p, parts in families if p in missing and any(c in there or c in found for c in parts)} - found
        grown = bool(more)
        found |= more
    return found
