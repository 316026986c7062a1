"""Hides small numbers in a table, and the least more that keeps them hidden."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, run, source
from commonweal.cli.table_files import CellTable, read_cells
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.protection import (
    CannotProtect,
    Dominance,
    Hierarchy,
    Protected,
    ProtectionError,
    Rules,
    Table,
    hierarchy_from,
    protect,
    said,
)

FINE, CANNOT = 0, 1
#: Below so many cells it is over before anybody asks how far it is.
LARGE, EVERY_SECONDS = 2_000, 2.0

EXAMPLE = """
example:
  printf 'place,sex,value\\nNorth,female,4\\nNorth,male,31\\nNorth,Total,35\\nSouth,female,22\\nSouth,male,40\\n\\
South,Total,62\\nTotal,female,26\\nTotal,male,71\\nTotal,Total,97\\n' | commonweal protect - --out -

exit status: 0 done, 1 cannot be protected, 2 could not run
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("protect", __doc__, EXAMPLE)
    parser.add_argument(
        "table", metavar="TABLE", help="dimensions with Total rows, value and perhaps n, top1, top2; - is stdin"
    )
    parser.add_argument("--out", required=True, metavar="OUT.csv", help="where the protected table goes; - is stdout")
    parser.add_argument("--min-count", type=_minimum, default=10, help="10 unless said otherwise")
    parser.add_argument("--hier", type=Path, metavar="H.json", help="what lies within what")
    parser.add_argument("--prior", nargs="+", action="extend", default=[], type=Path, metavar="OLD.csv",
                        help="earlier releases of the same cells")  # fmt: skip
    parser.add_argument("--dominance", type=_dominance, default=Dominance(), metavar="p:10 or nk:90",
                        help="rule for top1 and top2; p:10 unless said otherwise")  # fmt: skip
    parser.add_argument("--seconds", type=_minimum, default=60, help="for seeking a cheaper choice, 60 by default")
    add_mapping(parser)
    parser.add_answer("the counts as one JSON object")
    return parser


def _minimum(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return value


def _dominance(text: str) -> Dominance:
    rule, _, number = text.partition(":")
    try:
        return Dominance(rule, float(number))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not p:10 or nk:90") from None


def _answer(options: argparse.Namespace) -> int:
    if options.json and options.out == "-":
        raise CouldNotRun(said("two-results", options.lang))
    _refuse_to_overwrite(options)
    try:
        cells = read_cells(source(options.table), dict(options.mapping))
        found = _protect(cells, options)
    except CannotProtect as fault:
        sys.stderr.write(fault.message(options.lang) + "\n")
        return CANNOT
    except (ProtectionError, FactsError, UnreadableFile) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    _write(options.out, _csv(cells, found))
    _report(found, len(cells.coordinates), options)
    return FINE


def _refuse_to_overwrite(options: argparse.Namespace) -> None:
    """The table that is handed in is often the only copy of what gets hidden."""
    handed_in = [Path(options.table), *options.prior, *([options.hier] if options.hier else [])]
    for path in handed_in:
        if options.out != "-" and path.exists() and Path(options.out).exists() and path.samefile(options.out):
            raise CouldNotRun(said("over-itself", options.lang, name=path.name))


def _protect(cells: CellTable, options: argparse.Namespace) -> Protected:
    counted = "n" if "n" in cells.numbers else "value"
    lines = [name for name in ("value", "n") if name in cells.numbers]
    rules = Rules(
        minimum=options.min_count,
        counted=frozenset({counted}),
        real=frozenset(name for name in lines if np.nanmax(cells.numbers[name] % 1, initial=0) > 0),
        seconds=options.seconds,
        workers=os.cpu_count() or 1,
    )
    return protect(
        [_table(cells, lines, options.dominance)],
        rules=rules,
        hierarchy=_hierarchy(options.hier),
        prior=[_released(read_cells(path, dict(options.mapping), released=True)) for path in options.prior],
        told=_teller(len(cells.coordinates), options.lang),
    )


def _table(cells: CellTable, lines: Sequence[str], dominance: Dominance) -> Table:
    figures = {name: cells.figures(name) for name in lines}
    figures["value"] = [None if hidden else each for hidden, each in zip(cells.hidden, figures["value"], strict=True)]
    if "n" in figures:
        pairs = zip(figures["value"], figures["n"], strict=True)
        figures["n"] = [_people(i, value, people, cells) for i, (value, people) in enumerate(pairs)]
    tops = {}
    if "top1" in cells.numbers and "top2" in cells.numbers:
        each = zip(figures["value"], cells.figures("top1"), cells.figures("top2"), strict=True)
        tops = {i: dominance.margin(*three) for i, three in enumerate(each)}
    dominated = {i: margin for i, margin in tops.items() if margin > 0}
    return Table(
        dimensions=cells.dimensions,
        coordinates=cells.coordinates,
        lines=figures,
        primary=dict.fromkeys(dominated, "dominance"),
        margins=dominated,
        hidden=frozenset(np.flatnonzero(cells.hidden).tolist()),
    )


def _people(cell: int, value: float | None, people: float | None, cells: CellTable) -> float | None:
    """Who stands behind a value; a missing value has nobody to tell of."""
    if value is None:
        return None
    if people is None and value > 0:
        raise ProtectionError("no-people", name=", ".join(cells.coordinates[cell]))
    return people or 0.0


def _released(cells: CellTable) -> Table:
    lines = [name for name in ("value", "n") if name in cells.numbers]
    return Table(
        dimensions=cells.dimensions,
        coordinates=cells.coordinates,
        lines={name: cells.figures(name) for name in lines},
        hidden=frozenset(np.flatnonzero(cells.hidden).tolist()),
    )


def _hierarchy(path: Path | None) -> Hierarchy:
    if path is None:
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as fault:
        raise ProtectionError("not-json", name=path.name) from fault
    return hierarchy_from(data)


def _csv(cells: CellTable, found: Protected) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*cells.header, "suppressed", "reason"])
    for i, coordinates in enumerate(cells.coordinates):
        reason = found.reasons[0].get(i, "")
        blank = bool(reason) or bool(np.isnan(cells.numbers["value"][i]))
        codes = iter(coordinates)
        row = [
            next(codes) if name in cells.dimensions else ("" if blank else _plain(cells.numbers[name][i]))
            for name in cells.header
        ]
        writer.writerow([*row, 1 if reason else 0, reason])
    return text.getvalue()


def _plain(figure: float) -> object:
    if np.isnan(figure):
        return ""
    return int(figure) if float(figure).is_integer() and abs(figure) < 1e15 else float(figure)


def _write(name: str, text: str) -> None:
    if name == "-":
        sys.stdout.write(text)
        return
    try:
        Path(name).write_text(text, encoding="utf-8", newline="")
    except OSError as fault:
        raise CouldNotRun(f"{name}: {fault.strerror}.") from fault


def _report(found: Protected, cells: int, options: argparse.Namespace) -> None:
    answer: dict[str, Any] = {
        "suppressed": found.suppressed,
        "primary": found.primary,
        "complement": found.complement,
        "value_lost": int(found.value_lost) if found.value_lost.is_integer() else found.value_lost,
        "cells": cells,
        "cheapest": found.proved,
        "restated": found.restated,
    }
    if options.json:
        sys.stdout.write(json.dumps(answer, allow_nan=False) + "\n")
        return
    words = said("done", options.lang, **{k: f"{v:,}" if not isinstance(v, bool) else v for k, v in answer.items()})
    (sys.stderr if options.out == "-" else sys.stdout).write(words + "\n")


def _teller(cells: int, lang: str) -> Callable[[str, int, int], None]:
    """Says on stderr how far it is, where it takes long enough for somebody to ask."""
    before = [time.monotonic()]

    def tell(step: str, done: int, of: int) -> None:
        if cells >= LARGE and time.monotonic() - before[0] >= EVERY_SECONDS:
            before[0] = time.monotonic()
            sys.stderr.write(said(f"step-{step}", lang, done=f"{done:,}", of=f"{of:,}") + "\n")
            sys.stderr.flush()

    return tell
