"""Proofs that hidden cells are safe: possible answers that a reader cannot rule out, kept as moves of a few cells.

A proof stays one while all its cells stay hidden. So one answer proves many cells, and taking one cell out of hiding
asks again only for the cells whose proofs it stood in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.protection.reader import NOUGHT, Reader
from commonweal.engines.protection.system import Flags, Floats, Ints, System

#: How many hidden cells around a cell are tried together, one size after the other; and where a failure costs little.
NEARBY = (40, 250, 1500)
QUICK = (40, 250)
NONE = -1


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
        self.cells_of: list[tuple[int, Ints, Floats]] = []
        self.proofs_of: dict[int, list[int]] = {}

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
        further, deeper = moves > up.far[cells] + NOUGHT, -moves > down.far[cells] + NOUGHT
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
        up, down = self.sides[line]
        wide: float = up.far[cell] + down.far[cell]
        enough = up.far[cell] >= self.needs[line][cell] - NOUGHT
        return bool(enough and wide >= self.system.lines[line].width[cell] - NOUGHT)

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
            rows = self.system.sums.rows_with(members)
            reader = Reader(self.system.sums, self.system.lines[line], members, rows)
            place = int(np.searchsorted(members, cell))
            enough = self._try(reader, cell, line, place, whole=False)
            # Halves of people would do: then whole ones may, too.
            if enough and not self.proved(cell, line):
                self._try(reader, cell, line, place, whole=True)
            if self.proved(cell, line):
                return True
        return False

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

    def leaning_on(self, cell: int) -> list[tuple[int, int]]:
        """Cells and lines whose proof needs this cell hidden."""
        found: set[tuple[int, int]] = set()
        for number in self.proofs_of.get(cell, ()):
            line, cells, _ = self.cells_of[number]
            for side in self.sides[line]:
                found |= {(int(each), line) for each in cells[side.proof[cells] == number]}
        return sorted(pair for pair in found if pair[0] != cell)

    def without(self, cell: int, unknown: Flags) -> bool:
        """Whether all cells stay safe when this one is shown. `unknown` has it shown already."""
        gone = set(self.proofs_of.get(cell, ()))
        old: list[tuple[_Side, int, float, int]] = []
        leaning = self.leaning_on(cell)
        for each, line in leaning:
            for side in self.sides[line]:
                if int(side.proof[each]) in gone:
                    old.append((side, each, float(side.far[each]), int(side.proof[each])))
                    side.far[each], side.proof[each] = 0.0, NONE
        asked = dict.fromkeys(each for each, _ in leaning)
        if all(self.prove(each, unknown, QUICK) for each in asked if self.system.tested[each]):
            for side in (side for pair in self.sides for side in pair):
                side.far[cell], side.proof[cell] = 0.0, NONE
            return True
        for side, each, far, number in old:
            if far > side.far[each]:
                side.far[each], side.proof[each] = far, number
        return False


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
