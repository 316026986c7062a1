"""The linked set as one system: every cell once, and every sum that a reader can form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

Ints = np.ndarray
Floats = np.ndarray
Flags = np.ndarray


@dataclass(frozen=True)
class Sums:
    """A sparse matrix of sums: in each row the total has +1, its parts −1, and the true figures come to nought."""

    starts: Ints
    cells: Ints
    signs: Floats
    width: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], width: int) -> Sums:
        """From rows that name the total first and then its parts."""
        lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        cells = np.fromiter((cell for row in rows for cell in row), dtype=np.int64, count=int(starts[-1]))
        signs = np.full(len(cells), -1.0)
        signs[starts[:-1]] = 1.0
        return cls(starts, cells, signs, width)

    @classmethod
    def cut(cls, sums: Sums, members: Ints, rows: Ints) -> Sums:
        """Some of the sums as they stand among some cells alone; the members are in order."""
        lengths = sums.starts[rows + 1] - sums.starts[rows]
        ends = np.cumsum(lengths)
        at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(sums.starts[rows] - (ends - lengths), lengths)
        cells, row_of = sums.cells[at], np.repeat(np.arange(len(rows)), lengths)
        place = np.minimum(np.searchsorted(members, cells), len(members) - 1)
        inside = members[place] == cells
        starts = np.concatenate([[0], np.cumsum(np.bincount(row_of[inside], minlength=len(rows)))])
        return cls(starts.astype(np.int64), place[inside], sums.signs[at][inside], len(members))

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def row_of(self) -> Ints:
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @cached_property
    def _by_cell(self) -> tuple[Ints, Ints, Floats]:
        order = np.argsort(self.cells, kind="stable")
        counts = np.bincount(self.cells, minlength=self.width)
        return np.concatenate([[0], np.cumsum(counts)]), self.row_of[order], self.signs[order]

    def rows_of(self, cell: int) -> Ints:
        starts, rows, _ = self._by_cell
        found: Ints = rows[starts[cell] : starts[cell + 1]]
        return found

    def signs_of(self, cell: int) -> tuple[list[int], list[float]]:
        """The sums a cell stands in, and its sign in each."""
        starts, rows, signs = self._by_cell
        part = slice(starts[cell], starts[cell + 1])
        return rows[part].tolist(), signs[part].tolist()

    def rows_with(self, cells: Ints) -> Ints:
        """The sums in which any of these cells stands."""
        starts, rows, _ = self._by_cell
        return np.unique(np.concatenate([rows[starts[cell] : starts[cell + 1]] for cell in cells.tolist()]))

    def row(self, number: int) -> tuple[Ints, Floats]:
        part = slice(self.starts[number], self.starts[number + 1])
        return self.cells[part], self.signs[part]

    def times(self, figures: Floats) -> Floats:
        """What each sum is out by."""
        return np.bincount(self.row_of, weights=self.signs * figures[self.cells], minlength=len(self))

    def transposed(self, weights: Floats) -> Floats:
        return np.bincount(self.cells, weights=self.signs * weights[self.row_of], minlength=self.width)

    def touched(self, cells: Flags) -> Ints:
        """The sums in which at least one of these cells stands."""
        return np.flatnonzero(np.bincount(self.row_of, weights=cells[self.cells], minlength=len(self)))


@dataclass
class Line:
    """One figure of every cell, and how uncertain it has to stay: its upper end, and the width of its range."""

    name: str
    figures: Floats
    reach: Floats
    width: Floats
    whole: bool
    #: Where nothing has to stay uncertain, because a shown total of nobody says it.
    exempt: Flags


@dataclass
class System:
    sums: Sums
    lines: list[Line]
    cost: Floats
    #: Hidden whatever else is.
    must: Flags
    #: The reader has it already; hiding it would hide nothing.
    known: Flags
    #: Not published and not ours to publish: the reader has to guess it, as he has a hidden cell.
    absent: Flags
    #: Has to stay uncertain, where it is not known.
    tested: Flags
    #: Each cell's coordinates as numbers, a column a dimension.
    places: Ints

    def __len__(self) -> int:
        return len(self.cost)

    @cached_property
    def empty(self) -> Flags:
        """Nobody in any line: hidden last of all."""
        return np.all([line.figures == 0 for line in self.lines], axis=0)

    def candidates(self, zeros: bool) -> Flags:
        return ~self.must & ~self.known & ~self.absent & (zeros | ~self.empty)

    def part(self, members: Ints, tested: Flags) -> System:
        """Some of the cells alone, all others held at their figures: what is safe there is safe here."""
        lines = [
            Line(
                each.name,
                each.figures[members],
                each.reach[members],
                each.width[members],
                each.whole,
                each.exempt[members],
            )
            for each in self.lines
        ]
        sums = Sums.cut(self.sums, members, self.sums.rows_with(members))
        flags = (self.must[members], self.known[members], self.absent[members])
        return System(sums, lines, self.cost[members], *flags, tested, self.places[members])

    def in_parts(self) -> System:
        """The same where people may be parts of people: what is not safe here is not safe at all."""
        return replace(self, lines=[replace(line, whole=False) for line in self.lines])

    def unknown(self, hidden: Flags) -> Flags:
        """What the reader does not see, given what is hidden."""
        return (hidden & ~self.known) | self.absent


def components(sums: Sums, unknown: Flags) -> Iterator[tuple[Ints, Ints]]:
    """Unknown cells that hang together by sums, with the sums that hold them."""
    parent = np.arange(len(unknown))

    def top(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    inside = unknown[sums.cells]
    rows, cells = sums.row_of[inside], sums.cells[inside]
    same_row = rows[1:] == rows[:-1]
    for one, other in zip(cells[:-1][same_row].tolist(), cells[1:][same_row].tolist(), strict=True):
        a, b = top(one), top(other)
        if a != b:
            parent[a] = b
    members = np.flatnonzero(unknown)
    tops = np.fromiter((top(cell) for cell in members.tolist()), dtype=np.int64, count=len(members))
    row_tops = np.fromiter((top(cell) for cell in cells.tolist()), dtype=np.int64, count=len(cells))
    yield from _grouped(members, tops, rows, row_tops)


def _grouped(members: Ints, tops: Ints, rows: Ints, row_tops: Ints) -> Iterator[tuple[Ints, Ints]]:
    order, row_order = np.argsort(tops, kind="stable"), np.argsort(row_tops, kind="stable")
    names, firsts = np.unique(tops[order], return_index=True)
    row_firsts = np.searchsorted(row_tops[row_order], names, side="left")
    row_lasts = np.searchsorted(row_tops[row_order], names, side="right")
    ends = np.append(firsts[1:], len(members))[: len(names)]
    for first, end, row_first, row_last in zip(firsts, ends, row_firsts, row_lasts, strict=True):
        yield members[order[first:end]], np.unique(rows[row_order[row_first:row_last]])
