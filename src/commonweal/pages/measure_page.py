"""A measure's own page: the line, for whom, how we know, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.engines.measures.comparable import floor_of
from commonweal.pages.above_whole import above_the_whole
from commonweal.pages.asking import ask_about
from commonweal.pages.cells import cell_words, no_program
from commonweal.pages.counting import beside_of, changes_of
from commonweal.pages.gaps import NOT_A_GROUP, chart_of, gap_in
from commonweal.pages.outlooks import methods_of, outlook_of
from commonweal.pages.queries import Shown, Standing
from commonweal.pages.reading import SHOWN, Content, Reading, in_words
from commonweal.pages.scoreboard import readings_of
from commonweal.pages.splits import newest_splits
from commonweal.ui import formats
from commonweal.ui.charts import Chart, MapArea, MapChart, Measured
from commonweal.ui.charts.map import bounds_of


@dataclass(frozen=True)
class Row:
    """One group or place of a split, as the table prints it."""

    name: str
    figure: str
    between: str
    people: str


@dataclass(frozen=True)
class Split:
    """One way a measure is split: a table first, then a picture where one is possible."""

    title: str
    period: str
    rows: tuple[Row, ...]
    has_intervals: bool
    has_people: bool
    note: str
    caution: str
    sentence: str
    gap: Chart | None
    map: MapChart | None
    key: tuple[tuple[str, str], ...]


def measure_page(initiative: Shown, standing: Standing, content: Content, lang: str, code: str) -> dict[str, Any]:
    """All that the measure's template prints; a code that is not in the release does not exist."""
    reading = next((r for r in readings_of(content, lang) if r.code == code), None)
    if reading is None:
        raise Http404
    latest = reading.latest
    return {
        "ask_url": ask_about(content, f"{initiative.name}: {reading.name}"),
        "reading": reading,
        "above_the_whole": above_the_whole(reading),
        "value": reading.figure(latest.value) if latest else "",
        "period": formats.period(latest.period, lang) if latest else "",
        "trend": reading.trend() if latest else None,
        "meaning": in_words(reading.measure["meaning"], lang),
        "numerator": in_words(reading.measure["numerator"], lang),
        "denominator": in_words(reading.measure["denominator"], lang),
        "notes": format_html_join(" ", "{}", ((note,) for note in reading.notes(standing.made_at.year))),
        "splits": [_split(content, reading, split) for split in newest_splits(reading.measure)],
        "changes_in_counting": changes_of(reading),
        "counted_before": beside_of(reading),
        "outlook": outlook_of(reading),
        "facts": [*facts(content, reading), *methods_of(reading)],
        "provenance": content["provenance"],
        "minimum_count": content["initiative"]["minimum_count"],
        "group": _group_name(content, reading),
    }


def charts_of(context: dict[str, Any]) -> list[tuple[Chart, bool]]:
    """Every picture of the page; true where it stands in a narrow column at every width."""
    outlook = context["outlook"]
    ahead = outlook.charts if outlook else []
    narrow = [chart for split in context["splits"] for chart in (split.gap, split.map) if chart]
    return [
        *((chart, False) for chart in (context["trend"],) if chart),
        *((chart, True) for chart in [*ahead, *narrow]),
    ]


def _group_name(content: Content, reading: Reading) -> str:
    for group in content["groups"]:
        if group["code"] == reading.measure["group"]:
            return in_words(group["name"], reading.lang)
    return ""


def _split(content: Content, reading: Reading, split: Content) -> Split:
    gap = gap_in(reading, split)
    period = formats.period(split["period"], reading.lang)
    is_place = split["dimension"] == "place"
    rows = tuple(_row(reading, cell, is_place=is_place) for cell in split["cells"])
    drawn = _map(content, reading, split) if split["dimension"] == "place" else None
    title = _title(content, split, reading.lang)
    return Split(
        title=title,
        period=period,
        rows=rows,
        has_intervals=any(row.between for row in rows),
        has_people=any(row.people for row in rows),
        note=in_words(split["note"], reading.lang),
        caution=_caution(reading, split),
        sentence=f"{gap.in_people} {gap.caution}".strip() if gap else "",
        gap=chart_of([gap], gap.title, reading.place, f"{title}, {period}") if gap and drawn is None else None,
        map=drawn,
        key=_key(drawn, reading) if drawn else (),
    )


def _caution(reading: Reading, split: Content) -> str:
    """Where the split is not of the figure above: another period, or not everybody's."""
    point = next((p for p in reading.shown if p.period == split["period"]), None)
    period = formats.period(split["period"], reading.lang)
    if point is not None and point.is_partial:
        return _("%(coverage)s in %(period)s: not yet comparable.") % {"coverage": point.note, "period": period}
    latest = reading.latest
    if latest is None or latest.period == split["period"]:
        return ""
    return _("The newest split is of %(period)s; the figure above is of %(newest)s.") % {
        "period": period,
        "newest": formats.period(latest.period, reading.lang),
    }


def _title(content: Content, split: Content, lang: str) -> str:
    if split["dimension"] == "place":
        return _("By place")
    for dimension in content["dimensions"]:
        if dimension["code"] == split["dimension"]:
            return _("By %(dimension)s") % {"dimension": in_words(dimension["name"], lang).lower()}
    return str(split["dimension"])


def _row(reading: Reading, cell: Content, *, is_place: bool) -> Row:
    is_shown = not cell["hidden"] and cell["value"] is not None
    between = people = ""
    if is_shown and cell["low"] is not None and cell["high"] is not None:
        ends = {"low": reading.figure(cell["low"]), "high": reading.figure(cell["high"])}
        between = _("%(low)s and %(high)s") % ends
    if is_shown and cell["denominator"] is not None and reading.measure["kind"] in {"percent", "rate", "ratio"}:
        people = formats.number(cell["denominator"], lang=reading.lang)
    return Row(in_words(cell["name"], reading.lang), cell_words(reading, cell, is_place=is_place), between, people)


def _map(content: Content, reading: Reading, split: Content) -> MapChart | None:
    places = {place["code"]: place for place in content["places"]}
    cells = [cell for cell in split["cells"] if cell["code"] != NOT_A_GROUP and cell["code"] in places]
    if not cells:
        return None
    known = [places[cell["code"]] for cell in cells]
    has_tiles = all(p["tile_row"] is not None and p["tile_column"] is not None for p in known)
    has_boundaries = all(p["boundary"] for p in known)
    if not (has_tiles or has_boundaries):
        return None
    areas = tuple(_area(cell, place, with_boundary=has_boundaries) for cell, place in zip(cells, known, strict=True))
    measured = Measured(
        finding=_("%(name)s by place, %(period)s")
        % {"name": reading.name, "period": formats.period(split["period"], reading.lang)},
        what=reading.name,
        unit=reading.unit,
        place=reading.place,
        kind=reading.measure["kind"],
        decimals=reading.measure["decimals"],
    )
    return MapChart(measured, areas)


def _area(cell: Content, place: Content, *, with_boundary: bool) -> MapArea:
    is_shown = not cell["hidden"] and cell["value"] is not None and cell["status"] in SHOWN
    return MapArea(
        code=place["code"],
        name=place["name"],
        value=cell["value"] if is_shown else None,
        status=_map_status(cell, is_shown=is_shown),
        row=None if with_boundary else place["tile_row"],
        column=None if with_boundary else place["tile_column"],
        geometry=place["boundary"] if with_boundary else None,
    )


def _map_status(cell: Content, *, is_shown: bool) -> str:
    if cell["hidden"]:
        return "suppressed"
    return str(cell["status"]) if is_shown or cell["status"] not in SHOWN else "missing"


def _key(drawn: MapChart, reading: Reading) -> tuple[tuple[str, str], ...]:
    """The steps of the map in words, lightest first: a swatch and what it stands for."""
    bounds = bounds_of(drawn)
    words = [(f"m{n + 1}", _("from %(figure)s") % {"figure": reading.figure(b)}) for n, b in enumerate(bounds, 1)]
    if bounds:
        words.insert(0, ("m1", _("below %(figure)s") % {"figure": reading.figure(bounds[0])}))
    absent = {area.status for area in drawn.areas if area.value is None}
    if "suppressed" in absent:
        words.append(("hidden-value", _("not shown")))
    blank = [_("missing")] if "missing" in absent else []
    if "not-applicable" in absent:
        blank.append(no_program() if reading.measure["level"] == "performance" else _("does not apply"))
    if blank:  # both look alike on the map; the table tells which is which
        words.append(("no-value", " / ".join(blank)))
    return tuple(words)


RULES = {
    "sum": gettext_lazy("added up"),
    "ratio_of_sums": gettext_lazy("numerators and denominators added up, then divided"),
    "weighted_mean": gettext_lazy("mean weighted by the number of people"),
    "latest": gettext_lazy("the newest one counts"),
    "mean": gettext_lazy("mean"),
    "max": gettext_lazy("the largest one counts"),
    "distinct": gettext_lazy("different people counted once"),
    "none": gettext_lazy("never combined"),
}


def _how_judged(content: Content, reading: Reading) -> str:
    """In plain words; the names of the methods stand in the release's file and in the documentation."""
    lowest = floor_of(reading.measure["places_rule"])
    floor = _("Figures of fewer than %(floor)s of 100 partners do not count.") % {"floor": lowest}
    version = _("Rules of version %(version)s.") % {"version": str(content["provenance"]["rule_version"]).split(":")[0]}
    return " ".join(
        (
            _("The middle of all yearly changes, with its likely range, beside the pace that the goal needs."),
            floor,
            version,
        )
    )


def facts(content: Content, reading: Reading) -> list[tuple[str, str]]:
    """How we know: what is counted, by whom, how it is added up, under which version of the rules."""
    measure, lang = reading.measure, reading.lang
    submissions = content["provenance"]["submissions"]
    pairs = [
        (_("Counted on top"), in_words(measure["numerator"], lang)),
        (_("Counted below"), in_words(measure["denominator"], lang)),
        (
            _("Source"),
            reading.source_name or (_("the partners' own records") if measure["level"] == "performance" else ""),
        ),
        (_("License"), measure["licence"]),
        (_("Who looks after it"), measure["owner"]),
        (_("Better is"), _("lower") if measure["direction"] == "lower" else _("higher")),
        (_("Several places together"), str(RULES.get(measure["places_rule"], measure["places_rule"]))),
        (_("Several periods together"), str(RULES.get(measure["periods_rule"], measure["periods_rule"]))),
        (_("Version of the definition"), formats.number(measure["definition_version"], lang=lang)),
        (_("How the verdict is reached"), _how_judged(content, reading)),
        (
            _("Made from"),
            ngettext(
                "%(count)s file of figures that was checked and accepted, for all measures together",
                "%(count)s files of figures that were checked and accepted, for all measures together",
                len(submissions),
            )
            % {"count": formats.number(len(submissions), lang=lang)},
        ),
    ]
    return [(name, value) for name, value in pairs if value]
