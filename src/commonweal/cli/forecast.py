"""What comes next if it goes on as before: a fixed model, its intervals, and a sentence."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from commonweal.cli.series_arguments import answer_series, parser_of
from commonweal.engines.series.forecast import METHODS, MODELS
from commonweal.engines.series.forecast_words import forecast_words, no_share_words, too_few_words
from commonweal.engines.series.outlook import outlook
from commonweal.engines.series.target import Point, in_time

EXAMPLE = """
example:
  printf 'period,value\\n2016,12\\n2017,11.4\\n2018,11.5\\n2019,11\\n2020,10.2\\n2021,10.4\\n2022,9.9\\n2023,9.5\\n' |
    commonweal forecast - --horizon 3 --model drift --unit percent
"""
LONGEST = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    parser = parser_of("forecast", __doc__, EXAMPLE)
    parser.add_argument("--horizon", required=True, type=periods_ahead, metavar="H", help="how many periods ahead")
    parser.add_argument("--model", required=True, choices=MODELS, help="a fixed model; none is chosen for you")
    return answer_series(parser, arguments, _entry)


def periods_ahead(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {LONGEST}")
    return int(text)


def _entry(points: Sequence[Point], options: argparse.Namespace) -> dict[str, Any]:
    answer: dict[str, Any] = {"method": METHODS[options.model], "model": options.model, "level": options.level}
    found = outlook(points, model=options.model, horizon=options.horizon, level=options.level)
    if found is None:
        n = len(in_time(points))
        return {"n": n, **answer, "sigma2": None, "fitted": {}, "points": [], "words": too_few_words(n, options.lang)}
    last = found.ahead[-1]
    words = forecast_words(found.n, (last.period, last.low, last.high), options.lang, options.unit, options.decimals)
    beyond = no_share_words(last.low, last.high, options.lang, options.unit)
    words = f"{words} {beyond}" if beyond else words
    rows = [asdict(each) for each in found.ahead]
    return {"n": found.n, **answer, "sigma2": found.sigma2, "fitted": found.fitted, "points": rows, "words": words}
