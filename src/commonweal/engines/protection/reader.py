"""What a reader can work out who sees all that is shown: how far each unknown figure may lie from the true one.

Everything is said in moves away from the true figures: they add up to nought in every sum, and no figure falls below
nought. Whoever knows the true figures has it easy: no move at all is always possible, so no search for a first answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from commonweal.engines.protection.system import Flags, Floats, Ints, Line, Sums, System, components

if TYPE_CHECKING:
    import highspy

#: Below this a number of the solver's counts as nought.
NOUGHT = 1e-7
ENDLESS = float(np.inf)
#: How long whole people are tried before a cell counts as not proved safe.
NODES, SECONDS = 200, 2.0
#: Cells that are moved one by one rather than at once, and how many steps a cell may go.
FEW, STEPS = 6, 40


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
        self.solver = _solver(self.local, -self.figures)
        self.solver.setOptionValue("mip_max_nodes", NODES)

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
        solver.changeColCost(cell, -1.0 if up else 1.0)
        solver.changeColBounds(cell, -min(figure, ENDLESS if up else far), far if up else ENDLESS)
        if whole:
            set_whole(solver, len(self.members), whole=True)
        # The solver's clock goes on from one program to the next.
        solver.setOptionValue("time_limit", solver.getRunTime() + (SECONDS if whole else ENDLESS))
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

    def push(self, asked: Flags) -> None:
        """Move all that is asked for up at once, by whole steps: one answer serves many cells, before each has its own
        turn."""
        step = float(self.line.width[self.members].min(initial=ENDLESS))
        index, chance = np.arange(len(self.members), dtype=np.int32), np.random.default_rng(0)
        down = np.floor(self.figures / step)
        left = asked & ~self.proved()
        while left.sum() >= FEW:
            up = np.where(left, 1.0, STEPS)
            self.solver.changeColsBounds(len(index), index, -step * np.minimum(down, STEPS), step * up)
            self.solver.changeColsCost(len(index), index, np.where(left, -chance.uniform(1.0, 1.2, len(index)), 0.0))
            self.solver.run()
            moves = np.array(self.solver.getSolution().col_value)
            before, left = left, left & ~self.proved() if self.note(moves) else left
            if left.sum() > before.sum() / 2:
                break
        self.solver.changeColsBounds(len(index), index, -self.figures, np.full(len(index), ENDLESS))
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
        if self.proved()[cell] or not self.line.whole:
            return None
        self.furthest(cell, up=True, far=max(up, width), whole=True)
        self.furthest(cell, up=False, far=width, whole=True)
        return None if self.proved()[cell] else Exposure(number, line, width)


def exposures(system: System, hidden: Flags) -> Iterator[Exposure]:
    """Every hidden cell that a reader can narrow too far, in any line."""
    unknown = system.unknown(hidden)
    for members, rows in components(system.sums, unknown):
        for number, line in enumerate(system.lines):
            tested = system.tested[members] & ~line.exempt[members]
            if not tested.any():
                continue
            reader = Reader(system.sums, line, members, rows)
            reader.push(tested)
            for cell in np.flatnonzero(tested).tolist():
                found = reader.exposure(cell, number)
                if found:
                    yield found
    for number in np.flatnonzero(hidden & system.known & system.tested).tolist():
        yield Exposure(number, 0, float(system.lines[0].width[number]))


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


def _solver(sums: Sums, lowest: Floats) -> highspy.Highs:
    import highspy

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = sums.width, len(sums)
    program.col_cost_ = np.zeros(sums.width)
    program.col_lower_ = lowest
    program.col_upper_ = np.full(sums.width, ENDLESS)
    program.row_lower_ = program.row_upper_ = np.zeros(len(sums))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = sums.starts.astype(np.int32)
    program.a_matrix_.index_ = sums.cells.astype(np.int32)
    program.a_matrix_.value_ = sums.signs
    solver = quiet_solver()
    solver.passModel(program)
    return solver


def quiet_solver() -> highspy.Highs:
    import highspy  # at the first table, not at the start of the program

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    return solver


def set_whole(solver: highspy.Highs, count: int, *, whole: bool) -> None:
    """Let the first so many unknowns of a program be whole numbers only, or any."""
    import highspy

    kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.full(count, int(kind), dtype=np.uint8))
