"""The words of a piece of HTML, as lines of plain text, and what was shown besides words.

Written for files of strangers: each character is looked at a few times, whatever stands there, and nothing is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "pre", "blockquote", "hr", "dd", "dt", "section"} | {
    f"h{level}" for level in range(1, 7)
}
#: What stands inside these is not for people.
_UNSEEN = {"script", "style", "head", "title", "template"}
_MEDIA = {"audio", "video", "object", "embed", "iframe", "source"}
#: A tag of HTML, and not somebody's "a < b" or "<name>".
_KNOWN = {"a", "b", "i", "u", "em", "strong", "span", "img", "td", "th", "code", "sub", "sup", "font", "small", "tt"}
_TAGS = _KNOWN | _BLOCKS
_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]{0,20})(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]{1,40})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""")
#: More of a tag is not read for its attributes.
_LONGEST_TAG = 4_000


@dataclass
class Words:
    text: str = ""
    pictures: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)


def has_tags(text: str) -> bool:
    return any(
        found[2].lower() in _KNOWN | _BLOCKS
        for piece in text.split("<")[1:]
        if (found := _TAG.match(piece)) is not None
    )


def words_of(html: str) -> Words:
    reader = _Reader()
    first, *pieces = _without_remarks(html).split("<")
    reader.words(first)
    for piece in pieces:
        found = _TAG.match(piece)
        if found is None:
            reader.words(piece.partition(">")[2] if piece.startswith(("!", "?")) else f"<{piece}")
        else:
            reader.tag(found[2].lower(), found[3], closes=bool(found[1]))
            reader.words(piece[found.end() :])
    lines = [" ".join(line.split()) for line in "".join(reader.pieces).split("\n")]
    reader.found.text = "\n".join(line for line in lines if line)
    return reader.found


def _without_remarks(html: str) -> str:
    first, *rest = html.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)


class _Reader:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.found = Words()
        self._unseen = ""

    def words(self, text: str) -> None:
        if not self._unseen:
            # A line break in the source is a space on the page.
            self.pieces.append(unescape(text).replace("\n", " "))

    def tag(self, name: str, more: str, *, closes: bool) -> None:
        if self._unseen:
            self._unseen = "" if closes and name == self._unseen else self._unseen
            return
        if name in _BLOCKS:
            self.pieces.append("\n– " if name == "li" and not closes else "\n")
        if closes:
            return
        if name in _UNSEEN and not more.endswith("/"):
            self._unseen = name
        given = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(more[:_LONGEST_TAG])}
        if name == "img":
            words = given.get("alt", "").strip() or given.get("src", "").rpartition("/")[2]
            self.found.pictures.append(words[:60] or "?")
        elif name in _MEDIA:
            self.found.media.append((given.get("src") or given.get("data") or name).rpartition("/")[2][:60])
