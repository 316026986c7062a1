"""The trend chart: a line that stops where figures are missing, and says so."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.ui import formats
from commonweal.ui.charts.layers import (
    Layer,
    Plot,
    band,
    dot,
    grid,
    label,
    line_between,
    specification,
    text_width,
    x_of,
    y_of,
)
from commonweal.ui.charts.palette import ACCENT, EDGE, SURFACE, THIS
from commonweal.ui.charts.series import Gap, breaks_between, gaps, runs, settled_points, shown_points
from commonweal.ui.charts.shapes import Point, TrendChart
from commonweal.ui.charts.ticks import between, decimals_of, kept_apart, round_ticks

WIDE_FROM = 500


def trend_specification(chart: TrendChart, width: int) -> dict[str, Any]:
    """The whole specification of a trend chart at a width, in the language that is active."""
    plot = plot_of(chart, width)
    layers = [*ground_layers(chart, plot), *goal_path(chart, plot)]
    layers += [*older_layers(chart, plot), interval_layer(chart, plot, 7), line_layer(chart, plot, 3)]
    layers += point_layers(chart, plot, 50)
    layers += goal_mark(chart, plot, 110)
    layers += value_labels(chart, plot)
    return specification(plot, [layer for layer in layers if layer])


def ground_layers(chart: TrendChart, plot: Plot) -> list[Layer]:
    """What lies behind a line: grid, values, periods, gaps that are named, and changes of the count."""
    ticks = round_ticks(plot.y_domain[1], plot.y_domain[0])
    layers = [grid(plot, ticks), *tick_labels(chart, plot, ticks)]
    layers += period_labels(chart, plot, most=4 if plot.width >= WIDE_FROM else 1)
    for gap in gaps(chart):
        layers += gap_layers(chart, gap, plot)
    for change in breaks_between(chart):
        layers += break_layers(chart, change.at, formats.period(change.period), plot)
    return layers


def highest(chart: TrendChart) -> float:
    """The highest value anything in the picture reaches."""
    points = shown_points(chart)
    values = [*(p.value for p in (*points, *chart.before)), *(p.high for p in points), *chart.also_reached]
    values += [chart.goal.value] if chart.goal else []
    return max([value for value in values if value is not None] or [1.0])


def lowest(chart: TrendChart) -> float:
    """The lowest value anything in the picture reaches."""
    points = shown_points(chart)
    values = [*(p.value for p in (*points, *chart.before)), *(p.low for p in points), *chart.also_reached]
    values += [chart.goal.value] if chart.goal else []
    return min([value for value in values if value is not None] or [0.0])


def span(chart: TrendChart) -> tuple[float, float]:
    """From the first figure to the last figure or the goal."""
    places = [point.at for point in shown_points(chart)] or [0.0]
    end = max([places[-1], *([chart.goal.at] if chart.goal else []), *([chart.until] if chart.until else [])])
    return places[0], max(end, places[0] + chart.step)


def plot_of(chart: TrendChart, width: int) -> Plot:
    size = 15 if width >= WIDE_FROM else 14
    height = 330 if width >= WIDE_FROM else 236
    top_value = highest(chart) * 1.1 or 1.0
    low_value = min(0.0, lowest(chart) * 1.1)
    ticks = round_ticks(top_value, low_value)
    widest = max(text_width(words, size) for words in _tick_words(chart, ticks))
    left = round(widest + 10)
    right = 8 if chart.goal else 62
    first, last = span(chart)
    plot_width = width - left - right
    pad = (last - first) * 14 / plot_width
    return Plot(
        width=width,
        height=height,
        left=left,
        top=12,
        plot_width=plot_width,
        plot_height=height - 12 - 28,
        x_domain=(round(first - pad, 4), round(last + pad, 4)),
        y_domain=(low_value, round(top_value, 4)),
        text=size,
    )


def _tick_words(chart: TrendChart, ticks: list[float]) -> list[str]:
    places = decimals_of(ticks)
    kind = chart.measured.kind
    words = [formats.number(tick, places) for tick in ticks[:-1]]
    return [*words, formats.figure(ticks[-1], kind, places)]


def tick_labels(chart: TrendChart, plot: Plot, ticks: list[float]) -> list[Layer]:
    words = _tick_words(chart, ticks)
    return [
        label("tick", each, -7, plot.y(tick) + 5, size=plot.text, align="right")
        for tick, each in zip(ticks, words, strict=True)
    ]


def period_labels(chart: TrendChart, plot: Plot, most: int) -> list[Layer]:
    """First, last and goal below the line, and up to `most` periods between."""
    points = shown_points(chart)
    if not points:
        return []
    wanted = [points[0], points[-1]]
    names = [(p.at, formats.period(p.period)) for p in wanted]
    if chart.last:
        names.insert(1, (chart.last.at, formats.period(chart.last.period)))
    if chart.goal:
        names.insert(1, (chart.goal.at, formats.period(chart.goal.period)))
    inner = between([p.at for p in points], most)
    names += [(p.at, formats.period(p.period)) for p in points if p.at in inner]
    shown = kept_apart(list(dict.fromkeys(names)), plot, plot.text)
    return [
        label("period", words, inside(plot, plot.x(at), words), plot.plot_height + 20, size=plot.text)
        for at, words in shown
    ]


def inside(plot: Plot, x: float, words: str) -> float:
    """A label's centre, moved so that it stays in the picture."""
    half = text_width(words, plot.text) / 2
    right_edge = plot.width - plot.left - 2
    return max(half - plot.left + 2, min(x, right_edge - half))


def gap_layers(chart: TrendChart, gap: Gap, plot: Plot) -> list[Layer]:
    x, x2 = plot.x(gap.start), plot.x(gap.end)
    layers = [band("gap", x, x2, plot.plot_height)]
    why = why_words(gap)
    name = gap_name(gap)
    room = x2 - x
    if room >= max(text_width(why, plot.text), text_width(name, plot.text)) + 6:
        centre = (x + x2) / 2
        for line, words in enumerate((why, name)):
            layers.append(label("gap-name", words, centre, 22 + line * 19, size=plot.text))
    elif room >= plot.text:
        is_high = _stands_high(chart, gap, plot)
        look: dict[str, Any] = {"size": plot.text, "angle": 270, "align": "left" if is_high else "right"}
        y = plot.plot_height - 8 if is_high else 8
        layers.append(label("gap-name", f"{why} {name}", (x + x2) / 2 + plot.text / 3, y, **look))
    return layers


def _stands_high(chart: TrendChart, gap: Gap, plot: Plot) -> bool:
    """Whether the figures beside a gap, and so their labels, stand in the upper half of the plot."""
    beside = [p for p in shown_points(chart) if gap.start - 2 * chart.step < p.at < gap.end + 2 * chart.step]
    heights = [plot.y(point.value or 0.0) for point in beside]
    return bool(heights) and sum(heights) / len(heights) < plot.plot_height / 2


def why_words(gap: Gap) -> str:
    """Why a stretch is empty, in the two words that fit in a band."""
    if gap.why == "suppressed":
        return _("not shown")
    if gap.why == "not-applicable":
        return _("does not apply")
    return _("no figures")


def gap_name(gap: Gap) -> str:
    """The empty periods: 2018–2022."""
    first, last = formats.period(gap.first), formats.period(gap.last)
    return first if first == last else f"{first}–{last}"


def break_layers(chart: TrendChart, at: float, since: str, plot: Plot) -> list[Layer]:
    x = plot.x(at)
    rules = [
        line_between("break", (x + side, 0), (x + side, plot.plot_height), stroke=EDGE, strokeWidth=1.5)
        for side in (-2, 2)
    ]
    words = (_("counted differently"), _("from %(period)s") % {"period": since})
    heights = [plot.y(point.value or 0.0) for point in shown_points(chart)]
    line_is_high = sum(heights) / len(heights) < plot.plot_height / 2
    y = plot.plot_height - 30 if line_is_high else 22
    is_right = plot.plot_width - x > x
    look: dict[str, Any] = {"align": "left" if is_right else "right", "size": plot.text}
    names = [label("break-name", each, x + (9 if is_right else -9), y + 19 * i, **look) for i, each in enumerate(words)]
    return [*rules, *names]


def older_layers(chart: TrendChart, plot: Plot) -> list[Layer]:
    """The older count over the same periods: a thin dashed line with hollow squares, so that nobody joins the two."""
    values = [{"at": point.at, "value": point.value} for point in chart.before]
    if not values:
        return []
    encoding = {"x": x_of(plot), "y": y_of(plot)}
    line = {"type": "line", "stroke": EDGE, "strokeWidth": 1.5, "strokeDash": [6, 3]}
    mark = {"type": "point", "shape": "square", "size": 36, "opacity": 1, "fill": SURFACE, "stroke": EDGE}
    return [
        {"name": "older-line", "data": {"values": values}, "mark": line, "encoding": encoding},
        {"name": "older-points", "data": {"values": values}, "mark": mark, "encoding": encoding},
        _older_name(chart, plot),
    ]


def _older_name(chart: TrendChart, plot: Plot) -> Layer:
    """Clear of all of them, on the side that is turned away from the line."""
    last = chart.before[-1]
    now = next((p.value for p in shown_points(chart) if p.at == last.at), None)
    is_above = now is None or (last.value or 0.0) >= now
    words = _("counted as before")
    heights = [plot.y(point.value or 0.0) for point in chart.before]
    y = min(heights) - 12 if is_above else max(heights) + 24
    return label("older-name", words, inside(plot, plot.x(last.at), words), max(y, 12), size=plot.text)


def line_layer(chart: TrendChart, plot: Plot, thickness: float) -> Layer:
    """One line mark per run of figures: nothing is joined over what is missing."""
    values = [
        {"at": p.at, "value": p.value, "run": i} for i, run in enumerate(runs(chart)) if len(run) > 1 for p in run
    ]
    if not values:
        return {}
    encoding = {"x": x_of(plot), "y": y_of(plot), "detail": {"field": "run", "type": "nominal"}}
    mark = {"type": "line", "stroke": THIS, "strokeWidth": thickness, "strokeJoin": "round"}
    return {"name": "line", "data": {"values": values}, "mark": mark, "encoding": encoding}


def interval_layer(chart: TrendChart, plot: Plot, thickness: float) -> Layer:
    """Where the true value likely lies, as a pale thick bar behind the point."""
    values = [
        {"at": p.at, "low": p.low, "high": p.high}
        for p in shown_points(chart)
        if p.low is not None and p.high is not None
    ]
    if not values:
        return {}
    y2 = {"field": "high"}
    encoding = {"x": x_of(plot), "y": y_of(plot, "low"), "y2": y2}
    look: dict[str, Any] = {"stroke": THIS, "strokeWidth": thickness, "opacity": 0.3, "strokeCap": "round"}
    return {
        "name": "interval",
        "data": {"values": values},
        "mark": {"type": "rule", **look},
        "encoding": encoding,
    }


def point_layers(chart: TrendChart, plot: Plot, size: float, halo: str | None = SURFACE) -> list[Layer]:
    """Every figure as a point; an estimated or incomplete one is hollow."""
    layers = []
    for statuses, fill, stroke in ((("reported",), THIS, halo), (("estimated", "partial"), SURFACE, THIS)):
        values = [{"at": p.at, "value": p.value} for p in shown_points(chart) if p.status in statuses]
        if values:
            mark = {"type": "point", "shape": "circle", "size": size, "opacity": 1}
            mark |= {"fill": fill, "stroke": stroke, "strokeWidth": 1.5}
            encoding = {"x": x_of(plot), "y": y_of(plot)}
            layers.append({"name": "points", "data": {"values": values}, "mark": mark, "encoding": encoding})
    return layers


def goal_path(chart: TrendChart, plot: Plot) -> list[Layer]:
    """A dotted path from the newest complete figure to the goal."""
    points = settled_points(chart)
    if not chart.goal or not points or chart.goal.at <= points[-1].at:
        return []
    start = (plot.x(points[-1].at), plot.y(points[-1].value or 0.0))
    end = (plot.x(chart.goal.at), plot.y(chart.goal.value))
    look: dict[str, Any] = {"stroke": ACCENT, "strokeWidth": 2.5, "strokeDash": [2, 5], "strokeCap": "round"}
    return [line_between("goal-path", start, end, **look)]


def goal_mark(chart: TrendChart, plot: Plot, size: float) -> list[Layer]:
    """The goal as a hollow diamond."""
    if not chart.goal:
        return []
    x, y = plot.x(chart.goal.at), plot.y(chart.goal.value)
    look: dict[str, Any] = {"fill": SURFACE, "stroke": ACCENT, "strokeWidth": 2.5}
    return [dot("goal", x, y, shape="diamond", size=size, **look)]


def value_labels(chart: TrendChart, plot: Plot) -> list[Layer]:
    points = shown_points(chart)
    if not points:
        return []
    layers = [_last_label(chart, plot, points[-1])]
    if len(points) > 1 and plot.x(points[-1].at) - plot.x(points[0].at) > 90:
        layers.append(_first_label(chart, plot, points))
    if chart.goal:
        layers.append(_goal_label(chart, plot, points[-1]))
    return layers


def _last_label(chart: TrendChart, plot: Plot, last: Point) -> Layer:
    value = last.value or 0.0
    words = formats.figure(value, chart.measured.kind, chart.measured.decimals)
    x, y = plot.x(last.at), plot.y(value)
    look: dict[str, Any] = {"size": plot.text, "fontWeight": 600, "fill": THIS}
    if not chart.goal:
        return label("last", words, x + 10, y + 5, align="left", **look)
    goal_is_lower = chart.goal.value <= value
    above = plot.y(last.high if last.high is not None else value) - 11
    below = plot.y(last.low if last.low is not None else value) + 23
    at_y = above if goal_is_lower or below > plot.plot_height else below
    return label("last", words, inside(plot, x, words), max(at_y, 12), **look)


def _first_label(chart: TrendChart, plot: Plot, points: list[Point]) -> Layer:
    first, second = points[0], points[1]
    value = first.value or 0.0
    words = formats.figure(value, chart.measured.kind, chart.measured.decimals)
    falls = (second.value or 0.0) <= value
    y = plot.y(value) + (-9 if falls else 21)
    if falls and first.high is not None:
        y = plot.y(first.high) - 9
    if not falls and first.low is not None:
        y = plot.y(first.low) + 21
    x = plot.x(first.at) - 6
    look: dict[str, Any] = {"size": plot.text, "fontWeight": 600, "fill": THIS, "align": "left"}
    return label("first", words, x, max(y, 12), **look)


def _goal_label(chart: TrendChart, plot: Plot, last: Point) -> Layer:
    assert chart.goal is not None
    words = goal_words(chart)
    y = plot.y(chart.goal.value)
    # Off the line that comes near it: the expected one, where one is drawn.
    is_lower = chart.goal.value <= (chart.last.mean if chart.last else last.value or 0.0)
    at_y = y + 25 if is_lower and y + 30 < plot.plot_height else y - 13
    x = plot.x(chart.goal.at) + 7
    look: dict[str, Any] = {"size": plot.text, "fontWeight": 600, "fill": ACCENT, "align": "right"}
    return label("goal-name", words, x, max(at_y, 12), **look)


def goal_words(chart: TrendChart) -> str:
    """Goal 88%: without zeros that nobody measured."""
    assert chart.goal is not None
    places = min(chart.measured.decimals, decimals_of([chart.goal.value]))
    figure = formats.figure(chart.goal.value, chart.measured.kind, places)
    return _("Goal %(figure)s") % {"figure": figure}
