"""The answers of a closed survey as files: tidy rows, the questions and options behind them, and what columns mean."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.engines.questionnaires import write_instrument
from commonweal.engines.questionnaires.tidy import STATUSES, Sheets, option_rows, question_rows, tidy
from commonweal.instruments import rules
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import Answers, answers_of
from commonweal.instruments.queries.handing_out import blocks_to_hand_out, withheld
from commonweal.lib.tables import Field, Table, as_csv, codebook, words

#: A question whose answers are in no file: one row says so.
WITHHELD = "withheld"
_ANONYMOUS_PERSON = Field(
    "person",
    words(
        "Which rows are of one sheet, within one scale. Who skipped a question of a scale has no row here that joins "
        "their answers: each stands alone, so that nobody is found by it. A scale scored from this file counts those "
        "who answered all of it; the page of results counts more people.",
        "Qué filas son de una misma hoja, dentro de una escala. Quien dejó sin responder una pregunta de la escala no "
        "tiene aquí filas unidas: cada respuesta va sola, para que nadie la reconozca por eso. Una escala calculada "
        "con este archivo cuenta a quienes respondieron todo; la página de resultados cuenta a más personas.",
    ),
    required=True,
)
ANSWERS = (
    Field("person", words("Which rows are of one sheet.", "Qué filas son de una misma hoja."), required=True),
    Field("code", words("Pseudonym of the respondent.", "Seudónimo de quien respondió.")),
    Field("name", words("Who answered.", "Quién respondió.")),
    Field("organization", words("For which organization.", "Por qué organización.")),
    Field("group", words("Group, where it may be told.", "Grupo, si se puede decir.")),
    Field("item", words("Code of the question.", "Código de la pregunta."), required=True),
    Field(
        "answer",
        words(
            "The answer as it was given: a point, a number, words, or codes of options with | between them.",
            "La respuesta tal como se dio: un punto, un número, palabras o códigos de opciones separados por |.",
        ),
    ),
    Field(
        "status",
        words(
            "Why there is no answer. Withheld: fewer people answered than may be told, or it is in people's own words.",
            "Por qué no hay respuesta. Reservada (withheld): respondieron menos personas de las que se puede decir, o "
            "son palabras propias.",
        ),
        required=True,
        one_of=(*STATUSES, WITHHELD),
    ),
)
QUESTIONS = (
    Field("number", words("Its place in the order of asking.", "Su lugar en el orden."), "integer", required=True),
    Field("item", words("Code of the question.", "Código de la pregunta."), required=True),
    Field("time", words("Asked about then or now.", "Preguntada sobre antes o ahora."), one_of=("then", "now")),
    Field("section", words("Code of its section.", "Código de su sección.")),
    Field("kind", words("Kind of answer.", "Tipo de respuesta."), required=True),
    Field("scale", words("Scale to which it counts.", "Escala a la que cuenta.")),
    Field(
        "reverse",
        words("True: more points mean less of the scale.", "Verdadero: más puntos significan menos de la escala."),
        "boolean",
    ),
    Field("lowest", words("Lowest possible answer.", "Respuesta más baja posible."), "number"),
    Field("highest", words("Highest possible answer.", "Respuesta más alta posible."), "number"),
    Field("required", words("Whether it had to be answered.", "Si era obligatoria."), "boolean", required=True),
    Field("shown_if", words("On which answers it was shown.", "Con qué respuestas se mostró.")),
    Field("text_en", words("The question in English.", "La pregunta en inglés.")),
    Field("text_es", words("The question in Spanish.", "La pregunta en español.")),
)
OPTIONS = (
    Field("item", words("Code of the question.", "Código de la pregunta."), required=True),
    Field("answer", words("What stands in the answers.", "Lo que aparece en las respuestas."), required=True),
    Field("right", words("Whether it is a right answer.", "Si es una respuesta correcta."), "boolean"),
    Field("text_en", words("Its words in English.", "Sus palabras en inglés.")),
    Field("text_es", words("Its words in Spanish.", "Sus palabras en español.")),
)
#: Columns that only some surveys have.
_OF_SOME = ("code", "name", "organization")


def may_hand_out(reader: Any, survey: Survey, at: datetime) -> bool:
    """Whether there is a file of answers for this reader."""
    if survey.closed_at is None or not rules.may_read_results(reader, survey, at):
        return False
    if survey.mode != Survey.Mode.ANONYMOUS and not rules.may_run(reader, survey, at):
        return False
    return answers_of(reader, survey, at).n > 0


def answers_to_hand_out(reader: Any, survey: Survey, at: datetime) -> dict[str, bytes]:
    """Files by name; raises Http404 where this reader may not have them, or where too few answered.

    Whole rows, under names or codes, are for whoever runs the survey, and so are words of people's own. Anonymous
    rows are taken apart by scale.
    """
    if not may_hand_out(reader, survey, at):
        raise Http404
    found = answers_of(reader, survey, at)
    tables = answer_tables(found, with_words=rules.may_run(reader, survey, at))
    files = {f"{table.name}.csv": as_csv(table, marked=True) for table in (*tables, codebook(tables))}
    return files | {"questions.toml": write_instrument(found.instrument).encode()}


def answer_tables(found: Answers, *, with_words: bool) -> list[Table]:
    """Answers, questions and options."""
    instrument, about = found.instrument, _about(found)
    rows = list(tidy(instrument, _sheets(found, about, with_words)))
    rows += [
        {"person": key, "group": "", "item": key, "status": WITHHELD, **dict.fromkeys(about, "")}
        for key in sorted(withheld(found, with_words=with_words))
    ]
    fields = tuple(field for field in ANSWERS if field.name not in _OF_SOME or field.name in about)
    if found.survey.mode == Survey.Mode.ANONYMOUS:
        fields = (_ANONYMOUS_PERSON, *fields[1:])
    items = {"item": ("questions", "item")}
    options = list(option_rows(instrument))
    return [
        Table("answers", words("Answers", "Respuestas"), fields, rows, ("person", "item"), items),
        Table("questions", words("Questions", "Preguntas"), QUESTIONS, list(question_rows(instrument)), ("item",)),
        Table("options", words("Options", "Opciones"), OPTIONS, options, ("item", "answer"), items),
    ]


def _sheets(found: Answers, about: Mapping[str, tuple[str, ...]], with_words: bool) -> list[Sheets]:
    blocks = blocks_to_hand_out(found, with_words=with_words)
    if found.survey.mode != Survey.Mode.ANONYMOUS:
        return [Sheets(block.columns, block.groups, "", tuple(about.items()), found.asked) for block in blocks]
    return [Sheets(block.columns, block.groups, block.name) for block in blocks]


def _about(found: Answers) -> dict[str, tuple[str, ...]]:
    """What stands beside each row, where there is something."""
    said = {
        "code": found.codes,
        "name": found.names,
        "organization": tuple(str(one) if one else "" for one in found.organisations),
    }
    return {name: values for name, values in said.items() if any(values)}
