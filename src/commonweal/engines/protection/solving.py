"""The solver as all programs here use it: silent, in one thread, and with the same answer each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonweal.engines.protection.system import Floats, Sums

if TYPE_CHECKING:
    import highspy

#: Below this a number of the solver's counts as nought.
NOUGHT = 1e-7
ENDLESS = float(np.inf)


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


def moves_of(sums: Sums, lowest: Floats, right: Floats | None = None) -> highspy.Highs:
    """The moves of cells that come to nought in every sum, or to what is `right`; each from its lowest, without end."""
    import highspy

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = sums.width, len(sums)
    program.col_cost_ = np.zeros(sums.width)
    program.col_lower_ = lowest
    program.col_upper_ = np.full(sums.width, ENDLESS)
    program.row_lower_ = program.row_upper_ = np.zeros(len(sums)) if right is None else right
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = sums.starts.astype(np.int32)
    program.a_matrix_.index_ = sums.cells.astype(np.int32)
    program.a_matrix_.value_ = sums.signs
    return _given(program)


def ways_of(sums: Sums, lower: Floats, upper: Floats) -> highspy.Highs:
    """The same with two unknowns for each cell, up and down apart: all that go up first, then all that go down."""
    import highspy

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * sums.width, len(sums)
    program.col_cost_ = np.zeros(2 * sums.width)
    program.col_lower_, program.col_upper_ = lower, upper
    program.row_lower_ = program.row_upper_ = np.zeros(len(sums))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = (2 * sums.starts).astype(np.int32)
    program.a_matrix_.index_ = np.stack([sums.cells, sums.cells + sums.width], axis=1).ravel().astype(np.int32)
    program.a_matrix_.value_ = np.stack([sums.signs, -sums.signs], axis=1).ravel()
    return _given(program)


def _given(program: highspy.HighsLp) -> highspy.Highs:
    solver = quiet_solver()
    solver.passModel(program)
    return solver
