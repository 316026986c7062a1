"""Questions of a bank, as GIFT, Aiken, Moodle XML and QTI have them, and the instrument that they become.

One answer is right or several, wrong ones have comments, a text or a number is marked; that is the part all four share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from commonweal.engines.questionnaires.faults import InstrumentError
from commonweal.engines.questionnaires.html_words import has_tags, words_of
from commonweal.engines.questionnaires.incoming import (
    WHOLE_FILE,
    Imported,
    Naming,
    NotCarried,
    Place,
    QuestionFileError,
)
from commonweal.engines.questionnaires.instrument import MODES, MOST_ITEMS, Instrument
from commonweal.engines.questionnaires.parts import NO_WORDS, Item, Option, Section, Text

#: What becomes of it: `choice` one of its answers, `choices` several, `truth` true or false, `text` and `number` what
#: somebody writes, `pairs` one choice for each pair, `words` an introduction, `other` nothing.
FORMS = ("choice", "choices", "truth", "text", "number", "pairs", "words", "other")
_TRUTH = {"true": Text("True", "Verdadero"), "false": Text("False", "Falso")}
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Answer:
    """`credit` is the share of the marks it gives: 1 is right, 0 or less is wrong. `pair` is what it goes with."""

    text: str
    credit: float = 0.0
    comment: str = ""
    pair: str = ""


@dataclass(frozen=True)
class Question:
    place: Place
    form: str
    text: str
    answers: tuple[Answer, ...] = ()
    name: str = ""
    id: str = ""
    concept: str = ""
    explanation: str = ""
    hint: str = ""
    #: As their program calls it, where there is nothing like it here.
    kind: str = ""
    not_carried: tuple[NotCarried, ...] = ()
    #: Whether their texts are HTML for certain; else they are looked at.
    html: bool | None = None


def import_bank(questions: Iterable[Question], naming: Naming, form: str) -> Imported:
    builder = _Builder(naming)
    for question in questions:
        builder.add(question)
    return builder.imported(form)


class _Builder:
    """Puts questions one after another and keeps account of what is lost."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._items: list[Item] = []
        self._sections: list[Section] = []
        self._lost: list[NotCarried] = []

    def add(self, question: Question) -> None:
        if len(self._items) > MOST_ITEMS or len(self._sections) > MOST_ITEMS:
            raise QuestionFileError("too-many", limit=MOST_ITEMS)
        self._lost += question.not_carried
        text = self._plain(question, question.text) or question.name
        if question.form == "other":
            self._lose(question, "kind", kind=question.kind)
        elif not text:
            self._lose(question, "no-words")
        elif question.form == "words":
            number = len(self._sections) + 1
            title = question.name or f"{number}"
            self._sections.append(Section(f"part-{number}", self._said(title), self._said(text)))
        elif question.form == "pairs":
            self._add_pairs(question, text)
        elif question.form in ("choice", "choices", "truth"):
            self._add_choice(question, text)
        else:
            self._add_open(question, text)

    def imported(self, form: str) -> Imported:
        naming = self._naming
        if not self._items:
            raise QuestionFileError("no-questions")
        if len(self._items) > MOST_ITEMS:
            raise QuestionFileError("too-many", limit=MOST_ITEMS)
        used = {item.section for item in self._items}
        return Imported(
            made(
                Instrument,
                code=naming.code,
                version=naming.version,
                title=self._said(naming.title_or()),
                items=tuple(self._items),
                sections=tuple(section for section in self._sections if section.id in used),
                languages=(naming.language,),
                modes=MODES,
            ),
            (one_language(naming.language), *self._lost),
            form,
        )

    def _said(self, words: str) -> Text:
        return replace(NO_WORDS, **{self._naming.language: words}) if words else NO_WORDS

    def _lose(self, question: Question, code: str, **params: object) -> None:
        self._lost.append(NotCarried(question.place, code, params))

    def _plain(self, question: Question, text: str) -> str:
        if not (question.html or (question.html is None and has_tags(text))):
            return text.strip()
        words = words_of(text)
        for picture in words.pictures:
            self._lose(question, "picture", name=picture)
        for medium in words.media:
            self._lose(question, "media", name=medium)
        return words.text

    def _item(self, question: Question, text: str, kind: str, options: Sequence[Option] = (), part: str = "") -> Item:
        section = self._sections[-1].id if self._sections else ""
        return Item(
            id=self._id(question.id, part),
            section=section,
            kind=kind,
            text=self._said(text),
            hint=self._said(self._plain(question, question.hint)),
            options=tuple(options),
            concept=question.concept,
            explanation=self._said(self._explanation(question)),
        )

    def _id(self, wanted: str, part: str) -> str:
        """Theirs, if it can be an id here; else the number of the question."""
        taken = {item.id for item in self._items}
        plain = _NOT_IN_AN_ID.sub("-", wanted).strip("-")[:50]
        candidate = f"{plain}-{part}" if plain and part else plain
        return candidate if candidate and candidate not in taken else f"q{len(self._items) + 1}"

    def _explanation(self, question: Question) -> str:
        """Their general comment, else the one on the right answer."""
        general = self._plain(question, question.explanation)
        praised = [answer for answer in question.answers if answer.credit > 0 and answer.comment]
        if question.form in ("text", "number", "pairs"):
            praised = [answer for answer in question.answers if answer.comment]
        kept = "" if general or not praised else self._plain(question, praised[0].comment)
        for answer in praised[1:] if kept else praised:
            self._lose(question, "comment", answer=self._plain(question, answer.text)[:60])
        return general or kept

    def _add_choice(self, question: Question, text: str) -> None:
        answers = [answer for answer in question.answers if self._plain(question, answer.text)]
        if len(answers) < 2:
            self._lose(question, "one-answer")
            return
        best = max(answer.credit for answer in answers)
        partial = [answer.credit for answer in answers if answer.credit not in (0, 1)]
        several = question.form == "choices"
        if partial:
            self._lose(question, "part-marks", weights=", ".join(f"{credit:.0%}" for credit in partial))
        options = [
            Option(
                id=letters(number),
                text=self._answer(question, answer),
                correct=answer.credit > 0 if several else 0 < answer.credit == best,
                misconception=self._said(self._plain(question, answer.comment)) if answer.credit <= 0 else NO_WORDS,
            )
            for number, answer in enumerate(answers)
        ]
        if best <= 0:
            self._lose(question, "keys")
        self._items.append(self._item(question, text, "choices" if several else "choice", options))

    def _answer(self, question: Question, answer: Answer) -> Text:
        words = self._plain(question, answer.text)
        if question.form == "truth" and words.lower() in _TRUTH:
            words = getattr(_TRUTH[words.lower()], self._naming.language)
        return self._said(words)

    def _add_open(self, question: Question, text: str) -> None:
        code = "right-number" if question.form == "number" else "accepted"
        accepted = [self._plain(question, answer.text) for answer in question.answers if answer.credit > 0]
        if accepted:
            self._lose(question, code, answers="; ".join(accepted)[:200])
        self._items.append(self._item(question, text, question.form))

    def _add_pairs(self, question: Question, text: str) -> None:
        rights = list(dict.fromkeys(self._plain(question, answer.pair) for answer in question.answers))
        asked = [answer for answer in question.answers if self._plain(question, answer.text)]
        if len(rights) < 2 or not asked:
            self._lose(question, "one-answer")
            return
        self._lose(question, "pairs", count=len(asked))
        for number, answer in enumerate(asked, start=1):
            right = self._plain(question, answer.pair)
            options = [Option(letters(at), self._said(words), words == right) for at, words in enumerate(rights)]
            asks = f"{text} {self._plain(question, answer.text)}"
            self._items.append(self._item(question, asks, "choice", options, part=str(number)))


def one_language(language: str) -> NotCarried:
    english = language == "es"
    missing = {
        "missing_en": "English" if english else "Spanish",
        "missing_es": "inglés" if english else "español",
    }
    return NotCarried(WHOLE_FILE, "one-language", missing)


def made(kind: type[Instrument], **given: object) -> Instrument:
    """An instrument out of their parts; what it cannot be is a fault of the file."""
    try:
        return kind(**given)  # type: ignore[arg-type]
    except InstrumentError as error:
        raise QuestionFileError("instrument", why_en=error.message("en"), why_es=error.message("es")) from error


def letters(number: int) -> str:
    """a, b, … z, aa, ab, …"""
    high, low = divmod(number, 26)
    return (letters(high - 1) if high else "") + chr(ord("a") + low)
