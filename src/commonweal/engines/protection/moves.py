"""The cheapest way to move one figure as far as wanted, and all sums with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.engines.protection.solving import ENDLESS, NOUGHT, set_whole, ways_of
from commonweal.engines.protection.system import Floats, Ints, Sums, System

if TYPE_CHECKING:
    import highspy

#: How often the price of a way is asked anew.
ROUNDS = 5
#: From so many cells on it is asked once.
MANY = 600
#: In whole numbers a way may be so much dearer than the cheapest, as a part of it.
DEARER = 0.2


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell that has to be able to move so far in a line: up, or down where the amount is below nought."""

    cell: int
    line: int
    amount: float


def cheapest_moves(system: System, wanted: Wanted, region: Ints, price: Floats, seconds: float = 0.0) -> Floats | None:
    """Moves of a region that take one cell as far as wanted, and hide the cheapest cells for it.

    A program charges for how far a cell moves, and we pay for a cell that moves at all. So it is asked again with the
    price of what moved spread over how far it moved, and the cheapest answer counts. Where people would move in
    halves, whole ones are sought for so many seconds.
    """
    solver = _moving(system, wanted, region)
    count = len(region)
    index = np.arange(2 * count, dtype=np.int32)
    # A step more costs a trifle, so that of two equal ways the shorter is taken.
    rate = price / abs(wanted.amount)
    best: tuple[float, Floats] | None = None
    for _ in range(ROUNDS if count < MANY else 1):
        solver.changeColsCost(2 * count, index, np.tile(rate + NOUGHT * 10, 2))
        moves = _answer(solver, count)
        if moves is None:
            return None
        moved = np.abs(moves) > NOUGHT
        paid = float(price[moved].sum())
        if best is not None and paid >= best[0] - NOUGHT:
            break
        best = paid, moves
        rate = rate.copy()
        rate[moved] = price[moved] / np.abs(moves[moved])
    if best is None or not seconds or not system.lines[wanted.line].whole or _whole(best[1]):
        return best[1] if best else None
    set_whole(solver, 2 * count, whole=True)
    # The solver's presolve speaks to stdout now and then, which belongs to the answer.
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("mip_rel_gap", DEARER)
    solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
    whole = _answer(solver, count)
    return best[1] if whole is None else np.rint(whole)


def _whole(moves: Floats) -> bool:
    return bool(np.all(np.abs(moves - np.rint(moves)) < NOUGHT * 10))


def _answer(solver: highspy.Highs, count: int) -> Floats | None:
    """The moves of the last answer; None where there is none."""
    solver.run()
    values = np.array(solver.getSolution().col_value)
    if solver.getInfo().primal_solution_status != FEASIBLE or len(values) != 2 * count:
        return None
    found: Floats = values[:count] - values[count:]
    return found


#: What the solver says of an answer that fits all sums.
FEASIBLE = 2


def _moving(system: System, wanted: Wanted, region: Ints) -> highspy.Highs:
    """The moves of a region, up and down apart, with one of them given."""
    place, amount = int(np.searchsorted(region, wanted.cell)), wanted.amount
    rows, count = system.sums.rows_with(region), len(region)
    local = Sums.cut(system.sums, region, rows)
    upper = np.concatenate([np.full(count, ENDLESS), system.lines[wanted.line].figures[region]])
    lower = np.zeros(2 * count)
    upper[[place, count + place]] = max(amount, 0), max(-amount, 0)
    lower[[place, count + place]] = max(amount, 0), max(-amount, 0)
    return ways_of(local, lower, upper)
