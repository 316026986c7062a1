"""Runs and gaps: where a line may be drawn, and where it must not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.ui.charts.shapes import SHOWN, Break, Point, TrendChart


@dataclass(frozen=True)
class Gap:
    """A stretch without a figure between two figures: its edges, its name, and why."""

    start: float
    end: float
    first: str
    last: str
    why: str

    @property
    def name(self) -> str:
        """2018–2022, or 2020."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


def shown_points(chart: TrendChart) -> list[Point]:
    """The points that have a value."""
    return [point for point in chart.points if point.status in SHOWN]


def settled_points(chart: TrendChart) -> list[Point]:
    """The points that may be compared with each other; all of them where none may."""
    points = shown_points(chart)
    return [point for point in points if not point.is_partial] or points


def runs(chart: TrendChart) -> list[list[Point]]:
    """Points that one line may join: no period missing between them, no change of definition."""
    found: list[list[Point]] = []
    for point in shown_points(chart):
        if found and _joins(chart, found[-1][-1], point):
            found[-1].append(point)
        else:
            found.append([point])
    return found


def _joins(chart: TrendChart, earlier: Point, later: Point) -> bool:
    if earlier.is_partial or later.is_partial:
        return False  # a line would show a fall where figures are only late
    near = later.at - earlier.at <= chart.step * 1.5
    return near and not any(earlier.at < change.at <= later.at for change in chart.breaks)


def gaps(chart: TrendChart) -> list[Gap]:
    """The stretches between figures where a period is missing; each has a name."""
    points = shown_points(chart)
    found = []
    for earlier, later in zip(points, points[1:], strict=False):
        if later.at - earlier.at > chart.step * 1.5:
            found.append(_gap(chart, earlier, later))
    return found


def _gap(chart: TrendChart, earlier: Point, later: Point) -> Gap:
    inside = [p for p in chart.points if earlier.at < p.at < later.at]
    half = chart.step / 2
    reasons = {point.status for point in inside}
    why = reasons.pop() if len(reasons) == 1 else "missing"
    first = period_after(earlier.period, chart.step)
    last = period_before(later.period, chart.step)
    return Gap(earlier.at + half, later.at - half, first, last, why)


def period_after(period: str, step: float) -> str:
    """The period one step later, in the same spelling; the year where it is not a plain one."""
    return _shift(period, step, 1)


def period_before(period: str, step: float) -> str:
    """The period one step earlier."""
    return _shift(period, step, -1)


def _shift(period: str, step: float, direction: int) -> str:
    year, _, rest = period.partition("-")
    if rest.startswith(("Q", "q")):
        return _shift_part(int(year), int(rest[1:]), 4, direction, "Q{part}")
    if len(rest) == 2 and rest.isdigit():
        return _shift_part(int(year), int(rest), 12, direction, "{part:02d}")
    if "/" in period:
        start = int(period[:4]) + direction * max(1, round(step))
        return f"{start}/{(start + 1) % 100:02d}"
    return str(int(year) + direction * max(1, round(step))) if year.isdigit() else period


def _shift_part(year: int, part: int, parts: int, direction: int, form: str) -> str:
    index = year * parts + (part - 1) + direction
    return f"{index // parts}-{form.format(part=index % parts + 1)}"


def breaks_between(chart: TrendChart) -> Iterable[Break]:
    """Changes of definition that lie inside the drawn span."""
    points = shown_points(chart)
    if not points:
        return []
    return [change for change in chart.breaks if points[0].at < change.at <= points[-1].at]
