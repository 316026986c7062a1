"""Each chart's numbers as rows: what "Show the numbers" opens, in the language that is active."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.ui import formats
from commonweal.ui.charts.shapes import (
    TOO_FEW,
    AnswersChart,
    Chart,
    ForecastChart,
    GapChart,
    MapArea,
    MapChart,
    Point,
    SteadyChart,
    TrendChart,
)


@dataclass(frozen=True)
class Table:
    """A caption, column heads, and rows; the first cell of a row is its head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def status_words(status: str) -> str:
    """What stands in a cell that has no value: never blank, never 0."""
    return {
        "missing": _("missing"),
        "not-applicable": _("does not apply"),
        "not_applicable": _("does not apply"),
        "suppressed": _("not shown"),
        TOO_FEW: _("too few cases"),
        "estimated": _("estimated"),
        "partial": _("not everybody is in"),
    }.get(status, "")


def table_of(chart: Chart) -> Table:
    """The numbers of a chart."""
    if isinstance(chart, GapChart):
        return _gap_table(chart)
    if isinstance(chart, MapChart):
        return _map_table(chart)
    if isinstance(chart, AnswersChart):
        return _answers_table(chart)
    if isinstance(chart, ForecastChart):
        return _forecast_table(chart)
    return _trend_table(chart)


def _caption(chart: Chart) -> str:
    """Its own on every page: what is made of a line says so, beside the line itself."""
    measured = chart.measured
    made_of_it = measured.finding if isinstance(chart, ForecastChart | SteadyChart) else ""
    return ", ".join(part for part in (measured.what, measured.unit, measured.place, made_of_it) if part)


def _trend_table(chart: TrendChart) -> Table:
    with_interval = any(point.low is not None for point in chart.points)
    heads = [_("Period"), chart.measured.unit or _("Figure")]
    if with_interval:
        heads.append(_("Likely between"))
    rows = []
    for point in chart.points:
        row = [formats.period(point.period), _cell(chart, point)]
        if with_interval:
            row.append(_interval(chart, point))
        rows.append(tuple(row))
    return Table(_caption(chart), tuple(heads), tuple(rows))


def _forecast_table(chart: ForecastChart) -> Table:
    """What comes, and nothing of what was: that stands beside the line itself."""
    kind, places = chart.measured.kind, chart.measured.decimals

    def between(low: float, high: float) -> str:
        ends = {"low": formats.figure(low, kind, places), "high": formats.figure(high, kind, places)}
        return _("%(low)s and %(high)s") % ends

    rows = tuple(
        (
            formats.period(each.period),
            formats.figure(each.mean, kind, places),
            between(each.low_80, each.high_80),
            between(each.low, each.high),
        )
        for each in chart.ahead
    )
    heads = (_("Period"), _("Middle"), _("In 80 of 100 cases"), _("In 95 of 100 cases"))
    return Table(_caption(chart), heads, rows)


def _cell(chart: TrendChart, point: Point) -> str:
    if point.value is None:
        return status_words(point.status)
    figure = formats.figure(point.value, chart.measured.kind, chart.measured.decimals)
    mark = point.note or status_words(point.status)
    return f"{figure} ({mark})" if mark else figure


def _interval(chart: TrendChart, point: Point) -> str:
    if point.value is None:
        return "–"
    if point.low is None or point.high is None:
        return _("not known")
    kind, places = chart.measured.kind, chart.measured.decimals
    ends = [formats.figure(end, kind, places) for end in (point.low, point.high)]
    return _("%(low)s and %(high)s") % {"low": ends[0], "high": ends[1]}


def _gap_table(chart: GapChart) -> Table:
    rows = []
    for row in chart.rows:
        for name, value in ((row.low_name, row.low), (row.high_name, row.high)):
            rows.append((row.title, name, formats.figure(value, row.kind, row.decimals)))
    return Table(_caption(chart), (_("Measure"), _("Group"), _("Figure")), tuple(rows))


def _answers_table(chart: AnswersChart) -> Table:
    """How many gave each answer; a question that too few answered says so in every cell."""
    rows = tuple(
        (row.title, *map(formats.number, row.counts), formats.number(row.n))
        if row.counts is not None
        else (row.title, *[status_words("suppressed")] * (len(chart.points) + 1))
        for row in chart.rows
    )
    return Table(_caption(chart), (_("Question"), *chart.points, _("People")), rows)


def _map_table(chart: MapChart) -> Table:
    kind, places = chart.measured.kind, chart.measured.decimals
    rows = tuple(
        (area.name, _without_figure(area) if area.value is None else formats.figure(area.value, kind, places))
        for area in chart.areas
    )
    return Table(_caption(chart), (_("Place"), chart.measured.unit or _("Figure")), rows)


def _without_figure(area: MapArea) -> str:
    return area.counts or status_words(area.status)
