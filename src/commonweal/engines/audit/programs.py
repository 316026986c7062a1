"""Linear and integer programmes over one group of bound unknowns: one model, and only its objective changes."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonweal.engines.audit.equations import Equations

#: A bound of a linear programme is a whole number if it lies this near to one.
_NEAR = 1e-5


class NoFit(ValueError):  # noqa: N818 - it says what was found
    """No figures fit the sums."""


class OutOfTime(RuntimeError):  # noqa: N818 - it says what happened
    """The integer programme was stopped before its end."""


class Program:
    """Least and greatest values of unknowns, with the figures that show them to be possible."""

    def __init__(self, system: Equations) -> None:
        import highspy  # at the first audit, not at the start of the program

        self.system = system
        self._api = highspy
        self._solver = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_feasibility_tolerance", 1e-9),
        ):
            self._solver.setOptionValue(name, value)
        self._solver.passModel(self._model())
        self._columns = np.arange(system.count, dtype=np.int32)
        self._whole = False

    def _model(self) -> Any:
        system = self.system
        model = self._api.HighsLp()
        model.num_col_, model.num_row_ = system.count, len(system.right)
        model.col_cost_ = np.zeros(system.count)
        model.col_lower_, model.col_upper_ = system.low, system.high
        model.row_lower_ = model.row_upper_ = system.right
        order = np.argsort(system.unknown, kind="stable")
        counts = np.bincount(system.unknown, minlength=system.count)
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        model.a_matrix_.index_ = system.equation[order].astype(np.int32)
        model.a_matrix_.value_ = system.coefficient[order]
        return model

    def furthest(self, weights: np.ndarray) -> tuple[float, np.ndarray | None]:
        """The greatest weighted sum over real numbers (inf where it has no end), and figures that reach it.

        The figures are None where the best ones are not whole numbers and have to be.
        """
        self._of_whole_numbers(False)
        self._solver.setOptionValue("time_limit", self._api.kHighsInf)
        return self._solve(weights)

    def furthest_whole(self, weights: np.ndarray, seconds: float) -> tuple[float, np.ndarray | None]:
        """The same over whole numbers, within so many seconds."""
        self._of_whole_numbers(True)
        # The solver's clock goes on from one programme to the next.
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
        return self._solve(weights)

    def _solve(self, weights: np.ndarray) -> tuple[float, np.ndarray | None]:
        self._solver.changeColsCost(self.system.count, self._columns, -weights)
        self._solver.run()
        status, kinds = self._solver.getModelStatus(), self._api.HighsModelStatus
        if status == kinds.kUnboundedOrInfeasible:
            status = self._told_apart(weights)
        if status == kinds.kInfeasible:
            raise NoFit
        if status == kinds.kUnbounded:
            return np.inf, None
        if status == kinds.kTimeLimit:
            raise OutOfTime
        if status != kinds.kOptimal:
            raise RuntimeError(f"the solver stopped: {self._solver.modelStatusToString(status)}")
        values = np.array(self._solver.getSolution().col_value)
        best = -self._solver.getInfo().objective_function_value
        if not self.system.whole:
            return best, values
        values = np.rint(values)
        return best, values if self.system.holds(values) else None

    def least_fitting(self) -> int:
        """The sum that has to give way most, so that some figures fit the others."""
        system, solver = self.system, self._solver
        self._of_whole_numbers(False)
        solver.changeColsCost(system.count, self._columns, np.zeros(system.count))
        for sign in (1.0, -1.0):
            for equation in range(len(system.right)):
                solver.addCol(1.0, 0.0, self._api.kHighsInf, 1, np.array([equation]), np.array([sign]))
        solver.run()
        given = np.array(solver.getSolution().col_value)[system.count :].reshape(2, -1).sum(axis=0)
        return int(np.argmax(given))

    def _told_apart(self, weights: np.ndarray) -> Any:
        """Something without end, or nothing at all? Without an objective it can only be the latter."""
        self._solver.changeColsCost(self.system.count, self._columns, np.zeros(self.system.count))
        self._solver.run()
        status, kinds = self._solver.getModelStatus(), self._api.HighsModelStatus
        self._solver.changeColsCost(self.system.count, self._columns, -weights)
        return kinds.kUnbounded if status == kinds.kOptimal else status

    def _of_whole_numbers(self, whole: bool) -> None:
        if whole != self._whole:
            kind = self._api.HighsVarType.kInteger if whole else self._api.HighsVarType.kContinuous
            self._solver.changeColsIntegrality(
                self.system.count, self._columns, np.full(self.system.count, int(kind), dtype=np.uint8)
            )
            self._whole = whole


def whole_bound(best: float) -> float:
    """The greatest whole number that a linear programme's bound still allows."""
    return float(np.floor(best + _NEAR)) if np.isfinite(best) else best
