"""Proofs that hidden cells are safe: possible answers that a reader cannot rule out, kept as moves of a few cells.

A proof stays one while all its cells stay hidden. So one answer proves many cells, and taking one cell out of hiding
asks again only for the cells whose proofs it stood in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.protection.moves import Wanted, cheapest_moves
from commonweal.engines.protection.reader import SECONDS, Reader
from commonweal.engines.protection.solving import NOUGHT
from commonweal.engines.protection.system import Flags, Floats, Ints, System

#: How many hidden cells around a cell are tried together, one size after the other.
NEARBY = (40, 250, 1500)
#: After so many searches in vain whole people are not sought for long any more: few cells of a rigid choice have them.
IN_VAIN = 5
NONE = -1
#: A line, the cells that move in it, and how far.
Proof = tuple[int, Ints, Floats]


@dataclass
class _Side:
    """How far each cell is known to reach in one direction, and by which proof."""

    far: Floats
    proof: Ints


class Witnesses:
    def __init__(self, system: System) -> None:
        self.system = system
        count = len(system)
        self.sides = [
            (_Side(np.zeros(count), np.full(count, NONE)), _Side(np.zeros(count), np.full(count, NONE)))
            for _ in system.lines
        ]
        self.needs = [np.maximum(line.reach - line.figures, 0) for line in system.lines]
        self.cells_of: list[Proof] = []
        self.proofs_of: dict[int, list[int]] = {}
        #: How many more searches for whole people were in vain than not.
        self.in_vain = 0

    def note(self, line: int, cells: Ints, moves: Floats) -> bool:
        """Keep an answer if it is one: whole where people are counted, nobody below nought, all sums right."""
        figures = self.system.lines[line]
        if figures.whole:
            moves = np.rint(moves)
        moved = np.abs(moves) > NOUGHT
        cells, moves = cells[moved], moves[moved]
        if not len(cells) or np.any(moves < -figures.figures[cells] - NOUGHT) or not self._adds_up(cells, moves):
            return False
        up, down = self.sides[line]
        # What is proved already keeps its proof: the first ones move the fewest cells.
        open_ = ~self.all_proved(line, cells)
        further = open_ & (moves > up.far[cells] + NOUGHT)
        deeper = open_ & (-moves > down.far[cells] + NOUGHT)
        if not (further.any() or deeper.any()):
            return True
        number = len(self.cells_of)
        self.cells_of.append((line, cells, moves))
        up.far[cells[further]], up.proof[cells[further]] = moves[further], number
        down.far[cells[deeper]], down.proof[cells[deeper]] = -moves[deeper], number
        for cell in cells.tolist():
            self.proofs_of.setdefault(cell, []).append(number)
        return True

    def _adds_up(self, cells: Ints, moves: Floats) -> bool:
        out: dict[int, float] = {}
        sums = self.system.sums
        for cell, move in zip(cells.tolist(), moves.tolist(), strict=True):
            for row, sign in zip(*sums.signs_of(cell), strict=True):
                out[row] = out.get(row, 0.0) + sign * move
        return all(abs(left) < NOUGHT * 10 for left in out.values())

    def proved(self, cell: int, line: int) -> bool:
        return bool(self.all_proved(line, np.array([cell]))[0])

    def all_proved(self, line: int, cells: Ints) -> Flags:
        up, down = self.sides[line]
        wide = up.far[cells] + down.far[cells]
        enough = up.far[cells] >= self.needs[line][cells] - NOUGHT
        found: Flags = enough & (wide >= self.system.lines[line].width[cells] - NOUGHT)
        return found

    def lines_to_prove(self, cell: int) -> list[int]:
        """Lines in which nothing proves yet that the cell is safe."""
        lines = enumerate(self.system.lines)
        return [number for number, line in lines if not line.exempt[cell] and not self.proved(cell, number)]

    def prove(self, cell: int, unknown: Flags, sizes: Sequence[int] = NEARBY) -> bool:
        """Look for a proof among the hidden cells around."""
        return all(self._prove_line(cell, line, unknown, sizes) for line in self.lines_to_prove(cell))

    def _prove_line(self, cell: int, line: int, unknown: Flags, sizes: Sequence[int]) -> bool:
        before = 0
        for size in sizes:
            members = around(self.system, cell, unknown, size)
            if len(members) == before:
                return False
            before = len(members)
            if self.prove_among(cell, line, members):
                return True
        return False

    def prove_among(self, cell: int, line: int, members: Ints) -> bool:
        """Look for a proof that moves only these cells: first one that moves few of them."""
        rows = self.system.sums.rows_with(members)
        for up in (True, False, True):
            wanted = self.wanted(cell, line, up=up)
            if wanted > NOUGHT:
                price = np.zeros(len(members))
                moves = cheapest_moves(self.system, Wanted(cell, line, wanted if up else -wanted), members, price)
                if moves is not None:
                    self.note(line, members, moves)
        if self.proved(cell, line):
            return True
        reader = Reader(self.system.sums, self.system.lines[line], members, rows)
        place = int(np.searchsorted(members, cell))
        # Halves of people would do: then whole ones may, too.
        if self._try(reader, cell, line, place, whole=False) and not self.proved(cell, line):
            if self.in_vain >= IN_VAIN:
                reader.patience = SECONDS
            self._try(reader, cell, line, place, whole=True)
            self.in_vain = max(self.in_vain - 1, 0) if self.proved(cell, line) else self.in_vain + 1
        return self.proved(cell, line)

    def wanted(self, cell: int, line: int, *, up: bool) -> float:
        """How far the cell still has to be able to move."""
        above, below = (float(side.far[cell]) for side in self.sides[line])
        need = float(self.needs[line][cell])
        figures = self.system.lines[line]
        width, figure = float(figures.width[cell]), float(figures.figures[cell])
        if up:
            lowest = max(below, min(figure, width))
            wanted = max(need, width - lowest)
            return wanted if wanted > above + NOUGHT else 0.0
        wanted = min(width - above, figure)
        return wanted if wanted > below + NOUGHT else 0.0

    def _try(self, reader: Reader, cell: int, line: int, place: int, *, whole: bool) -> bool:
        """Move one cell as far as the others of this reader let it; whether that is far enough."""
        width, need = float(self.system.lines[line].width[cell]), float(self.needs[line][cell])
        above = reader.furthest(place, up=True, far=max(need, width), whole=whole)
        self.note(line, reader.members, above.moves)
        if above.amount < need - NOUGHT or self.proved(cell, line):
            return above.amount >= need - NOUGHT
        below = reader.furthest(place, up=False, far=width, whole=whole)
        self.note(line, reader.members, below.moves)
        return above.amount + below.amount >= width - NOUGHT

    def leaning_on(self, cells: Iterable[int]) -> set[int]:
        """Cells of which a proof moves any of these."""
        found: set[int] = set()
        asked: set[int] = set()
        for cell in cells:
            alive = []
            for number in self.proofs_of.get(cell, ()):
                if number not in asked:
                    leaning = self._standing_on(number)
                    found.update(leaning)
                    if not leaning:
                        continue
                    asked.add(number)
                alive.append(number)
            self.proofs_of[cell] = alive
        return found

    def _standing_on(self, number: int) -> list[int]:
        line, cells, _ = self.cells_of[number]
        up, down = self.sides[line]
        found: list[int] = cells[(up.proof[cells] == number) | (down.proof[cells] == number)].tolist()
        return found

    def forget(self, cells: Sequence[int]) -> list[tuple[int, int]]:
        """Drop the proofs in which these cells moved; the cells and lines that stood on them."""
        found: dict[tuple[int, int], None] = {}
        for number in {number for cell in cells for number in self.proofs_of.get(cell, ())}:
            line, members, _ = self.cells_of[number]
            for side in self.sides[line]:
                fallen = members[side.proof[members] == number]
                side.far[fallen], side.proof[fallen] = 0.0, NONE
                found |= dict.fromkeys((int(each), line) for each in fallen)
        return list(found)

    def proofs_on(self, cell: int) -> list[int]:
        """The proofs that a cell stands on."""
        numbers = [int(side.proof[cell]) for pair in self.sides for side in pair]
        return [number for number in numbers if number != NONE]

    def standing(self) -> list[Proof]:
        """Every proof that some cell still stands on."""
        numbers = np.unique(np.concatenate([side.proof for pair in self.sides for side in pair]))
        return [self.cells_of[number] for number in numbers.tolist() if number != NONE]


def around(system: System, cell: int, unknown: Flags, size: int) -> Ints:
    """The unknown cells nearest to one, by the sums they share."""
    found, ahead = {cell}, [cell]
    while ahead and len(found) < size:
        nearer: list[int] = []
        for each in ahead:
            for row in system.sums.rows_of(each).tolist():
                cells, _ = system.sums.row(row)
                new = [c for c in cells[unknown[cells]].tolist() if c not in found]
                found.update(new)
                nearer += new
            if len(found) >= size:
                break
        ahead = nearer
    return np.array(sorted(found))
