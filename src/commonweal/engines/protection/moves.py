"""The cheapest way to move one figure as far as wanted, and all sums with it."""

from __future__ import annotations

import highspy
import numpy as np

from commonweal.engines.protection.reader import ENDLESS, NOUGHT, quiet_solver
from commonweal.engines.protection.system import Floats, Ints, Sums, System

#: How often the price of a way is asked anew.
ROUNDS = 5
#: From so many cells on it is asked once.
MANY = 600


def cheapest_moves(system: System, line: int, region: Ints, price: Floats, wanted: tuple[int, float]) -> Floats | None:
    """Moves of a region that take one cell as far as wanted, and hide the cheapest cells for it.

    A program charges for how far a cell moves, and we pay for a cell that moves at all. So it is asked again with the
    price of what moved spread over how far it moved, and the cheapest answer counts.
    """
    cell, amount = wanted
    solver = _moving(system, line, region, system.sums.rows_with(region), (int(np.searchsorted(region, cell)), amount))
    count = len(region)
    index = np.arange(2 * count, dtype=np.int32)
    # A step more costs a trifle, so that of two equal ways the shorter is taken.
    rate = price / abs(amount)
    best: tuple[float, Floats] | None = None
    for _ in range(ROUNDS if count < MANY else 1):
        solver.changeColsCost(2 * count, index, np.tile(rate + NOUGHT * 10, 2))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(solver.getSolution().col_value)
        moves = values[:count] - values[count:]
        moved = np.abs(moves) > NOUGHT
        paid = float(price[moved].sum())
        if best is not None and paid >= best[0] - NOUGHT:
            break
        best = paid, moves
        rate = rate.copy()
        rate[moved] = price[moved] / np.abs(moves[moved])
    return best[1] if best else None


def _moving(system: System, line: int, region: Ints, rows: Ints, wanted: tuple[int, float]) -> highspy.Highs:
    """The moves of a region, up and down apart, with one of them given."""
    place, amount = wanted
    count = len(region)
    local = Sums.cut(system.sums, region, rows)
    upper = np.concatenate([np.full(count, ENDLESS), system.lines[line].figures[region]])
    lower = np.zeros(2 * count)
    upper[[place, count + place]] = max(amount, 0), max(-amount, 0)
    lower[[place, count + place]] = max(amount, 0), max(-amount, 0)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * count, len(rows)
    program.col_cost_ = np.zeros(2 * count)
    program.col_lower_, program.col_upper_ = lower, upper
    program.row_lower_ = program.row_upper_ = np.zeros(len(rows))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = (2 * local.starts).astype(np.int32)
    program.a_matrix_.index_ = np.stack([local.cells, local.cells + count], axis=1).ravel().astype(np.int32)
    program.a_matrix_.value_ = np.stack([local.signs, -local.signs], axis=1).ravel()
    solver = quiet_solver()
    solver.passModel(program)
    return solver
