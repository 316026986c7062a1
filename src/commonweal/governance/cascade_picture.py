"""The cascade as a picture for wide screens. The lists beneath it say all of it in words.

Every seat is a dot: full where it is held, ringed where the term ends soon, dashed where it is open. A line runs
between two groups where somebody sits in both, and is as thick as they are many.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonweal.governance.models import Group
from commonweal.governance.queries.cascade import Cascade, Node

WIDTH = 1160
#: Room at the left for lines that pass by a row.
MARGIN = 28
GAP = 14
BETWEEN_ROWS = 60
MOST_IN_A_ROW = 7
DOT, STEP = 5, 14
PADDING = 12
LINE = 19
#: A name is broken at so many letters for each hundred units of width.
LETTERS = 12.5


class Row(NamedTuple):
    """Boxes side by side, all as wide and as high as each other."""

    nodes: Sequence[Node]
    width: int
    gap: int


@dataclass(frozen=True)
class Box:
    node: Node
    row: int
    left: float
    top: float
    width: int
    height: int

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.node.then.name, int(self.width * LETTERS / 100))[:2]


def picture_of(cascade: Cascade) -> SafeString | None:
    """None where there is too little to draw."""
    if len(cascade.nodes) < 3:
        return None
    boxes = list(_boxes(_rows(cascade)))
    height = max(box.top + box.height for box in boxes) + 8
    parts = [*_lines(boxes), *(part for box in boxes for part in _drawn(box))]
    return format_html(
        '<svg class="cascade-map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        round(height),
        _("A map of the groups, their seats and who ties them together. The lists below say the same in words."),
        mark_safe("".join(parts)),  # noqa: S308 - every part is escaped where it is made
    )


def _rows(cascade: Cascade) -> Iterator[Row]:
    """Steering committee and backbone beside each other on top, then the working groups, then the community table."""
    top = [*cascade.of_kind(Group.Kind.STEERING), *cascade.of_kind(Group.Kind.BACKBONE)]
    if top:
        yield Row(top, 300, 80)
    working = cascade.of_kind(Group.Kind.WORKING)
    rows = -(-len(working) // MOST_IN_A_ROW)
    for nodes in _shared_out(working, rows):
        yield Row(nodes, min(230, (WIDTH - 2 * MARGIN + GAP) // len(nodes) - GAP), GAP)
    community = cascade.of_kind(Group.Kind.COMMUNITY)
    for nodes in _shared_out(community, -(-len(community) // 4)):
        yield Row(nodes, 250, 2 * GAP)


def _shared_out(nodes: Sequence[Node], rows: int) -> Iterator[Sequence[Node]]:
    """Rows that are as long as each other, as far as it goes."""
    for row in range(rows):
        yield nodes[row * len(nodes) // rows : (row + 1) * len(nodes) // rows]


def _boxes(rows: Iterator[Row]) -> Iterator[Box]:
    top = 4.0
    for number, row in enumerate(rows):
        height = max(_height(node, row.width) for node in row.nodes)
        left = (WIDTH - len(row.nodes) * (row.width + row.gap) + row.gap) / 2
        for node in row.nodes:
            yield Box(node, number, left, top, row.width, height)
            left += row.width + row.gap
        top += height + BETWEEN_ROWS


def _height(node: Node, width: int) -> int:
    names = min(2, len(textwrap.wrap(node.then.name, int(width * LETTERS / 100))))
    seats = len(node.seats) + len(node.vacancies)
    rows = -(-seats // _dots_in_a_row(width)) if seats else 0
    return PADDING * 2 + names * LINE + rows * STEP + (6 if rows else 0)


def _dots_in_a_row(width: int) -> int:
    return max(1, (width - 2 * PADDING) // STEP)


def _lines(boxes: Sequence[Box]) -> Iterator[SafeString]:
    by_group = {box.node.group.pk: box for box in boxes}
    for box in boxes:
        for link in box.node.links:
            other = by_group.get(link.other.group.pk)
            # Each pair once, from the upper to the lower, or from left to right.
            if other is not None and (other.top, other.left) > (box.top, box.left):
                yield _line(box, other, len(link.people))


def _line(upper: Box, lower: Box, people: int) -> SafeString:
    here = upper.node.is_here or lower.node.is_here
    if upper.row == lower.row:
        path = _beside(upper, lower)
    elif lower.row == upper.row + 1:
        path = _down(upper, lower)
    else:
        path = _round_the_rows(upper, lower)
    return format_html(
        '<path class="tie{}" d="{}" stroke-width="{}"/>', " here" if here else "", path, min(1 + people, 5)
    )


def _down(upper: Box, lower: Box) -> str:
    bend = (lower.top - upper.bottom) / 2
    return (
        f"M{upper.middle:.0f} {upper.bottom:.0f}C{upper.middle:.0f} {upper.bottom + bend:.0f} "
        f"{lower.middle:.0f} {lower.top - bend:.0f} {lower.middle:.0f} {lower.top:.0f}"
    )


def _beside(left: Box, right: Box) -> str:
    """Neighbours are joined at their sides, others by a line beneath the boxes between them."""
    if right.left - left.left - left.width <= 80:
        middle = left.top + left.height / 2
        return f"M{left.left + left.width:.0f} {middle:.0f}H{right.left:.0f}"
    dip = 16
    return f"M{left.middle:.0f} {left.bottom:.0f}q0 {dip} {dip} {dip}H{right.middle - dip:.0f}q{dip} 0 {dip} -{dip}"


def _round_the_rows(upper: Box, lower: Box) -> str:
    """Along the left edge, so that no line runs behind a group that it has nothing to do with."""
    edge, turn = MARGIN / 2, 10
    side, street = upper.top + upper.height / 2, lower.top - BETWEEN_ROWS / 3
    return (
        f"M{upper.left:.0f} {side:.0f}H{edge + turn:.0f}q-{turn} 0 -{turn} {turn}V{street - turn:.0f}"
        f"q0 {turn} {turn} {turn}H{lower.middle - turn:.0f}q{turn} 0 {turn} {turn}V{lower.top:.0f}"
    )


def _drawn(box: Box) -> Iterator[str]:
    node = box.node
    kinds = f"box {node.group.kind}" + (" here" if node.is_here else "") + (" paused" if node.paused else "")
    yield format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="10"/>',
        kinds, round(box.left), round(box.top), box.width, box.height,
    )  # fmt: skip
    y = box.top + PADDING + 14
    for line in box.lines:
        yield format_html('<text x="{}" y="{}">{}</text>', round(box.left + PADDING), round(y), line)
        y += LINE
    yield from _dots(box, y - 6)


def _dots(box: Box, top: float) -> Iterator[str]:
    kinds = ["ends" if one.ends_soon else "held" for one in box.node.seats] + ["open"] * len(box.node.vacancies)
    each = _dots_in_a_row(box.width)
    for place, kind in enumerate(kinds):
        x = box.left + PADDING + DOT + place % each * STEP
        y = top + DOT + place // each * STEP
        radius = DOT - 1 if kind == "open" else DOT
        yield format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', kind, round(x), round(y), radius)
