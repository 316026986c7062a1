"""Turn the curve: where a line goes, the story behind it, who can help, what works, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.pages.outlooks import outlook_of
from commonweal.pages.queries import Shown
from commonweal.pages.reading import Content, Reading, in_words, lang_of
from commonweal.pages.scoreboard import readings_of
from commonweal.ui.charts import Chart


@dataclass(frozen=True)
class Words:
    """A text with the language it is in, where that is not the page's."""

    text: str
    lang: str


@dataclass(frozen=True)
class Proposal:
    words: Words
    low_cost: bool


@dataclass(frozen=True)
class Story:
    """One telling as the release carries it."""

    version: int
    story: Words
    works: Words | None
    partners: tuple[tuple[str, Words | None], ...]
    proposals: tuple[Proposal, ...]
    evidence: tuple[tuple[str, str], ...]
    author_role: str
    written_at: datetime


def story_page(initiative: Shown, content: Content, lang: str, code: str) -> dict[str, Any]:
    """All that the story's template prints; a measure that is not in the release has none."""
    reading = next((reading for reading in readings_of(content, lang) if reading.code == code), None)
    if reading is None:
        raise Http404
    outlook = outlook_of(reading)
    return {
        "reading": reading,
        "story": story_of(reading),
        "trend": reading.trend() if reading.latest else None,
        "outlook": outlook,
        "coming": outlook.forecast if outlook else None,
        "place": initiative.place_name,
    }


def charts_of(context: dict[str, Any]) -> list[tuple[Chart, bool]]:
    shown = context["coming"] or context["trend"]
    return [(shown, False)] if shown else []


def story_of(reading: Reading) -> Story | None:
    """None where nobody has told it yet, and in releases made before stories were told."""
    told = reading.measure.get("story")
    if not told:
        return None
    lang = reading.lang
    return Story(
        version=told["version"],
        story=_words(told["story"], lang),
        works=_words(told["works"], lang) if told["works"]["en"] or told["works"]["es"] else None,
        partners=tuple((each["name"], _role(each["role"], lang)) for each in told["partners"]),
        proposals=tuple(Proposal(_words(each["text"], lang), each["low_cost"]) for each in told["proposals"]),
        evidence=tuple((each["title"], each["url"]) for each in told["evidence"]),
        author_role=in_words(told["author_role"], lang),
        written_at=datetime.fromisoformat(told["written_at"]),
    )


def _words(words: Content, lang: str) -> Words:
    return Words(in_words(words, lang), lang_of(words, lang))


def _role(words: Content, lang: str) -> Words | None:
    return _words(words, lang) if words["en"] or words["es"] else None
