"""The gap chart: two groups as dots on one scale, numbers and names beside them."""

from __future__ import annotations

from typing import Any

from commonweal.ui import formats
from commonweal.ui.charts.layers import (
    Layer,
    Plot,
    dot,
    label,
    line_between,
    specification,
    text_width,
)
from commonweal.ui.charts.palette import EDGE, INK, INK_2, LINE, SERIES, SURFACE
from commonweal.ui.charts.shapes import GapChart, GapRow

ROW = 92
BOTTOM = 28


def gap_specification(chart: GapChart, width: int) -> dict[str, Any]:
    """All rows of gaps on one scale, at a width."""
    size = 15 if width >= 500 else 14
    plot = _plot(chart, width, size)
    layers: list[Layer] = []
    for tick in _ticks(plot):
        x = plot.x(tick)
        layers.append(line_between("grid", (x, 0), (x, plot.plot_height), stroke=LINE))
        has_sign = tick == _ticks(plot)[-1] and _is_percent(chart)
        words = formats.percent(tick, 0) if has_sign else formats.number(tick)
        layers.append(label("tick", words, x, plot.plot_height + 19, size=size))
    for index, row in enumerate(chart.rows):
        layers += _row_layers(row, plot, index * ROW)
    return specification(plot, layers)


def _is_percent(chart: GapChart) -> bool:
    return all(row.kind == "percent" for row in chart.rows)


def _plot(chart: GapChart, width: int, size: int) -> Plot:
    top = 100.0 if _is_percent(chart) else max((r.high for r in chart.rows), default=1.0) * 1.1
    height = ROW * max(1, len(chart.rows)) + BOTTOM
    return Plot(
        width=width,
        height=height,
        left=14,
        top=4,
        plot_width=width - 14 - 26,
        plot_height=height - 4 - BOTTOM,
        x_domain=(0.0, top),
        y_domain=(0.0, 1.0),
        text=size,
    )


def _ticks(plot: Plot) -> tuple[float, float, float]:
    top = plot.x_domain[1]
    return (0.0, top / 2, top)


def _row_layers(row: GapRow, plot: Plot, y0: float) -> list[Layer]:
    size = plot.text
    left, right = sorted((row.low, row.high))
    y = y0 + 42
    title = _fitted(row.title, size, plot.width - 8)
    layers = [label("row-name", title, -10, y0 + 16, size=size, align="left", fontWeight=600, fill=INK)]
    layers.append(line_between("gap-line", (plot.x(left), y), (plot.x(right), y), stroke=EDGE, strokeWidth=4))
    look = {"stroke": SURFACE, "strokeWidth": 1.5}
    layers.append(dot("low", plot.x(row.low), y, shape="square", size=150, fill=SERIES[1], **look))
    layers.append(dot("high", plot.x(row.high), y, shape="circle", size=150, fill=SERIES[0], **look))
    for value, is_left in ((row.low, row.low <= row.high), (row.high, row.low > row.high)):
        words = formats.figure(value, row.kind, row.decimals)
        offset = -12 if is_left else 12
        fits = not is_left or plot.x(value) - 12 - text_width(words, size, 600) > -plot.left
        place = "right" if is_left else "left"
        if fits:
            layers.append(
                label("figure", words, plot.x(value) + offset, y + 5, size=size, align=place, fontWeight=600, fill=INK)
            )
        else:
            layers.append(
                label("figure", words, plot.x(value), y - 12, size=size, align="left", fontWeight=600, fill=INK)
            )
    return layers + _name_layers(row, plot, y)


def _fitted(title: str, size: int, room: float) -> str:
    """As many words as there is room for; the table beside the picture has them all."""
    words = title.split(" ")
    while len(words) > 1 and text_width(title, size, 600) > room:
        words = words[:-1]
        title = " ".join(words).rstrip(",") + "…"
    return title


def _name_layers(row: GapRow, plot: Plot, y: float) -> list[Layer]:
    """Both names below their dots; on two lines where they would touch."""
    left_end, right_end = -plot.left + 2, plot.width - plot.left - 2
    boxes = []
    for name, value in ((row.low_name, row.low), (row.high_name, row.high)):
        half = text_width(name, plot.text) / 2
        centre = max(left_end + half, min(plot.x(value), right_end - half))
        boxes.append((name, centre, half))
    (low, low_x, low_half), (high, high_x, high_half) = boxes
    touching = abs(high_x - low_x) < low_half + high_half + 12
    second = y + 24 + (17 if touching else 0)
    return [
        label("name", low, low_x, y + 24, size=plot.text, fill=INK_2),
        label("name", high, high_x, second, size=plot.text, fill=INK_2),
    ]
