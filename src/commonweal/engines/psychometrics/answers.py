"""Answers as a table of people by questions, with what is missing left missing."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]
Column = Sequence[float | None]


def matrix(rows: ArrayLike) -> Matrix:
    """People by questions; None and NaN are missing. Anything but a table: ValueError."""
    found = np.array(rows, dtype=float)
    if found.ndim != 2:
        raise ValueError("Answers are a table of people by questions.")
    return found


def table(columns: Mapping[str, Column], items: Sequence[str]) -> Matrix:
    """These questions, in this order, of answers that are kept a column each."""
    return matrix(np.column_stack([numbers(columns[item]) for item in items])) if items else np.empty((0, 0))


def numbers(column: Column) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in column], dtype=float)


def complete(answers: Matrix) -> Matrix:
    """Listwise: only people who answered every question."""
    return answers[~np.isnan(answers).any(axis=1)]


def figure(value: float) -> float | None:
    """None where a figure is not defined."""
    return float(value) if np.isfinite(value) else None


def correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float | None:
    """Pearson's r; None where either does not vary."""
    if len(x) < 2 or not (varies(x) and varies(y)):
        return None
    return figure(float(np.corrcoef(x, y)[0, 1]))


def correlations(people: Matrix) -> Matrix:
    """Of each question with each; all of them vary."""
    return np.asarray(np.corrcoef(people, rowvar=False))


def varies(values: NDArray[np.float64]) -> bool:
    """More than by what rounding leaves of a sum of the same numbers."""
    return bool(np.ptp(values) > 1e-12 * max(1.0, float(np.abs(values).max())))
