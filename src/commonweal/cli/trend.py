"""Does a series rise or fall: Mann-Kendall's test and Theil-Sen's slope, with a sentence."""

import argparse
from collections.abc import Sequence
from typing import Any

from commonweal.cli.series_arguments import answer_series, parser_of
from commonweal.engines.series.breakpoint import one_break
from commonweal.engines.series.line import durbin_watson, neighbours_alike, straight_line
from commonweal.engines.series.target import Point
from commonweal.engines.series.trend import ENOUGH_POINTS, METHOD, trend
from commonweal.engines.series.verdict_words import ALIKE, bent_words, trend_words
from commonweal.lib.periods import period_value

EXAMPLE = """
example:
  printf 'period,value\\n2019,12\\n2020,11\\n2021,11.5\\n2022,10\\n2023,9\\n' | commonweal trend - --json
"""
#: One pace for a line that bent would mislead: the sentence says where to look.
TURNED = {
    "en": "The line has turned on the way: --break says when, and the pace since.",
    "es": "La línea cambió de rumbo en el camino: --break dice cuándo, y el ritmo desde entonces.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = parser_of("trend", __doc__, EXAMPLE)
    parser.add_argument("--break", dest="breaks", action="store_true", help="look for one turn, from 12 points on")
    return answer_series(parser, arguments, _entry)


def _entry(points: Sequence[Point], options: argparse.Namespace) -> dict[str, Any]:
    known = [(point.period, point.value) for point in points if point.value is not None]
    years, values = [period_value(period) for period, _ in known], [value for _, value in known]
    found = trend(years, values, options.level)
    since = known[0][0] if known else ""
    watson = durbin_watson(straight_line(years, values).residuals) if found.n >= ENOUGH_POINTS else None
    bent = one_break(years, values, options.level) if options.breaks or not options.several else None
    turn = bent if options.breaks else None
    if turn and turn.clear:
        words = bent_words(found, turn, options.lang, options.unit, options.decimals)
    else:
        words = trend_words(found, options.lang, options.unit, options.decimals, since)
        if neighbours_alike(watson, found.n):
            words = f"{words} {ALIKE[options.lang]}"
        if bent and bent.clear:
            words = f"{words} {TURNED[options.lang]}"
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
        "durbin_watson": watson,
        "break": turn
        and {
            "at": turn.at,
            "low": turn.low,
            "high": turn.high,
            "clear": turn.clear,
            "slope_before": turn.slope_before,
            "slope_after": turn.slope_after,
        },
        "verdict": found.verdict,
        "words": words,
    }
