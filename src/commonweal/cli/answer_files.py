"""Files of answers in any dialect: a column a question, or a row an answer; and the key of a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from commonweal.engines.measures.fact_files import FactsError, fill_numbers, open_columns, read_columns, refuse_unmapped
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.number_columns import NumberColumn
from commonweal.engines.measures.number_reading import ESTIMATED, NUMBER, readings, token_status
from commonweal.engines.measures.sources import Table, open_table

PERSON, ITEM, ANSWER, PHASE = "person", "item", "answer", "phase"
CORRECT, CONCEPT = "correct", "concept"
#: What people call the first column, where none is called person.
_PEOPLE = {"id", "respondent", "respondent_id", "participant", "student", "persona", "participante"}
#: A column that is known by its name weighs more than any number of others, where a header is looked for.
_KNOWN = 10_000
WORDS = {
    "no-answers": {
        "en": "The file has no answers. Name one with a row for each person, or for each answer.",
        "es": "El archivo no tiene respuestas. Indique uno con una fila por persona o por respuesta.",
    },
    "no-question": {
        "en": "The file has no column for {name}. Add it, or name yours with --map YOURS={name}.",
        "es": "El archivo no tiene una columna para {name}. Añádala, o indique la suya con --map SUYA={name}.",
    },
    "question-twice": {
        "en": "Two columns are called {name}. Rename one of them.",
        "es": "Dos columnas se llaman {name}. Cambie el nombre de una.",
    },
    "person-twice": {
        "en": "Row {row}: {name} stands twice. Keep one of the two.",
        "es": "Fila {row}: {name} aparece dos veces. Deje una de las dos.",
    },
    "no-person": {
        "en": "Row {row}: It has answers and no {name}. Fill it in, or take the row out.",
        "es": "Fila {row}: Tiene respuestas y ningún valor en {name}. Complételo o quite la fila.",
    },
    "no-number": {
        "en": "Row {row}, {column}: {text} is not a number. Correct it, or name the questions with --items.",
        "es": "Fila {row}, {column}: {text} no es un número. Corríjalo, o indique las preguntas con --items.",
    },
    "no-key": {
        "en": "The key needs the columns item and correct, and a row for each question. It has no {name}.",
        "es": "La clave necesita las columnas item y correct, y una fila por pregunta. No tiene {name}.",
    },
    "key-twice": {
        "en": "Row {row} of the key: {name} stands twice. Keep one of the two.",
        "es": "Fila {row} de la clave: {name} aparece dos veces. Deje una de las dos.",
    },
    "no-right-answer": {
        "en": "Row {row} of the key: {name} has no right answer. Fill it in, or take the row out.",
        "es": "Fila {row} de la clave: {name} no tiene respuesta correcta. Complétela o quite la fila.",
    },
}


class AnswersError(ValueError):
    """Answers that cannot be used; says where and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


@dataclass(frozen=True)
class Cell:
    """An answer as it was written, None where there is none, and the row it stands in."""

    text: str | None
    row: int


@dataclass(frozen=True)
class Answers:
    """By question, a cell for each person. `others` are columns that are no question that was asked for."""

    people: list[str]
    columns: dict[str, list[Cell]]
    others: list[str]
    #: Where no `;` cuts the file, `1.234` is a decimal.
    plain: bool = True


@dataclass(frozen=True)
class Answer:
    """One row of a tidy file."""

    row: int
    person: str
    phase: str
    item: str
    text: str | None


@dataclass(frozen=True)
class Right:
    """A question's right answer, and what it is about."""

    correct: str
    concept: str | None


@dataclass(frozen=True)
class How:
    """How the person wants a file to be read."""

    mapping: Mapping[str, str]
    sheet: str | None = None


def read_answers(source: Path | bytes, how: How, wanted: Sequence[str] | None = None) -> Answers:
    """Wide or tidy, by what the header says. Without `wanted` every column but person is a question."""
    theirs = {fold(their): our for their, our in how.mapping.items()}
    known = {fold(name) for name in (*(wanted or ()), PERSON, ITEM, ANSWER)}

    def role(title: str) -> str:
        return " ".join(theirs.get(fold(title), title).replace("\ufeff", "").split())

    def score(cells: Sequence[str]) -> int:
        names = {fold(role(cell)) for cell in cells} - {""}
        return _KNOWN * len(names & known) + len({name for name in names if not readings(name)})

    table = open_table(source, score, sheet=how.sheet, limits=Limits())
    refuse_unmapped([table], how.mapping)
    titles = [role(title) for title in table.header]
    folded = [fold(title) for title in titles]
    if ITEM in folded and ANSWER in folded:
        return _tidy(source, how, wanted)
    return _wide(table, titles, wanted)


def _wide(table: Table, titles: list[str], wanted: Sequence[str] | None) -> Answers:
    person = _person_column(titles, wanted)
    ours = {fold(name): name for name in wanted} if wanted is not None else {}
    positions: dict[str, int] = {}
    others = []
    for place, title in enumerate(titles):
        if not title or place == person:
            continue
        name = ours.get(fold(title)) if wanted is not None else title
        if name is None:
            others.append(title)
        elif fold(name) in map(fold, positions):
            raise AnswersError("question-twice", name=name)
        else:
            positions[name] = place
    return _people(table, positions, person, others)


def _person_column(titles: list[str], wanted: Sequence[str] | None) -> int | None:
    folded = [fold(title) for title in titles]
    if PERSON in folded:
        return folded.index(PERSON)
    asked = {fold(name) for name in wanted or ()}
    return 0 if folded and folded[0] in _PEOPLE - asked else None


def _people(table: Table, positions: dict[str, int], person: int | None, others: list[str]) -> Answers:
    # A question may be called person too, if the column of people has another name.
    who = "\0person"
    places = {**positions, **({} if person is None else {who: person})}
    columns: dict[str, list[Cell]] = {name: [] for name in positions}
    seen: dict[str, str] = {}
    for rows, texts, _ in read_columns(table, places, (), {})[0]:
        said = {name: array.to_pylist() for name, array in texts.items()}
        for i, row in enumerate(rows.tolist()):
            given = {name: _given(said[name][i]) for name in positions}
            name = str(row) if person is None else said[who][i]
            if not any(text is not None for text in given.values()) and (person is None or not name):
                continue
            if not name:
                raise AnswersError("no-person", row=row, name=table.header[person or 0])
            if fold(name) in seen:
                raise AnswersError("person-twice", row=row, name=name)
            seen[fold(name)] = name
            for item, text in given.items():
                columns[item].append(Cell(text, row))
    if not seen:
        raise AnswersError("no-answers")
    return Answers(list(seen.values()), columns, others, table.dialect.delimiter != ";")


def _given(text: str | None) -> str | None:
    """Blank, NA and their like are no answers."""
    return None if text is None or token_status(text) is not None else text


def _tidy(source: Path | bytes, how: How, wanted: Sequence[str] | None) -> Answers:
    ours = {fold(name): name for name in wanted} if wanted is not None else None
    people: dict[str, str] = {}
    found: dict[str, dict[str, Cell]] = {name: {} for name in wanted or ()}
    others: dict[str, str] = {}
    for answer in read_tidy(source, how):
        name = answer.item if ours is None else ours.get(fold(answer.item))
        if name is None:
            others.setdefault(fold(answer.item), answer.item)
            continue
        if ours is None:
            name = next((known for known in found if fold(known) == fold(name)), name)
        person = fold(answer.person)
        people.setdefault(person, answer.person)
        if person in found.setdefault(name, {}):
            raise AnswersError("person-twice", row=answer.row, name=f"{answer.person}, {name}")
        found[name][person] = Cell(answer.text, answer.row)
    if not people:
        raise AnswersError("no-answers")
    blank = Cell(None, 0)
    columns = {name: [cells.get(person, blank) for person in people] for name, cells in found.items() if cells}
    return Answers(list(people.values()), columns, list(others.values()))


def read_tidy(source: Path | bytes, how: How, *, phases: bool = False) -> Iterator[Answer]:
    """A row an answer: person, item, answer and, of tests, phase."""
    names = (PERSON, PHASE, ITEM, ANSWER) if phases else (PERSON, ITEM, ANSWER)
    table, positions = _opened(source, names, names, how, "no-question")
    refuse_unmapped([table], how.mapping)
    for rows, texts, _ in read_columns(table, positions, (), {})[0]:
        said = {name: array.to_pylist() for name, array in texts.items()}
        for i, row in enumerate(rows.tolist()):
            one = {name: said[name][i] for name in names}
            if not any(one.values()):
                continue
            for name in names:
                if name != ANSWER and not one[name]:
                    raise AnswersError("no-person", row=row, name=name)
            yield Answer(row, one[PERSON], one.get(PHASE) or "", one[ITEM], _given(one[ANSWER]))


def read_totals(source: Path | bytes, how: How, tests: Sequence[str]) -> dict[str, dict[str, float]] | None:
    """By test, the points of each person who took it: a row a person, a column a test. None where one is missing."""
    answers = read_answers(source, how, tests)
    if set(answers.columns) != set(tests):
        return None
    read = {test: numbers(answers, test) for test in tests}
    return {
        test: {fold(who): value for who, value in zip(answers.people, values, strict=True) if value is not None}
        for test, values in read.items()
    }


def read_key(source: Path | bytes, how: How) -> dict[str, Right]:
    """Each question's right answer, in the order of the key."""
    table, positions = _opened(source, (ITEM, CORRECT, CONCEPT), (ITEM, CORRECT), How({}, how.sheet), "no-key")
    found: dict[str, Right] = {}
    seen = set()
    for rows, texts, _ in read_columns(table, positions, (), {})[0]:
        said = {name: array.to_pylist() for name, array in texts.items()}
        for i, row in enumerate(rows.tolist()):
            item, correct = said[ITEM][i], said[CORRECT][i]
            if not item and not correct:
                continue
            if not item:
                raise AnswersError("no-person", row=row, name=ITEM)
            if fold(item) in seen:
                raise AnswersError("key-twice", row=row, name=item)
            if not correct:
                raise AnswersError("no-right-answer", row=row, name=item)
            seen.add(fold(item))
            found[item] = Right(correct, said[CONCEPT][i] if CONCEPT in said else None)
    if not found:
        raise AnswersError("no-key", name=ITEM)
    return found


def _opened(
    source: Path | bytes, names: Sequence[str], required: Sequence[str], how: How, code: str
) -> tuple[Table, dict[str, int]]:
    try:
        return open_columns(source, names, required, how.mapping, how.sheet)
    except FactsError as fault:
        if fault.code != "missing-column":
            raise
        raise AnswersError(code, **fault.params) from fault


def numbers(answers: Answers, item: str, words: Callable[[str], float | None] | None = None) -> list[float | None]:
    """A question's answers as numbers, in the decimal sign that its column shows; `words` reads what labels say."""
    cells = answers.columns[item]
    meant = [cell.text and words(cell.text) if words else None for cell in cells]
    texts = ["" if said is not None else cell.text or "" for cell, said in zip(cells, meant, strict=True)]
    column = NumberColumn({}, answers.plain)
    read = column.read(pa.array(texts, pa.string()))
    column.settle()
    rows = np.array([cell.row for cell in cells])
    try:
        fill_numbers(rows, item, read, column, np.zeros(read.odd_rows.shape, dtype=bool))
    except FactsError as fault:
        if fault.code != "not-a-number-at":
            raise
        raise AnswersError("no-number", **fault.params) from fault
    known = np.isin(read.status, (NUMBER, ESTIMATED))
    found = [float(value) if there else None for value, there in zip(read.values, known, strict=True)]
    return [value if said is None else float(said) for value, said in zip(found, meant, strict=True)]
