"""Aiken: a question, its answers as A) to Z), and a line ANSWER: with one letter, in a plain text file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from commonweal.engines.questionnaires.bank import Answer, Question, import_bank
from commonweal.engines.questionnaires.incoming import Imported, Naming, Place, QuestionFileError, text_of

_OPTION = re.compile(r"\s*([A-Z])\s*[.)]\s+(.*\S)\s*")
ANSWER = re.compile(r"\s*ANSWER:\s*(\S.*?)\s*", re.IGNORECASE)


def import_aiken(content: bytes, naming: Naming) -> Imported:
    return import_bank(parse(text_of(content)), naming, "aiken")


@dataclass
class _Reading:
    line: int = 0
    words: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)


def parse(text: str) -> Iterator[Question]:
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        reading.line = reading.line or number
        if found := ANSWER.fullmatch(line):
            yield _question(reading, found[1].upper().rstrip(".)"), number)
            reading = _Reading()
        elif found := _OPTION.fullmatch(line):
            reading.options[found[1]] = found[2]
        elif reading.options:
            # Moodle refuses an answer that goes on in the next line, and so a forgotten ANSWER is found.
            raise QuestionFileError("no-answer", Place("line", str(number)))
        else:
            reading.words.append(line.strip())
    if reading.options:
        raise QuestionFileError("no-answer", Place("line", str(reading.line)))
    if reading.words:
        raise QuestionFileError("no-options", Place("line", str(reading.line)))


def _question(reading: _Reading, right: str, line: int) -> Question:
    if not reading.options or not reading.words:
        raise QuestionFileError("no-options", Place("line", str(reading.line)))
    if right not in reading.options:
        raise QuestionFileError("answer-not-listed", Place("line", str(line)), value=right[:20])
    answers = tuple(Answer(words, float(letter == right)) for letter, words in reading.options.items())
    return Question(Place("line", str(reading.line)), "choice", " ".join(reading.words), answers, html=False)
