"""Does a series rise or fall: Mann-Kendall's test and Theil-Sen's slope, with a sentence."""

import argparse
from collections.abc import Sequence
from typing import Any

from commonweal.cli.series_arguments import answer_series, parser_of
from commonweal.engines.series.target import Point
from commonweal.engines.series.trend import METHOD, trend
from commonweal.engines.series.verdict_words import trend_words
from commonweal.lib.periods import period_value

EXAMPLE = """
example:
  printf 'period,value\\n2019,12\\n2020,11\\n2021,11.5\\n2022,10\\n2023,9\\n' | commonweal trend - --json
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return answer_series(parser_of("trend", __doc__, EXAMPLE), arguments, _entry)


def _entry(points: Sequence[Point], options: argparse.Namespace) -> dict[str, Any]:
    known = [(point.period, point.value) for point in points if point.value is not None]
    found = trend([period_value(period) for period, _ in known], [value for _, value in known], options.level)
    since = known[0][0] if known else ""
    return {
        "n": found.n,
        "method": METHOD,
        "S": found.S,
        "tau_b": found.tau_b,
        "z": found.z,
        "p": found.p,
        "slope": found.slope,
        "slope_low": found.slope_low,
        "slope_high": found.slope_high,
        "verdict": found.verdict,
        "words": trend_words(found, options.lang, options.unit, options.decimals, since),
    }
