"""Is the pace the one that the goal needs: the verdict, its figures and a sentence."""

import argparse
from collections.abc import Sequence
from typing import Any

from commonweal.cli.series_arguments import answer_series, parser_of
from commonweal.engines.series.figure_words import early, small
from commonweal.engines.series.goal_arithmetic import People, goal_arithmetic
from commonweal.engines.series.goal_words import goal_words
from commonweal.engines.series.progress import healthy_people_status
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
    parser.add_argument("--people", type=people, metavar="N", help="how many people the figure speaks of")
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


def people(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number


def _entry(points: Sequence[Point], options: argparse.Namespace) -> dict[str, Any]:
    found = judge(
        points, direction=options.direction, baseline=options.baseline, target=options.target, level=options.level
    )
    arithmetic = _arithmetic(points, options)
    words = verdict_words(found, options.lang, options.unit, options.decimals)
    if found.code not in ("met", "too-early"):
        words = early(small(words), found.n, options.lang)
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
        **arithmetic,
        "words": f"{words} {arithmetic['goal_words']}" if options.people else words,
    }


def _arithmetic(points: Sequence[Point], options: argparse.Namespace) -> dict[str, Any]:
    """Healthy People's status, and what the goal asks for beside the best change ever seen."""
    count = None
    if options.people is not None:
        count = People(options.people, per=100 if options.unit in ("percent", "%") else 1)
    found = goal_arithmetic(points, direction=options.direction, target=options.target, people=count)
    latest = [point.value for point in points if point.value is not None]
    ends = (options.baseline[1], options.target[1])
    status = healthy_people_status(ends[0], latest[-1], ends[1], direction=options.direction) if latest else None
    best = found.best if found else None
    return {
        "status": status,
        "best_per_year": best.per_year if best else None,
        "best_low": best.low if best else None,
        "best_high": best.high if best else None,
        "best_periods": [best.first_period, best.last_period] if best else None,
        "stretch": found.stretch if found else None,
        "people_to_go": found.people_to_go if found else None,
        "people_per_year": found.people_per_year if found else None,
        "people_in_a_point": found.people_in_a_point if found else None,
        "goal_words": goal_words(found, options.lang, options.unit, options.decimals) if found else "",
    }
