"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# A number is one word, with its sign and all its digits.
WORDS = re.compile(r"\s+|[$€£]?\d+(?:[.,]\d+)*%?(?!\w)|\w+|[^\w\s]")
# Fewer words that stayed between two changes are a chance: “and”, “the”. A reader follows one change, not two.
FEW = 3
# Two texts so different that a reader would follow nothing between the strokes are shown one after the other.
TOO_DIFFERENT = 0.3


@dataclass(frozen=True)
class Piece:
    """`kind` is "same", "out" (only in the older text) or "in" (only in the newer one)."""

    kind: str
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """The pieces in the order in which they are read; put together without the "in" they are the older text.

    Lines that stayed are left whole: in a list, what came and went are lines and not scattered words.
    """
    if "\n" not in before and "\n" not in after:
        return _in_words(before, after)
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[i:j]), "".join(new[k:m])
        found += [Piece("same", was)] if kind == "equal" else _in_words(was, now)
    return found


def _in_words(before: str, after: str) -> list[Piece]:
    if not before or not after:
        return [Piece(kind, text) for kind, text in (("out", before), ("in", after)) if text]
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < TOO_DIFFERENT:
        return [Piece("out", before), Piece("in", after)]
    return list(_joined(_pieces(matcher, old, new)))


def _pieces(matcher: SequenceMatcher, old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[i:j]))
            continue
        yield Piece("out", "".join(old[i:j]))
        yield Piece("in", "".join(new[k:m]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """What stands between two changes and is too short to hold on to belongs to both of them."""
    out, into = "", ""
    between = ""
    for piece in pieces:
        if piece.kind == "same" and ((out or into) and _is_short(piece.text)):
            between = piece.text
        elif piece.kind == "same":
            yield from _change(out, into)
            yield piece
            out = into = ""
        elif piece.text:
            out, into = out + between, into + between
            between = ""
            out += piece.text if piece.kind == "out" else ""
            into += piece.text if piece.kind == "in" else ""
    yield from _change(out, into)
    if between:
        yield Piece("same", between)


def _is_short(text: str) -> bool:
    return len(re.findall(r"\w+", text)) < FEW


def _change(out: str, into: str) -> Iterator[Piece]:
    if out:
        yield Piece("out", out)
    if into:
        yield Piece("in", into)
