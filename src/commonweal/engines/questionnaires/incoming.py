"""What comes out of another program's file: an instrument, and what could not be carried over, with where and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.engines.questionnaires.faults import in_a_line
from commonweal.engines.questionnaires.incoming_words import FAULTS, NOT_CARRIED, PLACES
from commonweal.engines.questionnaires.instrument import Instrument

#: A bank of a thousand questions with comments is about half of it.
MOST_BYTES = 8 << 20
_BINARY = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")


@dataclass(frozen=True)
class Place:
    """Where in their file: a line, a row of a sheet, an element; `kind` is one of `PLACES`."""

    kind: str = "file"
    at: str = ""

    def said(self, lang: str) -> str:
        return PLACES[self.kind][lang].format(at=in_a_line(self.at))


WHOLE_FILE = Place()


class QuestionFileError(ValueError):
    """A file of questions that cannot be read: where, what happened and what to do, in one line."""

    def __init__(self, code: str, place: Place = WHOLE_FILE, **params: object) -> None:
        self.code, self.place, self.params = code, place, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        said = FAULTS[self.code][lang].format(**{key: in_a_line(value) for key, value in self.params.items()})
        return said if self.place == WHOLE_FILE else f"{self.place.said(lang)}: {said}"


@dataclass(frozen=True)
class NotCarried:
    """One thing of their file that has no place here."""

    place: Place
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def where(self, lang: str) -> str:
        return self.place.said(lang)

    def what(self, lang: str) -> str:
        return NOT_CARRIED[self.code]["what"][lang].format(
            **{key: in_a_line(value) for key, value in self.params.items()}
        )

    def why(self, lang: str) -> str:
        return NOT_CARRIED[self.code]["why"][lang].format(**self.params)


@dataclass(frozen=True)
class Imported:
    """`form` is the kind of file: gift, aiken, moodle, qti-1.2, qti-2, xlsform, toml."""

    instrument: Instrument
    not_carried: tuple[NotCarried, ...]
    form: str


@dataclass(frozen=True)
class Naming:
    """What the person who imports says of the questions: their code, title and the language they are written in.

    `otherwise` is the title where neither they nor the file say one.
    """

    code: str
    title: str
    language: str = "en"
    version: str = "1"
    otherwise: str = ""

    def title_or(self, of_file: str = "") -> str:
        return self.title or of_file or self.otherwise or self.code


def text_of(content: bytes) -> str:
    """The text of a file, in UTF-8, UTF-16 with its mark, or what Windows wrote before."""
    if len(content) > MOST_BYTES:
        raise QuestionFileError("too-large", limit=f"{MOST_BYTES >> 20} MB")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    elif content.startswith(_BINARY) or b"\0" in content:
        raise QuestionFileError("not-text")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    if not text.strip():
        raise QuestionFileError("empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")
