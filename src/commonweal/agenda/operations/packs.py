"""Taking an issue pack in: its outcomes and strategies into the draft, its measures where somebody may define them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.issue_packs import Pack
from commonweal.agenda.lent import bring_pack_measures
from commonweal.agenda.models import Wording
from commonweal.agenda.operations.strategies import OutcomeDraft, StrategyDraft, add_outcome, add_strategy
from commonweal.agenda.queries.draft import FIELDS
from commonweal.governance.models import Initiative
from commonweal.trail.operations import record


@dataclass(frozen=True)
class Taken:
    """How much came in; measures are none where the taker may not define any."""

    outcomes: int
    strategies: int
    measures: int


@transaction.atomic
def take_pack(*, by: Any, initiative: Initiative, pack: Pack, at: datetime) -> Taken:
    """What is there already by the same words or code is left as it is, so that a pack can be taken again."""
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    known = _texts(initiative)
    outcomes = [
        known.get(outcome.en)
        or add_outcome(by=by, initiative=initiative, draft=OutcomeDraft(outcome.en, outcome.es, outcome.horizon), at=at)
        for outcome in pack.outcomes
    ]
    strategies = [strategy for strategy in pack.strategies if strategy.name_en not in known]
    for strategy in strategies:
        draft = StrategyDraft(
            strategy.name_en,
            strategy.name_es,
            strategy.text_en,
            strategy.text_es,
            outcomes=[outcomes[place] for place in strategy.outcomes],
        )
        add_strategy(by=by, initiative=initiative, draft=draft, at=at)
    new = sum(1 for outcome in pack.outcomes if outcome.en not in known)
    measures = bring_pack_measures(by, initiative, pack, at)
    if not (new or strategies or measures):
        raise ValidationError(_("All of it is here already."))
    details = {"pack": pack.code}
    record(by=by, verb="agenda.take_pack", subject=initiative, at=at, initiative=initiative.pk, details=details)
    return Taken(new, len(strategies), measures)


def _texts(initiative: Initiative) -> dict[str, Any]:
    """Outcomes by their English words, and the names of strategies, of any wording they ever had."""
    outcomes = {outcome.part: outcome for outcome in initiative.outcomes.all()}
    found: dict[str, Any] = {}
    for words in Wording.objects.filter(initiative=initiative).values("part", *FIELDS):
        if words["part"] in outcomes:
            found[words["text_en"]] = outcomes[words["part"]]
        elif words["name_en"]:
            found[words["name_en"]] = True
    return found
