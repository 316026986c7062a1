"""Everything of a release for those who work with figures: the data dictionary, and the whole as one package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonweal.pages.measure_page import RULES
from commonweal.pages.reading import Content, Reading, in_words


@dataclass(frozen=True)
class Version:
    number: int
    made_at: datetime
    reason: str
    meaning: str


@dataclass(frozen=True)
class Entry:
    """One measure as it is defined in the release, in one language."""

    code: str
    name: str
    name_lang: str
    meaning: str
    facts: tuple[tuple[str, str], ...]
    source_url: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Chapter:
    """The measures of one working group; no name for those that none has taken."""

    name: str
    entries: tuple[Entry, ...]


def dictionary(content: Content, lang: str) -> list[Chapter]:
    """Each measure once, under its group, in the order of the release."""
    by_code = {measure["code"]: measure for measure in content["measures"]}
    chapters = []
    for group in content["groups"]:
        taken = [by_code.pop(code) for code in group["measures"] if code in by_code]
        chapters.append(_chapter(in_words(group["name"], lang), taken, lang))
    chapters.append(_chapter("", by_code.values(), lang))
    return [chapter for chapter in chapters if chapter.entries]


def _chapter(name: str, measures: Iterable[Content], lang: str) -> Chapter:
    return Chapter(name, tuple(_entry(measure, lang) for measure in measures))


def _entry(measure: Content, lang: str) -> Entry:
    reading = Reading(measure, lang, "")
    return Entry(
        code=reading.code,
        name=reading.name,
        name_lang=reading.name_lang,
        meaning=in_words(measure["meaning"], lang),
        facts=tuple((term, said) for term, said in _facts(reading) if said),
        source_url=measure["source_url"],
        versions=tuple(_version(version, lang) for version in reversed(measure.get("versions", ()))),
    )


def _facts(reading: Reading) -> list[tuple[str, str]]:
    measure, lang = reading.measure, reading.lang
    return [
        (_("Unit"), reading.unit),
        (_("Counted on top"), in_words(measure["numerator"], lang)),
        (_("Counted below"), in_words(measure["denominator"], lang)),
        (_("Better is"), _("lower") if measure["direction"] == "lower" else _("higher")),
        (_("Several places together"), str(RULES.get(measure["places_rule"], measure["places_rule"]))),
        (_("Several periods together"), str(RULES.get(measure["periods_rule"], measure["periods_rule"]))),
        (_("Source"), reading.source_name),
        (_("License"), measure["licence"]),
        (_("Who looks after it"), measure["owner"]),
        (_("Code"), reading.code),
    ]


def _version(version: Content, lang: str) -> Version:
    made_at = datetime.fromisoformat(version["made_at"])
    return Version(version["version"], made_at, in_words(version["reason"], lang), in_words(version["meaning"], lang))
