"""The cheapest set of hidden cells, exactly: choose, let the reader try, add what he found as a condition, repeat.

Fischetti and Salazar's cutting planes for cell suppression. The choice is an integer program over "is this cell
hidden". For a cell that the reader narrows too far, the prices of the sums that let him do it make a condition that
every safe choice fulfils and this one does not.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.protection.answers import Answers
from commonweal.engines.protection.reader import Exposure, exposures, left_together
from commonweal.engines.protection.solving import ENDLESS, NOUGHT, quiet_solver, set_whole
from commonweal.engines.protection.system import Flags, Floats, Ints, System

#: Among more cells than that, conditions are looked for with choices that may be so much dearer than the cheapest.
MANY, LOOSE = 200, 0.01
#: Where more than this part of a choice cannot move at all, as between few hidden cells in three dimensions, the search
#: has far to go: too far for a larger table.
RIGID = 0.5


@dataclass(frozen=True, slots=True)
class Condition:
    """If `cell` is hidden, then so many of the others by their weight."""

    cell: int
    need: float
    others: Ints
    weights: Floats


@dataclass(frozen=True, slots=True)
class Choice:
    hidden: Flags
    proved: bool
    #: Does it keep every cell safe?
    safe: bool = True


def cheapest(system: System, *, free: Flags, hidden: Flags, seconds: float, gap: float = 0.0) -> Choice | None:
    """The cheapest choice among the `free` cells beside what must be `hidden`; None where there is none.

    `gap`: how far above the cheapest, as a part of it, the choice may be.

    When time is up, or the search has far to go, the last safe choice is the answer; before the first one, the cheapest
    that fulfils the conditions found so far, and that is not safe.
    """
    large = bool(free.sum() > MANY)
    loose = max(gap, LOOSE if large else 0.0)
    program, best = _Program(system, free, hidden, loose), None
    program.add([c for cell in np.flatnonzero(hidden) for c in conditions_near(system, int(cell))])
    end, known = time.monotonic() + seconds, Answers()
    while True:
        choice = program.solve(end - time.monotonic())
        if choice is None:
            return None
        if best is not None and (choice == best.hidden).all():
            return Choice(choice, proved=program.proved)
        found = [] if end < time.monotonic() else _broken(system, choice, end, known, large=large)
        if end < time.monotonic() or found is None:
            return best or Choice(choice, proved=False, safe=False)
        if not found and program.gap == gap:
            return Choice(choice, proved=program.proved)
        if not found:
            best, program.gap = Choice(choice, proved=False), gap
        program.add(found)


def _broken(system: System, choice: Flags, end: float, known: Answers, *, large: bool) -> list[Condition] | None:
    """Conditions that a choice does not fulfil: those of single sums where there are any, else those of all; None where
    a large choice is too rigid to look for them."""
    found = _broken_near(system, choice)
    if found:
        return found
    if large and left_together(system, choice, known) > RIGID * choice.sum():
        return None
    # One narrow place makes the same condition for very many cells: the one of a cell that is hidden anyway asks most.
    by_others: dict[bytes, Condition] = {}
    for each in exposures(system, choice, end, known):
        condition = _condition(system, choice, each)
        if system.must[condition.cell]:
            by_others[condition.others.tobytes()] = condition
        else:
            by_others.setdefault(condition.others.tobytes(), condition)
    return list(by_others.values())


def conditions_near(system: System, cell: int) -> list[Condition]:
    """What each single sum around a cell asks for: the cheapest conditions to find."""
    found: list[Condition] = []
    for line in range(len(system.lines)):
        if system.lines[line].exempt[cell] or not system.tested[cell]:
            continue
        for row in system.sums.rows_of(cell).tolist():
            found += _of_one_sum(system, line, cell, row)
    return [each for each in found if each.need > NOUGHT]


def _of_one_sum(system: System, line: int, cell: int, row: int) -> list[Condition]:
    cells, signs = system.sums.row(row)
    own = signs[cells == cell][0]
    others = cells != cell
    cells, slopes = cells[others], signs[others] / own
    figures = system.lines[line]
    up = max(figures.reach[cell] - figures.figures[cell], 0)
    return [
        _weighed(system, cell, up, cells, _room(system, line, cells, slopes)),
        _weighed(system, cell, figures.width[cell], cells, np.full(len(cells), ENDLESS)),
    ]


def _room(system: System, line: int, cells: Ints, slopes: Floats) -> Floats:
    """How much each cell can give where it moves against its slope: down to nought, or up without end."""
    slopes = np.where(np.abs(slopes) < NOUGHT, 0, slopes)
    down = np.maximum(slopes, 0) * system.lines[line].figures[cells]
    return np.where(slopes < 0, ENDLESS, down)


def _weighed(system: System, cell: int, need: float, cells: Ints, room: Floats) -> Condition:
    """A condition with weights no greater than the need, and what is unknown anyway taken off it."""
    room = np.where(system.known[cells], 0, np.minimum(room, need))
    anyway = system.absent[cells]
    need -= float(room[anyway].sum())
    counts = ~anyway & (room > NOUGHT)
    return Condition(cell, need, cells[counts], np.minimum(room[counts], max(need, 0)))


def _condition(system: System, hidden: Flags, found: Exposure) -> Condition:
    everything = np.arange(len(system))
    if not found.proofs:
        return _weighed(system, found.cell, 1.0, everything, (~hidden).astype(float))
    room = np.zeros(len(system))
    for up, prices in found.proofs:
        weights = np.zeros(len(system.sums))
        weights[found.rows] = prices
        slopes = -system.sums.transposed(weights)
        slopes[found.cell] += -1.0 if up else 1.0
        room = room + _room(system, found.line, everything, slopes)
    own = min(room[found.cell], found.need) if room[found.cell] < ENDLESS else 0.0
    room[found.cell] = 0
    return _weighed(system, found.cell, found.need - own, everything, room)


def _broken_near(system: System, hidden: Flags) -> list[Condition]:
    near = (c for cell in np.flatnonzero(hidden).tolist() for c in conditions_near(system, cell))
    return [c for c in near if float(c.weights @ hidden[c.others]) < c.need - NOUGHT]


class _Program:
    """The choice as an integer program that grows."""

    def __init__(self, system: System, free: Flags, hidden: Flags, gap: float) -> None:
        self.system, self.free, self.hidden = system, free, hidden
        self.cells = np.flatnonzero(free)
        self.place = np.full(len(system), -1)
        self.place[self.cells] = np.arange(len(self.cells))
        self.solver, self.proved, self.gap = quiet_solver(), True, gap
        self.solver.setOptionValue("mip_abs_gap", NOUGHT)
        count = len(self.cells)
        self.solver.addVars(count, np.zeros(count), np.ones(count))
        index = np.arange(count, dtype=np.int32)
        self.solver.changeColsCost(count, index, costs(system)[self.cells])
        set_whole(self.solver, count, whole=True)

    def add(self, conditions: Sequence[Condition]) -> None:
        for each in conditions:
            need, own = each.need, int(self.place[each.cell])
            need -= float(each.weights @ self.hidden[each.others])
            if need <= NOUGHT:
                continue
            counts = self.free[each.others]
            index, weights = self.place[each.others[counts]], np.minimum(each.weights[counts], need)
            if own >= 0:
                index, weights, need = np.append(index, own), np.append(weights, -need), 0.0
            self.solver.addRow(need, ENDLESS, len(index), index.astype(np.int32), weights)

    def solve(self, seconds: float) -> Flags | None:
        self.solver.setOptionValue("time_limit", max(seconds, 0.1) + self.solver.getRunTime())
        self.solver.setOptionValue("mip_rel_gap", self.gap)
        self.solver.run()
        status = self.solver.getModelStatus().name
        if status == "kInfeasible":
            return None
        self.proved = self.proved and status in ("kOptimal", "kModelEmpty")
        chosen = self.hidden.copy()
        values = np.array(self.solver.getSolution().col_value)
        if len(values) == len(self.cells):
            chosen[self.cells[values > 0.5]] = True
        else:
            chosen[self.cells] = True
        return chosen


def costs(system: System) -> Floats:
    """What hiding a cell costs: its figure, and a trifle for the cell itself, so that of two equal sums the one with
    fewer cells wins. An empty cell costs more than all others: it is hidden only where nothing else helps."""
    trifle = 1 / (len(system) + 1)
    dear = float(system.cost.sum()) + 1
    found: Floats = np.where(system.empty, dear, system.cost) + trifle
    return found
