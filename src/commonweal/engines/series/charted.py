"""One chart of a series, whichever its kind: its centre, its limits and its signals, ready to be drawn and told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from commonweal.engines.series.control_charts import SteppedChart, Xmr, c_chart, p_chart, u_chart, xmr
from commonweal.engines.series.control_rules import Assurance, Signal, assurance, stepped_signals, xmr_signals
from commonweal.engines.series.run_chart import run_chart
from commonweal.engines.series.target import Direction

Limit = float | list[float] | None
Kind = Literal["run", "xmr", "p", "c", "u"]
METHODS: dict[str, str] = {
    "run": "Run chart: median, Anhøj's rules",
    "xmr": "XmR chart: mean ± 2.66 × mean moving range, no screening, NHS rules",
    "p": "p chart: 3-sigma limits that step with the denominator, clipped to 0–1",
    "c": "c chart: 3-sigma limits, the lower at least 0",
    "u": "u chart: 3-sigma limits that step with the denominator, the lower at least 0",
}


@dataclass(frozen=True, slots=True)
class Charted:
    """Limits are one number, or one for each period, or None where the chart has none."""

    kind: str
    periods: Sequence[str]
    centre: float | None = None
    lower: Limit = None
    upper: Limit = None
    signals: Sequence[Signal] = ()
    assured: Assurance | None = None


def chart_of_values(
    kind: str,
    periods: Sequence[str],
    values: Sequence[float],
    target: float | None = None,
    direction: Direction | None = None,
) -> Charted:
    """A run, XmR or c chart; a target is looked at on an XmR chart alone, and wants the direction that is better."""
    if not values:
        return Charted(kind, periods)
    if kind == "run":
        found = run_chart(values)
        return Charted(kind, periods, found.median, signals=found.signals)
    if kind == "c":
        return _stepped(kind, periods, c_chart(values))
    chart = xmr(values)
    if len(values) == 1:  # without a second point there is no range
        return Charted(kind, periods, chart.centre)
    assured = None
    if target is not None and direction is not None:
        assured = assurance(chart.lower, chart.upper, target, direction)
    signals = xmr_signals(values, chart)
    return Charted(kind, periods, chart.centre, chart.lower, chart.upper, signals, assured)


def chart_of_counts(
    kind: str, periods: Sequence[str], numerators: Sequence[float], denominators: Sequence[float]
) -> Charted:
    """A p or u chart, whose limits step with each period's base."""
    if not periods:
        return Charted(kind, periods)
    draw = p_chart if kind == "p" else u_chart
    return _stepped(kind, periods, draw(numerators, denominators))


def unusual_points(values: Sequence[float], chart: Xmr, signals: Sequence[Signal], *, moving: bool) -> list[int]:
    """Positions to ask about: outside a limit; where the whole series moves, only after an unusual step too.

    A clear trend leads every figure away from the mean, so that there its ends lie outside without being odd.
    """
    steps = np.abs(np.diff(np.asarray(values, dtype=float), prepend=values[0]))
    outside = [signal.at for signal in signals if signal.rule == "outside"]
    return [at for at in outside if not moving or steps[at] > chart.range_upper]


def _stepped(kind: str, periods: Sequence[str], chart: SteppedChart) -> Charted:
    limits = chart.lower.tolist(), chart.upper.tolist()
    return Charted(kind, periods, chart.centre, *limits, stepped_signals(chart))
