"""A syllabus as data: parts, the concepts of each, and questions in two forms that match concept by concept.

It is read from TOML and checked when it is made: `SyllabusError` names the place in the file and says what is wrong.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from commonweal.training.syllabus_faults import SyllabusError

LANGUAGES = ("en", "es")
FORMS = ("A", "B")
PLACES = "abcd"
QUESTIONS_OF_A_CONCEPT = 4
KNOWN = (
    "code", "version", "licence", "sources", "title",
    "parts", "concepts", "misconceptions", "items", "cases", "prompts",
)  # fmt: skip
KINDS_OF_CASE = ("success", "stall")
#: Of parts, concepts, questions or any other list.
MOST = 1_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
#: What the reader of TOML says of the place; at the end of the file it names no line.
LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    en: str
    es: str

    def in_language(self, language: str) -> str:
        return self.es if language.startswith("es") else self.en


@dataclass(frozen=True)
class Part:
    id: str
    title: Text
    intro: Text
    notes: Text
    minutes: int


@dataclass(frozen=True)
class Concept:
    """`teach` is the trainer's matter: questions, examples and things to do, a line each. It may be empty."""

    id: str
    part: str
    title: Text
    text: Text
    teach: Text = Text("", "")


@dataclass(frozen=True)
class Misconception:
    """What somebody believes who chooses a wrong answer."""

    id: str
    title: Text


@dataclass(frozen=True)
class Answer:
    """`misconception` is empty for the right one."""

    id: str
    text: Text
    misconception: str

    @property
    def is_right(self) -> bool:
        return not self.misconception


@dataclass(frozen=True)
class Question:
    id: str
    twin: str
    concept: str
    form: str
    text: Text
    answers: tuple[Answer, ...]
    explanation: Text

    @property
    def right(self) -> Answer:
        return next(answer for answer in self.answers if answer.is_right)


@dataclass(frozen=True)
class Case:
    """A success or a stall to talk about; `asks` are the questions put to the room."""

    id: str
    kind: str
    parts: tuple[str, ...]
    title: Text
    text: Text
    asks: tuple[Text, ...]


@dataclass(frozen=True)
class Prompt:
    """A question to oneself, which nobody else has to hear."""

    id: str
    part: str
    text: Text


@dataclass(frozen=True)
class Syllabus:
    code: str
    version: str
    licence: str
    sources: tuple[str, ...]
    title: Text
    parts: tuple[Part, ...]
    concepts: tuple[Concept, ...]
    misconceptions: tuple[Misconception, ...]
    questions: tuple[Question, ...]
    cases: tuple[Case, ...] = ()
    prompts: tuple[Prompt, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            raise SyllabusError("empty", "syllabus", name="[[parts]]")
        for kind in (self.parts, self.concepts, self.misconceptions, self.questions, self.cases, self.prompts):
            _refuse_doubles([one.id for one in kind])
        _refuse_strangers(self)
        for part in self.parts:
            if not any(concept.part == part.id for concept in self.concepts):
                raise SyllabusError("empty", f"parts.{part.id}", name="[[concepts]]")
        for question in self.questions:
            _check_question(self, question)
        for concept in self.concepts:
            _check_number(self, concept)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    def of_concept(self, concept: str, form: str | None = None) -> list[Question]:
        return [one for one in self.questions if one.concept == concept and form in (None, one.form)]

    def of_parts(self, parts: Iterable[str], form: str) -> list[Question]:
        """What a test on these parts asks, in the order of the syllabus."""
        taught = set(parts)
        return [one for concept in self.concepts if concept.part in taught for one in self.of_concept(concept.id, form)]


def read_syllabus(files: Sequence[bytes]) -> Syllabus:
    """From one file, or from several that each hold some of its lists; raises SyllabusError."""
    return syllabus_from(merged(files))


def merged(files: Sequence[bytes]) -> dict[str, Any]:
    """The files as one: lists of the same name follow each other. This is what a version keeps."""
    whole: dict[str, Any] = {}
    for content in files:
        try:
            read = tomllib.loads(content.decode("utf-8-sig"))
        except (UnicodeDecodeError, RecursionError):
            raise SyllabusError("no-text") from None
        except tomllib.TOMLDecodeError as problem:
            line = LINE.search(str(problem))
            last = content.count(b"\n") + 1
            raise SyllabusError("unreadable", line=line[1] if line else last) from None
        for name, value in read.items():
            whole[name] = [*whole.get(name, []), *value] if isinstance(value, list) else value
    return whole


def syllabus_from(data: Mapping[str, Any]) -> Syllabus:
    """Checked in full; raises SyllabusError."""
    for name in data:
        if name not in KNOWN:
            raise SyllabusError("strange", "syllabus", name=name[:60], known=", ".join(KNOWN))
    return Syllabus(
        code=_name(data, "code", "syllabus"),
        version=_word(data, "version", "syllabus"),
        licence=str(data.get("licence", "")),
        sources=tuple(map(str, _list(data, "sources", "syllabus"))),
        title=_text(data, "title", "syllabus"),
        parts=tuple(_part(one, where) for one, where in _rows(data, "parts")),
        concepts=tuple(_concept(one, where) for one, where in _rows(data, "concepts")),
        misconceptions=tuple(
            Misconception(_name(one, "id", where), _text(one, "title", where))
            for one, where in _rows(data, "misconceptions")
        ),
        questions=tuple(_question(one, where) for one, where in _rows(data, "items")),
        cases=tuple(_case(one, where) for one, where in _rows(data, "cases")),
        prompts=tuple(
            Prompt(_name(one, "id", where), _word(one, "part", where), _text(one, "text", where))
            for one, where in _rows(data, "prompts")
        ),
    )


def _rows(data: Mapping[str, Any], name: str) -> list[tuple[Mapping[str, Any], str]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SyllabusError("missing", "syllabus", name=f"[[{name}]]")
    if len(rows) > MOST:
        raise SyllabusError("large", f"[[{name}]]", most=MOST)
    return [(row, f"{name}.{row.get('id', number)}") for number, row in enumerate(rows, start=1)]


def _part(one: Mapping[str, Any], where: str) -> Part:
    minutes = one.get("minutes")
    if minutes is None:
        raise SyllabusError("missing", where, name="minutes")
    if type(minutes) is not int or not 1 <= minutes <= MOST:
        raise SyllabusError("number", where, name="minutes", most=MOST)
    title, intro, notes = (_text(one, name, where) for name in ("title", "intro", "notes"))
    return Part(_name(one, "id", where), title, intro, notes, minutes)


def _concept(one: Mapping[str, Any], where: str) -> Concept:
    teach = _text(one, "teach", where) if "teach" in one else Text("", "")
    title, text = _text(one, "title", where), _text(one, "text", where)
    return Concept(_name(one, "id", where), _word(one, "part", where), title, text, teach)


def _question(one: Mapping[str, Any], where: str) -> Question:
    place = _word(one, "place", where)
    if place not in PLACES or len(place) != 1:
        raise SyllabusError("place", where, places=", ".join(PLACES))
    wrong = one.get("wrong")
    if not isinstance(wrong, list) or len(wrong) != len(PLACES) - 1:
        raise SyllabusError("missing", where, name=f"wrong ({len(PLACES) - 1})")
    beliefs = iter([(_text({"wrong": each}, "wrong", where), _word(each, "misconception", where)) for each in wrong])
    right = _text(one, "right", where)
    answers = tuple(Answer(each, right, "") if each == place else Answer(each, *next(beliefs)) for each in PLACES)
    code = _name(one, "id", where)
    twin, concept, form = (_word(one, name, where) for name in ("twin", "concept", "form"))
    text, explanation = _text(one, "text", where), _text(one, "explanation", where)
    return Question(code, twin, concept, form, text, answers, explanation)


def _case(one: Mapping[str, Any], where: str) -> Case:
    asks = tuple(_text({"asks": ask}, "asks", where) for ask in _list(one, "asks", where))
    code, kind = _name(one, "id", where), _word(one, "kind", where)
    if kind not in KINDS_OF_CASE:
        raise SyllabusError("kind", where)
    parts = tuple(map(str, _list(one, "parts", where)))
    return Case(code, kind, parts, _text(one, "title", where), _text(one, "text", where), asks)


def _name(data: Mapping[str, Any], name: str, where: str) -> str:
    """It stands in addresses and forms, so not every character can be in it."""
    word = _word(data, name, where)
    if NAME.fullmatch(word) is None:
        raise SyllabusError("name", where, name=word[:60])
    return word


def _list(data: Mapping[str, Any], name: str, where: str) -> list[Any]:
    rows = data.get(name, [])
    if not isinstance(rows, list):
        raise SyllabusError("missing", where, name=f"{name} = [ ]")
    return rows


def _word(data: Mapping[str, Any], name: str, where: str) -> str:
    word = data.get(name) if isinstance(data, dict) else None
    if word is None or (isinstance(word, str) and not word.strip()):
        raise SyllabusError("missing", where, name=name)
    if not isinstance(word, str):
        raise SyllabusError("words", where, name=name)
    return word


def _text(data: Mapping[str, Any], name: str, where: str) -> Text:
    both = data.get(name)
    return Text(*(_word(both if isinstance(both, dict) else {}, one, f"{where}.{name}") for one in LANGUAGES))


def _refuse_doubles(ids: Sequence[str]) -> None:
    for name, times in Counter(ids).items():
        if times > 1:
            raise SyllabusError("twice", name, name=name)


def _refuse_strangers(syllabus: Syllabus) -> None:
    parts = {part.id for part in syllabus.parts}
    concepts = {concept.id for concept in syllabus.concepts}
    beliefs = {belief.id for belief in syllabus.misconceptions}
    named = [(concept.id, "part", concept.part, parts) for concept in syllabus.concepts]
    named += [(prompt.id, "part", prompt.part, parts) for prompt in syllabus.prompts]
    named += [(case.id, "part", part, parts) for case in syllabus.cases for part in case.parts]
    for question in syllabus.questions:
        named += [(question.id, "concept", question.concept, concepts), (question.id, "form", question.form, {*FORMS})]
        named += [
            (question.id, "misconception", answer.misconception, beliefs)
            for answer in question.answers
            if not answer.is_right
        ]
    for where, kind, name, known in named:
        if name not in known:
            raise SyllabusError(f"unknown-{kind}", where, name=name)


def _check_question(syllabus: Syllabus, question: Question) -> None:
    twin = syllabus.by_id.get(question.twin)
    if twin is None:
        raise SyllabusError("unknown-item", question.id, name=question.twin)
    if twin.twin != question.id or twin.form == question.form or twin.concept != question.concept:
        raise SyllabusError("twins", question.id)
    for language in LANGUAGES:
        words = [answer.text.in_language(language).casefold().strip(" .") for answer in question.answers]
        if len(set(words)) < len(words):
            raise SyllabusError("same", question.id)


def _check_number(syllabus: Syllabus, concept: Concept) -> None:
    number = [len(syllabus.of_concept(concept.id, form)) for form in FORMS]
    if sum(number) < QUESTIONS_OF_A_CONCEPT or number[0] != number[1]:
        raise SyllabusError("few", concept.id, least=QUESTIONS_OF_A_CONCEPT)
