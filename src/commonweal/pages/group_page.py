"""Each group of a measure on its own: its line, its verdict, how steady it is, and what comes if nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from commonweal.pages.outlooks import Outlook, outlook_of
from commonweal.pages.queries import Shown
from commonweal.pages.reading import SHOWN, Content, Reading
from commonweal.pages.scoreboard import readings_of
from commonweal.pages.splits import way_title
from commonweal.ui import formats
from commonweal.ui.charts import Chart, TrendChart


@dataclass(frozen=True)
class GroupOnItsOwn:
    """A group as a measure of its own: the same words and charts, from its own figures."""

    reading: Reading
    way: str
    anchor: str
    aim: str
    outlook: Outlook | None
    trend: TrendChart

    @property
    def charts(self) -> list[Chart]:
        beside = (self.outlook.steady, self.outlook.around) if self.outlook else ()
        return [self.line, *(chart for chart in beside if chart)]

    @property
    def line(self) -> Chart:
        """With what comes, where there are figures enough to look ahead."""
        return (self.outlook.forecast if self.outlook else None) or self.trend


def group_page(initiative: Shown, content: Content, lang: str, code: str) -> dict[str, Any]:
    """All that the template prints; there is no such page where no group has figures enough."""
    reading = next((reading for reading in readings_of(content, lang) if reading.code == code), None)
    groups = groups_of(content, reading) if reading else []
    if not groups:
        raise Http404
    return {"reading": reading, "groups": groups, "place": initiative.place_name}


def charts_of(context: dict[str, Any]) -> list[tuple[Chart, bool]]:
    """Every picture stands in a narrow column at every width."""
    return [(chart, True) for group in context["groups"] for chart in group.charts]


def has_groups(reading: Reading) -> bool:
    """Releases made before did not look at each group on its own."""
    return any(one.get("steady") for one in reading.measure.get("equity", {}).get("groups", ()))


def groups_of(content: Content, reading: Reading) -> list[GroupOnItsOwn]:
    """In the order of the splits; groups that are too small, or have too few figures, are told of on the measure."""
    told = [one for one in reading.measure.get("equity", {}).get("groups", ()) if one.get("steady")]
    return [_group(content, reading, one) for one in told]


def _group(content: Content, reading: Reading, one: Content) -> GroupOnItsOwn:
    alone = Reading(_as_measure(reading.measure, one), reading.lang, reading.place)
    by = formats.period(alone.goal.period, alone.lang) if alone.goal else ""
    return GroupOnItsOwn(
        reading=alone,
        way=way_title(content, one["dimension"], reading.lang),
        anchor=f"{one['dimension']}-{one['code']}",
        aim=_("Its own goal is %(figure)s by %(period)s.") % {"figure": alone.goal_figure, "period": by} if by else "",
        outlook=outlook_of(alone),
        trend=alone.trend(),
    )


def _as_measure(measure: Content, one: Content) -> Content:
    """The measure with this group's own figures, goal and verdict in place of everybody's."""
    own = {name: one[name] for name in ("name", "target", "judgement", "steady", "forecast")}
    return {**measure, **own, "series": _series(measure, one), "breaks": (), "coverage": None}


def _series(measure: Content, one: Content) -> list[Content]:
    """Its figures in time; those of another count, and of periods with too few partners, are left out as elsewhere."""
    whole = {point["period"]: point.get("comparable", True) for point in measure["series"]}
    rows = []
    for split in reversed(measure["splits"]):
        if split["dimension"] != one["dimension"] or split.get("definition") != measure["definition_version"]:
            continue
        cell = next((cell for cell in split["cells"] if cell["code"] == one["code"]), None)
        if cell is not None and whole.get(split["period"], True):
            rows.append(_point(cell, split["period"]))
    return rows


def _point(cell: Content, period: str) -> Content:
    shown = not cell["hidden"] and cell["value"] is not None and cell["status"] in SHOWN
    ends = {name: cell[name] if shown else None for name in ("value", "low", "high", "numerator", "denominator")}
    return {"period": period, "status": cell["status"] if shown or not cell["hidden"] else "suppressed", **ends}
