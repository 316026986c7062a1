"""Exponential smoothing with additive errors: simple, Holt's trend, and Holt's damped trend.

The model is fixed, never chosen. One step is ŷ = l + φb, e = y − ŷ, l ← ŷ + αe, b ← φb + βe (Hyndman et al. 2008,
ETS(A,N,N), ETS(A,A,N), ETS(A,Ad,N)). All is fitted by least squares of the one-step residuals, which for a normal
error is maximum likelihood. Residuals are linear in the start values, so these are solved exactly for each α, β, φ,
and only α, β, φ are searched: on a grid, then on finer grids around the best, within R's bounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

LEAST, MOST = 1e-4, 1 - 1e-4
DAMPING = (0.8, 0.98)
_GRID, _ROUNDS, _SHRINK = 13, 14, 0.4

#: The bounds of what is searched: α, then β as a share of α, then φ.
Bounds = tuple[tuple[float, float], ...]
#: Periods from each value to the next, shape (n − 1,); None where no period is missing.
Gaps = Sequence[int] | None


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A fitted model: its parameters, start values, last state, and residual sum of squares over `n` values.

    `fitted` counts all that was estimated, start values included. β and φ are 0 and 1 where there is no trend.
    """

    alpha: float
    beta: float
    phi: float
    start_level: float
    start_trend: float
    level: float
    trend: float
    squares: float
    n: int
    fitted: int

    @property
    def sigma2(self) -> float:
        return self.squares / (self.n - self.fitted)

    def means(self, horizon: int) -> np.ndarray:
        """Shape (horizon,): l + (φ + … + φ^h) b."""
        return self.level + self.trend * np.cumsum(self.phi ** np.arange(1, horizon + 1))

    def variances(self, horizon: int) -> np.ndarray:
        """Shape (horizon,): σ²(1 + Σ cⱼ²) over j < h, with cⱼ = α + β(φ + … + φ^j)."""
        steps = np.arange(1, horizon)
        weights = self.alpha + self.beta * np.cumsum(self.phi**steps)
        return self.sigma2 * (1 + np.concatenate([[0.0], np.cumsum(weights**2)]))


def simple(values: Sequence[float], gaps: Gaps = None) -> Smoothed:
    """ETS(A,N,N): α and the first level are fitted."""
    return _fit(values, gaps, ((LEAST, MOST),), phi=1.0)


def holt(values: Sequence[float], gaps: Gaps = None) -> Smoothed:
    """ETS(A,A,N): α, β and both start values are fitted."""
    return _fit(values, gaps, ((LEAST, MOST), (LEAST, MOST)), phi=1.0)


def damped(values: Sequence[float], gaps: Gaps = None, phi: float | None = None) -> Smoothed:
    """ETS(A,Ad,N): as Holt's, with φ fitted between 0.8 and 0.98 or given."""
    bounds: Bounds = ((LEAST, MOST), (LEAST, MOST))
    return _fit(values, gaps, bounds if phi is not None else (*bounds, DAMPING), phi=phi)


def _fit(values: Sequence[float], gaps: Gaps, bounds: Bounds, phi: float | None) -> Smoothed:
    y = np.asarray(values, dtype=float)
    fitted = len(bounds) + (1 if len(bounds) == 1 else 2)
    if len(y) <= fitted:
        raise ValueError(f"{fitted} numbers are fitted, so it takes more than {fitted} values.")
    origin = float(y[0])
    unit = float(np.max(np.abs(y - origin))) or 1.0
    steps = np.concatenate([[1], np.ones(len(y) - 1) if gaps is None else np.asarray(gaps)])
    scaled = np.stack([(y - origin) / unit, steps], axis=1)
    best = _search(scaled, bounds, phi)
    squares, start, state = _run(scaled, best[np.newaxis], phi)
    (alpha, beta, damping), (level, trend) = _named(best, phi), state[0]
    return Smoothed(
        alpha, beta, damping,
        start_level=origin + unit * float(start[0, 0]), start_trend=unit * float(start[0, 1]),
        level=origin + unit * float(level), trend=unit * float(trend),
        squares=unit**2 * float(squares[0]), n=len(y), fitted=fitted,
    )  # fmt: skip


def _search(scaled: np.ndarray, bounds: Bounds, phi: float | None) -> np.ndarray:
    low, high = np.array(bounds).T
    centre, reach, least = (low + high) / 2, (high - low) / 2, np.inf
    best = centre
    for _ in range(_ROUNDS):
        axes = [
            np.unique(np.clip(np.linspace(c - r, c + r, _GRID), a, b))
            for c, r, a, b in zip(centre, reach, low, high, strict=True)
        ]
        candidates = np.array(list(product(*axes)))
        squares, _, _ = _run(scaled, candidates, phi)
        at = int(np.argmin(squares))
        if squares[at] < least:
            best, least = candidates[at], squares[at]
        centre, reach = best, reach * _SHRINK
    return best


def _named(parameters: np.ndarray, phi: float | None) -> tuple[float, float, float]:
    alpha = float(parameters[0])
    beta = alpha * float(parameters[1]) if len(parameters) > 1 else 0.0
    return alpha, beta, float(parameters[2]) if len(parameters) > 2 else float(phi if phi is not None else 1.0)


def _run(scaled: np.ndarray, candidates: np.ndarray, phi: float | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Squares, start values and last states of all candidates, shape (candidates, …); `scaled` has values and steps.

    Level and trend are carried as three numbers each: what they are without start values, and for one unit of either.
    Over k steps without a value between them the level gains (φ + … + φ^k) trends, and the trend shrinks by φ^k.
    """
    alpha, beta, damping = (
        np.array(column)[:, np.newaxis] for column in zip(*(_named(c, phi) for c in candidates), strict=True)
    )
    with_trend = candidates.shape[1] > 1
    level = np.tile([0.0, 1.0, 0.0], (len(candidates), 1))
    trend = np.tile([0.0, 0.0, 1.0 if with_trend else 0.0], (len(candidates), 1))
    residuals = []
    for value, steps in scaled.tolist():
        shrunk = damping**steps
        kept = np.where(damping == 1, steps, damping * (1 - shrunk) / np.where(damping == 1, 1, 1 - damping))
        expected, trend = level + kept * trend, shrunk * trend
        error = np.array([value, 0.0, 0.0]) - expected
        level, trend = expected + alpha * error, trend + beta * error
        residuals.append(error)
    errors = np.stack(residuals, axis=1)
    start = _start(errors, with_trend)
    full = np.concatenate([np.ones((len(start), 1)), start], axis=1)
    left = np.einsum("ctk,ck->ct", errors, full)
    state = np.stack([np.einsum("ck,ck->c", level, full), np.einsum("ck,ck->c", trend, full)], axis=1)
    return (left**2).sum(axis=1), start, state


def _start(errors: np.ndarray, with_trend: bool) -> np.ndarray:
    """The start values with the least squares: the level alone, or level and trend from their two equations."""
    free, level, trend = errors[..., 0], errors[..., 1], errors[..., 2]
    a, d = (level * level).sum(axis=1), -(level * free).sum(axis=1)
    if not with_trend:
        return np.stack([d / a, np.zeros_like(a)], axis=1)
    b, c, e = (level * trend).sum(axis=1), (trend * trend).sum(axis=1), -(trend * free).sum(axis=1)
    determinant = a * c - b * b
    return np.stack([(d * c - b * e) / determinant, (a * e - b * d) / determinant], axis=1)
