"""Trends and verdicts of very many series at once; each is exactly what `trend` and `judge` say of it alone.

Series stand in the rows of one array over the same periods; NaN is a missing value. All pairs of a row are looked at
together, in blocks of rows that need little memory, and blocks run side by side in threads.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np

from commonweal.engines.series.target import CODES, LONGEST_GAP, Direction
from commonweal.engines.series.trend import ENOUGH_POINTS, EXACT_UP_TO, exact_p_values
from commonweal.lib.periods import PeriodError, period_step, period_value
from commonweal.lib.quantiles import normal_quantile

_PAIRS_IN_A_BLOCK = 2_000_000
Answer = TypeVar("Answer", "Trends", "Judgements")


@dataclass(frozen=True, slots=True)
class Trends:
    """Arrays of shape (series,), as the fields of `Trend`; NaN where that has None."""

    n: np.ndarray
    S: np.ndarray
    var_s: np.ndarray
    tau_b: np.ndarray
    z: np.ndarray
    p: np.ndarray
    slope: np.ndarray
    slope_low: np.ndarray
    slope_high: np.ndarray


@dataclass(frozen=True, slots=True)
class Judgements:
    """Arrays of shape (series,), as the fields of `Judgement`; NaN where that has None. `code` counts in CODES."""

    code: np.ndarray
    needed_per_year: np.ndarray
    got_per_year: np.ndarray
    got_low: np.ndarray
    got_high: np.ndarray
    progress: np.ndarray
    n: np.ndarray

    @property
    def codes(self) -> np.ndarray:
        return np.array(CODES)[self.code]


@dataclass(frozen=True, slots=True)
class Goals:
    """One period to begin and one to end for all, and each series' own values and direction; shape (series,)."""

    higher: np.ndarray
    baseline_period: str | None = None
    baseline: np.ndarray | None = None
    target_period: str | None = None
    target: np.ndarray | None = None

    def of(self, rows: slice) -> Goals:
        baseline = None if self.baseline is None else self.baseline[rows]
        target = None if self.target is None else self.target[rows]
        return Goals(self.higher[rows], self.baseline_period, baseline, self.target_period, target)


def trends(years: Sequence[float], values: np.ndarray, level: float = 0.95) -> Trends:
    """The trend of each row of `values` (series, periods) at these times, which are distinct and in any order."""
    order = np.argsort(np.asarray(years, dtype=float), kind="stable")
    x, y = np.asarray(years, dtype=float)[order], np.asarray(values, dtype=float)[:, order]
    return _in_blocks(lambda rows: _trends(x, y[rows], level), len(y), len(x), Trends)


def direction_of(direction: Direction, series: int) -> np.ndarray:
    """The same direction for all."""
    return np.full(series, direction == "higher")


def judge_many(periods: Sequence[str], values: np.ndarray, goals: Goals, level: float = 0.95) -> Judgements:
    """The verdict on each row of `values` (series, periods); periods stand in any order, and none twice."""
    years = np.array([period_value(period) for period in periods])
    order = np.argsort(years, kind="stable")
    x = years[order]
    for i in np.flatnonzero(np.diff(x) == 0):
        raise PeriodError("twice", periods[order[i + 1]])
    y = np.asarray(values, dtype=float)[:, order]
    step = period_step(periods)
    return _in_blocks(lambda rows: _judge(x, y[rows], step, goals.of(rows), level), len(y), len(x), Judgements)


def _in_blocks(answer: Callable[[slice], Answer], series: int, periods: int, kind: type[Answer]) -> Answer:
    size = max(_PAIRS_IN_A_BLOCK // max(periods * (periods - 1) // 2, 1), 1)
    blocks = [slice(start, min(start + size, series)) for start in range(0, max(series, 1), size)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = list(threads.map(answer, blocks))
    return kind(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(kind)))


def _trends(x: np.ndarray, y: np.ndarray, level: float) -> Trends:
    """Rows of y with NaN where missing, times rising."""
    n = np.count_nonzero(np.isfinite(y), axis=1)
    pairs = n * (n - 1) // 2
    steps, times = _pairs(x, y)
    s = np.count_nonzero(steps > 0, axis=1) - np.count_nonzero(steps < 0, axis=1)
    equal = np.count_nonzero(steps == 0, axis=1)
    steps /= times
    steps.sort(axis=1)  # NaN comes last
    var_s = (n * (n - 1) * (2 * n + 5) - _tied(y, equal > 0)) / 18
    untied = np.sqrt(pairs * (pairs - equal).astype(float))
    tau_b = np.divide(s, untied, out=np.full(len(n), np.nan), where=untied > 0)
    enough = n >= ENOUGH_POINTS
    z, p = _tests(n, s, var_s, equal > 0)
    reach = normal_quantile(level) * np.sqrt(var_s)
    lower = np.maximum(np.rint((pairs - reach) / 2), 1)
    upper = np.minimum(np.rint((pairs + reach) / 2 + 1), pairs)
    middle = (_ranked(steps, (pairs + 1) // 2) + _ranked(steps, pairs // 2 + 1)) / 2
    return Trends(
        n, s, var_s, tau_b, np.where(enough, z, np.nan), np.where(enough, p, np.nan), middle,
        np.where(enough, _ranked(steps, lower), np.nan), np.where(enough, _ranked(steps, upper), np.nan),
    )  # fmt: skip


def _pairs(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All differences of values within each row, and of times, distance by distance: slices need no gathering."""
    periods = len(x)
    steps = np.empty((len(y), periods * (periods - 1) // 2))
    times = np.empty(steps.shape[1])
    start = 0
    for apart in range(1, periods):
        end = start + periods - apart
        np.subtract(y[:, apart:], y[:, :-apart], out=steps[:, start:end])
        np.subtract(x[apart:], x[:-apart], out=times[start:end])
        start = end
    return steps, times


def _ranked(ordered: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """The value of this rank (from 1) in each row; NaN where the row has none."""
    if not ordered.shape[1]:
        return np.full(len(ordered), np.nan)
    at = np.clip(ranks.astype(int) - 1, 0, ordered.shape[1] - 1)
    return np.take_along_axis(ordered, at[:, np.newaxis], axis=1)[:, 0]


def _tied(y: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """Σ t(t − 1)(2t + 5) over the ties of each row: each value of a tie of t adds (t − 1)(2t + 5)."""
    found = np.zeros(len(y))
    rows = np.flatnonzero(ties)
    if len(rows):
        alike = np.count_nonzero(y[rows, :, np.newaxis] == y[rows, np.newaxis, :], axis=2)
        found[rows] = np.where(alike > 0, (alike - 1) * (2 * alike + 5), 0).sum(axis=1)
    return found


def _tests(n: np.ndarray, s: np.ndarray, var_s: np.ndarray, ties: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """z and two-sided p as `score_test` has them."""
    z, p = np.zeros(len(n)), np.ones(len(n))
    normal = (var_s > 0) & (s != 0)
    z[normal] = (s[normal] - np.sign(s[normal])) / np.sqrt(var_s[normal])
    exact = (n <= EXACT_UP_TO) & ~ties
    for size in np.unique(n[exact]):
        rows = exact & (n == size)
        p[rows] = np.array(exact_p_values(int(size)))[np.abs(s[rows])]
    z[exact] = np.nan
    rows = np.flatnonzero(normal & ~exact)
    p[rows] = [math.erfc(far) for far in (np.abs(z[rows]) / math.sqrt(2)).tolist()]
    return z, p


def _judge(x: np.ndarray, y: np.ndarray, step: float, goals: Goals, level: float) -> Judgements:
    series = np.arange(len(y))
    latest_at = y.shape[1] - 1 - np.argmax(np.isfinite(y)[:, ::-1], axis=1)
    latest = y[series, latest_at]
    found = _trends(x, _counted(x, y, step, goals.baseline_period), level)
    target = goals.target if goals.target is not None and goals.target_period else np.full(len(y), np.nan)
    baseline = goals.baseline if goals.baseline is not None and goals.baseline_period else np.full(len(y), np.nan)
    left = (period_value(goals.target_period) if goals.target_period else np.nan) - x[latest_at]
    needed = np.divide(target - latest, left, out=np.full(len(y), np.nan), where=left > 0)
    way = target - baseline
    progress = np.divide(latest - baseline, way, out=np.full(len(y), np.nan), where=way != 0) + 0.0
    code = _codes(found, latest, target, needed, np.where(goals.higher, 1.0, -1.0))
    return Judgements(code, needed, found.slope, found.slope_low, found.slope_high, progress, found.n)


def _counted(x: np.ndarray, y: np.ndarray, step: float, start: str | None) -> np.ndarray:
    """The values that count, all others NaN: from the start on, and from the last before a long gap."""
    places = np.arange(len(x))
    kept = np.isfinite(y) & (x >= (period_value(start) if start else -np.inf))
    # The place of the last kept value before each one.
    before = np.maximum.accumulate(np.where(kept, places, -1), axis=1)
    before = np.concatenate([np.full((len(y), 1), -1), before[:, :-1]], axis=1)
    gap = kept & (before >= 0) & ((x - x[before]) / step - 1 > LONGEST_GAP + 1e-6)
    first = np.where(gap, before, -1).max(axis=1)
    return np.where(kept & (places >= first[:, np.newaxis]), y, np.nan)


def _codes(found: Trends, latest: np.ndarray, target: np.ndarray, needed: np.ndarray, sign: np.ndarray) -> np.ndarray:
    """The first of the closed list that holds, as `judge` has it."""
    low, high = found.slope_low, found.slope_high
    worst, best = np.where(sign > 0, low, -high), np.where(sign > 0, high, -low)
    need = sign * needed
    close = 1e-9 * np.maximum(np.maximum(np.abs(low), np.abs(high)), np.abs(needed))
    aimed = np.isfinite(target)
    names = (
        ("met", sign * latest >= sign * target),
        ("too-early", (found.n < ENOUGH_POINTS) | np.isnan(low) | np.isnan(high)),
        ("getting-worse", best < 0),
        ("no-clear-change", ~aimed & (low <= 0) & (high >= 0)),
        ("rising", ~aimed & (low > 0)),
        ("falling", ~aimed),
        ("behind", np.isnan(needed)),
        ("on-track", worst >= need - close),
        ("behind", best < need - close),
    )
    holds = [rule for _, rule in names]
    return np.select(holds, [CODES.index(name) for name, _ in names], CODES.index("either-way"))
