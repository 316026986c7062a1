"""A release before it is made: what everybody will see, what is hidden and why, and what changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Round
from commonweal.measurement.queries.accepted import waiting_rounds
from commonweal.measurement.queries.changes import Change, changes_between, in_words
from commonweal.measurement.queries.figures import Figures
from commonweal.measurement.queries.release import draft_release
from commonweal.publication.content import canonical, sha256_of
from commonweal.publication.models import Publication
from commonweal.publication.queries import content_of, latest

Content = dict[str, Any]


@dataclass(frozen=True)
class HiddenCell:
    """A figure that stays behind. `reason` is small or complement, and is for the data manager's eyes only."""

    measure: Mapping[str, str]
    dimension: str
    period: str
    category: Mapping[str, str]
    reason: str


@dataclass(frozen=True)
class Preview:
    content: Content
    hidden: list[HiddenCell]
    refused: list[tuple[str, str]]
    waiting: list[Round]
    changes: list[Change]
    changes_en: str
    changes_es: str
    last: Publication | None
    last_number: int

    @property
    def seal(self) -> str:
        """Stands for exactly these figures after exactly that release: what was looked at is released, and once."""
        return sha256_of(f"{self.last_number} {canonical(self.content)}")

    @property
    def has_figures(self) -> bool:
        return any(point["value"] is not None for measure in self.content["measures"] for point in measure["series"])


def preview(initiative: Initiative, at: datetime, lang: str = "en") -> Preview:
    draft = draft_release(initiative, at)
    last = latest(initiative)
    changes = changes_between(content_of(last) if last else None, draft.content)
    words = in_words(changes)
    return Preview(
        content=draft.content,
        hidden=_hidden(draft.content, draft.figures),
        refused=[(refusal.measure, refusal.message(lang)) for refusal in draft.figures.refused],
        waiting=waiting_rounds(initiative),
        changes=changes,
        changes_en=words["en"],
        changes_es=words["es"],
        last=last,
        last_number=max(initiative.publications.values_list("number", flat=True), default=0),
    )


def _hidden(content: Content, figures: Figures) -> list[HiddenCell]:
    names = {measure["code"]: measure["name"] for measure in content["measures"]}
    return [
        HiddenCell(names[code], split["dimension"], split["period"], cell["name"], cell["hidden"])
        for code, splits in figures.splits.items()
        if code in names
        for split in splits
        for cell in split["cells"]
        if cell["hidden"]
    ]
