"""A series as tidy tables with their codebook, for whoever evaluates it: people are numbers, and nothing else.

The numbers are drawn for the files. Those that people wear in the series are known to who hands out sheets.

`commonweal gains tests.csv --key key.csv` on these files gives the figures of the page on what was learned.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac

from commonweal.lib.archives import packed
from commonweal.lib.tables import Field, Row, Table, as_csv, codebook, words
from commonweal.training.models import Assessment, Series
from commonweal.training.queries.few_apart import same_people
from commonweal.training.queries.gains import FLOOR
from commonweal.training.queries.results import Asked, Results, results_of
from commonweal.training.syllabus import FORMS

RIGHT = "right"
_PERSON = Field(
    "person",
    words(
        "Number in these files, which is not the one in the series.",
        "Número en estos archivos, distinto del de la serie.",
    ),
    "integer",
    required=True,
)
_ASKED = (
    Field("phase", words("Which asking.", "Qué aplicación."), required=True, one_of=tuple(Assessment.Phase.values)),
    Field("session", words("Session it was asked in; empty after the series.",
                           "Sesión en la que se preguntó; vacía después de la serie."), "integer"),
)  # fmt: skip
PEOPLE = (
    _PERSON,
    Field("sessions", words("Number of sessions they were at.", "A cuántas sesiones asistió."), "integer",
          required=True),
    Field("first_test", words("Took the first test.", "Hizo la primera prueba."), "boolean", required=True),
    Field("last_test", words("Took the last test.", "Hizo la última prueba."), "boolean", required=True),
    Field("first_test_late", words("Took the first test when the last one was open already; it is in no figure.",
                                   "Hizo la primera prueba cuando ya se había abierto la última; no entra en ninguna "
                                   "cifra."), "boolean", required=True),
)  # fmt: skip
TESTS = (
    _PERSON,
    *_ASKED,
    Field("form", words("Form that this person was given.", "Forma que recibió esta persona."), required=True,
          one_of=FORMS),
    Field("item", words("Name of the question; its twin in the other form has the same.",
                        "Nombre de la pregunta; su par en la otra forma tiene el mismo."), required=True),
    Field("question", words("The very question.", "La pregunta exacta."), required=True),
    Field("concept", words("Concept that it asks about.", "Concepto por el que pregunta."), required=True),
    Field("answer", words("right, or the misconception behind the answer; empty where it was left out.",
                          "right, o la idea errónea de la respuesta; vacío si no respondió.")),
    Field("chosen", words("Place of the answer chosen.", "Lugar de la respuesta elegida.")),
    Field("mark", words("1 for a right answer, else 0.", "1 si acertó; si no, 0."), "integer", required=True),
)  # fmt: skip
KEY = (
    Field("item", words("As in the table tests.", "Como en la tabla tests."), required=True),
    Field("correct", words("What the column answer says of a right one.", "Lo que dice answer si acertó."),
          required=True),
    Field("concept", words("Concept that it asks about.", "Concepto por el que pregunta."), required=True),
    Field("text_en", words("The question of form A, in English.", "La pregunta de la forma A, en inglés.")),
    Field("text_es", words("The question of form A, in Spanish.", "La pregunta de la forma A, en español.")),
    Field("twin_en", words("The question of form B, in English.", "La pregunta de la forma B, en inglés.")),
    Field("twin_es", words("The question of form B, in Spanish.", "La pregunta de la forma B, en español.")),
)  # fmt: skip
SCALES = (
    _PERSON,
    *_ASKED,
    Field("moment", words("Which of several askings.", "Cuál de varias aplicaciones.")),
    Field("item", words("Statement or question.", "Afirmación o pregunta."), required=True),
    Field("time", words("then or now where it was asked for both, looking back.",
                        "then o now cuando se preguntó por ambos, mirando atrás.")),
    Field("answer", words("As given; reversed statements are not turned.",
                          "Como se dio; las afirmaciones invertidas no se giran."), required=True),
    Field("reversed", words("Whether a high answer means little of it.", "Si una respuesta alta significa poco."),
          "boolean", required=True),
    Field("text_en", words("What was asked, in English.", "Lo que se preguntó, en inglés.")),
    Field("text_es", words("What was asked, in Spanish.", "Lo que se preguntó, en español.")),
)  # fmt: skip


def evaluation_of(reader: Any, series: Series, at: datetime) -> Results | None:
    """What may be taken out; None of a cohort so small that everybody could be told. Raises Http404."""
    results = results_of(reader, series, at)
    return results if len(results.takers) >= FLOOR else None


def standing_alone(results: Results) -> int:
    """People whom somebody could find in the files who knows at which sessions they were.

    Those are they who share with fewer than five what they answered at all: it shows when they were there.
    """
    answered = {
        taker.number: (
            len(taker.attended), taker.number in results.late_firsts,
            *(key for key, sheets in results.sheets.items() if taker.number in sheets),
        )
        for taker in results.takers
    }  # fmt: skip
    alike = Counter(answered.values())
    return sum(number for number in alike.values() if number < FLOOR)


def number_in_files(series: Series, number: int) -> int:
    """The same in all files and at all times. Phones and paper say people's own numbers; these cannot be reckoned."""
    return int(salted_hmac("training.files", f"{series.pk}.{number}", algorithm="sha256").hexdigest()[:10], 16)


def tables_of(results: Results, series: Series) -> list[Table]:
    tables = [
        Table("people", words("Everybody in the cohort", "Todas las personas del grupo"), PEOPLE,
              _renumbered(_people(results), series), ("person",)),
        Table("tests", words("Answers to tests", "Respuestas a las pruebas"), TESTS,
              _renumbered(_tests(results), series), ("person", "phase", "session", "question"),
              {"person": ("people", "person"), "item": ("key", "item")}),
        Table("key", words("Right answers", "Respuestas correctas"), KEY, list(_key(results)), ("item",)),
        Table("scales", words("What people say of themselves", "Lo que las personas dicen de sí mismas"), SCALES,
              _renumbered(_scales(results), series), ("person", "phase", "session", "moment", "item", "time"),
              {"person": ("people", "person")}),
    ]  # fmt: skip
    return [*tables, codebook(tables)]


def archive_of(results: Results, series: Series) -> bytes:
    return packed({f"{table.name}.csv": as_csv(table) for table in tables_of(results, series)})


def _renumbered(rows: Iterator[Row], series: Series) -> list[Row]:
    """In the order of the new numbers: that of the rows would tell the old ones."""
    told = [{**row, "person": number_in_files(series, int(str(row["person"])))} for row in rows]
    return sorted(told, key=lambda row: row["person"])


def _people(results: Results) -> Iterator[Row]:
    took = {
        phase: {number for asked in results.of_phase(phase) for number in results.marks(asked)}
        for phase in (Assessment.Phase.PRE, Assessment.Phase.POST)
    }
    for taker in results.takers:
        yield {
            "person": taker.number, "sessions": len(taker.attended),
            "first_test": taker.number in took[Assessment.Phase.PRE],
            "last_test": taker.number in took[Assessment.Phase.POST],
            "first_test_late": taker.number in results.late_firsts,
        }  # fmt: skip


def _tests(results: Results) -> Iterator[Row]:
    """Without the few sheets that are counted nowhere: the page's figures beside them would be their answers again."""
    for asked in results.asked:
        people = same_people(results, asked)
        for number, given in results.answers(asked).items():
            if people is not None and number not in people:
                continue
            for item in results.items(asked, number):
                yield _answered(results, asked, number, item, given.get(item, ""))


def _answered(results: Results, asked: Asked, number: int, item: str, chosen: str) -> Row:
    question = results.syllabus.by_id[item]
    belief = next((answer.misconception for answer in question.answers if answer.id == chosen), "")
    mark = results.mark(item, chosen)
    return {
        "person": number, "phase": asked.phase, "session": asked.session, "form": results.form(asked, number),
        "item": results.pair(item), "question": item, "concept": question.concept,
        "answer": RIGHT if mark else belief, "chosen": chosen, "mark": mark,
    }  # fmt: skip


def _key(results: Results) -> Iterator[Row]:
    """Of what the first and the last test ask: that is what is compared."""
    asked = {
        results.pair(item)
        for phase in (Assessment.Phase.PRE, Assessment.Phase.POST)
        for one in results.of_phase(phase)
        for items in one.forms.values()
        for item in items
    }
    for question in results.syllabus.questions:
        if question.id in asked:
            twin = results.syllabus.by_id[question.twin]
            yield {
                "item": question.id, "correct": RIGHT, "concept": question.concept, "text_en": question.text.en,
                "text_es": question.text.es, "twin_en": twin.text.en, "twin_es": twin.text.es,
            }  # fmt: skip


def _scales(results: Results) -> Iterator[Row]:
    for asked in results.asked:
        if asked.is_test:
            continue
        items = {item.id: item for item in asked.instrument.in_order}
        for number, given in results.answers(asked).items():
            for name, answer in given.items():
                both = answer if isinstance(answer, dict) else {"": answer}
                for time, value in both.items():
                    yield {
                        "person": number, "phase": asked.phase, "session": asked.session, "moment": asked.moment,
                        "item": name, "time": time, "answer": str(value), "reversed": items[name].reverse,
                        "text_en": items[name].text.en, "text_es": items[name].text.es,
                    }  # fmt: skip
