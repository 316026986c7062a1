"""XML of strangers as a tree, without what such a file can do: no entities of its own, nothing fetched, no swelling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from commonweal.engines.questionnaires.incoming import MOST_BYTES, QuestionFileError

_MOST_ELEMENTS = 200_000
_DEEPEST = 100


@dataclass
class Element:
    """`name` and the names of its attributes are without their namespace. `tail` is what follows it in its parent."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    tail: str = ""
    children: list[Element] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "").strip()

    def first(self, *path: str) -> Element | None:
        """The first of that name at any depth, and in it the first of the next name."""
        found: Element | None = self
        for name in path:
            found = next(found.all(name), None) if found else None
        return found

    def all(self, *names: str) -> Iterator[Element]:
        """Everything of these names below, at any depth, in order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.all(*names)

    def child(self, name: str) -> Element | None:
        return next((child for child in self.children if child.name == name), None)

    def own(self, name: str) -> list[Element]:
        return [child for child in self.children if child.name == name]

    def words(self) -> str:
        """All text inside, as it stands."""
        return self.text + "".join(child.words() + child.tail for child in self.children)


def tree_of(content: bytes) -> Element:
    if len(content) > MOST_BYTES:
        raise QuestionFileError("too-large", limit=f"{MOST_BYTES >> 20} MB")
    builder = _Builder()
    try:
        builder.parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, QuestionFileError):
            raise
        raise QuestionFileError("xml-broken", why=str(error)[:80]) from error
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        # A document type may be named, but brings nothing along, and what it names is never fetched.
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse
        self.root = Element("", {}, 0)
        self._open: list[Element] = []
        self._count = 0

    def _refuse(self, *_: object) -> int:
        raise QuestionFileError("xml-entities")

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) >= _DEEPEST:
            raise QuestionFileError("xml-deep")
        attributes = {key.rpartition(":")[2]: value for key, value in given.items()}
        element = Element(name.rpartition(":")[2], attributes, self.parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open:
            inside = self._open[-1]
            if inside.children:
                inside.children[-1].tail += text
            else:
                inside.text += text
