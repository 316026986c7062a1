"""Linear and integer programmes over one group of bound unknowns: one model, and only its objective changes."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonweal.engines.audit.equations import Equations

#: A bound of a linear programme is a whole number if it lies this near to one.
_NEAR = 1e-5
_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
}


class NoFit(ValueError):  # noqa: N818 - it says what was found
    """No figures fit the sums."""


class OutOfTime(RuntimeError):  # noqa: N818 - it says what happened
    """The programme was stopped before its end."""


class Program:
    """Least and greatest values of unknowns, with the figures that show them to be possible.

    A solver for real numbers and one for whole ones, so that each goes on from where it was.
    """

    def __init__(self, system: Equations) -> None:
        self.system = system
        self._solvers: dict[bool, Any] = {}
        self._columns = np.arange(system.count, dtype=np.int32)

    def furthest(self, weights: np.ndarray, seconds: float = np.inf) -> tuple[float, np.ndarray | None]:
        """The greatest weighted sum over real numbers (inf where it has no end), and figures that reach it.

        The figures are None where the best ones are not whole numbers and have to be.
        """
        return self._solve(weights, self._solver(whole=False), seconds)

    def corner(self, weights: np.ndarray, seconds: float = np.inf) -> np.ndarray:
        """The figures of the greatest weighted sum over real numbers, as the solver has them. The sum has to end."""
        solver = self._solver(whole=False)
        best, _ = self._solve(weights, solver, seconds)
        if np.isinf(best):
            raise RuntimeError("the weighted sum has no end")
        return np.array(solver.getSolution().col_value)

    def furthest_whole(self, weights: np.ndarray, seconds: float) -> tuple[float, np.ndarray | None]:
        """The same over whole numbers, within so many seconds."""
        return self._solve(weights, self._solver(whole=True), seconds)

    def confine(self, low: np.ndarray, high: np.ndarray) -> None:
        """Look for real numbers only between these ends from now on."""
        self._solver(whole=False).changeColsBounds(self.system.count, self._columns, low, high)

    def least_fitting(self) -> int:
        """The sum that has to give way most, so that some figures fit the others."""
        system, solver = self.system, self._made(whole=False)
        solver.changeColsCost(system.count, self._columns, np.zeros(system.count))
        for sign in (1.0, -1.0):
            for equation in range(len(system.right)):
                solver.addCol(1.0, 0.0, np.inf, 1, np.array([equation]), np.array([sign]))
        solver.run()
        given = np.array(solver.getSolution().col_value)[system.count :].reshape(2, -1).sum(axis=0)
        return int(np.argmax(given))

    def _solver(self, *, whole: bool) -> Any:
        if whole not in self._solvers:
            self._solvers[whole] = self._made(whole=whole)
        return self._solvers[whole]

    def _made(self, *, whole: bool) -> Any:
        import highspy  # at the first audit, not at the start of the program

        system, model, solver = self.system, highspy.HighsLp(), highspy.Highs()
        for name, value in _OPTIONS.items():
            solver.setOptionValue(name, value)
        model.num_col_, model.num_row_ = system.count, len(system.right)
        model.col_cost_ = np.zeros(system.count)
        model.col_lower_, model.col_upper_ = system.low, system.high
        model.row_lower_ = model.row_upper_ = system.right
        order = np.argsort(system.unknown, kind="stable")
        counts = np.bincount(system.unknown, minlength=system.count)
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        model.a_matrix_.index_ = system.equation[order].astype(np.int32)
        model.a_matrix_.value_ = system.coefficient[order]
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * system.count
        solver.passModel(model)
        return solver

    def _solve(self, weights: np.ndarray, solver: Any, seconds: float) -> tuple[float, np.ndarray | None]:
        # The solver's clock goes on from one programme to the next.
        solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
        status = _name(self._run(weights, solver))
        if status == "kUnboundedOrInfeasible":
            # Without an objective it can only be infeasible.
            status = "kUnbounded" if _name(self._run(np.zeros_like(weights), solver)) == "kOptimal" else "kInfeasible"
        if status == "kInfeasible":
            raise NoFit
        if status == "kUnbounded":
            return np.inf, None
        if status == "kTimeLimit":
            raise OutOfTime
        if status != "kOptimal":
            raise RuntimeError(f"the solver stopped: {status}")
        values = np.array(solver.getSolution().col_value)
        best = -solver.getInfo().objective_function_value
        if not self.system.whole:
            return best, values
        values = np.rint(values)
        return best, values if self.system.holds(values) else None

    def _run(self, weights: np.ndarray, solver: Any) -> Any:
        solver.changeColsCost(self.system.count, self._columns, -weights)
        solver.run()
        return solver.getModelStatus()


def _name(status: Any) -> str:
    return str(status.name)


def whole_bound(best: float) -> float:
    """The greatest whole number that a linear programme's bound still allows."""
    return float(np.floor(best + _NEAR)) if np.isfinite(best) else best
