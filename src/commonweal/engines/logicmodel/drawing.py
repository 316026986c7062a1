"""Where the boxes and lines of a logic model stand: columns from what is put in to the goal, left to right."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.engines.logicmodel.graph import KINDS, Graph

WIDTH, GAP, ROW_GAP = 152, 34, 14
LINE, INSIDE, HEAD = 19, 10, 44
LETTERS = 18
ROUNDS = 6


@dataclass(frozen=True)
class Box:
    key: str
    kind: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]  # (y, text)

    @property
    def text_x(self) -> int:
        return self.x + INSIDE


@dataclass(frozen=True)
class Line:
    source: str
    target: str
    path: str


@dataclass(frozen=True)
class Head:
    """The name of a kind above its first column."""

    kind: str
    x: int


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    heads: tuple[Head, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(graph: Graph) -> Drawing:
    """Outcomes that lead to outcomes stand in columns after each other; a loop does not hang the drawing."""
    columns = _columns(graph)
    _order(graph, columns)
    heights = {node.key: _height(_wrapped(node.text)) for node in graph.nodes}
    tallest = max((_column_height(column, heights) for column in columns), default=0)
    boxes: dict[str, Box] = {}
    heads: list[Head] = []
    for place, column in enumerate(columns):
        x = place * (WIDTH + GAP)
        kind = graph.by_key[column[0]].kind
        if kind not in {head.kind for head in heads}:
            heads.append(Head(kind, x))
        y = HEAD + (tallest - _column_height(column, heights)) // 2
        for key in column:
            boxes[key] = _box(graph, key, x, y, heights[key])
            y += heights[key] + ROW_GAP
    lines = tuple(Line(one, two, _path(boxes[one], boxes[two], boxes.values())) for one, two in graph.links)
    width = max(1, len(columns) * (WIDTH + GAP) - GAP)
    return Drawing(width, HEAD + tallest + ROW_GAP, tuple(heads), tuple(boxes[node.key] for node in graph.nodes), lines)


def _columns(graph: Graph) -> list[list[str]]:
    columns: list[list[str]] = []
    for kind in KINDS:
        keys = [node.key for node in graph.nodes if node.kind == kind]
        depths = _depths(graph, keys)
        for depth in sorted(set(depths.values())):
            columns.append([key for key in keys if depths[key] == depth])
    return columns


def _depths(graph: Graph, keys: list[str]) -> dict[str, int]:
    """How many of the same kind come before, at most; rounds are counted, so that a loop ends."""
    inside = set(keys)
    depths = dict.fromkeys(keys, 0)
    for _round in range(min(len(keys), ROUNDS)):
        for key in keys:
            for other in graph.after[key]:
                if other in inside and other != key:
                    depths[other] = min(max(depths[other], depths[key] + 1), ROUNDS)
    ranks = {depth: rank for rank, depth in enumerate(sorted(set(depths.values())))}
    return {key: ranks[depth] for key, depth in depths.items()}


def _order(graph: Graph, columns: list[list[str]]) -> None:
    """Boxes stand near what they are linked with (barycentre sweeps), which crosses fewer lines."""
    for sweep in range(ROUNDS):
        places = {key: place / max(1, len(column)) for column in columns for place, key in enumerate(column)}
        neighbours = graph.before if sweep % 2 == 0 else graph.after

        def middle(key: str, near: dict[str, list[str]] = neighbours, at: dict[str, float] = places) -> float:
            others = near[key]
            return sum(at[other] for other in others) / len(others) if others else at[key]

        for column in columns:
            column.sort(key=middle)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LETTERS, break_long_words=True) or [""]


def _height(lines: list[str]) -> int:
    return len(lines) * LINE + 2 * INSIDE


def _column_height(column: list[str], heights: dict[str, int]) -> int:
    return sum(heights[key] for key in column) + ROW_GAP * (len(column) - 1)


def _box(graph: Graph, key: str, x: int, y: int, height: int) -> Box:
    node = graph.by_key[key]
    lines = tuple((y + INSIDE + LINE * number + 14, text) for number, text in enumerate(_wrapped(node.text)))
    return Box(key, node.kind, x, y, WIDTH, height, lines)


def _path(one: Box, two: Box, boxes: Iterable[Box]) -> str:
    """A curve from the right side to the left. Past boxes of columns between it runs through the gaps above or below
    them, so that no line seems to lead to a box that it only passes."""
    y1, y2 = one.y + one.height // 2, two.y + two.height // 2
    x1, x2 = one.x + one.width, two.x - 7
    path, y, x = f"M{x1} {y1}", y1, x1
    columns: dict[int, list[Box]] = {}
    for box in boxes:
        if x1 < box.x < two.x:
            columns.setdefault(box.x, []).append(box)
    for left, column in sorted(columns.items()):
        straight = y1 + (y2 - y1) * (left + WIDTH // 2 - x1) // (x2 - x1)
        lane = min(_lanes(column), key=lambda free: (abs(free - straight), free))
        path += _curve(x, y, left, lane) + f"H{left + WIDTH}"
        x, y = left + WIDTH, lane
    return path + _curve(x, y, x2, y2)


def _lanes(column: list[Box]) -> list[int]:
    """Where a line passes a column: in the middle of each gap, above its first box, below its last."""
    half = ROW_GAP // 2
    return [min(box.y for box in column) - half, *(box.y + box.height + half for box in column)]


def _curve(x1: int, y1: int, x2: int, y2: int) -> str:
    bend = max(18, abs(x2 - x1) // 2)
    return f"C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
