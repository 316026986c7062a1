"""What this room lends to the pages of the agenda: its goal's line, its lines' measures, and the measures of packs."""

from django.urls import reverse

from commonweal.agenda.lent import NodeMeasures, register_goal_lines, register_node_measures, register_pack_measures
from commonweal.agenda.models import LogicNode
from commonweal.lib.when_asked import when_asked

NODES = "commonweal.measurement.queries.node_measures"
BINDING = "commonweal.measurement.operations.node_measures"
PACKS = "commonweal.measurement.operations.pack_measures"


def lend_to_agenda() -> None:
    register_goal_lines(when_asked(NODES, "goal_target_lines"))
    codes, point = when_asked(NODES, "codes_to_bind"), when_asked(BINDING, "point_to_codes")
    register_node_measures(NodeMeasures(when_asked(NODES, "measures_of_nodes"), _where_one_is_bound, codes, point))
    register_pack_measures(when_asked(PACKS, "bring_pack_measures"))


def _where_one_is_bound(node: LogicNode) -> str:
    return reverse("measurement:node_measures", args=[node.initiative.slug, node.key])
