"""The three sheets of an XLSForm: their columns, the languages of their texts, and the lists of choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from commonweal.engines.questionnaires.html_words import has_tags, words_of
from commonweal.engines.questionnaires.incoming import NotCarried, Place, QuestionFileError
from commonweal.engines.questionnaires.parts import Option, Text
from commonweal.engines.questionnaires.workbook import Row

#: How people write the two languages, in a column such as "label::Español (es)".
_LANGUAGES = {"en": "en", "english": "en", "inglés": "en", "ingles": "en"} | {
    "es": "es", "spanish": "es", "español": "es", "espanol": "es", "castellano": "es",
}  # fmt: skip
_CODE = re.compile(r"\(([a-z]{2,3})(?:[-_][a-z]+)?\)")
_PIPED = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Line:
    """One row of a sheet, its cells by column; the columns' names are in small letters."""

    number: int
    cells: dict[str, str]

    def get(self, *names: str) -> str:
        return next((self.cells[name] for name in names if self.cells.get(name)), "")

    @property
    def place(self) -> Place:
        return Place("row", str(self.number))


def lines_of(rows: Sequence[Row]) -> tuple[tuple[str, ...], list[Line]]:
    """The names of the columns, and the rows below."""
    if not rows:
        return (), []
    names = {place: " ".join(name.split()).casefold() for place, name in rows[0][1].items()}
    lines = [
        Line(number, {names[place]: text for place, text in cells.items() if place in names})
        for number, cells in rows[1:]
    ]
    return tuple(names.values()), [line for line in lines if line.cells]


@dataclass
class Languages:
    """Which column of texts is which language; a column without one is in `main`."""

    main: str
    found: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    #: Texts that could not be taken as they are.
    lost: list[NotCarried] = field(default_factory=list)

    def text(self, line: Line, name: str) -> Text:
        words = {"en": "", "es": ""}
        for column, value in line.cells.items():
            base, _, said = column.partition("::")
            if base.strip() != name:
                continue
            language = language_of(said) if said else self.main
            if language and not words[language]:
                words[language] = self._plain(line, value)
        return Text(**words)

    def _plain(self, line: Line, text: str) -> str:
        for piped in _PIPED.findall(text):
            gone = NotCarried(line.place, "piped", {"name": piped[:60]})
            if gone not in self.lost:
                self.lost.append(gone)
        text = _PIPED.sub("…", text)
        return words_of(text).text if has_tags(text) else text.strip()


def language_of(said: str) -> str:
    """`en` or `es`; empty for any other."""
    said = said.strip().casefold()
    if code := _CODE.search(said):
        return _LANGUAGES.get(code[1], "")
    return _LANGUAGES.get(said, "")


def languages_of(columns: Sequence[str], default: str, wanted: str) -> Languages:
    main = language_of(default) or wanted
    said = [column.partition("::")[2].strip() for column in columns if column.partition("::")[0].strip() == "label"]
    found = dict.fromkeys(language_of(name) if name else main for name in said)
    others = tuple(name for name in said if name and not language_of(name))
    return Languages(main, tuple(language for language in found if language), others)


def choices_of(lines: Sequence[Line], languages: Languages) -> dict[str, dict[str, Option]]:
    """Lists by name; in each the options by the name that the form gives them, which may be no id here."""
    lists: dict[str, dict[str, Option]] = {}
    for line in lines:
        name, value = line.get("list_name", "list name"), line.get("name", "value")
        if not name or not value:
            continue
        options = lists.setdefault(name.casefold(), {})
        if value in options:
            raise QuestionFileError("name-twice", line.place, name=value[:60])
        taken = {option.id for option in options.values()}
        options[value] = Option(_id(value, taken), languages.text(line, "label"))
        for column in line.cells:
            if column.startswith(("media::", "image", "audio", "video")):
                languages.lost.append(NotCarried(line.place, "media", {"name": line.cells[column][:60]}))
    return lists


def _id(value: str, taken: set[str]) -> str:
    plain = _NOT_IN_AN_ID.sub("-", value).strip("-")[:50] or "o"
    return next(name for name in _numbered(plain) if name not in taken)


def _numbered(plain: str) -> Iterator[str]:
    yield plain
    number = 1
    while True:
        number += 1
        yield f"{plain}-{number}"
