"""Answers as bars that part at the middle: low ones to the left, high ones to the right, a bar a question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from commonweal.ui.charts.layers import Layer, Plot, label, line_between, specification, text_width
from commonweal.ui.charts.palette import EDGE, INK, INK_2, SERIES, SURFACE
from commonweal.ui.charts.shapes import AnswersChart, AnswersRow

BAR, LINE_HEIGHT, GAP, TOP = 22, 19, 20, 24
#: Beside the bars, for the number of people at each end.
SIDE = 34
MOST_LINES = 3
#: How strong the mildest answer is drawn; the strongest is full.
PALEST = 0.45


def answers_specification(chart: AnswersChart, width: int) -> dict[str, Any]:
    """All questions below each other, each with its words above its bar."""
    size = 15 if width >= 500 else 14
    titles = [wrapped(row.title, size, width - 8) for row in chart.rows]
    heights = [len(lines) * LINE_HEIGHT + BAR + GAP for lines in titles]
    plot = _plot(chart, width, TOP + sum(heights), size)
    layers = list(_ends(chart, plot))
    top = 0.0
    bars: list[dict[str, Any]] = []
    middles: list[Layer] = []
    for row, lines, height in zip(chart.rows, titles, heights, strict=True):
        for number, words in enumerate(lines):
            y = top + LINE_HEIGHT * number + 14
            layers.append(label("row-name", words, -plot.left + 2, y, size=size, align="left", fill=INK))
        y = top + LINE_HEIGHT * len(lines) + 3
        bars += _segments(row, plot, y)
        if row.n:
            middles.append(line_between("middle", (plot.x(0), y - 4), (plot.x(0), y + BAR + 4), stroke=INK_2))
        layers += _numbers(row, plot, y)
        top += height
    return specification(plot, [*_bars(bars, len(chart.points)), *middles, *layers])


def wrapped(words: str, size: int, room: float) -> list[str]:
    """In lines that fit; what does not fit in the last one is cut, and the table has it all."""
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        last = lines[MOST_LINES - 1]
        while text_width(last + "…", size) > room and " " in last:
            last = last.rpartition(" ")[0]
        lines = [*lines[: MOST_LINES - 1], last + "…"]
    return lines


def _plot(chart: AnswersChart, width: int, height: float, size: int) -> Plot:
    """One question's people are as wide as another's, however many answered each."""
    reach = [(low + mid / 2, high + mid / 2, row.n) for row in chart.rows if row.n for low, mid, high in [row.sides]]
    left = max((below / n for below, _above, n in reach), default=0.5) or 0.05
    right = max((above / n for _below, above, n in reach), default=0.5) or 0.05
    return Plot(
        width=width,
        height=height,
        left=SIDE,
        top=TOP,
        plot_width=width - 2 * SIDE,
        plot_height=height - TOP,
        x_domain=(-left, right),
        y_domain=(0.0, 1.0),
        text=size,
    )


def _ends(chart: AnswersChart, plot: Plot) -> Iterator[Layer]:
    """What the two ends stand for, once, above all bars."""
    if len(chart.points) < 2:
        return
    room = plot.width / 2 - 8
    low, high = (_cut(words, plot.text, room) for words in (chart.points[0], chart.points[-1]))
    yield label("pole", low, -plot.left + 2, -TOP + 15, size=plot.text, align="left", fontWeight=600, fill=INK_2)
    yield label(
        "pole", high, plot.width - plot.left - 2, -TOP + 15, size=plot.text, align="right", fontWeight=600, fill=INK_2
    )


def _cut(words: str, size: int, room: float) -> str:
    while text_width(words, size, 600) > room and " " in words:
        words = words.removesuffix("…").rpartition(" ")[0] + "…"
    return words


def _segments(row: AnswersRow, plot: Plot, y: float) -> list[dict[str, Any]]:
    """From the left: each answer's people as a share of all who answered this question."""
    if not row.counts or not row.n:
        return []
    low, middle, _high = row.sides
    at = -(low + middle / 2) / row.n
    found = []
    for place, count in enumerate(row.counts):
        until = at + count / row.n
        if count:
            found.append({"place": place, "x": plot.x(at), "x2": plot.x(until), "y": y, "y2": y + BAR})
        at = until
    return found


def _bars(bars: list[dict[str, Any]], points: int) -> Iterator[Layer]:
    """A layer an answer; places are px already."""
    in_px = {"type": "quantitative", "scale": None, "axis": None}
    for place in sorted({bar["place"] for bar in bars}):
        yield {
            "name": "bar",
            "data": {"values": [bar for bar in bars if bar["place"] == place]},
            "mark": {"type": "rect", "stroke": SURFACE, "strokeWidth": 1, "opacity": 1, **_look(place, points)},
            "encoding": {
                "x": {"field": "x", **in_px},
                "x2": {"field": "x2"},
                "y": {"field": "y", **in_px},
                "y2": {"field": "y2"},
            },
        }


def _look(place: int, points: int) -> dict[str, Any]:
    """The further from the middle, the stronger; the side says which way, so colour is never alone."""
    middle = (points - 1) / 2
    distance, nearest = abs(place - middle), 1.0 if points % 2 else 0.5
    if not distance:
        return {"fill": EDGE, "fillOpacity": 0.35}
    strength = (distance - nearest) / (middle - nearest) if middle > nearest else 1.0
    fill = SERIES[0] if place > middle else SERIES[1]
    return {"fill": fill, "fillOpacity": round(PALEST + (1 - PALEST) * strength, 2)}


def _numbers(row: AnswersRow, plot: Plot, y: float) -> list[Layer]:
    """How many people stand on each side; where too few answered, that."""
    look: dict[str, Any] = {"size": plot.text, "fontWeight": 600, "fill": INK}
    baseline = y + BAR / 2 + 5
    if not row.n:
        words = _("nobody answered") if row.counts is not None else _("not shown: too few answers")
        return [label("figure", words, -plot.left + 2, baseline, size=plot.text, align="left", fill=INK_2)]
    low, middle, high = row.sides
    left, right = plot.x(-(low + middle / 2) / row.n) - 6, plot.x((high + middle / 2) / row.n) + 6
    return [
        *([label("figure", str(low), left, baseline, align="right", **look)] if low else []),
        *([label("figure", str(high), right, baseline, align="left", **look)] if high else []),
    ]
