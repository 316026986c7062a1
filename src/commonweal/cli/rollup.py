"""Facts added up by each measure's own rule, with who is in and what disagrees."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, run, source
from commonweal.engines.measures.definition import DefinitionError, load_collection
from commonweal.engines.measures.fact_files import FactsError, read_facts
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.hierarchy import Hierarchy, HierarchyError
from commonweal.engines.measures.mismatches import Mismatch
from commonweal.engines.measures.rollup import RolledUp, RollupError, rollup
from commonweal.lib.periods import PeriodError

FINE, REFUSED = 0, 1

EXAMPLE = """
example (copy all lines):
  printf '%s\\n' 'periods = ["2025"]' 'places = ["North", "South"]' '[[measures]]' 'code = "JOBS"' \\
    'kind = "count"' 'places_rule = "sum"' 'periods_rule = "sum"' > collection.toml
  printf 'measure,period,place,partner,value\\nJOBS,2025,North,org-a,4\\nJOBS,2025,South,org-b,7\\n' |
    commonweal rollup - --collection collection.toml --by period

exit status: 0 done, 1 refused because a measure may not be added up, 2 could not run
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("rollup", __doc__, EXAMPLE)
    parser.add_argument("facts", nargs="+", metavar="FACTS", help="CSV, XLSX or Parquet files; - is stdin")
    parser.add_argument("--collection", required=True, type=Path, metavar="C.toml", help="defines the measures")
    parser.add_argument(
        "--by", required=True, metavar="COLUMNS", help="place,period,partner or dimensions, with commas"
    )
    parser.add_argument("--hier", type=Path, metavar="H.json", help="what lies within what")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_argument("--format", choices=["csv", "json"], default="csv", help="csv unless said otherwise")
    parser.add_answer("the same as --format json")
    return parser


def _answer(options: argparse.Namespace) -> int:
    try:
        found = _rolled_up(options)
    except (RollupError, FactsError, DefinitionError, UnreadableFile, HierarchyError, PeriodError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    if options.json or options.format == "json":
        sys.stdout.write(json.dumps(_object(found, options.lang), ensure_ascii=False, allow_nan=False) + "\n")
    elif found.refused is None:
        sys.stdout.write(_csv(found))
    for remark in found.remarks(options.lang):
        sys.stderr.write(remark + "\n")
    if found.refused:
        sys.stderr.write(found.refused.message(options.lang) + "\n")
        return REFUSED
    return FINE


def _rolled_up(options: argparse.Namespace) -> RolledUp:
    by = [name.strip() for name in options.by.split(",") if name.strip()]
    hierarchy = _hierarchy(options.hier)
    collection = load_collection(options.collection)
    facts = read_facts(
        [source(name) for name in options.facts],
        collection=collection,
        mapping=dict(options.mapping),
        sheet=options.sheet,
        needed=by,
    )
    return rollup(facts, collection=collection, by=by, hierarchy=hierarchy)


def _hierarchy(path: Path | None) -> Hierarchy | None:
    if path is None:
        return None
    try:
        return Hierarchy.from_dict(json.loads(path.read_text(encoding="utf-8-sig")))
    except ValueError as fault:
        if isinstance(fault, HierarchyError):
            raise
        raise HierarchyError("not-json", name=path.name) from fault


def _object(found: RolledUp, lang: str) -> dict[str, Any]:
    return {
        "rows": found.rows.to_pylist(),
        "mismatches": [_mismatch(item) for item in found.mismatches],
        "refused": found.refused.message(lang) if found.refused else None,
    }


def _mismatch(item: Mismatch) -> dict[str, Any]:
    return {
        "measure": item.measure,
        "period": item.period,
        "partner": item.partner or None,
        "dimension": item.dimension,
        "parent": item.parent,
        **item.cell,
        "figure": item.figure,
        "stated": item.stated,
        "parts": item.parts,
        "difference": item.difference,
    }


def _csv(found: RolledUp) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(found.rows.column_names)
    writer.writerows([_cell(value) for value in row.values()] for row in found.rows.to_pylist())
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return "" if value is None else value
