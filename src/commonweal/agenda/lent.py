"""What rooms above lend to the pages of the agenda: the line of the big goal, and the measures of the logic model.

A lower room may not import an upper one, so an upper room registers what it knows when its app is ready.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from commonweal.agenda.issue_packs import Pack
from commonweal.agenda.models import LogicNode
from commonweal.governance.models import Initiative

#: Sentences about the big goal as it is measured, such as from where to where it is to go.
GoalLines = Callable[[Any, Initiative, datetime], Sequence[str]]


@dataclass(frozen=True)
class LentMeasure:
    """What measures a line of the logic model: its name, where it is found, and in one sentence how it stands."""

    code: str
    name: str
    url: str
    sentence: str = ""


class PointsToMeasures(Protocol):
    """The measures of these codes and no others measure the line from now on."""

    def __call__(self, *, by: Any, node: LogicNode, codes: Collection[str], at: datetime) -> Any: ...


@dataclass(frozen=True)
class NodeMeasures:
    """`measures_of(reader, initiative, at)` gives them by the key of the node; `form_url` is where one is bound.

    `codes` are those of the measures that a line can point to, and `point` points it to some of them.
    """

    measures_of: Callable[[Any, Initiative, datetime], Mapping[int, Sequence[LentMeasure]]]
    form_url: Callable[[LogicNode], str]
    codes: Callable[[Initiative], Collection[str]]
    point: PointsToMeasures


class PackMeasures(Protocol):
    """Defines the measures of a pack that are not there yet, and says how many; none where `by` may not."""

    def __call__(self, *, by: Any, initiative: Initiative, pack: Pack, at: datetime) -> int: ...


_pack_measures: list[PackMeasures] = []
_goal_lines: list[GoalLines] = []
_node_measures: list[NodeMeasures] = []


def register_goal_lines(lines: GoalLines) -> None:
    if lines not in _goal_lines:
        _goal_lines.append(lines)


def register_node_measures(lent: NodeMeasures) -> None:
    if lent not in _node_measures:
        _node_measures.append(lent)


def register_pack_measures(bring: PackMeasures) -> None:
    if bring not in _pack_measures:
        _pack_measures.append(bring)


def bring_pack_measures(by: Any, initiative: Initiative, pack: Pack, at: datetime) -> int:
    return sum(bring(by=by, initiative=initiative, pack=pack, at=at) for bring in _pack_measures)


def goal_lines(reader: Any, initiative: Initiative, at: datetime) -> list[str]:
    return [line for lines in _goal_lines for line in lines(reader, initiative, at)]


def measures_of_nodes(reader: Any, initiative: Initiative, at: datetime) -> dict[int, list[LentMeasure]]:
    found: dict[int, list[LentMeasure]] = {}
    for lent in _node_measures:
        for node, measures in lent.measures_of(reader, initiative, at).items():
            found.setdefault(node, []).extend(measures)
    return found


def codes_of_measures(initiative: Initiative) -> set[str]:
    return {code for lent in _node_measures for code in lent.codes(initiative)}


def point_to_measures(by: Any, node: LogicNode, codes: Collection[str], at: datetime) -> None:
    for lent in _node_measures:
        lent.point(by=by, node=node, codes=codes, at=at)


def measure_form_of(node: LogicNode) -> str:
    """Where a measure is bound to this line; empty where no room above does that."""
    return next((lent.form_url(node) for lent in _node_measures), "")
