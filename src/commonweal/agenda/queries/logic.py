"""The logic model as an outline, as a graph, and as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.agenda import rules
from commonweal.agenda.lent import LentMeasure, measures_of_nodes
from commonweal.agenda.models import LogicLink, LogicNode
from commonweal.engines.logicmodel import Drawing, Graph, Node, draw, findings
from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language

#: Of a picture, in its own units: wider than the words beside it.
WIDE = 1000


@dataclass(frozen=True)
class OutlineLine:
    """One line with how far in it stands."""

    node: LogicNode
    depth: int

    @property
    def level(self) -> int:
        """For aria-level, which counts from one."""
        return self.depth + 1


def nodes_of(initiative: Initiative) -> list[LogicNode]:
    return list(
        LogicNode.objects.filter(initiative=initiative).select_related(
            "owner_person", "owner_organisation", "owner_group", "strategy"
        )
    )


def outline_of(initiative: Initiative) -> list[OutlineLine]:
    """All lines in the order in which they are read: each before what stands below it."""
    return in_outline(nodes_of(initiative))


def in_outline(nodes: list[LogicNode]) -> list[OutlineLine]:
    below: dict[int | None, list[LogicNode]] = {}
    for node in nodes:
        below.setdefault(node.parent_id, []).append(node)

    def walk(parent: int | None, depth: int) -> Iterator[OutlineLine]:
        for node in below.get(parent, []):
            yield OutlineLine(node, depth)
            yield from walk(node.pk, depth + 1)

    return list(walk(None, 0))


def links_of(initiative: Initiative) -> list[LogicLink]:
    """The links across the outline."""
    return list(LogicLink.objects.filter(source__initiative=initiative).select_related("source", "target"))


def held_texts(node: LogicNode) -> dict[str, str]:
    return {"text_en": node.text_en, "text_es": node.text_es}


def node_for(reader: Any, initiative: Initiative, key: str, at: datetime) -> LogicNode:
    node = LogicNode.objects.filter(initiative=initiative, key=key).select_related("parent", "initiative").first()
    if node is None or not rules.may_read_draft(reader, initiative, at):
        raise Http404
    return node


def graph_of(nodes: list[LogicNode], links: list[LogicLink]) -> Graph:
    """What stands below a line leads to it; links across the outline come on top."""
    by_pk = {node.pk: node.key for node in nodes}
    pairs = [(node.key, by_pk[node.parent_id]) for node in nodes if node.parent_id in by_pk]
    pairs += [(by_pk[link.source_id], by_pk[link.target_id]) for link in links if link.source_id in by_pk]
    return Graph([Node(node.key, node.kind, node.text) for node in nodes], pairs)


@dataclass(frozen=True)
class LogicLine:
    """A line as the page shows it."""

    node: LogicNode
    depth: int
    also_to: list[LogicNode]
    measures: list[LentMeasure]
    owner: str

    @property
    def level(self) -> int:
        return self.depth + 1


@dataclass(frozen=True)
class Oddity:
    sentence: str
    keys: tuple[str, ...]
    mends: bool


@dataclass(frozen=True)
class LogicPage:
    lines: list[LogicLine]
    oddities: list[Oddity]
    drawing: Drawing
    #: The names of the kinds above their columns: where, and what.
    heads: list[tuple[int, str]]

    @property
    def is_wide(self) -> bool:
        """It fills the page, and is as large as its letters need on a narrow one."""
        return self.drawing.width > WIDE

    @property
    def to_mend(self) -> list[Oddity]:
        return [oddity for oddity in self.oddities if oddity.mends]

    @property
    def to_ask(self) -> list[Oddity]:
        return [oddity for oddity in self.oddities if not oddity.mends]


def logic_page(reader: Any, initiative: Initiative, at: datetime) -> LogicPage:
    nodes, links = nodes_of(initiative), links_of(initiative)
    measures = measures_of_nodes(reader, initiative, at)
    graph = graph_of(nodes, links)
    also: dict[int, list[LogicNode]] = {}
    for link in links:
        also.setdefault(link.source_id, []).append(link.target)
    lines = [
        LogicLine(
            line.node,
            line.depth,
            also.get(line.node.pk, []),
            list(measures.get(line.node.pk, [])),
            owner_of(line.node),
        )
        for line in in_outline(nodes)
    ]
    lang = page_language()
    oddities = [Oddity(found.sentence(lang), found.keys, found.mends) for found in findings(graph)]
    drawing = draw(graph)
    heads = [(head.x, str(LogicNode.Kind(head.kind).label)) for head in drawing.heads]
    return LogicPage(lines, oddities, drawing, heads)


def owner_of(node: LogicNode) -> str:
    if node.owner_group is not None:
        return str(node.owner_group.name)
    return str(node.owner_organisation or node.owner_person or "")
