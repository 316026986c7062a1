"""A release before it is made: what everybody will see, what is hidden and why, and what changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commonweal.engines.measures.comparable import counts_more_than_all, is_complete_enough
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Round
from commonweal.measurement.queries.accepted import waiting_rounds
from commonweal.measurement.queries.changes import Change, changes_between, in_words
from commonweal.measurement.queries.contributions import Contributions
from commonweal.measurement.queries.differences import Differences, differences_in
from commonweal.measurement.queries.lost import Lost, lost_in
from commonweal.measurement.queries.release import draft_release
from commonweal.publication.content import canonical, sha256_of, with_measures
from commonweal.publication.models import Publication
from commonweal.publication.queries import content_of, for_members, latest

Content = dict[str, Any]


@dataclass(frozen=True)
class Preview:
    content: Content
    lost: Lost
    #: Measures of which nobody may say one figure for all places, and why.
    refused: list[tuple[str, str]]
    #: Wholes whose own figure is not the sum of their parts'.
    differences: Differences
    waiting: list[Round]
    changes: list[Change]
    changes_en: str
    changes_es: str
    last: Publication | None
    last_number: int
    #: Measures that are not public: with the same release, their figures go to the members who may see them.
    for_members: list[Content] = field(default_factory=list)
    #: What each partner gave, where that is guarded, by the hand-ins behind each release: for the attack alone.
    contributions: Mapping[tuple[str, ...], Contributions] = field(default_factory=dict)
    #: Nothing that a reader could see differs from the release that stands.
    is_same: bool = False

    @property
    def seal(self) -> str:
        """Stands for exactly these figures after exactly that release: what was looked at is released, and once."""
        return sha256_of(f"{self.last_number} {canonical(self.whole)}")

    @property
    def whole(self) -> Content:
        return with_measures(self.content, self.for_members)

    @property
    def is_without_new_figures(self) -> bool:
        """Words around the figures differ, and no figure does."""
        return any(change.kind == "same" for change in self.changes)

    @property
    def has_figures(self) -> bool:
        return any(point["value"] is not None for measure in self.whole["measures"] for point in measure["series"])


def preview(initiative: Initiative, at: datetime, lang: str = "en") -> Preview:
    draft = draft_release(initiative, at)
    last = latest(initiative)
    before = content_of(last) if last else None
    changes = changes_between(before, draft.content)
    words = in_words(changes)
    inside = for_members(last) if last else []
    return Preview(
        content=draft.content,
        lost=lost_in(with_measures(draft.content, draft.for_members), draft.figures),
        refused=[(refusal.measure, refusal.message(lang)) for refusal in draft.figures.refused],
        differences=differences_in(initiative, draft.figures.mismatches, lang),
        waiting=waiting_rounds(initiative),
        changes=changes,
        changes_en=words["en"],
        changes_es=words["es"],
        last=last,
        is_same=before is not None and (_readable(before), inside) == (_readable(draft.content), draft.for_members),
        last_number=max(initiative.publications.values_list("number", flat=True), default=0),
        for_members=draft.for_members,
        contributions=draft.figures.contributions,
    )


def _readable(content: Content) -> Content:
    """A release without how it was made."""
    return {name: part for name, part in content.items() if name not in ("provenance", "format")}


@dataclass(frozen=True)
class Incomplete:
    """A measure whose newest figure is not yet comparable."""

    name: Mapping[str, str]
    period: str
    partners_in: int
    partners_asked: int


def incomplete_in(content: Content) -> list[Incomplete]:
    found = []
    for measure in content["measures"]:
        point = next((point for point in reversed(measure["series"]) if point["value"] is not None), None)
        if point is not None and not is_complete_enough(point):
            counts = (point["partners_in"], point["partners_asked"])
            found.append(Incomplete(measure["name"], point["period"], *counts))
    return found


def guarded_too_early(ready: Preview) -> list[Incomplete]:
    """Figures that guard their partners and would go out for the first time while some are missing.

    The same figure with those partners would tell what they gave, so it is hidden as long as few of them are in.
    """
    before = with_measures(content_of(ready.last), for_members(ready.last)) if ready.last else {"measures": []}
    out = {
        (measure["code"], point["period"])
        for measure in before["measures"]
        for point in measure["series"]
        if point["value"] is not None
    }
    return [
        Incomplete(measure["name"], point["period"], point["partners_in"], point["partners_asked"])
        for measure in ready.whole["measures"]
        if measure.get("guarded")
        for point in measure["series"]
        if point["value"] is not None
        and (point["partners_asked"] or 0) > (point["partners_in"] or 0)
        and (measure["code"], point["period"]) not in out
    ]


def above_the_whole_in(content: Content) -> list[tuple[Mapping[str, str], Mapping[str, Any]]]:
    """Percents above 100 that would be public: the measure's name, and the point."""
    return [
        (measure["name"], point)
        for measure in content["measures"]
        for point in measure["series"]
        if counts_more_than_all(measure["kind"], point)
    ]
