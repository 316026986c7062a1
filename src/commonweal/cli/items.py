"""Which questions of a test or scale are good: how easy, whether they go with the others, which look wrongly keyed."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.cli.answer_files import Answers, AnswersError, How, Right, numbers, read_answers, read_key
from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, level, run, source
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.psychometrics.answers import Column, table
from commonweal.engines.psychometrics.items import Analysis, Item, analyse, right_or_wrong
from commonweal.engines.psychometrics.reliability import FEWEST_PEOPLE
from commonweal.engines.psychometrics.words import analysis_words, flag_words

EXAMPLE = """
example (copy all lines):
  printf 'person,q1,q2,q3\\nAna,a,b,c\\nBen,a,b,d\\nCleo,b,a,d\\nDan,b,b,c\\n' > answers.csv
  printf 'item,correct\\nq1,a\\nq2,b\\nq3,c\\n' | commonweal items answers.csv --key -
"""
_WORDS = {
    "absent": {
        "en": "The file has no answers to {names}.",
        "es": "El archivo no tiene respuestas a {names}.",
    },
}
_Row = tuple[str, str, str, str]
#: Of a test, how easy it is; of a scale, how high its answers are.
_HEAD: dict[tuple[str, bool], _Row] = {
    ("en", True): ("question", "people", "easy", "with the others"),
    ("es", True): ("pregunta", "personas", "fácil", "con las demás"),
    ("en", False): ("question", "people", "of the most", "with the others"),
    ("es", False): ("pregunta", "personas", "del máximo", "con las demás"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("items", __doc__, EXAMPLE)
    parser.add_argument(
        "file", metavar="ANSWERS", help="person and a column a question, or person, item, answer; - is stdin"
    )
    parser.add_argument("--key", metavar="KEY", help="columns item, correct and perhaps concept; - is stdin")
    parser.add_argument("--items", metavar="NAMES", help="only these questions, with commas")
    parser.add_argument("--maximum", type=float, metavar="M", help="the most an answer can be; else the most it was")
    parser.add_argument("--level", type=level, default=0.95, help="of intervals, 0.95 unless said otherwise")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _answer(options: argparse.Namespace) -> int:
    how = How(dict(options.mapping), options.sheet)
    chosen = [name.strip() for name in options.items.split(",") if name.strip()] if options.items else None
    try:
        key = read_key(source(options.key), how) if options.key else None
        if key is not None and chosen is not None:
            key = {name: right for name, right in key.items() if name in chosen}
        wanted = list(key) if key is not None else chosen
        answers = read_answers(source(options.file), how, wanted)
        names = _there(answers, wanted, options.lang)
        columns = _columns(answers, names, key)
    except (FactsError, UnreadableFile, AnswersError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    maximum = options.maximum
    found = analyse(table(columns, names), names, keyed=key is not None, maximum=maximum, level=options.level)
    if options.json:
        concepts = {name: right.concept for name, right in (key or {}).items()}
        sys.stdout.write(json.dumps(_object(found, concepts, options.lang), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(found, options.lang, keyed=key is not None)) + "\n")
    return 0


def _there(answers: Answers, wanted: list[str] | None, lang: str) -> list[str]:
    """The questions that the file has, in the order that was asked for; the others are named."""
    names = [name for name in wanted or answers.columns if name in answers.columns]
    if not names:
        raise AnswersError("no-question", name=", ".join(wanted or ["item"])[:80])
    absent = [name for name in wanted or () if name not in answers.columns]
    if absent:
        sys.stderr.write(_WORDS["absent"][lang].format(names=", ".join(absent)) + "\n")
    return names


def _columns(answers: Answers, names: Sequence[str], key: Mapping[str, Right] | None) -> dict[str, Column]:
    if key is None:
        return {name: numbers(answers, name) for name in names}
    texts = {name: [cell.text for cell in answers.columns[name]] for name in names}
    return dict(right_or_wrong(texts, {name: key[name].correct for name in names}))


def _object(found: Analysis, concepts: dict[str, str | None], lang: str) -> dict[str, Any]:
    shown = found.alpha if found.complete >= FEWEST_PEOPLE else None
    return {
        "n": len(found.items) and max(item.n for item in found.items),
        "complete": found.complete,
        "alpha": shown and shown.value,
        "alpha_low": shown and shown.low,
        "alpha_high": shown and shown.high,
        "method": "alpha and item-rest listwise; interval Feldt; difficulty mean over maximum",
        "against": list(found.against),
        "items": [
            {
                "item": item.item,
                "concept": concepts.get(item.item),
                "n": item.n,
                "difficulty": item.difficulty,
                "item_rest": item.item_rest,
                "flag": item.flag,
                "maximum": item.maximum,
            }
            for item in found.items
        ],
        "words": analysis_words(found, lang, fewest=FEWEST_PEOPLE),
    }


def _lines(found: Analysis, lang: str, *, keyed: bool) -> list[str]:
    """The sentence, then a line a question, with what to look at behind it."""
    rows = [_HEAD[lang, keyed], *(_row(item) for item in found.items)]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    notes = ["", *(flag_words(found, item, lang) for item in found.items)]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *(row[i].rjust(widths[i]) for i in (1, 2, 3)), note]).rstrip()
        for row, note in zip(rows, notes, strict=True)
    ]
    return [analysis_words(found, lang, fewest=FEWEST_PEOPLE), "", *lines]


def _row(item: Item) -> _Row:
    easy, rest = (
        f"{value:.2f}".replace("-", "−") if value is not None else "–" for value in (item.difficulty, item.item_rest)
    )
    return item.item, str(item.n), easy, rest
