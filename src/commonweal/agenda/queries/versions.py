"""Versions of the agenda: which there are, which is in force, what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.agenda import rules
from commonweal.agenda.content import Content
from commonweal.agenda.languages import spoken, spoken_in
from commonweal.agenda.models import AgendaVersion, VersionText
from commonweal.agenda.queries.draft import Draft, DraftPart
from commonweal.agenda.sections import SECTIONS
from commonweal.governance.models import Decision, Initiative
from commonweal.governance.models.written import in_both

#: What a decision about a version calls it.
VERSION = "agenda.version"


def frozen(draft: Draft) -> Content:
    """The words of the draft as they are frozen in a version: what is empty is left out."""
    goal = draft.goal
    return {
        "goal": {"text": {"en": goal.text_en, "es": goal.text_es}, "due": goal.due_period} if goal else None,
        "parts": [_frozen_part(section.section.key, part) for section in draft.sections for part in section.written],
    }


def _frozen_part(section: str, part: DraftPart) -> dict[str, Any]:
    words = part.wording
    assert words is not None
    found: dict[str, Any] = {
        "key": part.key,
        "section": section,
        "label": in_both(lambda: str(part.label)),
        "name": {"en": words.name_en, "es": words.name_es},
        "text": {"en": words.text_en, "es": words.text_es},
        "source": words.written_from,
    }
    if part.lines:
        found["lines"] = True
    if part.outcome is not None:
        found["horizon"] = in_both(lambda: str(part.outcome.get_horizon_display()) if part.outcome else "")
    if (strategy := part.strategy) is not None:
        found["key_of_strategy"] = strategy.key
        found["group"] = {"en": strategy.group.name_en, "es": strategy.group.name_es} if strategy.group else None
        found["status"] = in_both(lambda: str(strategy.get_status_display()))
        found["origin"] = in_both(lambda: str(strategy.get_origin_display()))
        found["outcomes"] = sorted(outcome.part for outcome in strategy.outcomes.all())
    return found


def versions_of(initiative: Initiative) -> list[AgendaVersion]:
    """All of them, newest first."""
    return list(AgendaVersion.objects.filter(initiative=initiative).prefetch_related("texts"))


def version_for(reader: Any, initiative: Initiative, number: int, at: datetime) -> AgendaVersion:
    """A ratified one for whoever takes part; one that is only proposed for those who read the draft."""
    version = AgendaVersion.objects.filter(initiative=initiative, number=number).prefetch_related("texts").first()
    if version is None:
        raise Http404
    may = rules.may_read if version.ratified_at else rules.may_read_draft
    if not may(reader, initiative, at):
        raise Http404
    return version


def in_force(initiative: Initiative, at: datetime | None = None) -> AgendaVersion | None:
    """The last one that was ratified, as of a moment."""
    ratified = AgendaVersion.objects.filter(initiative=initiative, ratified_at__isnull=False)
    if at is not None:
        ratified = ratified.filter(ratified_at__lte=at)
    return ratified.order_by("-ratified_at", "-number").first()


def text_of(version: AgendaVersion) -> VersionText:
    """What it says: the text that was ratified, else the newest one."""
    texts = list(version.texts.all())
    if version.ratified_hash:
        return next(text for text in texts if text.text_hash == version.ratified_hash)
    return texts[0]


def text_at(version: AgendaVersion, moment: datetime) -> VersionText | None:
    """What it said at a moment, such as when a vote opened."""
    return next((text for text in version.texts.all() if text.taken_at <= moment), None)


@dataclass(frozen=True)
class ShownPart:
    """A frozen part in the language of the page."""

    key: str
    label: str
    name: str
    lines: list[str]
    text: str
    is_list: bool
    group: str
    status: str
    origin: str
    horizon: str


@dataclass(frozen=True)
class ShownSection:
    key: str
    label: str
    parts: list[ShownPart]


@dataclass(frozen=True)
class ShownText:
    """A version's text as it is read."""

    goal: str
    due: str
    sections: list[ShownSection]


def shown(content: Content) -> ShownText:
    goal = content["goal"]
    by_section: dict[str, list[ShownPart]] = {}
    for part in content["parts"]:
        by_section.setdefault(part["section"], []).append(_shown_part(part))
    sections = [
        ShownSection(section.key, str(section.label), by_section[section.key])
        for section in SECTIONS
        if section.key in by_section
    ]
    return ShownText(spoken_in(goal["text"]) if goal else "", goal["due"] if goal else "", sections)


def _shown_part(part: Mapping[str, Any]) -> ShownPart:
    text = spoken_in(part["text"])
    return ShownPart(
        part["key"],
        spoken_in(part["label"]),
        spoken_in(part["name"]),
        [line.strip() for line in text.splitlines() if line.strip()],
        text,
        bool(part.get("lines")),
        spoken_in(part["group"]) if part.get("group") else "",
        spoken_in(part.get("status", {})),
        spoken_in(part.get("origin", {})),
        spoken_in(part.get("horizon", {})),
    )


@dataclass(frozen=True)
class VersionLine:
    """A version in a list, with the number of the one before it."""

    version: AgendaVersion
    before: int | None

    @property
    def reason(self) -> str:
        return spoken(self.version.reason_en, self.version.reason_es)


def lines_of(versions: list[AgendaVersion]) -> list[VersionLine]:
    """As they come, newest first."""
    before = [*(each.number for each in versions[1:]), None]
    return [VersionLine(version, number) for version, number in zip(versions, before, strict=False)]


@dataclass(frozen=True)
class VersionDecision:
    """A decision about a version. `voted_other_words`: the version changed after that vote had opened."""

    decision: Decision
    voted_other_words: bool

    @property
    def ratified_it(self) -> bool:
        return self.decision.is_closed and self.decision.outcome == Decision.Outcome.CARRIED


def decisions_about(version: AgendaVersion) -> list[VersionDecision]:
    """The newest first; withdrawn proposals are in the log of decisions only."""
    found = Decision.objects.filter(subjects__kind=VERSION, subjects__key=str(version.pk))
    newest = version.texts.all()[0].text_hash
    shown = []
    for decision in found.exclude(state=Decision.State.WITHDRAWN).select_related("group"):
        voted = text_at(version, decision.opened_at) if decision.opened_at else None
        shown.append(VersionDecision(decision, voted is not None and voted.text_hash != newest))
    return shown
