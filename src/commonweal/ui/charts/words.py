"""What a chart shows, in words: the text that stands for the picture, in the language that is active."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.ui import formats
from commonweal.ui.charts.series import breaks_between, gaps, settled_points, shown_points
from commonweal.ui.charts.shapes import (
    TOO_FEW,
    AnswersChart,
    AnswersRow,
    Chart,
    EventsChart,
    ForecastChart,
    GapChart,
    MapChart,
    Point,
    SteadyChart,
    TrendChart,
)
from commonweal.ui.charts.ticks import decimals_of
from commonweal.ui.charts.trend import gap_name

#: So many questions are told in full where the picture cannot be seen.
MOST_TOLD = 6


def alt_text(chart: Chart) -> str:
    """Kind, what, how it moved, gaps, breaks, interval, goal; then where the numbers are."""
    if isinstance(chart, GapChart):
        sentences = _gap_sentences(chart)
    elif isinstance(chart, AnswersChart):
        sentences = _answers_sentences(chart)
    elif isinstance(chart, MapChart):
        sentences = _map_sentences(chart)
    else:
        sentences = _trend_sentences(chart)
    return " ".join([*sentences, _("The full table follows.")])


def _head(kind: str, chart: Chart) -> list[str]:
    measured = chart.measured
    named = [part for part in (measured.what, measured.unit, measured.place) if part]
    return [kind, ", ".join(named) + "."]


def _figure(chart: TrendChart, point: Point) -> str:
    return formats.figure(point.value or 0.0, chart.measured.kind, chart.measured.decimals)


def _trend_sentences(chart: TrendChart) -> list[str]:
    sentences = _head(_("Line chart."), chart)
    points = shown_points(chart)
    if not points:
        return [*sentences, _("There are no figures yet.")]
    sentences.append(_movement(chart, settled_points(chart)))
    for point in points:
        if point.is_partial and point.note:
            named = {"period": formats.period(point.period), "figure": _figure(chart, point), "note": point.note}
            sentences.append(_("%(period)s, hollow, is not yet comparable: %(figure)s, %(note)s.") % named)
    sentences += gap_sentences(chart)
    for change in breaks_between(chart):
        since = formats.period(change.period)
        sentences.append(_("It is counted differently from %(period)s.") % {"period": since})
    sentences += _older_sentences(chart)
    last = points[-1]
    if last.low is not None and last.high is not None:
        kind, places = chart.measured.kind, chart.measured.decimals
        ends = {
            "period": formats.period(last.period),
            "low": formats.figure(last.low, kind, places),
            "high": formats.figure(last.high, kind, places),
        }
        sentences.append(_("In %(period)s it is likely between %(low)s and %(high)s.") % ends)
    if chart.goal:
        places = min(chart.measured.decimals, decimals_of([chart.goal.value]))
        target = formats.figure(chart.goal.value, chart.measured.kind, places)
        named = {"period": formats.period(chart.goal.period), "figure": target}
        sentences.append(_("The goal for %(period)s is %(figure)s.") % named)
    if isinstance(chart, ForecastChart):
        sentences += _coming_sentences(chart)
    if isinstance(chart, EventsChart):
        sentences += _event_sentences(chart)
    if isinstance(chart, SteadyChart):
        sentences += _limit_sentences(chart)
    return sentences


def _event_sentences(chart: EventsChart) -> list[str]:
    """How many of each kind; each is in the list below the picture."""
    counts = [sum(event.row == number for event in chart.events) for number in range(len(chart.rows))]
    told = [f"{name}: {formats.number(count)}" for name, count in zip(chart.rows, counts, strict=True) if count]
    return [_("Below the line stands what happened: %(rows)s.") % {"rows": ", ".join(told)}] if told else []


def _older_sentences(chart: TrendChart) -> list[str]:
    if not chart.before:
        return []
    first, last = chart.before[0], chart.before[-1]
    ends = {
        "from": _figure(chart, first),
        "first": formats.period(first.period),
        "to": _figure(chart, last),
        "last": formats.period(last.period),
    }
    if len(chart.before) == 1:
        return [_("Counted as before, it was %(to)s in %(last)s.") % ends]
    return [_("Counted as before, it was %(from)s in %(first)s and %(to)s in %(last)s.") % ends]


def _coming_sentences(chart: ForecastChart) -> list[str]:
    coming = chart.last
    if coming is None:
        return []
    kind, places = chart.measured.kind, chart.measured.decimals
    named = {
        "period": formats.period(coming.period),
        "low": formats.figure(coming.low, kind, places),
        "high": formats.figure(coming.high, kind, places),
    }
    return [_("If nothing changes, %(period)s will likely lie between %(low)s and %(high)s.") % named]


def _limit_sentences(chart: SteadyChart) -> list[str]:
    kind, places = chart.measured.kind, chart.measured.decimals
    sentences = [_("Its middle is %(figure)s.") % {"figure": formats.figure(chart.centre, kind, places)}]
    if chart.lower is not None and chart.upper is not None:
        ends = {
            "low": formats.figure(chart.lower, kind, places),
            "high": formats.figure(chart.upper, kind, places),
        }
        sentences.append(_("Usual ups and downs lie between %(low)s and %(high)s.") % ends)
    if chart.odd:
        periods = formats.listed([formats.period(period) for period in chart.odd])
        sentences.append(_("Unusual: %(periods)s.") % {"periods": periods})
    return sentences


def _movement(chart: TrendChart, points: list[Point]) -> str:
    first, last = points[0], points[-1]
    ends = {
        "from": _figure(chart, first),
        "first": formats.period(first.period),
        "to": _figure(chart, last),
        "last": formats.period(last.period),
    }
    if len(points) == 1:
        return _("It was %(to)s in %(last)s.") % ends
    if ends["from"] == ends["to"]:
        return _("It was %(from)s in %(first)s and %(to)s in %(last)s.") % ends
    if (last.value or 0.0) > (first.value or 0.0):
        return _("It rose from %(from)s in %(first)s to %(to)s in %(last)s.") % ends
    return _("It fell from %(from)s in %(first)s to %(to)s in %(last)s.") % ends


def gap_sentences(chart: TrendChart) -> list[str]:
    """Which periods have no figure, by reason."""
    found: dict[str, list[str]] = {}
    for gap in gaps(chart):
        found.setdefault(gap.why, []).append(gap_name(gap))
    sentences = []
    for why, names in found.items():
        periods = {"periods": formats.listed(names)}
        if why == "suppressed" and chart.guarded:
            sentences.append(_("Not shown for %(periods)s: too few people or partners.") % periods)
        elif why == "suppressed":
            sentences.append(_("Not shown for %(periods)s: too few people.") % periods)
        elif why == "not-applicable":
            sentences.append(_("Does not apply in %(periods)s.") % periods)
        else:
            sentences.append(_("No figures for %(periods)s.") % periods)
    return sentences


def _gap_sentences(chart: GapChart) -> list[str]:
    sentences = _head(_("Dot chart."), chart)
    for row in chart.rows:
        named = {
            "title": row.title,
            "low_name": row.low_name,
            "low": formats.figure(row.low, row.kind, row.decimals),
            "high_name": row.high_name,
            "high": formats.figure(row.high, row.kind, row.decimals),
        }
        sentences.append(_("%(title)s: %(low_name)s %(low)s, %(high_name)s %(high)s.") % named)
    return sentences


def _answers_sentences(chart: AnswersChart) -> list[str]:
    """The first questions in full; the table has them all."""
    told = [_answered(row) for row in chart.rows[:MOST_TOLD]]
    rest = len(chart.rows) - MOST_TOLD
    if rest > 0:
        told.append(ngettext("And %(n)s more question.", "And %(n)s more questions.", rest) % {"n": rest})
    return [*_head(_("Bar chart."), chart), *told]


def _answered(row: AnswersRow) -> str:
    if row.counts is None:
        return _("%(title)s: not shown, too few answers.") % {"title": row.title}
    low, middle, high = row.sides
    named = {"title": row.title, "low": low, "middle": middle, "high": high}
    if len(row.counts) % 2:
        return _("%(title)s: %(low)s on the low side, %(middle)s in the middle, %(high)s on the high side.") % named
    return _("%(title)s: %(low)s on the low side, %(high)s on the high side.") % named


def _map_sentences(chart: MapChart) -> list[str]:
    sentences = _head(_("Map."), chart)
    shown = [area for area in chart.areas if area.value is not None]
    kind, places = chart.measured.kind, chart.measured.decimals
    if shown:
        lowest = min(shown, key=lambda area: area.value or 0.0)
        highest = max(shown, key=lambda area: area.value or 0.0)
        named = {
            "lowest": lowest.name,
            "low": formats.figure(lowest.value or 0.0, kind, places),
            "highest": highest.name,
            "high": formats.figure(highest.value or 0.0, kind, places),
        }
        sentences.append(_("Lowest: %(lowest)s, %(low)s. Highest: %(highest)s, %(high)s.") % named)
    missing = sum(1 for area in chart.areas if area.status == "missing")
    hidden = sum(1 for area in chart.areas if area.status == "suppressed")
    few = sum(1 for area in chart.areas if area.status == TOO_FEW)
    without = len(chart.areas) - len(shown) - missing - hidden - few
    for count, words in (
        (hidden, _("Not shown: %(count)s of %(all)s places.")),
        (few, _("Too few cases for a figure: %(count)s of %(all)s places.")),
        (missing, _("Missing: %(count)s of %(all)s places.")),
        (without, _("Does not apply: %(count)s of %(all)s places.")),
    ):
        if count:
            sentences.append(words % {"count": formats.number(count), "all": formats.number(len(chart.areas))})
    return sentences
