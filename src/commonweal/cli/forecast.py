"""What comes next if it goes on as before: a fixed model, its intervals, and a sentence."""

import argparse
from collections.abc import Sequence
from typing import Any

from commonweal.cli.series_arguments import answer_series, parser_of
from commonweal.engines.series.forecast import METHODS, MODELS, forecast
from commonweal.engines.series.forecast_words import forecast_words, too_few_words
from commonweal.engines.series.target import Point
from commonweal.lib.periods import period_after, period_step, period_value

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
    known = [(point.period, point.value) for point in points if point.value is not None]
    step = period_step(point.period for point in points)
    found = forecast(
        [value for _, value in known], model=options.model, horizon=options.horizon, slots=_slots(known, step)
    )
    answer = {"n": len(known), "method": METHODS[options.model], "model": options.model, "level": options.level}
    if found is None:
        return {**answer, "sigma2": None, "fitted": {}, "points": [], "words": too_few_words(len(known), options.lang)}
    low, high = found.interval(options.level)
    low_80, high_80 = found.interval(0.80)
    rows = [
        {
            "period": period_after(known[-1][0], step * (h + 1)),
            "mean": float(found.means[h]),
            "low": float(low[h]),
            "high": float(high[h]),
            "low_80": float(low_80[h]),
            "high_80": float(high_80[h]),
        }
        for h in range(options.horizon)
    ]
    last = (str(rows[-1]["period"]), float(low[-1]), float(high[-1]))
    words = forecast_words(len(known), last, options.lang, options.unit, options.decimals)
    return {**answer, "sigma2": found.sigma2, "fitted": found.fitted, "points": rows, "words": words}


def _slots(known: Sequence[tuple[str, float]], step: float) -> list[int]:
    """Places on the line of periods; two that round to the same place follow each other."""
    slots: list[int] = []
    for period, _ in known:
        place = round((period_value(period) - period_value(known[0][0])) / step)
        slots.append(place if not slots else max(place, slots[-1] + 1))
    return slots
