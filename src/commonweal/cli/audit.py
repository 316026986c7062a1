"""What could a reader still work out: the range of every hidden figure over all released files together."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, run
from commonweal.cli.release_files import Reading, read_releases
from commonweal.engines.audit import Audited, AuditedCell, AuditError, ReleasedTable, Splits, Terms, audit
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.hierarchy import Hierarchy, HierarchyError
from commonweal.engines.measures.layout import fold

FINE, EXPOSED = 0, 1
#: Seconds of silence before progress is told, and between its lines.
_SILENCE = 3.0

EXAMPLE = """
example:
  printf 'place,value\\nNorth,\\nSouth,12\\nTotal,16\\n' | commonweal audit - --level 10

Hidden is a row whose column suppressed is 1; without such a column every empty value. Columns other than value,
suppressed, n, numerator, denominator, reason and status say what a figure is of; the whole is written Total.

exit status: 0 nothing exposed, 1 something exposed, 2 could not run or the files contradict each other
"""
WORDS = {
    "progress": {"en": "Audited {done} of {of} hidden figures.", "es": "Auditadas {done} de {of} cifras ocultas."},
    "unfinished": {
        "en": "The time was over before {count} figures were proved safe. Allow more --seconds.",
        "es": "Se acabó el tiempo antes de demostrar que {count} cifras son seguras. Dé más tiempo con --seconds.",
    },
    "more": {"en": "And {count} more; --json lists all.", "es": "Y {count} más; --json las enumera todas."},
}
_LISTED = 50


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("audit", __doc__, EXAMPLE)
    parser.add_argument("files", nargs="+", metavar="RELEASE", help="CSV, XLSX or Parquet files; - is stdin")
    parser.add_argument("--hier", type=Path, metavar="H.json", help="what lies within what")
    parser.add_argument("--level", type=int, default=10, help="how wide and how high a range must reach, 10")
    parser.add_argument("--by", metavar="COLUMNS", help="only these columns say what a figure is of, with commas")
    parser.add_argument(
        "--missing",
        choices=["unknown", "nobody"],
        default="unknown",
        help="a missing part of a total may be anything, or adds nobody because totals are of reported figures",
    )
    parser.add_argument("--seconds", type=float, default=480.0, help="the most time that may be spent, 480")
    parser.add_argument("--exact", action="store_true", help="the exact range of every figure, however long it takes")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _answer(options: argparse.Namespace) -> int:
    try:
        found, warnings = _audited(options)
    except (AuditError, FactsError, UnreadableFile, HierarchyError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    for warning in warnings:
        sys.stderr.write(warning + "\n")
    if options.json:
        sys.stdout.write(json.dumps(_object(found, options.lang), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _sentences(found, options.lang)))
    if found.unfinished and not found.exposed:
        raise CouldNotRun(WORDS["unfinished"][options.lang].format(count=found.unfinished))
    return EXPOSED if found.exposed else FINE


def _audited(options: argparse.Namespace) -> tuple[Audited, list[str]]:
    by = [name.strip() for name in options.by.split(",") if name.strip()] if options.by else None
    tables, warnings = read_releases(options.files, Reading(dict(options.mapping), options.sheet, by, options.lang))
    no_hurry = {"exact_up_to": math.inf, "patience": math.inf, "seconds": math.inf}
    terms = Terms(
        level=options.level,
        missing_is_nobody=options.missing == "nobody",
        workers=os.cpu_count() or 1,
        progress=_Progress(options.lang),
        **(no_hurry if options.exact else {"seconds": options.seconds}),
    )
    return audit(tables, splits=_splits(options.hier, tables), terms=terms), warnings


def _splits(path: Path | None, tables: Sequence[ReleasedTable]) -> Splits:
    """The hierarchy, with its dimensions spelled as the files spell them."""
    if path is None:
        return {}
    try:
        trees = Hierarchy.from_dict(json.loads(path.read_text(encoding="utf-8-sig"))).trees
    except HierarchyError:
        raise
    except ValueError as fault:
        raise HierarchyError("not-json", name=path.name) from fault
    spelled = {fold(dimension): dimension for table in tables for dimension in table.dimensions}
    return {spelled.get(fold(name), name): tree.ways for name, tree in trees.items()}


class _Progress:
    """Says how far it is, once it takes long."""

    def __init__(self, lang: str) -> None:
        self.lang, self.told = lang, time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        if time.monotonic() - self.told >= _SILENCE:
            self.told = time.monotonic()
            sys.stderr.write(WORDS["progress"][self.lang].format(done=done, of=of) + "\n")


def _sentences(found: Audited, lang: str) -> list[str]:
    told = [cell.words(lang) for cell in found.exposed[:_LISTED]]
    if len(found.exposed) > _LISTED:
        told.append(WORDS["more"][lang].format(count=len(found.exposed) - _LISTED))
    return [*told, found.words(lang)]


def _object(found: Audited, lang: str) -> dict[str, Any]:
    return {
        "cells": [_cell(cell) for cell in found.cells],
        "exposed": len(found.exposed),
        "hidden": len(found.cells),
        "proved": found.proved,
        "unfinished": found.unfinished,
        "level": found.level,
        "whole_numbers": found.whole,
        "words": found.words(lang),
    }


def _cell(cell: AuditedCell) -> dict[str, Any]:
    return {
        "cell": dict(cell.cell),
        "file": cell.table,
        "low": _number(cell.low),
        "high": None if cell.high is None else _number(cell.high),
        "exposed": cell.exposed,
        "proved": cell.proved,
        "unfinished": cell.unfinished,
    }


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
