"""What the commands on series share: one file in, one entry for each series out."""

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, level, run, source
from commonweal.cli.series_files import MixedKinds, SeriesError, read_series
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.lib.periods import PeriodError

#: Of so many series each is looked at more closely than its answer needs.
FEW = 20
#: What was read of one series becomes its part of the answer.
Entry = Callable[[Any, argparse.Namespace], dict[str, Any]]
Read = Callable[[argparse.Namespace], Mapping[str | None, Any]]


def parser_of(name: str, description: str | None, example: str) -> OneLineParser:
    parser = OneLineParser(name, description, example)
    parser.add_argument("file", metavar="SERIES", help="columns period, value and perhaps series; - is stdin")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_argument("--level", type=level, default=0.95, help="of intervals, 0.95 unless said otherwise")
    parser.add_argument("--unit", default="", help="of the value, for the sentence; percent moves by points")
    parser.add_argument("--decimals", type=int, choices=range(7), default=1, help="of paces in the sentence")
    parser.add_answer()
    return parser


def file_of(options: argparse.Namespace) -> dict[str, Any]:
    """What every reader of a file takes; what it warns of goes where the answer does not."""

    def warned(mixed: MixedKinds) -> None:
        sys.stderr.write(f"{mixed.message(options.lang)}\n")

    return {"source": source(options.file), "mapping": dict(options.mapping), "sheet": options.sheet, "warned": warned}


def _points(options: argparse.Namespace) -> Mapping[str | None, Any]:
    return read_series(**file_of(options))


def answer_series(parser: OneLineParser, arguments: Sequence[str] | None, entry: Entry, read: Read = _points) -> int:
    return run(parser, arguments, lambda options: _answer(options, entry, read))


def _answer(options: argparse.Namespace, entry: Entry, read: Read) -> int:
    try:
        found = read(options)
        options.several = len(found) > FEW
        entries = [{"series": name, **entry(series, options)} for name, series in found.items()]
    except (FactsError, SeriesError, UnreadableFile, PeriodError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    if options.json:
        sys.stdout.write(json.dumps({"series": _finite(entries)}, ensure_ascii=False, allow_nan=False) + "\n")
    else:
        for each in entries:
            name = f"{each['series']}: " if each["series"] is not None else ""
            sys.stdout.write(f"{name}{each['words']}\n")
    return 0


def _finite(answer: Any) -> Any:
    """What grew beyond all numbers is null."""
    if isinstance(answer, dict):
        return {key: _finite(value) for key, value in answer.items()}
    if isinstance(answer, list):
        return [_finite(value) for value in answer]
    return None if isinstance(answer, float) and not math.isfinite(answer) else answer
