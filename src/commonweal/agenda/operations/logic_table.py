"""A whole logic model out of a table, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.lent import point_to_measures
from commonweal.agenda.models import LogicNode, Strategy
from commonweal.agenda.operations.logic import MOST_LINES, NodeDraft, check_node, lead_also_to
from commonweal.agenda.queries.logic import nodes_of
from commonweal.agenda.queries.owners import Owner
from commonweal.governance.models import Initiative
from commonweal.trail.operations import record


@dataclass(frozen=True)
class LineDraft:
    """A row of the table; `below` and `also_to` are keys of other lines, `strategy` is a primary key.

    `measures` are codes; None leaves what measures the line as it is.
    """

    key: str
    kind: str
    below: str = ""
    also_to: tuple[str, ...] = ()
    owner: Owner | None = None
    strategy: int | None = None
    evidence_title: str = ""
    evidence_url: str = ""
    text_en: str = ""
    text_es: str = ""
    measures: tuple[str, ...] | None = None

    def node(self, strategies: dict[int, Strategy]) -> NodeDraft:
        return NodeDraft(
            self.kind,
            self.text_en,
            self.text_es,
            strategies.get(self.strategy or 0),
            self.owner,
            self.evidence_title,
            self.evidence_url,
        )


@transaction.atomic
def bring_lines(
    *, by: Any, initiative: Initiative, lines: Sequence[LineDraft], take_out: bool = False, at: datetime
) -> list[LogicNode]:
    """Lines that are here by their key are changed, others added; `take_out` removes what the table does not have."""
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    present = {node.key: node for node in nodes_of(initiative)}
    here = {line.key for line in lines}
    if len(here.union(() if take_out else present)) > MOST_LINES:
        raise ValidationError(_("400 lines are more than anybody reads. Take some out first."))
    before = [[node.key, node.text_en, node.text_es] for node in present.values()]
    kept = _keep(initiative, present, lines, stays=not take_out and not here.issuperset(present))
    known = kept if take_out else present | kept
    for line in lines:
        if line.below:
            kept[line.key].parent = known[line.below]
            kept[line.key].save(update_fields=["parent"])
    for line in lines:
        lead_also_to(by=by, node=kept[line.key], targets=[known[key] for key in line.also_to], at=at)
        if line.measures is not None:
            point_to_measures(by, kept[line.key], line.measures, at)
    if take_out:
        LogicNode.objects.filter(initiative=initiative).exclude(key__in=kept).delete()
    details = {"before": before, "take_out": take_out}
    record(by=by, verb="agenda.bring_lines", subject=initiative, at=at, initiative=initiative.pk, details=details)
    return list(kept.values())


def _keep(
    initiative: Initiative, present: dict[str, LogicNode], lines: Sequence[LineDraft], stays: bool
) -> dict[str, LogicNode]:
    """The lines themselves, below nothing yet. Where the order stays, what is new stands at the end."""
    strategies = {strategy.pk: strategy for strategy in initiative.strategies.all()}
    last = max((node.position for node in present.values()), default=0)
    kept = {}
    for number, line in enumerate(lines):
        draft = line.node(strategies)
        check_node(draft)
        node = present.get(line.key) or LogicNode(initiative=initiative, key=line.key, position=last + 1 + number)
        values = {**draft.fields(), "text_en": line.text_en, "text_es": line.text_es, "parent": None}
        for name, value in values.items():
            setattr(node, name, value)
        if not stays:
            node.position = number
        node.save()
        kept[line.key] = node
    return kept
