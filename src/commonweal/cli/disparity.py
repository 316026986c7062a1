"""How far groups are apart: each one's rate and its gap to a reference, and the gaps in one number each."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, level, run, source
from commonweal.cli.group_files import read_groups
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.rates.gaps import METHOD, RULE, Comparison, GapError, GroupGap, compare
from commonweal.engines.rates.words import (
    comparison_words,
    fault_words,
    gain_words,
    gap_words,
    rate_words,
    reliability_words,
)

EXAMPLE = """
example:
  printf 'group,numerator,denominator\\nNorth,120,1000\\nSouth,60,1000\\nWest,90,1200\\n' |
    commonweal disparity - --direction lower
"""
_LEFT_OUT = {
    "en": "{name} adds up the other groups and is left out.",
    "es": "{name} suma los demás grupos y se deja fuera.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("disparity", __doc__, EXAMPLE)
    parser.add_argument("file", metavar="GROUPS", help="columns group, numerator, denominator (order); - is stdin")
    parser.add_argument("--reference", metavar="GROUP", help="whom the others are compared with; else the best group")
    parser.add_argument("--direction", choices=["lower", "higher"], help="which way is better")
    parser.add_argument("--level", type=level, default=0.95, help="of intervals, 0.95 unless said otherwise")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _answer(options: argparse.Namespace) -> int:
    try:
        groups, totals = read_groups(source(options.file), mapping=dict(options.mapping), sheet=options.sheet)
        found = compare(groups, reference=options.reference, direction=options.direction, level=options.level)
    except (FactsError, UnreadableFile) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    except GapError as fault:
        raise CouldNotRun(fault_words(fault, options.lang)) from fault
    for name in totals:
        sys.stderr.write(_LEFT_OUT[options.lang].format(name=name) + "\n")
    if options.json:
        sys.stdout.write(json.dumps(_object(found, options.lang), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(_sentences(found, options.lang)) + "\n")
    return 0


def _object(found: Comparison, lang: str) -> dict[str, Any]:
    return {
        "reference": found.reference,
        "direction": found.direction,
        "level": found.level,
        "method": METHOD,
        "rule": RULE,
        "groups": [_entry(gap) for gap in found.groups],
        "summary": asdict(found.summary),
        "words": comparison_words(found, lang),
    }


def _entry(gap: GroupGap) -> dict[str, Any]:
    return {
        "group": gap.group.name,
        "numerator": gap.group.numerator,
        "denominator": gap.group.denominator,
        "status": gap.group.status,
        "rate": gap.rate.value,
        "low": gap.rate.low,
        "high": gap.rate.high,
        "ratio": gap.ratio.value,
        "ratio_low": gap.ratio.low,
        "ratio_high": gap.ratio.high,
        "difference": gap.difference.value,
        "difference_low": gap.difference.low,
        "difference_high": gap.difference.high,
        "reliability": gap.reliability.action,
        "reasons": list(gap.reliability.reasons),
    }


def _sentences(found: Comparison, lang: str) -> list[str]:
    """Each group's own figure, then the gap of each to the reference, then what all that means in people."""
    told = [f"{rate_words(gap, lang)} {_doubt(gap, lang)}".rstrip() for gap in found.groups]
    gaps = [gap for gap in found.groups if gap.rate.value is not None and gap.group.name != found.reference]
    between = [gap_words(found, gap, lang) for gap in gaps] or [comparison_words(found, lang)]
    gain = gain_words(found, lang)
    return [*told, "", *between, *(["", gain] if gain else [])]


def _doubt(gap: GroupGap, lang: str) -> str:
    return reliability_words(gap.reliability, lang) if gap.rate.value is not None else ""
