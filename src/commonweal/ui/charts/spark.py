"""The small line of a figure card."""

from __future__ import annotations

from typing import Any

from commonweal.ui import formats
from commonweal.ui.charts.layers import (
    Layer,
    Plot,
    band,
    dot,
    label,
    line_between,
    specification,
    text_width,
)
from commonweal.ui.charts.palette import ACCENT, EDGE, INK_2, SURFACE, THIS
from commonweal.ui.charts.series import Gap, breaks_between, gaps, shown_points
from commonweal.ui.charts.shapes import Spark
from commonweal.ui.charts.trend import (
    gap_name,
    goal_mark,
    goal_words,
    highest,
    inside,
    interval_layer,
    line_layer,
    lowest,
    period_labels,
    point_layers,
    span,
)


def spark_specification(chart: Spark, width: int) -> dict[str, Any]:
    """The small line of a figure card: no axis of values, so it may start above zero."""
    plot = _spark_plot(chart, width)
    edge = (plot.plot_width, plot.plot_height)
    layers: list[Layer] = [layer for gap in gaps(chart) for layer in _spark_gap(gap, plot)]
    layers.append(line_between("ground", (0, edge[1]), edge, stroke="var(--line)"))
    layers += period_labels(chart, plot, most=0)
    for change in breaks_between(chart):
        x = plot.x(change.at)
        layers += [line_between("break", (x + side, 0), (x + side, edge[1]), stroke=EDGE) for side in (-2, 2)]
    layers += [interval_layer(chart, plot, 5), line_layer(chart, plot, 2.5)]
    layers += point_layers(chart, plot, 22, halo=None)
    layers += _spark_ends(chart, plot)
    return specification(plot, [layer for layer in layers if layer])


def _spark_plot(chart: Spark, width: int) -> Plot:
    first, last = span(chart)
    low, high = lowest(chart), highest(chart)
    pad_y = (high - low) * 0.14 or abs(high) * 0.1 or 1.0
    plot_width = width - 4
    left_pad = (last - first) * 12 / plot_width
    right_pad = (last - first) * (14 if chart.goal else 60) / plot_width
    return Plot(
        width=width,
        height=122,
        left=2,
        top=16,
        plot_width=plot_width,
        plot_height=122 - 16 - 24,
        x_domain=(round(first - left_pad, 4), round(last + right_pad, 4)),
        y_domain=(round(low - pad_y, 4), round(high + pad_y, 4)),
    )


def _spark_gap(gap: Gap, plot: Plot) -> list[Layer]:
    x, x2 = plot.x(gap.start), plot.x(gap.end)
    layers = [band("gap", x, x2, plot.plot_height)]
    name = gap_name(gap)
    if x2 - x >= text_width(name, plot.text) + 4:
        layers.append(label("gap-name", name, (x + x2) / 2, plot.plot_height - 8, fill=INK_2))
    return layers


def _spark_ends(chart: Spark, plot: Plot) -> list[Layer]:
    points = shown_points(chart)
    if not points:
        return []
    last = points[-1]
    value = last.value or 0.0
    kind, places = chart.measured.kind, chart.measured.decimals
    x, y = plot.x(last.at), plot.y(value)
    words = formats.figure(value, kind, places)
    fill, stroke = (SURFACE, THIS) if last.is_partial else (THIS, SURFACE)
    layers = [dot("newest", x, y, shape="circle", size=70, fill=fill, stroke=stroke, strokeWidth=1.5)]
    look: dict[str, Any] = {"fontWeight": 600, "fill": THIS}
    if not chart.goal:
        return [*layers, label("last", words, x + 9, y + 5, align="left", **look)]
    aim = goal_words(chart)
    goal_x, goal_y = plot.x(chart.goal.at), plot.y(chart.goal.value)
    goal_left = goal_x - 11 - text_width(aim, 14, 600)
    layers += goal_mark(chart, plot, 60)
    layers.append(label("goal-name", aim, goal_x - 11, goal_y + 5, align="right", fontWeight=600, fill=ACCENT))
    clear = x + 9 + text_width(words, 14, 600) < goal_left or abs(goal_y - y) > 18
    fits = x + 9 + text_width(words, 14, 600) < plot.plot_width
    if clear and fits:
        return [*layers, label("last", words, x + 9, y + 5, align="left", **look)]
    away = y + 22 if goal_y <= y else y - 12
    return [*layers, label("last", words, inside(plot, x, words), away, **look)]
