"""Is a change real or chance: run chart, XmR, p, c and u charts with their signals."""

import argparse
from collections.abc import Sequence
from typing import Any

from commonweal.cli.series_arguments import answer_series, file_of, parser_of
from commonweal.cli.series_files import Counts, SeriesError, read_counts, read_series
from commonweal.engines.series.chart_words import chart_words
from commonweal.engines.series.charted import METHODS, Charted, chart_of_counts, chart_of_values
from commonweal.engines.series.target import Point

EXAMPLE = """
example:
  printf 'period,value\\n2024-01,21\\n2024-02,19\\n2024-03,20\\n2024-04,22\\n2024-05,18\\n2024-06,20\\n2024-07,35\\n2024-08,21\\n' |
    commonweal chart - --kind xmr --direction lower
"""  # noqa: E501 - a line of a shell


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
    drawn = _charted(series, options)
    periods = list(drawn.periods)
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


def _charted(series: Counts | list[Point], options: argparse.Namespace) -> Charted:
    if isinstance(series, Counts):
        return chart_of_counts(options.kind, series.periods, series.numerators, series.denominators)
    known = [(point.period, point.value) for point in series if point.value is not None]
    periods, values = [period for period, _ in known], [value for _, value in known]
    if options.kind == "c" and values and min(values) < 0:
        raise SeriesError("below-zero", period=periods[values.index(min(values))])
    return chart_of_values(options.kind, periods, values, options.target, options.direction)
