"""The line so far and the ranges of what comes if nothing changes: wide and pale, narrow and darker."""

from __future__ import annotations

from typing import Any

from commonweal.ui import formats
from commonweal.ui.charts.layers import Layer, Plot, label, line_between, specification, x_of, y_of
from commonweal.ui.charts.palette import EDGE, THIS
from commonweal.ui.charts.series import settled_points
from commonweal.ui.charts.shapes import ForecastChart
from commonweal.ui.charts.trend import (
    goal_mark,
    ground_layers,
    inside,
    interval_layer,
    line_layer,
    plot_of,
    point_layers,
    value_labels,
)


def forecast_specification(chart: ForecastChart, width: int) -> dict[str, Any]:
    """The whole specification at a width, in the language that is active."""
    plot = plot_of(chart, width)
    layers = ground_layers(chart, plot)
    layers += [_range(chart, plot, ("low", "high"), 0.16), _range(chart, plot, ("low_80", "high_80"), 0.22)]
    layers += [_middle(chart, plot), *_today(chart, plot)]
    layers += [interval_layer(chart, plot, 7), line_layer(chart, plot, 3)]
    layers += [*point_layers(chart, plot, 50), *goal_mark(chart, plot, 110)]
    layers += [*value_labels(chart, plot), *_ends(chart, plot)]
    return specification(plot, [layer for layer in layers if layer])


def _expected(chart: ForecastChart) -> list[dict[str, float]]:
    """Ranges open at the newest figure, which is known."""
    known = settled_points(chart)
    value = known[-1].value if known else None
    start = dict.fromkeys(("mean", "low", "high", "low_80", "high_80"), value)
    coming = [
        {name: getattr(each, name) for name in ("at", "mean", "low", "high", "low_80", "high_80")}
        for each in chart.ahead
    ]
    return [{"at": known[-1].at, **start}, *coming] if known and value is not None else coming  # type: ignore[dict-item]


def _range(chart: ForecastChart, plot: Plot, ends: tuple[str, str], opacity: float) -> Layer:
    values = [{"at": each["at"], "low": each[ends[0]], "high": each[ends[1]]} for each in _expected(chart)]
    encoding = {"x": x_of(plot), "y": y_of(plot, "low"), "y2": {"field": "high"}}
    mark = {"type": "area", "fill": THIS, "opacity": opacity}
    return {"name": "range", "data": {"values": values}, "mark": mark, "encoding": encoding}


def _middle(chart: ForecastChart, plot: Plot) -> Layer:
    values = [{"at": each["at"], "value": each["mean"]} for each in _expected(chart)]
    mark = {"type": "line", "stroke": THIS, "strokeWidth": 2, "strokeDash": [6, 4]}
    encoding = {"x": x_of(plot), "y": y_of(plot)}
    return {"name": "middle", "data": {"values": values}, "mark": mark, "encoding": encoding}


def _today(chart: ForecastChart, plot: Plot) -> list[Layer]:
    """Where what is known ends."""
    known = settled_points(chart)
    if not known:
        return []
    x = plot.x(known[-1].at)
    return [line_between("known", (x, 0), (x, plot.plot_height), stroke=EDGE, strokeDash=[2, 4])]


def _ends(chart: ForecastChart, plot: Plot) -> list[Layer]:
    """Both ends of the last range, where the goal's own label leaves room."""
    last = chart.last
    if last is None:
        return []
    taken = [plot.y(chart.goal.value)] if chart.goal and abs(chart.goal.at - last.at) < chart.step else []
    layers = []
    for value, drop in ((last.high, -7), (last.low, 17)):
        y = min(max(plot.y(value) + drop, 12), plot.plot_height - 4)
        if all(abs(y - other) > 34 for other in taken):
            words = formats.figure(value, chart.measured.kind, chart.measured.decimals)
            x = inside(plot, plot.x(last.at), words)
            layers.append(label("end", words, x, y, size=plot.text))
            taken.append(y)
    return layers
