"""What ballots decide: votes counted by a rule that was fixed before, with quorum and a sentence."""

import argparse
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from commonweal.cli.ballot_files import read_ballots
from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, run, source
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.voting.counting import Rule, count
from commonweal.engines.voting.gradients import EDITIONS
from commonweal.engines.voting.results import CONDORCET, GRADIENTS, METHODS, MOTIONS, SCORE, BallotError, Result
from commonweal.engines.voting.words import CHOICE_WORDS, duplicate_words, points, result_words, say

EXAMPLE = """
example:
  printf 'voter,choice\\nAna,yes\\nBen,yes\\nCleo,no\\nDan,abstain\\n' |
    commonweal tally - --method two-thirds --eligible 5 --quorum 3
"""
TWO_BALLOTS_OF_ONE_VOTER = 1


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("tally", __doc__, EXAMPLE)
    columns = "voter, choice; voter, option; voter, option, score; or voter, ranking as A>B=C"
    parser.add_argument("file", metavar="BALLOTS", help=f"columns {columns}; - is stdin")
    parser.add_argument("--method", choices=METHODS, required=True, help="the rule")
    parser.add_argument("--eligible", metavar="N", type=_people, help="how many may vote")
    parser.add_argument("--quorum", metavar="Q", type=_people, help="how many must take part; abstentions count here")
    parser.add_argument("--levels", type=int, choices=sorted(EDITIONS), default=8, help="of gradients, 8 unless said")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _people(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of people")
    return int(text)


def _answer(options: argparse.Namespace) -> int:
    try:
        rule = Rule(options.method, quorum=options.quorum, eligible=options.eligible, levels=options.levels)
        ballots = read_ballots(source(options.file), rule, mapping=dict(options.mapping), sheet=options.sheet)
        found = None if ballots.repeated else count(rule, ballots.cast)
    except (FactsError, UnreadableFile, BallotError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    words = result_words(found, options.lang) if found else duplicate_words(ballots.repeated, options.lang)
    if options.json:
        told = {**_object(rule, found), "duplicates": ballots.repeated, "words": words}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join([words, *(_lines(found, options.lang) if found else [])]) + "\n")
    return 0 if found else TWO_BALLOTS_OF_ONE_VOTER


def _object(rule: Rule, found: Result | None) -> dict[str, Any]:
    """Every key stands in every answer; what a rule does not know is null."""
    scores = found is not None and found.method == SCORE
    return {
        "method": rule.method,
        "valid": found and found.valid,
        "abstentions": found and found.abstentions,
        "eligible": rule.eligible,
        "quorum": rule.quorum,
        "quorum_met": found and found.quorum_met,
        "needed": found and found.needed,
        "counts": found and {option: _number(number) for option, number in found.counts.items()},
        "scored": dict(found.scored) if found and scores else None,
        "pairwise": found.pairwise if found and found.pairwise else None,
        "levels": found and found.levels,
        "in_doubt": found and found.in_doubt,
        "winner": found and found.winner,
        "tied": list(found.tied) if found else [],
        "by": found and found.by,
        "carried": found and found.carried,
    }


def _number(number: int | Fraction) -> int | float:
    return number if isinstance(number, int) else float(number)


def _lines(found: Result, lang: str) -> list[str]:
    """Each choice with its figure: levels and answers in their order, options with the highest first."""
    counted = list(found.counts.items())
    if found.method in MOTIONS:
        counted = [(CHOICE_WORDS[choice][lang], number) for choice, number in counted]
    elif found.method != GRADIENTS:
        counted.sort(key=lambda pair: -pair[1])
    width = max((len(option) for option, _ in counted), default=0)
    heading = [say("pairs-won", lang)] if found.method == CONDORCET and found.valid else []
    return heading + [f"  {option.ljust(width)}  {points(number)}" for option, number in counted]
