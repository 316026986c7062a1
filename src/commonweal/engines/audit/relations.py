"""Every sum that readers may count on: totals of each table, hierarchies, and both across linked tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines.audit.linking import Key, LinkedCells
from commonweal.engines.audit.released import TOTAL, AuditError, Splits

#: So many are named in a refusal.
_NAMED = 5
Ways = Mapping[str, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Relation:
    """A whole and its parts. `partial`: the release has no row for some part, which then is taken for nobody."""

    whole: int
    parts: tuple[int, ...]
    partial: bool = False


def relations(cells: LinkedCells, splits: Splits) -> list[Relation]:
    """All sums. A dimension that a hierarchy splits follows it in all tables; any other one its table's Total rows."""
    for name in splits:
        if name not in cells.dimensions:
            raise AuditError("unknown-split", name=name, known=", ".join(cells.dimensions))
        _refuse_unplaced(cells, name, splits[name])
    found: list[Relation] = []
    for axis, name in enumerate(cells.dimensions):
        if name in splits:
            found += _HierarchySums(cells, axis, splits[name]).all()
    for axis, name in enumerate(cells.dimensions):
        if name not in splits:
            for table in cells.of_table:
                found += _sums_of_table(cells, axis, table)
    return list(dict.fromkeys(found))


def _refuse_unplaced(cells: LinkedCells, name: str, ways: Ways) -> None:
    """Where a hierarchy splits the total and leaves a row out, readers know a sum that it does not tell."""
    if TOTAL not in ways:
        return
    axis = cells.dimensions.index(name)
    placed = {None, *ways, *(part for parent in ways for way in ways[parent] for part in way)}
    for table in cells.of_table:
        codes = {cells.keys[figure][axis] for figure in table}
        if None in codes and (loose := sorted(code for code in codes if code not in placed and code is not None)):
            raise AuditError("not-placed", name=name, codes=", ".join(loose[:_NAMED]))


def _sums_of_table(cells: LinkedCells, axis: int, table: Iterable[int]) -> Iterator[Relation]:
    """The parts of a Total are the other rows of the same file that agree in every other column."""
    rows: dict[Key, list[int]] = defaultdict(list)
    wholes = set()
    for figure in table:
        key = cells.keys[figure]
        rows[_without(key, axis)].append(figure)
        if key[axis] is None:
            wholes.add(figure)
    if not wholes or len(wholes) == sum(map(len, rows.values())):
        return  # without a Total row, adding up may make no sense: periods, measures
    widest = _widest(cells, axis, rows)
    for base, figures in rows.items():
        parts = tuple(figure for figure in figures if cells.keys[figure][axis] is not None)
        if parts:
            partial = len(parts) < widest[_signature(base)]
            yield Relation(cells.add(base, cells.names[parts[0]]), parts, partial)


def _widest(cells: LinkedCells, axis: int, rows: Mapping[Key, list[int]]) -> dict[tuple[bool, ...], int]:
    """How many different parts there are among the rows that are split by the same dimensions."""
    values: dict[tuple[bool, ...], set[str | None]] = defaultdict(set)
    for base, figures in rows.items():
        values[_signature(base)].update(cells.keys[figure][axis] for figure in figures)
    return {signature: len(found - {None}) for signature, found in values.items()}


class _HierarchySums:
    """The sums of one dimension with a hierarchy, in all tables at once."""

    def __init__(self, cells: LinkedCells, axis: int, ways: Ways) -> None:
        self.cells, self.axis, self.ways = cells, axis, ways
        self.here: dict[Key, dict[str, int]] = defaultdict(dict)
        self.seen: dict[tuple[bool, ...], set[str]] = defaultdict(set)
        for figure, key in enumerate(cells.keys):
            value = key[axis]
            if value is not None:
                base = _without(key, axis)
                self.here[base][value] = figure
                self.seen[_signature(base)].add(value)
        every = [way for parent in ways for way in ways[parent]]
        self.overlapping = [way for way in every if self._overlaps(way)]
        below = {part for way in every for part in way}
        self.nodes = below | set(ways)
        self.tops = [parent for parent in ways if parent not in below]
        # The lower parents first, so that a sum without a row of its own still joins the sum above it.
        self.sums = [(parent, self._added(way)) for parent in sorted(ways, key=self._height) for way in ways[parent]]

    def all(self) -> Iterator[Relation]:
        for base, present in self.here.items():
            self._add_shared_leaves(base, present)
            for parent, parts in self.sums:
                yield from self._sum(base, parent, parts)
            if TOTAL not in self.ways and base in self.cells.ids:
                loose = sorted(self.seen[_signature(base)] - self.nodes)
                yield from self._sum(base, TOTAL, [*self._added(self.tops), *loose])

    def _sum(self, base: Key, parent: str, parts: Sequence[str]) -> Iterator[Relation]:
        present, seen = self.here[base], self.seen[_signature(base)]
        if not any(part in present for part in parts):
            return
        there = [part for part in parts if part in present or part not in seen]
        figures = tuple(self._figure(base, part) for part in there)
        yield Relation(self._figure(base, parent), figures, len(there) < len(parts))

    def _figure(self, base: Key, value: str) -> int:
        """The figure of a value; one that no file has is unknown, and may still link two sums."""
        if value == TOTAL:
            return self.cells.add(base)
        present = self.here[base]
        if value not in present:
            present[value] = self.cells.add((*base[: self.axis], value, *base[self.axis + 1 :]))
        return present[value]

    def _height(self, node: str) -> int:
        return 1 + max((self._height(part) for way in self.ways.get(node, ()) for part in way), default=-1)

    def _inside(self, node: str) -> set[str]:
        return {node}.union(*(self._inside(part) for way in self.ways.get(node, ()) for part in way))

    def _added(self, parts: Sequence[str]) -> Sequence[str]:
        """What adds up to the whole: whoever lies in two of the parts counts once."""
        return self._distinct(parts) if self._overlaps(parts) else parts

    def _overlaps(self, parts: Sequence[str]) -> bool:
        inside = [self._inside(part) for part in parts]
        return sum(map(len, inside)) > len(set().union(*inside))

    def _distinct(self, parts: Sequence[str]) -> list[str]:
        """What lies in the parts, each once, as far down as the hierarchy goes."""
        found: dict[str, None] = {}
        for part in parts:
            ways = self.ways.get(part)
            found |= dict.fromkeys(self._distinct(ways[0]) if ways else [part])
        return list(found)

    def _add_shared_leaves(self, base: Key, present: Mapping[str, int]) -> None:
        """Two overlapping wholes are linked by what they share, even where no file shows it."""
        for way in self.overlapping:
            if any(part in present for part in way):
                for leaf in self._distinct(way):
                    if leaf not in self.seen[_signature(base)]:
                        self._figure(base, leaf)


def _without(key: Key, axis: int) -> Key:
    return (*key[:axis], None, *key[axis + 1 :])


def _signature(base: Key) -> tuple[bool, ...]:
    return tuple(value is not None for value in base)
