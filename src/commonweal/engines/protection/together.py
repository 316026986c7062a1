"""Very many cells at once: one linear program moves as many as it can up by a whole step, and pays for what it hides.

From the true figures every cell moves by whole steps of the minimum, or stays. A cell that went up a step is safe, and
so is a large one that gave a step. A corner of such a program nearly always has whole steps in it alone, so one
answer proves thousands of cells, and they share what is hidden for them. What a cell may cost is little at first and
then more and more: the cheap ways are taken before the dear ones.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from commonweal.engines.protection.nearby import Nearby, Progress
from commonweal.engines.protection.reader import Reader
from commonweal.engines.protection.solving import NOUGHT, moves_of, ways_of
from commonweal.engines.protection.system import Flags, Floats, Sums, components

if TYPE_CHECKING:
    import highspy

#: How many steps a hidden cell may go.
STEPS = 40
#: A gain is too small below this part of what was asked: then cells may cost more, or a search that hides none ends.
SMALL = 0.02
#: How the price that a cell may cost grows, and what decides between ways that cost the same.
GROWTH, TRIFLE = 2.0, 1e-4
#: Seconds for one program.
SECONDS = 60.0


def secure_together(near: Nearby, line: int, *, hide: bool, told: Progress, in_parts: bool = False) -> int:
    """Take many cells of a line to safety at once: by hiding more, or with what is hidden. Gives the turns that took.

    `in_parts`: hide also what moves by parts of people, and count that as safe: whether whole people can move is for
    the caller to ask. In three dimensions that takes far more cells to safety, and too long for a very large table.
    """
    if not near.system.lines[line].whole:
        return 0
    steps, turns = _Steps(near, line, hide=hide), 0
    price, dearest = steps.size, 4 * float(near.costs[near.free].max(initial=1.0))
    while steps.left.any() and price < dearest:
        turns += 1
        before = int(steps.left.sum())
        steps.go(price, in_parts=in_parts)
        if in_parts:
            steps.look()
        after = int(steps.left.sum())
        told("hide", len(steps.cells) - after, len(steps.cells))
        if before - after <= SMALL * before:
            if not hide:
                break
            price *= GROWTH
    return turns


class _Steps:
    """The moves of all cells as one program: up and down apart where moving may hide, else as one."""

    def __init__(self, near: Nearby, line: int, *, hide: bool) -> None:
        system = near.system
        self.near, self.line, self.hide = near, line, hide
        usable = (near.unknown | near.free if hide else near.unknown) & ~system.known
        self.cells = np.flatnonzero(usable)
        self.figures = system.lines[line].figures[self.cells]
        self.size = float(system.lines[line].width.min())
        self.chance = np.random.default_rng(0)
        self.local = Sums.cut(system.sums, self.cells, system.sums.touched(usable))
        self.solver = _at_rest(self.local, apart=hide)
        #: How far each cell was seen to move up and down, by parts of people too.
        self.far = np.zeros((2, len(self.cells)))

    @property
    def left(self) -> Flags:
        """Those that one step up would prove safe."""
        witnesses, figures = self.near.witnesses, self.near.system.lines[self.line]
        asked = self.near.unknown & self.near.system.tested & ~figures.exempt
        one_step = (witnesses.needs[self.line] <= self.size) & (figures.width <= self.size)
        found: Flags = (asked & one_step)[self.cells] & ~witnesses.all_proved(self.line, self.cells)
        return found & ~self._seen_far_enough()

    def _seen_far_enough(self) -> Flags:
        (up, down), needs = self.far, self.near.witnesses.needs[self.line][self.cells]
        wide = up + down >= self.near.system.lines[self.line].width[self.cells] - NOUGHT
        found: Flags = wide & (up >= needs - NOUGHT)
        return found

    def go(self, price: float, *, in_parts: bool = False) -> None:
        """One answer; what moves in it is hidden, where it moves by whole people."""
        near, left = self.near, self.left
        unknown = near.unknown[self.cells]
        most = np.where(unknown, STEPS, 1)
        up, down = np.where(left, 1, most), np.minimum(np.floor(self.figures / self.size), most)
        gain = np.where(left, price * self.chance.uniform(1.0, 1.2, len(left)), 0.0)
        moves = self._answer(up, down, gain, np.where(unknown, 0.0, near.costs[self.cells]))
        if moves is None:
            return
        if in_parts:
            self.far = np.maximum(self.far, [moves * self.size, -moves * self.size])
        whole = self._whole_groups(moves * self.size)
        if near.witnesses.note(self.line, self.cells, whole) or in_parts:
            moved = self.cells[np.abs(moves if in_parts else whole) > NOUGHT]
            near.hidden[moved[~near.system.absent[moved]]] = True

    def look(self) -> None:
        """How far each hidden cell can move with what is hidden, by parts of people too."""
        near, system = self.near, self.near.system
        line = replace(system.lines[self.line], whole=False)
        asked, far = np.zeros(len(system), dtype=bool), np.zeros((2, len(system)))
        asked[self.cells], far[:, self.cells] = self.left, self.far
        for members, rows in components(system.sums, near.unknown):
            if asked[members].any():
                reader = Reader(system.sums, line, members, rows)
                reader.high[:], reader.low[:] = far[0, members], -far[1, members]
                reader.push(asked[members])
                far[:, members] = reader.high, -reader.low
        self.far = far[:, self.cells]

    def _whole_groups(self, moves: Floats) -> Floats:
        """The moves of those groups of cells, bound together by sums, that move by whole people."""
        whole, kept = np.rint(moves), np.zeros(len(moves))
        parts = np.abs(moves - whole) > NOUGHT * 10
        if not parts.any():
            return whole
        for members, _ in components(self.local, np.abs(moves) > NOUGHT * 10):
            if not parts[members].any():
                kept[members] = whole[members]
        return kept

    def _answer(self, up: Floats, down: Floats, gain: Floats, cost: Floats) -> Floats | None:
        count, solver = len(self.cells), self.solver
        trifle = TRIFLE * self.chance.uniform(-1.0 if not self.hide else 0.5, 1.0, count)
        index = np.arange(2 * count if self.hide else count, dtype=np.int32)
        if self.hide:
            solver.changeColsBounds(2 * count, index, np.zeros(2 * count), np.concatenate([up, down]))
            solver.changeColsCost(2 * count, index, np.concatenate([cost + trifle - gain, cost + trifle]))
        else:
            solver.changeColsBounds(count, index, -down, up)
            solver.changeColsCost(count, index, trifle - gain)
        solver.setOptionValue("time_limit", solver.getRunTime() + SECONDS)
        solver.run()
        values = np.array(solver.getSolution().col_value)
        if solver.getModelStatus().name != "kOptimal":
            return None
        return values[:count] - values[count:] if self.hide else values


def _at_rest(sums: Sums, *, apart: bool) -> highspy.Highs:
    """All cells at rest; up and down apart, or as one."""
    rest = np.zeros((1 + apart) * sums.width)
    return ways_of(sums, rest, rest) if apart else moves_of(sums, rest)
