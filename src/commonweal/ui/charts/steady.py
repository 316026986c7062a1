"""A line between the limits that chance alone would keep it in, with the points to ask about."""

from __future__ import annotations

from typing import Any

from commonweal.ui import formats
from commonweal.ui.charts.layers import Layer, Plot, dot, label, line_between, specification
from commonweal.ui.charts.palette import EDGE, SERIES, SURFACE
from commonweal.ui.charts.series import shown_points
from commonweal.ui.charts.shapes import SteadyChart
from commonweal.ui.charts.trend import ground_layers, line_layer, plot_of, point_layers


def steady_specification(chart: SteadyChart, width: int) -> dict[str, Any]:
    """The whole specification at a width, in the language that is active."""
    plot = plot_of(chart, width)
    layers = [*ground_layers(chart, plot), *_rules(chart, plot)]
    layers += [line_layer(chart, plot, 2.5), *point_layers(chart, plot, 45), *_odd(chart, plot)]
    return specification(plot, [layer for layer in layers if layer])


def _rules(chart: SteadyChart, plot: Plot) -> list[Layer]:
    """Centre and limits over the whole width, each with its figure at the right end where there is room."""
    layers: list[Layer] = []
    taken: list[float] = []
    for value, dash in ((chart.centre, [1, 0]), (chart.upper, [6, 4]), (chart.lower, [6, 4])):
        if value is None:
            continue
        y = plot.y(value)
        look: dict[str, Any] = {"stroke": EDGE, "strokeWidth": 1.5, "strokeDash": dash}
        layers.append(line_between("limit", (0, y), (plot.plot_width, y), **look))
        if all(abs(y - other) >= plot.text for other in taken):
            words = formats.figure(value, chart.measured.kind, chart.measured.decimals)
            layers.append(label("limit-name", words, plot.plot_width + 5, y + 5, size=plot.text, align="left"))
            taken.append(y)
    return layers


def _odd(chart: SteadyChart, plot: Plot) -> list[Layer]:
    look: dict[str, Any] = {"fill": SURFACE, "stroke": SERIES[1], "strokeWidth": 2.5}
    return [
        dot("odd", plot.x(point.at), plot.y(point.value or 0.0), shape="square", size=110, **look)
        for point in shown_points(chart)
        if point.period in chart.odd
    ]
