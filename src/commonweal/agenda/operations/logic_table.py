"""A whole logic model out of a table, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonweal.agenda import rules
from commonweal.agenda.models import LogicNode, Strategy
from commonweal.agenda.operations.logic import NodeDraft, check_node, lead_also_to
from commonweal.agenda.queries.logic import nodes_of
from commonweal.agenda.queries.owners import Owner
from commonweal.governance.models import Initiative
from commonweal.trail.operations import record


@dataclass(frozen=True)
class LineDraft:
    """A row of the table; `below` and `also_to` are keys of other rows, `strategy` is a primary key."""

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
    before = [[node.key, node.text_en, node.text_es] for node in present.values()]
    strategies = {strategy.pk: strategy for strategy in initiative.strategies.all()}
    kept: dict[str, LogicNode] = {}
    for position, line in enumerate(lines):
        draft = line.node(strategies)
        check_node(draft)
        node = present.get(line.key) or LogicNode(initiative=initiative, key=line.key)
        values = {**draft.fields(), "text_en": line.text_en, "text_es": line.text_es, "position": position}
        for name, value in values.items():
            setattr(node, name, value)
        node.parent = None
        node.save()
        kept[line.key] = node
    for line in lines:
        if line.below:
            kept[line.key].parent = kept[line.below]
            kept[line.key].save(update_fields=["parent"])
    for line in lines:
        lead_also_to(by=by, node=kept[line.key], targets=[kept[key] for key in line.also_to], at=at)
    if take_out:
        LogicNode.objects.filter(initiative=initiative).exclude(key__in=kept).delete()
    details = {"before": before, "take_out": take_out}
    record(by=by, verb="agenda.bring_lines", subject=initiative, at=at, initiative=initiative.pk, details=details)
    return list(kept.values())
