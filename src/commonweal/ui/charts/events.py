"""A line over time, and below it, on the same axis, what happened: one row for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from commonweal.ui import formats
from commonweal.ui.charts.layers import Layer, Plot, dot, label, line_between, specification
from commonweal.ui.charts.palette import INK, LINE, SERIES, SURFACE
from commonweal.ui.charts.shapes import EventsChart
from commonweal.ui.charts.trend import (
    ground_layers,
    interval_layer,
    line_layer,
    older_layers,
    plot_of,
    point_layers,
    value_labels,
)

#: Below the names of the periods: where the first row begins, and how high each is.
BEGIN, ROW = 44, 48
#: One for each row; all have room for a number.
SHAPES = ("circle", "square", "diamond")
#: Marks that stand nearer than this are one mark with their number.
NEAR = 26


def events_specification(chart: EventsChart, width: int) -> dict[str, Any]:
    """The whole specification at a width, in the language that is active."""
    plot = plot_of(chart, width)
    plot = replace(plot, height=plot.height + BEGIN + ROW * len(chart.rows) - 24)
    layers = [*ground_layers(chart, plot), *older_layers(chart, plot)]
    layers += [interval_layer(chart, plot, 7), line_layer(chart, plot, 3)]
    layers += [*point_layers(chart, plot, 50), *value_labels(chart, plot)]
    for number, name in enumerate(chart.rows):
        layers += _row(chart, plot, number, name)
    return specification(plot, [layer for layer in layers if layer])


def _row(chart: EventsChart, plot: Plot, number: int, name: str) -> Iterable[Layer]:
    top = plot.plot_height + BEGIN + ROW * number
    y = top + 18
    yield label("row-name", name, 2 - plot.left, top, size=plot.text, align="left")
    yield line_between("row", (0, y), (plot.plot_width, y), stroke=LINE)
    for at, count in _together([plot.x(each.at) for each in chart.events if each.row == number]):
        if count == 1:
            yield dot("event", at, y, shape=SHAPES[number], size=110, fill=SERIES[number], stroke=SURFACE)
        else:
            look: dict[str, Any] = {"fill": SURFACE, "stroke": SERIES[number], "strokeWidth": 2}
            yield dot("events", at, y, shape=SHAPES[number], size=600 if SHAPES[number] == "diamond" else 430, **look)
            yield label("event-count", formats.number(count), at, y + 4, size=12, fill=INK)


def _together(places: Iterable[float]) -> list[tuple[float, int]]:
    """Marks that would lie on each other, as their middle and their number."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] < NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [(sum(group) / len(group), len(group)) for group in groups]
