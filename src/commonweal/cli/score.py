"""What a questionnaire's answers come to: each scale's score, its spread, and how far people agree."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from commonweal.cli.answer_files import Answers, AnswersError, How, numbers, read_answers
from commonweal.cli.file_arguments import CouldNotRun, OneLineParser, add_mapping, level, run, source
from commonweal.engines.measures.fact_files import FactsError
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.layout import fold
from commonweal.engines.psychometrics.agreement import rwg, rwg_j
from commonweal.engines.psychometrics.answers import Matrix
from commonweal.engines.psychometrics.reliability import FEWEST_PEOPLE, Alpha, alpha
from commonweal.engines.psychometrics.scales import AnswerError, Scale, keyed, scores
from commonweal.engines.psychometrics.spread import spread
from commonweal.engines.psychometrics.words import say, scale_words
from commonweal.engines.questionnaires import Instrument, InstrumentError, read_instrument

EXAMPLE = """
example (copy all lines):
  printf 'code = "trust"\\nversion = "1"\\nfloor = 2\\n
  [[scales]]\\nid = "trust"\\nmin = 1\\nmax = 5\\n
  [[items]]\\nid = "t1"\\nscale = "trust"\\n
  [[items]]\\nid = "t2"\\nscale = "trust"\\nreverse = true\\n' > trust.toml
  printf 'person,t1,t2\\nAna,4,2\\nBen,5,1\\nCleo,3,2\\n' |
    commonweal score - --instrument trust.toml
"""
_SHOWN = ("mean", "sd", "median", "iqr", "alpha", "alpha_low", "alpha_high", "rwg", "words")
_WORDS = {
    "outside": {
        "en": "Row {row}, {item}: {value:g} does not lie between {low:g} and {high:g}. Correct the answer.",
        "es": "Fila {row}, {item}: {value:g} no está entre {low:g} y {high:g}. Corrija la respuesta.",
    },
    "no-scales": {
        "en": "The instrument has no scale with questions. Add [[scales]] and name them in [[items]].",
        "es": "El instrumento no tiene ninguna escala con preguntas. Añada [[scales]] y nómbrelas en [[items]].",
    },
    "nothing-asked": {
        "en": "The file has none of these columns: {names}. Name yours with --map, or choose another instrument.",
        "es": "El archivo no tiene estas columnas: {names}. Indique las suyas con --map o use otro cuestionario.",
    },
    "not-asked": {
        "en": "The file has no question of these scales: {names}.",
        "es": "El archivo no tiene ninguna pregunta de estas escalas: {names}.",
    },
    "in-part": {
        "en": "{name}: nothing is shown, since too few of {n} rows answer {share} of every 100 questions of it. "
        "A file of anonymous answers may hold its questions apart; then the page of results has its figures.",
        "es": "{name}: no se muestra nada, pues muy pocas de {n} filas responden {share} de cada 100 de sus preguntas. "
        "Un archivo de respuestas anónimas puede separarlas; entonces la página de resultados tiene sus cifras.",
    },
    "left-out": {"en": "Not used: {names}.", "es": "Sin usar: {names}."},
}


def main(arguments: Sequence[str] | None = None) -> int:
    return run(_parser(), arguments, _answer)


def _parser() -> OneLineParser:
    parser = OneLineParser("score", __doc__, EXAMPLE)
    parser.add_argument(
        "file", metavar="ANSWERS", help="person and a column a question, or person, item, answer; - is stdin"
    )
    parser.add_argument("--instrument", metavar="FILE.toml", required=True, help="the questions and scales; - is stdin")
    parser.add_argument("--level", type=level, default=0.95, help="of intervals, 0.95 unless said otherwise")
    add_mapping(parser)
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_answer()
    return parser


def _answer(options: argparse.Namespace) -> int:
    try:
        file = source(options.instrument)
        instrument = read_instrument(file if isinstance(file, bytes) else file.read_bytes())
        scales = _scales(instrument)
        if not scales:
            raise CouldNotRun(_WORDS["no-scales"][options.lang])
        wanted = [item for scale in scales for item in scale.items]
        answers = read_answers(source(options.file), How(dict(options.mapping), options.sheet), wanted)
        if not any(item in answers.columns for item in wanted):
            raise CouldNotRun(_WORDS["nothing-asked"][options.lang].format(names=_some(wanted)))
        found = [_scored(scale, instrument, answers, options) for scale in scales]
    except (FactsError, UnreadableFile, AnswersError, InstrumentError) as fault:
        raise CouldNotRun(fault.message(options.lang)) from fault
    _tell_what_is_not_there(scales, answers, options.lang)
    if options.json:
        told = {
            "instrument": instrument.code,
            "version": instrument.version,
            "floor": instrument.floor,
            "people": len(answers.people),
            "method": "alpha: listwise, Feldt; iqr: type 7; rwg(J): uniform null",
            "scales": [{name: value for name, value in entry.items() if name != "told"} for entry in found],
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(entry["told"] for entry in found) + "\n")
    return 0


def _some(names: list[str], most: int = 10) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def _scales(instrument: Instrument) -> list[Scale]:
    """The engine's scales: those that questions with points belong to."""
    found = []
    for scale in instrument.scales:
        items = [item for item in instrument.items_of(scale.id) if item.kind == "scale"]
        if items:
            turned = frozenset(item.id for item in items if item.reverse)
            names = tuple(item.id for item in items)
            score: Literal["mean", "sum"] = "sum" if scale.score == "sum" else "mean"
            found.append(Scale(scale.id, names, turned, scale.min, scale.max, score, scale.min_answered))
    return found


def _scored(scale: Scale, instrument: Instrument, answers: Answers, options: argparse.Namespace) -> dict[str, Any]:
    given = _given(scale, instrument, answers, options.lang)
    found = spread(scores(given, scale))
    name = instrument.scale(scale.id).title.said(options.lang) or scale.id
    if found.n < instrument.floor:
        told = say("below-floor", options.lang, name=name, floor=instrument.floor)
        if (answered := int((~np.isnan(given)).any(axis=1).sum())) >= instrument.floor:
            told = _in_part(scale, name, answered, options.lang)
        return {"scale": scale.id, "n": found.n, **dict.fromkeys(_SHOWN), "told": told}
    reliability = alpha(given, options.level)
    if reliability.n < FEWEST_PEOPLE:
        reliability = Alpha(reliability.n, reliability.k, None)
    agreed = rwg_j(given, scale.points) if len(scale.items) > 1 else rwg(given[:, 0], scale.points)
    words = scale_words(scale, name, found, agreed, options.lang)
    figures = (found.mean, found.sd, found.median, found.iqr, reliability.value, reliability.low, reliability.high)
    shown = dict(zip(_SHOWN, (*figures, agreed, words), strict=True))
    return {"scale": scale.id, "n": found.n, **shown, "told": words}


def _in_part(scale: Scale, name: str, answered: int, lang: str) -> str:
    """Else somebody reads that few answered, where many answered in part."""
    return _WORDS["in-part"][lang].format(name=name, n=answered, share=round(100 * scale.min_answered))


def _given(scale: Scale, instrument: Instrument, answers: Answers, lang: str) -> Matrix:
    """People by the scale's questions, reversed ones turned; a scale that the file does not have is missing."""
    there = [item for item in scale.items if item in answers.columns]
    if there and len(there) < len(scale.items):
        missing = next(item for item in scale.items if item not in answers.columns)
        raise AnswersError("no-question", name=missing)
    labels = _labels(instrument, scale.id)
    nobody = [None] * len(answers.people)
    columns = {item: numbers(answers, item, labels) if there else nobody for item in scale.items}
    try:
        return keyed(columns, scale)
    except AnswerError as fault:
        row = answers.columns[fault.item][fault.person].row
        told = {"row": row, "item": fault.item, "value": fault.value, "low": scale.minimum, "high": scale.maximum}
        raise CouldNotRun(_WORDS["outside"][lang].format(**told)) from fault


def _labels(instrument: Instrument, scale_id: str) -> Callable[[str], float | None]:
    """A file may have the words of an answer in place of its number."""
    labels = instrument.scale(scale_id).labels
    meant = {fold(words): float(label.value) for label in labels for words in (label.text.en, label.text.es) if words}
    return lambda text: meant.get(fold(text))


def _tell_what_is_not_there(scales: list[Scale], answers: Answers, lang: str) -> None:
    absent = [scale.id for scale in scales if not any(item in answers.columns for item in scale.items)]
    for code, names in (("not-asked", absent), ("left-out", answers.others)):
        if names:
            sys.stderr.write(_WORDS[code][lang].format(names=", ".join(names)) + "\n")
