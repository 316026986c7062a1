"""Is a change real or chance: run chart, XmR, p, c and u charts with their signals."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.cli.series_arguments import answer_series, file_of, parser_of
from commonweal.cli.series_files import Counts, SeriesError, read_counts, read_series
from commonweal.engines.series import control_charts as charts
from commonweal.engines.series.chart_words import chart_words
from commonweal.engines.series.control_rules import Assurance, Signal, assurance, stepped_signals, xmr_signals
from commonweal.engines.series.run_chart import run_chart
from commonweal.engines.series.target import Point

EXAMPLE = """
example:
  printf 'period,value\\n2024-01,21\\n2024-02,19\\n2024-03,20\\n2024-04,22\\n2024-05,18\\n2024-06,20\\n2024-07,35\\n2024-08,21\\n' |
    commonweal chart - --kind xmr --direction lower
"""  # noqa: E501 - a line of a shell
METHODS = {
    "run": "Run chart: median, Anhøj's rules",
    "xmr": "XmR chart: mean ± 2.66 × mean moving range, no screening, NHS rules",
    "p": "p chart: 3-sigma limits that step with the denominator, clipped to 0–1",
    "c": "c chart: 3-sigma limits, the lower at least 0",
    "u": "u chart: 3-sigma limits that step with the denominator, the lower at least 0",
}
Limit = float | list[float] | None


@dataclass(frozen=True)
class Drawn:
    periods: list[str]
    centre: float | None = None
    lower: Limit = None
    upper: Limit = None
    signals: Sequence[Signal] = ()
    assured: Assurance | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = parser_of("chart", __doc__, EXAMPLE)
    parser.add_argument("--kind", required=True, choices=list(METHODS), help="p and u read numerator and denominator")
    parser.add_argument("--direction", choices=["lower", "higher"], help="which way is better")
    parser.add_argument("--target", type=float, help="a value to meet, on an XmR chart; wants --direction")
    return answer_series(parser, arguments, _entry, _read)


def _read(options: argparse.Namespace) -> dict[str | None, Any]:
    if options.kind in ("p", "u"):
        return dict(read_counts(**file_of(options), shares=options.kind == "p"))
    return dict(read_series(**file_of(options)))


def _entry(series: Counts | list[Point], options: argparse.Namespace) -> dict[str, Any]:
    drawn = _of_counts(series, options) if isinstance(series, Counts) else _of_values(series, options)
    periods = drawn.periods
    return {
        "n": len(periods),
        "method": METHODS[options.kind],
        "kind": options.kind,
        "periods": periods,
        "centre": drawn.centre,
        "lower": drawn.lower,
        "upper": drawn.upper,
        "signals": [
            {"period": periods[signal.at], "rule": signal.rule, "since": periods[signal.since]}
            for signal in drawn.signals
        ],
        "assurance": drawn.assured,
        "words": chart_words(periods, drawn.signals, options.lang, options.direction, drawn.assured),
    }


def _of_values(points: Sequence[Point], options: argparse.Namespace) -> Drawn:
    known = [(point.period, point.value) for point in points if point.value is not None]
    periods, values = [period for period, _ in known], [value for _, value in known]
    if not values:
        return Drawn(periods)
    if options.kind == "run":
        found = run_chart(values)
        return Drawn(periods, found.median, signals=found.signals)
    if options.kind == "c":
        if min(values) < 0:
            raise SeriesError("below-zero", period=periods[values.index(min(values))])
        return _stepped(periods, charts.c_chart(values))
    chart = charts.xmr(values)
    if len(values) == 1:  # without a second point there is no range
        return Drawn(periods, chart.centre)
    assured = None
    if options.target is not None and options.direction is not None:
        assured = assurance(chart.lower, chart.upper, options.target, options.direction)
    return Drawn(periods, chart.centre, chart.lower, chart.upper, xmr_signals(values, chart), assured)


def _of_counts(counts: Counts, options: argparse.Namespace) -> Drawn:
    if not counts.periods:
        return Drawn(counts.periods)
    draw = charts.p_chart if options.kind == "p" else charts.u_chart
    return _stepped(counts.periods, draw(counts.numerators, counts.denominators))


def _stepped(periods: list[str], chart: charts.SteppedChart) -> Drawn:
    return Drawn(periods, chart.centre, chart.lower.tolist(), chart.upper.tolist(), stepped_signals(chart))
