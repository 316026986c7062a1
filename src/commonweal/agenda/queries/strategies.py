"""Strategies with their words, for lists and for a page of their own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.agenda import rules
from commonweal.agenda.models import FirstInvolved, Outcome, Strategy, StrategyState, Trial, Wording
from commonweal.agenda.queries.authors import names_of
from commonweal.agenda.queries.draft import active_count, most_active, strategies_of, words_now
from commonweal.governance.models import Initiative


@dataclass(frozen=True)
class Named:
    """A strategy in words."""

    strategy: Strategy
    name: str
    text: str
    trial: Trial | None

    @property
    def is_idea(self) -> bool:
        return self.strategy.origin == Strategy.Origin.EMERGENT

    @property
    def is_trying(self) -> bool:
        return self.strategy.status == Strategy.Status.TRYING

    @property
    def is_backlog(self) -> bool:
        return self.strategy.status == Strategy.Status.BACKLOG


@dataclass(frozen=True)
class Strategies:
    """Planned ones beside ideas; what was let go stands apart, with why."""

    planned: list[Named]
    ideas: list[Named]
    retired: list[Named]
    active: int
    most: int

    @property
    def is_over(self) -> bool:
        return self.active > self.most


def strategies_page(initiative: Initiative) -> Strategies:
    words = words_now(initiative)
    open_trials = {
        trial.strategy_id: trial for trial in Trial.objects.filter(strategy__initiative=initiative, ended_at=None)
    }
    named = [
        _named(strategy, words.get(strategy.part), open_trials.get(strategy.pk))
        for strategy in strategies_of(initiative)
    ]
    standing = [each for each in named if each.strategy.status != Strategy.Status.RETIRED]
    return Strategies(
        [each for each in standing if not each.is_idea],
        [each for each in standing if each.is_idea],
        [each for each in named if each.strategy.status == Strategy.Status.RETIRED],
        active_count(initiative),
        most_active(initiative),
    )


def _named(strategy: Strategy, wording: Wording | None, trial: Trial | None) -> Named:
    return Named(strategy, wording.name if wording else strategy.key, wording.text if wording else "", trial)


@dataclass(frozen=True)
class StateInWords:
    state: StrategyState
    name: str


@dataclass(frozen=True)
class StrategyPage:
    named: Named
    outcomes: list[tuple[Outcome, str]]
    states: list[StateInWords]
    trials: list[Trial]
    involved: list[FirstInvolved]
    may_draft: bool
    may_try: bool


def strategy_page(reader: Any, initiative: Initiative, key: str, at: datetime) -> StrategyPage:
    found = Strategy.objects.filter(initiative=initiative, key=key).select_related("group", "initiative").first()
    if found is None or not rules.may_read_draft(reader, initiative, at):
        raise Http404
    words = words_now(initiative)
    trials = list(found.trials.all())
    states = list(found.states.all())
    names = names_of(state.set_by for state in states)
    return StrategyPage(
        _named(found, words.get(found.part), next((trial for trial in trials if trial.ended_at is None), None)),
        [(each, words[each.part].text if each.part in words else each.part) for each in found.outcomes.all()],
        [StateInWords(state, names[state.set_by]) for state in states],
        trials,
        list(found.first_involved.select_related("group")),
        rules.may_draft(reader, initiative, at),
        rules.may_try(reader, found, at),
    )
