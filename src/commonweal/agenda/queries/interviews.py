"""Conversations, the guide for them, and which themes came up with whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonweal.agenda import rules
from commonweal.agenda.models import Aspiration, Interview, InterviewGuide, Theme
from commonweal.governance.models import Initiative


@dataclass(frozen=True)
class ThemeRow:
    """In how many conversations a theme came up: in all, and with each side. Each is counted once."""

    theme: Theme
    heard: int
    by_side: list[int]

    @property
    def told(self) -> list[tuple[str, int]]:
        labels = [str(label) for label in Interview.Side.labels]
        return list(zip(labels, self.by_side, strict=True))


@dataclass(frozen=True)
class Landscape:
    guide: InterviewGuide | None
    interviews: list[Interview]
    withdrawn: int
    sides: list[tuple[str, int]]
    rows: list[ThemeRow]

    @property
    def unheard(self) -> list[str]:
        """With whom nobody has spoken yet."""
        return [label for label, count in self.sides if not count]


def landscape(reader: Any, initiative: Initiative, at: datetime) -> Landscape:
    """For whoever reads the draft of the agenda."""
    if not rules.may_read_draft(reader, initiative, at):
        return Landscape(None, [], 0, [], [])
    every = list(_held(initiative))
    kept = [one for one in every if one.withdrawn_at is None]
    side_of = {one.pk: one.side for one in kept}
    sides = [(str(label), sum(one.side == code for one in every)) for code, label in Interview.Side.choices]
    rows = [row for theme in initiative.themes.all() if (row := _row(theme, side_of)).heard]
    rows.sort(key=lambda row: -row.heard)
    return Landscape(guide_of(initiative), kept, len(every) - len(kept), sides, rows)


def _row(theme: Theme, side_of: dict[int, str]) -> ThemeRow:
    quotes = theme.aspirations.exclude(consent=Aspiration.Consent.WITHDRAWN).filter(interview__in=side_of)
    where = set(quotes.values_list("interview", flat=True))
    return ThemeRow(theme, len(where), [sum(side_of[key] == code for key in where) for code in Interview.Side.values])


def _held(initiative: Initiative) -> QuerySet[Interview]:
    return Interview.objects.filter(initiative=initiative).select_related("group", "interviewer", "initiative")


def guide_of(initiative: Initiative) -> InterviewGuide | None:
    return InterviewGuide.objects.filter(initiative=initiative).last()


def interview_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Interview | None:
    """One whose consent stands."""
    if not rules.may_read_draft(reader, initiative, at):
        return None
    return _held(initiative).filter(pk=key, withdrawn_at=None).first()


def quotes_of(interview: Interview) -> list[Aspiration]:
    kept = interview.quotes.exclude(consent=Aspiration.Consent.WITHDRAWN)
    return list(kept.select_related("group", "initiative").prefetch_related("themes"))
