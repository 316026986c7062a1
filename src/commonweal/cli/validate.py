"""Check a partner's file against what was asked for, and name each problem by sheet, row and column."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from commonweal.cli.help_words import BilingualParser
from commonweal.cli.option_words import language_of, usage_fault

if TYPE_CHECKING:
    from commonweal.engines.measures.findings import Problem, Validated

FINE, PROBLEMS, COULD_NOT_RUN = 0, 1, 2
_SHOWN = 200

EXAMPLE = """\
Example, which runs as it stands:

  cat > collection.toml <<'END'
  periods = ["2025-Q2"]
  places = ["Eastside", "Westside"]
  key = ["measure", "period", "place"]
  [[measures]]
  code = "READ-03"
  name = "Pupils who read at grade level"
  kind = "percent"
  min = 0
  max = 100
  END
  printf 'period,place,READ-03\\n2025-Q2,Eastside,52\\n2025-Q2,Westside,49\\n' |
    commonweal validate - --collection collection.toml
"""

WORDS = {
    "fine": {"en": "{accepted} of {rows} rows are fine.", "es": "{accepted} de {rows} filas están bien."},
    "errors": {"en": "{count} to correct.", "es": "{count} por corregir."},
    "warnings": {"en": "{count} to look at.", "es": "{count} por revisar."},
    "more": {"en": "… and {count} more; --json lists all.", "es": "… y {count} más; --json los muestra todos."},
    "marked": {"en": "Marked copy: {path}", "es": "Copia marcada: {path}"},
    "map": {
        "en": '“{text}” is no mapping. Write --map "their column=ours".',
        "es": '«{text}» no es una asignación. Escriba --map "su columna=la nuestra".',
    },
    "write": {
        "en": "The marked copy cannot be written to {path} ({why}). Choose another folder.",
        "es": "No se puede escribir la copia marcada en {path} ({why}). Elija otra carpeta.",
    },
    "error": {"en": "error", "es": "error"},
    "warning": {"en": "look at", "es": "revise"},
}


class _UsageError(Exception):
    """The command line cannot be carried out; the text is for the person who typed it."""


class _Parser(BilingualParser):
    def error(self, message: str) -> NoReturn:
        raise _UsageError(usage_fault(message, self.prog, self.lang))


def parser() -> _Parser:
    made = _Parser(
        prog="commonweal validate",
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("file", metavar="FILE", help="a .csv, .xlsx or .parquet file; - is standard input")
    made.add_argument("--collection", required=True, metavar="C.toml", help="what is asked for")
    made.add_argument("--sheet", metavar="S", help="the sheet of a workbook")
    made.add_argument(
        "--map",
        nargs="+",
        action="extend",
        default=[],
        metavar="THEIR=OURS",
        help="which of their columns is which of ours",
    )
    made.add_argument("--marked", metavar="OUT.xlsx", help="write the file back with a note on each problem")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    made.add_argument("--lang", choices=("en", "es"), default="en", help="language of messages")
    return made


def main(argv: Sequence[str]) -> int:
    reader = parser()
    reader.lang = language_of(argv)
    try:
        return _run(reader.parse_args(list(argv)))
    except _UsageError as error:
        return _say(str(error))
    except SystemExit as stopped:
        return int(stopped.code or 0)
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing is left to be flushed to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _run(options: argparse.Namespace) -> int:
    from commonweal.engines.measures.definition import DefinitionError, load_collection
    from commonweal.engines.measures.findings import UnreadableFile
    from commonweal.engines.measures.validation import validate

    try:
        mapping = _mapping(options.map, options.lang)
        collection = load_collection(Path(options.collection))
        source = sys.stdin.buffer.read() if options.file == "-" else Path(options.file)
        result = validate(source, collection=collection, sheet=options.sheet, mapping=mapping)
    except (DefinitionError, UnreadableFile) as error:
        return _say(error.message(options.lang))
    if options.marked:
        fault = _write_marked(options, source, result)
        if fault:
            return _say(fault)
    _print(options, result)
    sys.stdout.flush()
    return PROBLEMS if result.errors else FINE


def _mapping(pairs: Sequence[str], lang: str) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        theirs, sign, ours = pair.rpartition("=")
        if not (sign and theirs.strip() and ours.strip()):
            raise _UsageError(WORDS["map"][lang].format(text=pair))
        mapping[theirs.strip()] = ours.strip()
    return mapping


def _write_marked(options: argparse.Namespace, source: bytes | Path, result: Validated) -> str | None:
    from commonweal.engines.measures.marking import mark

    content = source if isinstance(source, bytes) else source.read_bytes()
    copy = mark(content, options.file, result.problems, options.lang)
    try:
        if options.marked == "-":
            sys.stdout.buffer.write(copy)
        else:
            Path(options.marked).write_bytes(copy)
    except OSError as error:
        return WORDS["write"][options.lang].format(path=options.marked, why=error.strerror or error)
    return None


def _print(options: argparse.Namespace, result: Validated) -> None:
    if options.marked == "-":
        return
    if options.json:
        json.dump(answer(result, options.lang), sys.stdout, ensure_ascii=False, allow_nan=False)
        sys.stdout.write("\n")
        return
    sys.stdout.write(readable(result, options.lang) + "\n")
    if options.marked:
        sys.stderr.write(WORDS["marked"][options.lang].format(path=options.marked) + "\n")


def answer(result: Validated, lang: str) -> dict[str, Any]:
    """What --json prints."""
    return {
        "rows": result.rows,
        "accepted": result.accepted,
        "problems": [_problem(problem, lang) for problem in result.problems],
        "columns": [asdict(column) for column in result.columns],
        "dialect": asdict(result.dialect),
        "totals": result.totals,
    }


def _problem(problem: Problem, lang: str) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message(lang),
    }


def readable(result: Validated, lang: str) -> str:
    counts = [WORDS["fine"][lang].format(accepted=f"{result.accepted:,}", rows=f"{result.rows:,}")]
    for name, found in (("errors", result.errors), ("warnings", result.warnings)):
        if found:
            counts.append(WORDS[name][lang].format(count=f"{len(found):,}"))
    lines = [" ".join(counts)]
    for problem in result.problems[:_SHOWN]:
        lines.append(f"  {WORDS[problem.severity][lang]}  {problem.message(lang)}")
    if len(result.problems) > _SHOWN:
        lines.append("  " + WORDS["more"][lang].format(count=f"{len(result.problems) - _SHOWN:,}"))
    return "\n".join(lines)


def _say(text: str) -> int:
    sys.stderr.write(" ".join(str(text).split()) + "\n")
    return COULD_NOT_RUN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
