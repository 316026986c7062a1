"""What people learned between two tests: pairs only, with the interval, who left, and each question's shift."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.cli.answer_files import AnswersError, How, Right, read_key, read_tidy, read_totals
from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, level, run, source
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.layout import fold
from commonweal.engines.psychometrics import gain
from commonweal.engines.psychometrics.items import same_answer
from commonweal.engines.psychometrics.learning import Learning, learning, learning_in_points
from commonweal.engines.psychometrics.words import learning_words

EXAMPLE = """
example (copy all lines):
  printf 'item,correct,concept\\nq1,a,backbone\\nq2,b,indicators\\n' > key.csv
  printf 'person,phase,item,answer\\nAna,pre,q1,b\\nAna,pre,q2,b\\nAna,post,q1,a\\nAna,post,q2,b\\n' |
    commonweal gains - --key key.csv
  # of totals alone, where 20 points were possible:
  printf 'person,pre,post\\nAna,12,15\\nBen,9,14\\n' | commonweal gains - --maximum 20
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
    "no-totals": {
        "en": "With --maximum the file needs a row for each person, with the points in the columns pre and post. "
        "Name yours with --map YOURS=pre YOURS=post.",
        "es": "Con --maximum el archivo necesita una fila por persona, con los puntos en las columnas pre y post. "
        "Indique las suyas con --map SUYA=pre SUYA=post.",
    },
    "no-key": {
        "en": "Name the right answers with --key KEY. For a file of totals, say with --maximum how many points "
        "were possible.",
        "es": "Indique las respuestas correctas con --key CLAVE. Con un archivo de totales, diga con --maximum "
        "cuántos puntos eran posibles.",
    },
    "key-and-maximum": {
        "en": "Give --key for answers, or --maximum for totals, and not both.",
        "es": "Indique --key para respuestas o --maximum para totales, pero no ambos.",
    },
    "beyond": {
        "en": "{who}, {phase}: {points} points do not lie between 0 and {maximum}. Correct it, or give another "
        "--maximum.",
        "es": "{who}, {phase}: {points} puntos no están entre 0 y {maximum}. Corríjalo o indique otro --maximum.",
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
    parser.add_argument(
        "file", metavar="RESPONSES", help="columns person, phase, item, answer; or person, pre, post; - is stdin"
    )
    parser.add_argument("--key", metavar="KEY", help="columns item, correct and perhaps concept; - is stdin")
    parser.add_argument(
        "--maximum", type=_possible, help="of a file of totals: how many points were possible; it needs no key"
    )
    parser.add_argument("--level", type=level, default=0.95, help="of intervals, 0.95 unless said otherwise")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _possible(text: str) -> float:
    try:
        points = float(text)
    except ValueError:
        points = 0
    if not 0 < points < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of points")
    return points


def _answer(options: argparse.Namespace) -> int:
    if (options.key is None) == (options.maximum is None):
        raise CouldNotRun(_WORDS["no-key" if options.key is None else "key-and-maximum"][options.lang])
    how = How(dict(options.mapping), options.sheet)
    try:
        found, key = _of_totals(options, how) if options.key is None else _of_answers(options, how)
    except (FactsError, UnreadableFile, AnswersError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    if options.json:
        sys.stdout.write(json.dumps(_object(found, key, options), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(found, options.lang)) + "\n")
    return 0


def _of_answers(options: argparse.Namespace, how: How) -> tuple[Learning, dict[str, Right]]:
    key = read_key(source(options.key), how)
    sheets = _sheets(options, how, key)
    marks = {phase: _marks(sheets[phase], key) for phase in (PRE, POST)}
    return learning(marks[PRE], marks[POST], list(key), options.level), key


def _of_totals(options: argparse.Namespace, how: How) -> tuple[Learning, dict[str, Right]]:
    """A blank is a test that was not taken."""
    points = read_totals(source(options.file), how, (PRE, POST))
    if points is None:
        raise CouldNotRun(_WORDS["no-totals"][options.lang])
    for phase, people in points.items():
        for who, total in people.items():
            if not 0 <= total <= options.maximum:
                told = {"who": who, "phase": phase, "points": f"{total:g}", "maximum": f"{options.maximum:g}"}
                raise CouldNotRun(_WORDS["beyond"][options.lang].format(**told))
    return learning_in_points(points[PRE], points[POST], options.maximum, options.level), {}


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
