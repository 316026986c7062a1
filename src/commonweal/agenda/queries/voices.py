"""From quote to theme to outcome, and back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from commonweal.agenda import rules
from commonweal.agenda.models import (
    Aspiration,
    CommunityGroup,
    FirstInvolved,
    Interview,
    Outcome,
    Strategy,
    StrategyState,
    Theme,
)
from commonweal.agenda.queries.draft import outcomes_of, strategies_of, words_now
from commonweal.governance.models import Initiative
from commonweal.governance.rules import today

#: What was noted without a conversation, a resident said.
OF_RESIDENTS = Q(interview=None) | Q(interview__side=Interview.Side.RESIDENT)


@dataclass(frozen=True)
class NamedOutcome:
    outcome: Outcome
    words: str


@dataclass(frozen=True)
class ThemeShown:
    theme: Theme
    quotes: list[Aspiration]
    withdrawn: int
    outcomes: list[NamedOutcome]

    @property
    def said(self) -> int:
        return len(self.quotes) + self.withdrawn


@dataclass(frozen=True)
class OutcomeShown:
    """An outcome with the themes that ask for it: none means that no resident has been heard about it."""

    named: NamedOutcome
    themes: list[Theme]
    quotes: int


@dataclass(frozen=True)
class VoicesPage:
    themes: list[ThemeShown]
    not_coded: list[Aspiration]
    outcomes: list[OutcomeShown]
    heard: int
    #: What others said in conversations: partners, offices, funders.
    of_others: int

    @property
    def unanswered(self) -> list[ThemeShown]:
        return [shown for shown in self.themes if not shown.outcomes]

    @property
    def unasked(self) -> list[OutcomeShown]:
        return [shown for shown in self.outcomes if not shown.themes]


def quotes_of(initiative: Initiative) -> QuerySet[Aspiration]:
    return Aspiration.objects.filter(initiative=initiative).select_related("group", "initiative", "interview")


def voices_page(reader: Any, initiative: Initiative, at: datetime) -> VoicesPage:
    words = words_now(initiative)
    if not rules.may_read_draft(reader, initiative, at):
        return VoicesPage([], [], [], 0, 0)
    standing = {
        outcome.pk: NamedOutcome(outcome, words[outcome.part].text if outcome.part in words else outcome.part)
        for outcome in outcomes_of(initiative)
    }
    themes = [_theme(theme, standing) for theme in themes_of(initiative)]
    asking = {pk: [shown for shown in themes if pk in {n.outcome.pk for n in shown.outcomes}] for pk in standing}
    outcomes = [
        OutcomeShown(named, [shown.theme for shown in asking[pk]], len(_different(asking[pk])))
        for pk, named in standing.items()
    ]
    not_coded = list(quotes_of(initiative).filter(themes=None).exclude(consent=Aspiration.Consent.WITHDRAWN))
    heard = quotes_of(initiative).filter(OF_RESIDENTS).count()
    return VoicesPage(themes, not_coded, outcomes, heard, quotes_of(initiative).count() - heard)


def _different(themes: list[ThemeShown]) -> set[int]:
    """One quote in two themes is one quote; what partners and offices said is no resident's."""
    return {quote.pk for shown in themes for quote in shown.quotes if quote.is_of_a_resident}


def _theme(theme: Theme, standing: dict[int, NamedOutcome]) -> ThemeShown:
    quotes = list(theme.aspirations.all())
    kept = [quote for quote in quotes if quote.consent != Aspiration.Consent.WITHDRAWN]
    outcomes = [standing[outcome.pk] for outcome in theme.outcomes.all() if outcome.pk in standing]
    return ThemeShown(theme, kept, len(quotes) - len(kept), outcomes)


def themes_of(initiative: Initiative) -> QuerySet[Theme]:
    quotes = Prefetch("aspirations", Aspiration.objects.select_related("group", "interview"))
    return Theme.objects.filter(initiative=initiative).prefetch_related(quotes, "outcomes")


def groups_of(initiative: Initiative) -> QuerySet[CommunityGroup]:
    return CommunityGroup.objects.filter(initiative=initiative)


def audiences(initiative: Initiative) -> dict[str, str]:
    """Those who are affected, by key: lent to whoever counts whom an ask reached."""
    return {f"community:{group.pk}": group.name for group in groups_of(initiative)}


@dataclass(frozen=True)
class InvolvedCell:
    """Whether a group was there from the start of a strategy, later, or not yet."""

    group: CommunityGroup
    first: FirstInvolved | None
    days_after_start: int | None

    @property
    def from_the_start(self) -> bool:
        return self.days_after_start is not None and self.days_after_start <= 0


@dataclass(frozen=True)
class InvolvedRow:
    strategy: Strategy
    name: str
    began: date | None
    cells: list[InvolvedCell]

    @property
    def involved(self) -> list[InvolvedCell]:
        """Those who take part, the first ones first."""
        there = [cell for cell in self.cells if cell.first is not None]
        return sorted(there, key=lambda cell: cell.first.since if cell.first else date.max)

    @property
    def missing(self) -> list[CommunityGroup]:
        return [cell.group for cell in self.cells if cell.first is None]


def involved_table(reader: Any, initiative: Initiative, at: datetime) -> list[InvolvedRow]:
    """The first day of each group in each strategy, beside the day on which the strategy began."""
    if not rules.may_read_draft(reader, initiative, at):
        return []
    words, groups = words_now(initiative), list(groups_of(initiative))
    firsts = {
        (first.strategy_id, first.group_id): first
        for first in FirstInvolved.objects.filter(strategy__initiative=initiative).select_related("group")
    }
    began = {
        state.strategy_id: today(initiative, state.set_at)
        for state in StrategyState.objects.filter(
            strategy__initiative=initiative, status=Strategy.Status.ACTIVE
        ).order_by("-set_at")
    }
    rows = []
    for strategy in strategies_of(initiative, retired=False):
        start = began.get(strategy.pk)
        cells = []
        for group in groups:
            first = firsts.get((strategy.pk, group.pk))
            days = (first.since - start).days if first is not None and start is not None else None
            cells.append(InvolvedCell(group, first, days))
        name = words[strategy.part].name if strategy.part in words else strategy.key
        rows.append(InvolvedRow(strategy, name, start, cells))
    return rows
