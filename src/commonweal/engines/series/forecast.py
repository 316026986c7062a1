"""What comes next if it goes on as before: four fixed models with closed-form intervals.

naive and drift: residuals one step ahead, σ² = Σe²/(T − 1) and Σe²/(T − 2), variances σ²h and σ²h(1 + h/(T − 1));
ses and damped: σ² = Σe²/(T − fitted parameters). Intervals use the normal quantile. Where periods are missing, a step
over k periods counts with variance k, and T − 1 in drift's last formula is the number of periods that passed.
Sources: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.5 and 8.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from commonweal.engines.series import smoothing
from commonweal.lib.quantiles import normal_quantile

Model = Literal["naive", "drift", "ses", "damped"]
MODELS: tuple[Model, ...] = ("naive", "drift", "ses", "damped")
ENOUGH_TO_FORECAST = 8
METHODS: dict[Model, str] = {
    "naive": "Naive: the last value stays; normal interval, variance grows with the horizon",
    "drift": "Drift: the line from the first to the last value goes on; normal interval",
    "ses": "Simple exponential smoothing, ETS(A,N,N); alpha and the start level fitted by least squares",
    "damped": "Holt's damped trend, ETS(A,Ad,N); alpha, beta, phi, start level and start trend fitted by least squares",
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """Means and variances of the next periods, shape (horizon,); `fitted` names what was estimated."""

    model: Model
    means: np.ndarray
    variances: np.ndarray
    sigma2: float
    fitted: dict[str, float] = field(default_factory=dict)

    def interval(self, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
        """Where each next value will lie with this probability, if the model holds."""
        reach = normal_quantile(level) * np.sqrt(self.variances)
        return self.means - reach, self.means + reach


def forecast(
    values: Sequence[float], *, model: Model, horizon: int, slots: Sequence[int] | None = None
) -> Forecast | None:
    """The forecast from values in time order; None below eight of them.

    `slots` are the values' places on the line of periods, rising whole numbers; without them no period is missing.
    """
    if model not in MODELS or horizon < 1:
        raise ValueError(f"A model is one of {', '.join(MODELS)}, and a horizon at least 1.")
    y = np.asarray(values, dtype=float)
    at = np.arange(len(y)) if slots is None else np.asarray(slots, dtype=int)
    if len(at) != len(y) or (np.diff(at) < 1).any() or not np.isfinite(y).all():
        raise ValueError("Values are finite, and each stands later than the one before it.")
    if len(y) < ENOUGH_TO_FORECAST:
        return None
    if model in ("naive", "drift"):
        return _walk(y, np.diff(at), model, np.arange(1, horizon + 1))
    return _smoothed(y, np.diff(at), model, horizon)


def _walk(y: np.ndarray, gaps: np.ndarray, model: Model, ahead: np.ndarray) -> Forecast:
    passed = int(gaps.sum())
    drift = (float(y[-1]) - float(y[0])) / passed if model == "drift" else 0.0
    errors = (np.diff(y) - drift * gaps) / np.sqrt(gaps)
    sigma2 = math.fsum(errors**2) / (len(y) - (2 if model == "drift" else 1))
    variances = sigma2 * ahead * (1 + ahead / passed if model == "drift" else 1.0)
    return Forecast(model, y[-1] + drift * ahead, variances, sigma2, {"drift": drift} if model == "drift" else {})


def _smoothed(y: np.ndarray, gaps: np.ndarray, model: Model, horizon: int) -> Forecast:
    fit = smoothing.simple if model == "ses" else smoothing.damped
    found = fit(y.tolist(), gaps.tolist())
    fitted = {"alpha": found.alpha, "start_level": found.start_level}
    if model == "damped":
        fitted |= {"beta": found.beta, "phi": found.phi, "start_trend": found.start_trend}
    return Forecast(model, found.means(horizon), found.variances(horizon), found.sigma2, fitted)
