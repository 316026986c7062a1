"""Is the pace the one that the goal needs: the verdict, its figures and a sentence."""

import argparse
from collections.abc import Sequence
from typing import Any

from commonweal.cli.series_arguments import answer_series, parser_of
from commonweal.engines.series.target import METHOD, Point, judge
from commonweal.engines.series.verdict_words import verdict_words
from commonweal.lib.periods import PeriodError, period_value

EXAMPLE = """
example:
  printf 'period,value\\n2019,12\\n2020,11.9\\n2021,11.8\\n2022,11.8\\n2023,11.6\\n' |
    commonweal target - --baseline 2019=12 --target 2030=8 --direction lower --unit percent
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = parser_of("target", __doc__, EXAMPLE)
    parser.add_argument("--baseline", required=True, type=dated, metavar="PERIOD=VALUE", help="where it began")
    parser.add_argument("--target", required=True, type=dated, metavar="PERIOD=VALUE", help="the goal and its date")
    parser.add_argument("--direction", required=True, choices=["lower", "higher"], help="which way is better")
    return answer_series(parser, arguments, _entry)


def dated(text: str) -> tuple[str, float]:
    period, equals, value = (part.strip() for part in text.partition("="))
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not PERIOD=VALUE")
    try:
        period_value(period)
        number = float(value)
    except PeriodError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number") from fault
    if number - number != 0:
        raise argparse.ArgumentTypeError(f"{value!r} is not a finite number")
    return period, number


def _entry(points: Sequence[Point], options: argparse.Namespace) -> dict[str, Any]:
    found = judge(
        points, direction=options.direction, baseline=options.baseline, target=options.target, level=options.level
    )
    return {
        "n": found.n,
        "method": METHOD,
        "first_period": found.first_period,
        "last_period": found.last_period,
        "needed_per_year": found.needed_per_year,
        "got_per_year": found.got_per_year,
        "got_low": found.got_low,
        "got_high": found.got_high,
        "progress": found.progress,
        "verdict": found.code,
        "words": verdict_words(found, options.lang, options.unit, options.decimals),
    }
