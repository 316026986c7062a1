"""What the agenda's records say happened, day by day: what was tried, and what was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import AgendaVersion, Strategy, StrategyState, Trial
from commonweal.agenda.queries.alignment import alignments
from commonweal.agenda.queries.draft import words_now
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import language_of, written
from commonweal.governance.rules import today


@dataclass(frozen=True)
class Happened:
    """`until` where it took more than a day; `language` is the one that `text` stands in; `group` carries it."""

    on: date
    title: str
    text: str
    language: str
    url: str
    until: date | None = None
    group: int | None = None


def tried(reader: Any, initiative: Initiative, at: datetime) -> list[Happened]:
    """Ideas that were tried until a day, with what was learned; for those who may read the draft."""
    if not rules.may_read_draft(reader, initiative, at):
        return []
    found = Trial.objects.filter(strategy__initiative=initiative).select_related("strategy")
    words = words_now(initiative)
    told = []
    for trial in found:
        ended = today(initiative, trial.ended_at) if trial.ended_at else None
        verdict = f"{trial.get_verdict_display()}. ".capitalize() if trial.verdict else ""
        told.append(
            Happened(
                trial.since,
                _name(trial.strategy, words),
                f"{verdict}{trial.learned}" if ended else _("What we look at: %(words)s") % {"words": trial.looks_at},
                trial.written_in,
                reverse("agenda:strategy", args=[initiative.slug, trial.strategy.key]),
                until=ended or trial.until,
                group=trial.strategy.group_id,
            )
        )
    return told


def changed(reader: Any, initiative: Initiative, at: datetime) -> list[Happened]:
    """Agendas that were ratified, strategies that began or were let go, and work that partners changed."""
    return [
        *_ratified(reader, initiative, at),
        *_strategies(reader, initiative, at),
        *_aligned(reader, initiative, at),
    ]


def _ratified(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Happened]:
    if not rules.may_read(reader, initiative, at):
        return
    for version in AgendaVersion.objects.filter(initiative=initiative, ratified_at__isnull=False):
        assert version.ratified_at is not None
        yield Happened(
            today(initiative, version.ratified_at),
            _("Version %(number)s of the agenda was ratified") % {"number": version.number},
            written(version, "reason"),
            language_of(version, "reason"),
            reverse("agenda:version", args=[initiative.slug, version.number]),
        )


def _strategies(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Happened]:
    if not rules.may_read_draft(reader, initiative, at):
        return
    told = (Strategy.Status.ACTIVE, Strategy.Status.RETIRED)
    states = StrategyState.objects.filter(strategy__initiative=initiative, status__in=told).select_related("strategy")
    words = words_now(initiative)
    for state in states:
        named = {"name": _name(state.strategy, words), "state": state.get_status_display()}
        yield Happened(
            today(initiative, state.set_at),
            _("%(name)s: %(state)s") % named,
            state.reason,
            state.written_in,
            reverse("agenda:strategy", args=[initiative.slug, state.strategy.key]),
            group=state.strategy.group_id,
        )


def _aligned(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Happened]:
    for one in alignments(reader, initiative, at).statements:
        stated = one.alignment
        yield Happened(
            stated.changed_on,
            _("%(organisation)s changed its own work") % {"organisation": stated.organisation.name},
            stated.after,
            language_of(stated, "after"),
            reverse("agenda:alignments", args=[initiative.slug]),
            group=stated.strategy.group_id if stated.strategy else None,
        )


def _name(strategy: Strategy, words: Any) -> str:
    wording = words.get(strategy.part)
    return str(wording.name) if wording and wording.name else strategy.key
