"""What people learned between two tests: pairs only, with the interval, who left, and each question's shift."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.cli.answer_files import AnswersError, How, Right, read_key, read_tidy
from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, level, run, source
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.layout import fold
from commonweal.engines.psychometrics import gain
from commonweal.engines.psychometrics.items import same_answer
from commonweal.engines.psychometrics.learning import Learning, learning
from commonweal.engines.psychometrics.words import learning_words

EXAMPLE = """
example (copy all lines):
  printf 'item,correct,concept\\nq1,a,backbone\\nq2,b,indicators\\n' > key.csv
  printf 'person,phase,item,answer\\nAna,pre,q1,b\\nAna,pre,q2,b\\nAna,post,q1,a\\nAna,post,q2,b\\n' |
    commonweal gains - --key key.csv
"""
PRE, POST = "pre", "post"
_WORDS = {
    "ignored": {
        "en": "Not used, because only pre and post are compared: {names}.",
        "es": "Sin usar, porque solo se comparan pre y post: {names}.",
    },
    "not-in-key": {
        "en": "Not used, because the key has no right answer for it: {names}.",
        "es": "Sin usar, porque la clave no tiene su respuesta correcta: {names}.",
    },
    "one-form": {
        "en": "Nobody answered {names} at {phase}. Was it another form? Then points cannot be compared.",
        "es": "Nadie respondió {names} en {phase}. ¿Era otra forma? Entonces los puntos no se comparan.",
    },
    "no-phase": {
        "en": "The file has no answers with the phase {phase}. Write pre and post in the column phase.",
        "es": "El archivo no tiene respuestas con la fase {phase}. Escriba pre y post en la columna phase.",
    },
    "item": {
        "en": "{item}: {pre} of {n} right before, {post} after; {gained} came to know it, {lost} no longer had it.",
        "es": "{item}: {pre} de {n} acertaron antes, {post} después; {gained} lo aprendieron, {lost} ya no acertaron.",
    },
}
#: By phase, by person: the answer to each question, as it was written; a person without any answer is not there.
_Sheets = dict[str, dict[str, dict[str, str]]]


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("gains", __doc__, EXAMPLE)
    parser.add_argument("file", metavar="RESPONSES", help="columns person, phase, item, answer; - is stdin")
    parser.add_argument(
        "--key", metavar="KEY", required=True, help="columns item, correct and perhaps concept; - is stdin"
    )
    parser.add_argument("--level", type=level, default=0.95, help="of intervals, 0.95 unless said otherwise")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _answer(options: argparse.Namespace) -> int:
    how = How(dict(options.mapping), options.sheet)
    try:
        key = read_key(source(options.key), how)
        sheets = _sheets(options, how, key)
    except (FactsError, UnreadableFile, AnswersError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    marks = {phase: _marks(sheets[phase], key) for phase in (PRE, POST)}
    found = learning(marks[PRE], marks[POST], list(key), options.level)
    if options.json:
        sys.stdout.write(json.dumps(_object(found, key, options), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(found, options.lang)) + "\n")
    return 0


def _sheets(options: argparse.Namespace, how: How, key: Mapping[str, Right]) -> _Sheets:
    """Who answered what in which phase; what is not used is named, and a second answer to one question refused."""
    items = {fold(name): name for name in key}
    sheets: _Sheets = {PRE: {}, POST: {}}
    seen: set[tuple[str, str, str]] = set()
    ignored: dict[str, set[str]] = {"ignored": set(), "not-in-key": set()}
    for answer in read_tidy(source(options.file), how, phases=True):
        phase, person, item = fold(answer.phase), fold(answer.person), fold(answer.item)
        if phase not in sheets:
            ignored["ignored"].add(answer.phase)
            continue
        if (phase, person, item) in seen:
            raise AnswersError("person-twice", row=answer.row, name=f"{answer.person}, {phase}, {answer.item}")
        seen.add((phase, person, item))
        if item not in items:
            ignored["not-in-key"].add(answer.item)
        elif answer.text is not None:
            sheets[phase].setdefault(person, {})[items[item]] = answer.text
    if not seen:
        raise AnswersError("no-answers")
    for code, names in ignored.items():
        _tell(code, options.lang, names)
    _tell_what_nobody_was_asked(sheets, key, options.lang)
    return sheets


def _tell(code: str, lang: str, names: set[str], **params: object) -> None:
    if names:
        sys.stderr.write(_WORDS[code][lang].format(names=", ".join(sorted(names)), **params) + "\n")


def _tell_what_nobody_was_asked(sheets: _Sheets, key: Mapping[str, Right], lang: str) -> None:
    for phase, people in sheets.items():
        if not people:
            sys.stderr.write(_WORDS["no-phase"][lang].format(phase=phase) + "\n")
            continue
        answered = {item for given in people.values() for item in given}
        _tell("one-form", lang, set(key) - answered, phase=phase)


def _marks(sheets: Mapping[str, Mapping[str, str]], key: Mapping[str, Right]) -> dict[str, list[int]]:
    """A blank question is wrong."""
    return {
        person: [int(item in given and same_answer(given[item], right.correct)) for item, right in key.items()]
        for person, given in sheets.items()
    }


def _object(found: Learning, key: Mapping[str, Right], options: argparse.Namespace) -> dict[str, Any]:
    change, effect = found.change, found.effect
    return {
        "n_pre": found.n_pre,
        "n_post": found.n_post,
        "n_pairs": found.n_pairs,
        "attrition": found.attrition,
        "mean_pre": change and change.mean_pre,
        "mean_post": change and change.mean_post,
        "maximum": found.maximum,
        "change": change and change.mean,
        "change_low": change and change.low,
        "change_high": change and change.high,
        "normalised_gain": found.gain.value,
        "gain_low": found.gain.low,
        "gain_high": found.gain.high,
        "gain_interval": gain.INTERVAL,
        "d_av": effect and effect.dav,
        "hedges_g": effect and effect.hedges_dav,
        "up": found.up,
        "same": found.same,
        "down": found.down,
        "leavers": found.leavers,
        "level": options.level,
        "method": "paired t; d_av on the mean SD, Hedges exact gamma; items McNemar mid-p",
        "items": [
            {
                "item": shift.item,
                "concept": key[shift.item].concept,
                "pre": shift.pre,
                "post": shift.post,
                "gained": shift.gained,
                "lost": shift.lost,
                "p": shift.p,
            }
            for shift in found.items
        ],
        "words": learning_words(found, options.lang),
    }


def _lines(found: Learning, lang: str) -> list[str]:
    """The verdict, then a line a question, in people and not in percent."""
    told = [
        _WORDS["item"][lang].format(
            item=shift.item,
            n=found.n_pairs,
            pre=round(shift.pre * found.n_pairs),
            post=round(shift.post * found.n_pairs),
            gained=shift.gained,
            lost=shift.lost,
        )
        for shift in found.items
        if shift.pre is not None and shift.post is not None
    ]
    return [learning_words(found, lang), *(["", *told] if told else [])]
