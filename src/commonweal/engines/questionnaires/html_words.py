"""The words of a piece of HTML, as lines of plain text, and what was shown besides words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "pre", "blockquote", "hr", "dd", "dt", "section"} | {
    f"h{level}" for level in range(1, 7)
}
_UNSEEN = {"script", "style", "head", "title", "template"}
_MEDIA = {"audio", "video", "object", "embed", "iframe", "source"}
#: A tag of HTML, and not somebody's "a < b" or "<name>".
_TAG = re.compile(
    r"</?(?:p|div|br|span|b|i|u|em|strong|img|a|ul|ol|li|table|tr|td|th|pre|code|sub|sup|h[1-6]|font|small|tt)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


@dataclass
class Words:
    text: str = ""
    pictures: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)


def has_tags(text: str) -> bool:
    return bool(_TAG.search(text))


def words_of(html: str) -> Words:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.pieces).split("\n")]
    text = re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()
    return Words(text, reader.found.pictures, reader.found.media)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.found = Words()
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS:
            self.pieces.append("\n– " if tag == "li" else "\n")
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "img":
            name = (given.get("alt") or "").strip() or (given.get("src") or "").rpartition("/")[2][:60] or "?"
            self.found.pictures.append(name)
        elif tag in _MEDIA:
            self.found.media.append((given.get("src") or given.get("data") or tag).rpartition("/")[2][:60])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # A line break in the source is a space on the page.
            self.pieces.append(data.replace("\n", " "))
