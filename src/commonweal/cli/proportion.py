"""How sure a share is: K of N with Wilson's interval, among all people or among a known number of them."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, level, run
from commonweal.engines.rates.proportions import Interval, bounds_without_the_silent, wilson, wilson_of_population
from commonweal.engines.rates.reliability import proportion_reliability
from commonweal.engines.rates.words import proportion_words, reliability_words

EXAMPLE = """
example:
  commonweal proportion 45 60 --population 120
"""
METHOD = "Wilson, no continuity correction"
METHOD_OF_POPULATION = METHOD + "; finite population, n_eff = n(P - 1)/(P - n)"
_FAULTS = {
    "above-n": {
        "en": "{k} of {n} cannot be. Give first how many said yes, then how many answered.",
        "es": "{k} de {n} no es posible. Indique primero cuántos dijeron que sí y luego cuántos respondieron.",
    },
    "above-population": {
        "en": "{n} answers of {people} people cannot be. Correct --population.",
        "es": "{n} respuestas de {people} personas no son posibles. Corrija --population.",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("proportion", __doc__, EXAMPLE)
    parser.add_argument("k", metavar="K", type=_people, help="how many said yes")
    parser.add_argument("n", metavar="N", type=_people, help="how many answered")
    parser.add_argument("--population", metavar="P", type=_people, help="of how many in all, such as those who came")
    parser.add_argument("--level", type=level, default=0.95, help="of the interval, 0.95 unless said otherwise")
    parser.add_answer("one JSON object instead of a sentence")
    return parser


def _people(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of people")
    return int(text)


def _answer(options: argparse.Namespace) -> int:
    k, n, population = options.k, options.n, options.population
    if k > n:
        raise CouldNotRun(_FAULTS["above-n"][options.lang].format(k=k, n=n))
    if population is not None and n > population:
        raise CouldNotRun(_FAULTS["above-population"][options.lang].format(n=n, people=population))
    found = _object(k, n, population, options)
    if options.json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write(found["words"] + "\n")
    return 0


def _object(k: int, n: int, population: int | None, options: argparse.Namespace) -> dict[str, Any]:
    interval = _interval(k, n, population, options.level) if n else None
    effective = None if population is None or n == population else n * (population - 1) / (population - n)
    reliability = proportion_reliability(k, n, effective=effective)
    bounds = bounds_without_the_silent(k, n, population) if n and population else None
    words = proportion_words((k, n), interval, population, options.lang)
    doubt = reliability_words(reliability, options.lang) if n and n != population else ""
    return {
        "p": k / n if n else None,
        "low": interval[0] if interval else None,
        "high": interval[1] if interval else None,
        "n": n,
        "population": population,
        "level": options.level,
        "method": METHOD if population is None else METHOD_OF_POPULATION,
        "lowest": bounds[0] if bounds else None,
        "highest": bounds[1] if bounds else None,
        "reliability": reliability.action,
        "reasons": list(reliability.reasons),
        "words": f"{words} {doubt}".rstrip(),
    }


def _interval(k: int, n: int, population: int | None, level: float) -> Interval:
    return wilson(k, n, level) if population is None else wilson_of_population(k, n, population, level)
