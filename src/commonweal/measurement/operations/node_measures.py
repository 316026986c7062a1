"""Pointing a line of the logic model to what measures it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda.models import LogicNode
from commonweal.agenda.rules import may_draft
from commonweal.measurement.models import Measure, NodeMeasure
from commonweal.measurement.queries.node_measures import bound_codes
from commonweal.trail.operations import record


@transaction.atomic
def point_to_measures(*, by: Any, node: LogicNode, measures: Sequence[Measure], at: datetime) -> list[NodeMeasure]:
    """These and no others measure this line from now on; the trail keeps what did before."""
    if not may_draft(by, node.initiative, at):
        raise PermissionDenied
    if any(measure.initiative_id != node.initiative_id for measure in measures):
        raise ValidationError(_("That measure belongs to another initiative."))
    before = bound_codes(node)
    NodeMeasure.objects.filter(node=node).exclude(measure__in=measures).delete()
    actor = getattr(by, "actor_id", None)
    bound = [
        NodeMeasure.objects.get_or_create(node=node, measure=measure, defaults={"bound_at": at, "bound_by": actor})[0]
        for measure in measures
    ]
    details = {"before": before, "after": [measure.code for measure in measures]}
    record(
        by=by,
        verb="measurement.point_to_measures",
        subject=node,
        at=at,
        initiative=node.initiative_id,
        details=details,
    )
    return bound


def point_to_codes(*, by: Any, node: LogicNode, codes: Collection[str], at: datetime) -> None:
    """By the codes that a table names; what is so already is not said again."""
    if set(codes) != set(bound_codes(node)):
        point_to_measures(by=by, node=node, measures=list(node.initiative.measures.filter(code__in=codes)), at=at)
