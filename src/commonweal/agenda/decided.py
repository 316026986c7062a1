"""What a decision can be about here: a version of the agenda, and a strategy. Lent to governance at start."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.agenda.models import AgendaVersion, Strategy
from commonweal.agenda.operations.versions import RATIFYING, ratify
from commonweal.agenda.queries.draft import strategies_of, words_now
from commonweal.agenda.queries.versions import VERSION
from commonweal.governance.about import AboutKind, Pair, register_kind
from commonweal.governance.models import Decision, Group, Initiative

STRATEGY = "agenda.strategy"


def lend_kinds() -> None:
    register_kind(
        VERSION,
        AboutKind(gettext_lazy("Versions of the agenda"), _version_label, None, _version_url, _version_decided),
    )
    register_kind(
        STRATEGY,
        AboutKind(
            gettext_lazy("Strategies"),
            _strategy_label,
            _strategy_choices,
            _strategy_url,
            touches=_what_it_involves,
            is_paid_for=True,
        ),
    )


def _found(rows: Any, key: str) -> Any:
    return rows.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None


def _version_label(initiative: Initiative, key: str) -> str:
    version = _found(AgendaVersion.objects.filter(initiative=initiative), key)
    return _("Agenda, version %(number)s") % {"number": version.number} if version else ""


def _version_url(initiative: Initiative, key: str) -> str:
    version = _found(AgendaVersion.objects.filter(initiative=initiative), key)
    return reverse("agenda:version", args=[initiative.slug, version.number]) if version else ""


def _version_decided(decision: Decision, key: str, at: datetime) -> None:
    """Only a yes of the steering committee, to a question of yes or no, ratifies."""
    version = _found(AgendaVersion.objects.filter(initiative=decision.initiative_id), key)
    carried = decision.outcome == Decision.Outcome.CARRIED and decision.rule in RATIFYING
    if version is not None and carried and decision.group.kind == Group.Kind.STEERING:
        ratify(by=None, version=version, decision=decision, at=at)


def _strategy_label(initiative: Initiative, key: str) -> str:
    strategy = _found(Strategy.objects.filter(initiative=initiative), key)
    words = words_now(initiative).get(strategy.part) if strategy else None
    return words.name if words else str(strategy or "")


def _strategy_choices(initiative: Initiative) -> Iterable[tuple[str, str]]:
    words = words_now(initiative)
    for strategy in strategies_of(initiative, retired=False):
        yield str(strategy.pk), words[strategy.part].name if strategy.part in words else strategy.key


def _strategy_url(initiative: Initiative, key: str) -> str:
    strategy = _found(Strategy.objects.filter(initiative=initiative), key)
    return reverse("agenda:strategy", args=[initiative.slug, strategy.key]) if strategy else ""


def _what_it_involves(key: str) -> Iterable[Pair]:
    """The group that carries it, and the organizations that answer for a line of it in the logic model."""
    strategy = _found(Strategy.objects.prefetch_related("logic_nodes"), key)
    if strategy is None:
        return
    if strategy.group_id is not None:
        yield "group", str(strategy.group_id)
    for node in strategy.logic_nodes.all():
        if node.owner_organisation_id is not None:
            yield "organisation", str(node.owner_organisation_id)
