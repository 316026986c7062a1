"""What a reader can work out who sees all that is shown: how far each unknown figure may lie from the true one.

Everything is said in moves away from the true figures: they add up to nought in every sum, and no figure falls below
nought. Whoever knows the true figures has it easy: no move at all is always possible, so no search for a first answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from commonweal.engines.protection.answers import Answer, Answers, sparse
from commonweal.engines.protection.mending import mended
from commonweal.engines.protection.solving import ENDLESS, NOUGHT, moves_of, set_whole
from commonweal.engines.protection.system import Flags, Floats, Ints, Line, Sums, System, components
from commonweal.engines.protection.ways import Ways

if TYPE_CHECKING:
    import highspy

#: How long whole people are tried before a cell counts as not proved safe: among few cells, and among many.
NODES, SECONDS, LONGER = 200, 2.0, 20.0
#: Cells that are moved one by one rather than at once; so many answers that serve less than this part of them end that.
FEW, IN_VAIN, SMALL = 6, 5, 0.02
#: After so many of them, whole people are sought where moves come out in parts.
PATIENT = 2
#: This part of the cells goes the way that looks longer: some have none in the other direction.
ASTRAY = 0.15
#: Of more cells than that each has the shortest way sought for it, and those for all at once may end between corners.
MANY = 600
#: Where so many, and this part of those that were tried, have none by whole people, that ends.
TRIED, TOO_MANY = 20, 0.25
#: The solver's number for the way that begins with a possible answer and betters it.
PRIMAL = 4


@dataclass(frozen=True, slots=True)
class Reached:
    """The furthest move of one cell, the moves of all that make it possible, and the price of each sum."""

    amount: float
    moves: Floats
    prices: Floats


@dataclass(frozen=True, slots=True)
class Exposure:
    """A hidden cell that can be narrowed too far. `proofs` are the prices of sums that prove it; without any it is
    the wholeness of people that narrows it."""

    cell: int
    line: int
    need: float
    proofs: tuple[tuple[bool, Floats], ...] = ()
    rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


class Reader:
    """One line of unknown cells that hang together."""

    def __init__(self, sums: Sums, line: Line, members: Ints, rows: Ints) -> None:
        self.line, self.members, self.rows = line, members, rows
        self.figures = line.figures[members]
        self.local = Sums.cut(sums, members, rows)
        self.low, self.high = np.zeros(len(members)), np.zeros(len(members))
        #: What moved cells on purpose.
        self.answers: list[Answer] = []
        self.solver = moves_of(self.local, -self.figures)
        self.solver.setOptionValue("mip_max_nodes", NODES)
        self.chance = np.random.default_rng(0)
        self.many = len(members) > MANY
        self.patience = LONGER if self.many else SECONDS

    def recall(self, known: Answers, line: int) -> None:
        """Begin with what earlier answers prove."""
        low, high = known.reach(line, self.members)
        np.minimum(self.low, low, out=self.low)
        np.maximum(self.high, high, out=self.high)

    def note(self, moves: Floats) -> bool:
        """Remember a possible answer: it proves something about every cell. False where it is none."""
        if self.line.whole:
            moves = np.rint(moves)
            if np.any(moves < -self.figures) or np.any(self.local.times(moves)):
                return False
        np.minimum(self.low, moves, out=self.low)
        np.maximum(self.high, moves, out=self.high)
        return True

    def needs(self) -> tuple[Floats, Floats]:
        """How far up each cell has to be able to lie, and how wide its range has to be."""
        return np.maximum(self.line.reach[self.members] - self.figures, 0), self.line.width[self.members]

    def proved(self) -> Flags:
        up, width = self.needs()
        found: Flags = (self.high >= up - NOUGHT) & (self.high - self.low >= width - NOUGHT)
        return found

    def furthest(self, cell: int, *, up: bool, far: float, whole: bool = False) -> Reached:
        """Move one cell as far as it goes, but no further than there is need."""
        solver, figure = self.solver, float(self.figures[cell])
        if self.many:
            # From no move at all: from the last answer the way is far longer.
            solver.clearSolver()
            solver.setOptionValue("presolve", "off")
            solver.setOptionValue("simplex_strategy", PRIMAL)
        solver.changeColCost(cell, -1.0 if up else 1.0)
        solver.changeColBounds(cell, -min(figure, ENDLESS if up else far), far if up else ENDLESS)
        if whole:
            set_whole(solver, len(self.members), whole=True)
        # The solver's clock goes on from one program to the next.
        solver.setOptionValue("time_limit", solver.getRunTime() + (self.patience if whole else ENDLESS))
        solver.run()
        answer = solver.getSolution()
        moves, prices = np.array(answer.col_value), np.array(answer.row_dual)
        if len(moves) != len(self.members):
            moves = np.zeros(len(self.members))
        if whole:
            set_whole(solver, len(self.members), whole=False)
        solver.changeColCost(cell, 0.0)
        solver.changeColBounds(cell, -figure, ENDLESS)
        self.note(moves)
        return Reached(float(moves[cell]) if up else -float(moves[cell]), moves, prices)

    def move(self, asked: Flags, until: float = ENDLESS) -> None:
        """Move all that is asked for, as far as each needs: before each is asked how far it goes at most."""
        if self.many and self.line.whole:
            if not self.walk(asked, until):
                self.push(asked, until)
            return
        self.push(asked, until)
        if self.many:
            self.walk(asked, until)

    def push(self, asked: Flags, until: float = ENDLESS) -> None:
        """Move all that is asked for at once, as far as each needs: one answer serves many cells, before each has its
        own turn."""
        self._between_corners(self.many and not self.line.whole)
        in_vain = 0
        while in_vain < IN_VAIN and time.monotonic() < until:
            left = asked & ~self.proved()
            if left.sum() < FEW:
                break
            # Fewer at once come out whole more often.
            some = left & (self.chance.random(len(left)) < 1 / (1 + in_vain))
            moves = self._farther(some, patient=in_vain >= PATIENT)
            if moves is not None and self.note(moves):
                self.answers.append(sparse(self.members, moves))
            in_vain = 0 if (left & self.proved()).sum() > SMALL * left.sum() else in_vain + 1
        self._bound(-self.figures, np.full(len(self.members), ENDLESS))
        self._between_corners(False)

    def walk(self, asked: Flags, until: float = ENDLESS) -> bool:
        """Move one cell after the other, as far as each needs; False where that is given up, for most ways are long and
        go by parts of people."""
        ways = Ways(self.local, self.figures, self.chance)
        cells = self.chance.permutation(np.flatnonzero(asked & ~self.proved()))
        failed = 0
        for turn, cell in enumerate(cells.tolist()):
            if time.monotonic() > until or (self.line.whole and failed > max(TRIED, turn * TOO_MANY)):
                return False
            self._walk_to(cell, ways)
            failed += not self._far_enough(cell)
        return True

    def _walk_to(self, cell: int, ways: Ways) -> None:
        for up in (True, False, True):
            amount = self._wanted(cell, up=up)
            moves = ways.along(cell, amount if up else -amount, whole=self.line.whole) if amount else None
            if moves is not None and self.note(moves):
                self.answers.append(sparse(self.members, np.rint(moves) if self.line.whole else moves))
            elif up and amount:
                return

    def _far_enough(self, cell: int) -> bool:
        return not self._wanted(cell, up=True) and not self._wanted(cell, up=False)

    def _wanted(self, cell: int, *, up: bool) -> float:
        """How far one cell still has to move."""
        line, number = self.line, self.members[cell]
        figure, width = float(self.figures[cell]), float(line.width[number])
        above, below = float(self.high[cell]), -float(self.low[cell])
        if up:
            need = max(float(line.reach[number]) - figure, 0.0)
            wanted, there = max(need, width - max(below, min(figure, width))), above
        else:
            wanted, there = min(width - above, figure), below
        return wanted if wanted > there + NOUGHT else 0.0

    def _between_corners(self, on: bool) -> None:
        """Answers to many cells at once that lie between corners: in parts of people, and many times sooner."""
        self.solver.setOptionValue("solver", "ipm" if on else "choose")
        self.solver.setOptionValue("run_crossover", "off" if on else "on")

    def _farther(self, left: Flags, *, patient: bool) -> Floats | None:
        """As many of these as possible where they were not seen yet, and all others wherever that takes them."""
        up, width = self.needs()
        least, most = self.high - width, np.maximum(up, self.low + width)
        there, room = self.high >= up - NOUGHT, least >= -self.figures
        down = left & there & room & ((-least < most) ^ (self.chance.random(len(left)) < ASTRAY))
        lowest = np.where(down, np.minimum(least, 0), -self.figures)
        highest = np.where(left & ~down, np.maximum(most, 0), ENDLESS)
        self._bound(lowest, highest)
        weights = np.where(left, np.where(down, 1.0, -1.0) * self.chance.uniform(1.0, 2.0, len(left)), 0.0)
        moves = _moved(self.solver, weights)
        if moves is None or not self.line.whole:
            return moves
        found = self._mended(moves)
        return self._whole() if found is None and patient else found

    def _whole(self) -> Floats | None:
        """The best moves of whole people that were found in a while: no move at all is one to begin with."""
        count = len(self.members)
        set_whole(self.solver, count, whole=True)
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + SECONDS)
        self.solver.run()
        moves = np.array(self.solver.getSolution().col_value)
        set_whole(self.solver, count, whole=False)
        self.solver.setOptionValue("time_limit", ENDLESS)
        return moves if len(moves) == count else None

    def _mended(self, moves: Floats) -> Floats | None:
        return mended(self.local, -self.figures, moves, self._any)

    def _any(self, sums: Sums, lowest: Floats, right: Floats) -> Floats | None:
        """Any moves that come to these sums: a corner by chance, since corners are nearly always whole."""
        # Some low and the others anywhere: what goes up has no end.
        low = self.chance.random(sums.width) < self.chance.random()
        return _moved(moves_of(sums, lowest, right), np.where(low, self.chance.uniform(0.5, 1.0, sums.width), 0.0))

    def _bound(self, lowest: Floats, highest: Floats) -> None:
        index = np.arange(len(self.members), dtype=np.int32)
        self.solver.changeColsBounds(len(index), index, lowest, highest)
        self.solver.changeColsCost(len(index), index, np.zeros(len(index)))

    def exposure(self, cell: int, line: int) -> Exposure | None:
        """Whether one cell is too narrow, with the proof; looks no further than it must."""
        ups, widths = self.needs()
        up, width = float(ups[cell]), float(widths[cell])
        if self.proved()[cell]:
            return None
        number = int(self.members[cell])
        above = self.furthest(cell, up=True, far=max(up, width))
        if above.amount < up - NOUGHT:
            return Exposure(number, line, up, ((True, above.prices),), self.rows)
        if self.proved()[cell]:
            return None
        below = self.furthest(cell, up=False, far=width)
        if above.amount + below.amount < width - NOUGHT:
            return Exposure(number, line, width, ((True, above.prices), (False, below.prices)), self.rows)
        if self.proved()[cell] or not self.line.whole or self._mends(cell, above, below):
            return None
        self.furthest(cell, up=True, far=max(up, width), whole=True)
        self.furthest(cell, up=False, far=width, whole=True)
        return None if self.proved()[cell] else Exposure(number, line, width)

    def _mends(self, cell: int, *found: Reached) -> bool:
        """Whether moves in parts of people, made whole, prove a cell safe."""
        for each in found:
            moves = self._mended(each.moves)
            if moves is not None:
                self.note(moves)
        return bool(self.proved()[cell])


def exposures(
    system: System, hidden: Flags, until: float = ENDLESS, known: Answers | None = None
) -> Iterator[Exposure]:
    """Every hidden cell that a reader can narrow too far, in any line; those found until the clock shows that time.

    `known`: answers found before, to begin with and to add to.
    """
    known = known or Answers()
    for reader, tested, number in _readers(system, hidden, known):
        reader.move(tested, until)
        known.keep(number, reader.answers)
        for cell in np.flatnonzero(tested).tolist():
            found = reader.exposure(cell, number)
            if found:
                yield found
            if time.monotonic() > until:
                return
    for number in np.flatnonzero(hidden & system.known & system.tested).tolist():
        yield Exposure(number, 0, float(system.lines[0].width[number]))


def left_together(system: System, hidden: Flags, known: Answers) -> int:
    """How many hidden cells answers to all at once leave open; a cell counts once a line."""
    left = 0
    for reader, tested, number in _readers(system, hidden, known):
        reader.push(tested)
        known.keep(number, reader.answers)
        left += int((tested & ~reader.proved()).sum())
    return left


def _readers(system: System, hidden: Flags, known: Answers) -> Iterator[tuple[Reader, Flags, int]]:
    """Each line of the cells that hang together, with those that have to be uncertain."""
    for members, rows in components(system.sums, system.unknown(hidden)):
        for number, line in enumerate(system.lines):
            tested = system.tested[members] & ~line.exempt[members]
            if tested.any():
                reader = Reader(system.sums, line, members, rows)
                reader.recall(known, number)
                yield reader, tested, number


def given_away(system: System, cells: Sequence[int]) -> list[int]:
    """Those of some cells that stay too narrow though all that may be hidden is: by bounds that hold for certain."""
    hidden = system.must | system.candidates(zeros=True)
    asked = np.zeros(len(system), dtype=bool)
    asked[list(cells)] = True
    found = set(np.flatnonzero(asked & hidden & system.known & system.tested).tolist())
    for members, rows in components(system.sums, system.unknown(hidden)):
        for number, line in enumerate(system.lines if asked[members].any() else ()):
            reader = Reader(system.sums, line, members, rows)
            for cell in np.flatnonzero(asked[members] & system.tested[members] & ~line.exempt[members]).tolist():
                narrow = reader.exposure(cell, number)
                if narrow is not None and narrow.proofs:
                    found.add(narrow.cell)
    return sorted(found)


def _moved(solver: highspy.Highs, cost: Floats) -> Floats | None:
    """The cheapest moves of a program; None where there are none."""
    solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    solver.run()
    if solver.getModelStatus().name != "kOptimal":
        return None
    return np.array(solver.getSolution().col_value)
