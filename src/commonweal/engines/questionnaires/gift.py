"""GIFT: questions in braces, in a plain text file, as Moodle reads them.

`parse` gives what the file says, comments on both answers and weights included; `import_gift` makes an instrument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from commonweal.engines.questionnaires.bank import Answer, Question, import_bank
from commonweal.engines.questionnaires.incoming import Imported, Naming, NotCarried, Place, QuestionFileError, text_of
from commonweal.engines.questionnaires.instrument import MOST_ITEMS
from commonweal.engines.questionnaires.parts import MOST_OPTIONS

#: Escaped characters stand as these until the file is taken apart, so that they mean nothing.
_ESCAPABLE = "\\~=#{}:n"
_STAND_INS = {character: chr(0xF0000 + place) for place, character in enumerate(_ESCAPABLE)}
_BACK = {ord(stand_in): "\n" if character == "n" else character for character, stand_in in _STAND_INS.items()}
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?=#|$)")
_NUMBER = r"([+-]?\d*\.?\d+(?:[eE][+-]?\d+)?)"
_RANGE = re.compile(rf"{_NUMBER}\s*(?:(:|\.\.)\s*{_NUMBER})?")
_ID, _TAG = re.compile(r"\[id:([^\]]*)\]"), re.compile(r"\[tag:([^\]]*)\]")
GAP = "_____"
#: Questions, and what stands between them.
_MOST_ENTRIES = 2 * MOST_ITEMS


@dataclass(frozen=True)
class Formatted:
    text: str
    format: str = "moodle"


@dataclass(frozen=True)
class Span:
    """`kind` is `simple` (just `low`), `range` (`low` give or take `high`) or `high-low`."""

    kind: str
    low: float
    high: float = 0.0

    def said(self) -> str:
        if self.kind == "simple":
            return f"{self.low:g}"
        return f"{self.low:g} ± {self.high:g}" if self.kind == "range" else f"{self.low:g}–{self.high:g}"


@dataclass(frozen=True)
class Choice:
    correct: bool
    weight: float | None
    text: Formatted | Span
    comment: Formatted | None
    pair: str = ""


@dataclass(frozen=True)
class Asked:
    """One entry of the file. `kind` is Category, Description, Essay, TF, MC, Short, Matching or Numerical."""

    kind: str
    line: int
    title: str | None = None
    stem: Formatted = Formatted("")
    embedded: bool = False
    id: str | None = None
    tags: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    #: A number without = before it is the only answer there is.
    single: bool = False
    truth: bool = False
    #: Comments in the order of the file: the first is for the wrong answer.
    comments: tuple[Formatted | None, Formatted | None] = (None, None)
    explanation: Formatted | None = None


def import_gift(content: bytes, naming: Naming) -> Imported:
    entries = parse(text_of(content))
    if entries and all(asked.kind in ("Category", "Description") for asked in entries):
        raise QuestionFileError("only-texts")
    return import_bank(_questions(entries), naming, "gift")


def parse(text: str) -> tuple[Asked, ...]:
    entries: list[Asked] = []
    for block in _blocks(text):
        if len(entries) == _MOST_ENTRIES:
            raise QuestionFileError("too-many", limit=MOST_ITEMS)
        entries.append(_entry(block))
    return tuple(entries)


@dataclass
class _Block:
    line: int
    lines: list[str] = field(default_factory=list)
    id: str | None = None
    tags: list[str] = field(default_factory=list)


def _blocks(text: str) -> Iterator[_Block]:
    """Entries end at an empty line outside of braces; lines that begin with // are remarks."""
    block = _Block(0)
    depth, opened = 0, 0
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw.lstrip().startswith("//"):
            block.id = found[1].strip() if (found := _ID.search(raw)) else block.id
            block.tags += [tag.strip() for tag in _TAG.findall(raw)]
            continue
        line = _ESCAPE.sub(lambda match: _STAND_INS[match[1]], raw)
        if not line.strip() and not depth:
            if block.lines:
                yield block
                block = _Block(0)
            continue
        block.line = block.line or number
        block.lines.append(line)
        if line.lstrip().startswith("$CATEGORY:"):
            yield block
            block = _Block(0)
            continue
        for character in line:
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth < 0:
                raise QuestionFileError("stray-brace", Place("line", str(number)))
            if depth > 1:
                raise QuestionFileError("unclosed", Place("line", str(opened)))
            opened = number if character == "{" else opened
    if depth:
        raise QuestionFileError("unclosed", Place("line", str(opened)))
    if block.lines:
        yield block


def _entry(block: _Block) -> Asked:
    text = "\n".join(block.lines).strip()
    if text.startswith("$CATEGORY:"):
        return Asked("Category", block.line, title=_back(text.removeprefix("$CATEGORY:").strip()))
    title = None
    if found := _TITLE.match(text):
        title, text = _back(_squeezed(found[1])), text[found.end() :]
    form = "moodle"
    if found := _FORMAT.match(text):
        form, text = found[1].lower(), text[found.end() :]
    shared = {"line": block.line, "title": title, "id": block.id, "tags": tuple(block.tags)}
    before, brace, rest = text.partition("{")
    if not brace:
        return Asked("Description", stem=_formatted(text, form), **shared)  # type: ignore[arg-type]
    body, _, after = rest.partition("}")
    if "{" in after:
        raise QuestionFileError("two-answers", Place("line", str(block.line)))
    embedded = bool(after.strip())
    stem = " ".join(part for part in (before.strip(), GAP, after.strip()) if part) if embedded else before
    return _answered(body, Asked("Essay", stem=_formatted(stem, form), embedded=embedded, **shared))  # type: ignore[arg-type]


def _answered(body: str, asked: Asked) -> Asked:
    form = asked.stem.format
    body, _, general = body.partition("####")
    given = {
        **{name: getattr(asked, name) for name in ("line", "title", "stem", "embedded", "id", "tags")},
        "explanation": _formatted(general, form) if general.strip() else None,
    }
    if not body.strip():
        return Asked("Essay", **given)
    if body.lstrip().startswith("#"):
        choices, single = _numbers(body.lstrip()[1:], form, asked.line)
        return Asked("Numerical", choices=choices, single=single, **given)
    if found := _TRUTH.match(body):
        comments = [_formatted(part, form) if part.strip() else None for part in body[found.end() :].split("#")[1:3]]
        comments += [None, None]
        return Asked("TF", truth=found[1][0] == "T", comments=(comments[0], comments[1]), **given)
    if body.count("=") + body.count("~") > MOST_OPTIONS:
        raise QuestionFileError("too-many-answers", Place("line", str(asked.line)), limit=MOST_OPTIONS)
    marks = [piece for piece in re.split(r"(?=[=~])", body) if piece.strip()]
    if marks[0].lstrip()[0] not in "=~":
        marks = [f"={body}"]
    if all(mark[0] == "=" and "->" in mark for mark in marks):
        return Asked("Matching", choices=tuple(_pair(mark[1:], form) for mark in marks), **given)
    kind = "MC" if any(mark[0] == "~" for mark in marks) else "Short"
    return Asked(kind, choices=tuple(_choice(mark, form) for mark in marks), **given)


def _choice(mark: str, form: str) -> Choice:
    text, weight = mark[1:], None
    if found := _WEIGHT.match(text):
        weight, text = float(found[1]), text[found.end() :]
    words, _, comment = text.partition("#")
    said = _formatted(comment, form) if comment.strip() else None
    return Choice(mark[0] == "=", weight, _formatted(words, form), said)


def _pair(mark: str, form: str) -> Choice:
    left, _, right = mark.partition("->")
    return Choice(True, None, _formatted(left, form), None, _back(_squeezed(right)))


def _numbers(body: str, form: str, line: int) -> tuple[tuple[Choice, ...], bool]:
    marks = [piece for piece in re.split(r"(?=[=~])", body) if piece.strip()]
    single = bool(marks) and marks[0].lstrip()[0] not in "=~"
    choices = []
    for mark in [f"={marks[0].lstrip()}", *marks[1:]] if single else marks:
        choice = _choice(mark, form)
        assert isinstance(choice.text, Formatted)
        if choice.correct:
            choices.append(Choice(True, choice.weight, _span(choice.text.text, line), choice.comment))
        else:
            # Whatever else is answered.
            text = Formatted(choice.text.text or "*", choice.text.format)
            choices.append(Choice(False, choice.weight, text, choice.comment))
    return tuple(choices), single and len(choices) == 1


def _span(text: str, line: int) -> Span:
    found = _RANGE.fullmatch(text)
    if found is None:
        raise QuestionFileError("not-a-number", Place("line", str(line)), value=text[:60])
    low, mark, high = found.groups()
    if mark is None:
        return Span("simple", float(low))
    return Span("range" if mark == ":" else "high-low", float(low), float(high))


def _formatted(text: str, form: str) -> Formatted:
    if found := _FORMAT.match(text):
        form, text = found[1].lower(), text[found.end() :]
    return Formatted(_back(text.strip() if form in ("html", "markdown") else _squeezed(text)), form)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _back(text: str) -> str:
    return text.translate(_BACK)


def _questions(entries: tuple[Asked, ...]) -> Iterator[Question]:
    concept = ""
    for asked in entries:
        if asked.kind == "Category":
            concept = (asked.title or "").rpartition("/")[2].strip()
            continue
        yield Question(
            place=Place("line", str(asked.line)),
            form=_form(asked),
            text=asked.stem.text,
            answers=_answers(asked),
            name=asked.title or "",
            id=asked.id or "",
            concept=concept,
            explanation=asked.explanation.text if asked.explanation else "",
            not_carried=tuple(_not_carried(asked)),
            html=None if asked.stem.format != "plain" else False,
        )


def _not_carried(asked: Asked) -> Iterator[NotCarried]:
    place = Place("line", str(asked.line))
    if asked.tags:
        yield NotCarried(place, "tags", {"names": ", ".join(asked.tags)[:120]})
    texts = (asked.stem, asked.explanation, *(choice.text for choice in asked.choices))
    if any(isinstance(text, Formatted) and text.format == "markdown" for text in texts):
        yield NotCarried(place, "marks", {"format": "markdown"})


def _form(asked: Asked) -> str:
    if asked.kind == "MC":
        # Without an answer that is right by itself, several have to be chosen together.
        return "choice" if any(choice.correct for choice in asked.choices) else "choices"
    names = {"Description": "words", "Essay": "text", "TF": "truth", "Short": "text", "Numerical": "number"}
    return names.get(asked.kind, "pairs")


def _answers(asked: Asked) -> tuple[Answer, ...]:
    if asked.kind == "TF":
        wrong, right = (comment.text if comment else "" for comment in asked.comments)
        pairs = (("True", asked.truth), ("False", not asked.truth))
        return tuple(Answer(text, float(is_right), right if is_right else wrong) for text, is_right in pairs)
    return tuple(
        Answer(
            text=choice.text.said() if isinstance(choice.text, Span) else choice.text.text,
            credit=float(choice.correct) if choice.weight is None else choice.weight / 100,
            comment=choice.comment.text if choice.comment else "",
            pair=choice.pair,
        )
        for choice in asked.choices
    )
