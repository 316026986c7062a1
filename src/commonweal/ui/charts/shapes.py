"""What a chart shows, as small frozen values validated at birth. Texts come in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: `partial`: too few of those who were asked are in, so it is shown and not compared.
SHOWN = ("reported", "estimated", "partial")
STATUSES = (*SHOWN, "missing", "not-applicable", "suppressed")


@dataclass(frozen=True)
class Measured:
    """What is measured: the finding (the title), the measure, its unit, place, kind and decimals."""

    finding: str
    what: str
    unit: str
    place: str
    kind: str = "percent"
    decimals: int = 1


@dataclass(frozen=True)
class Point:
    """One period of a series. `at` is its place on a line of years; no value unless the status shows one."""

    period: str
    at: float
    value: float | None
    status: str = "reported"
    low: float | None = None
    high: float | None = None
    #: How complete a partial figure is, in words: 8 of 21 partners.
    note: str = ""

    @property
    def is_partial(self) -> bool:
        return self.status == "partial"

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"A status is one of {', '.join(STATUSES)}, not {self.status}.")
        if (self.value is not None) != (self.status in SHOWN):
            raise ValueError(f"{self.period}: {self.status} does not go with {self.value}.")


@dataclass(frozen=True)
class Goal:
    """Where the line should arrive, and when."""

    period: str
    at: float
    value: float


@dataclass(frozen=True)
class Break:
    """From `period` on it is counted differently; no line crosses."""

    period: str
    at: float


@dataclass(frozen=True)
class TrendChart:
    """One measure over time. `step` is the usual distance of periods in years."""

    measured: Measured
    points: tuple[Point, ...]
    goal: Goal | None = None
    breaks: tuple[Break, ...] = ()
    step: float = 1.0
    #: What is hidden may be hidden because too few partners stand behind it, and not too few people.
    guarded: bool = False
    #: The figures of some of these periods as they were counted before, drawn beside the line.
    before: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        places = [point.at for point in self.points]
        if places != sorted(set(places)):
            raise ValueError("The points of a trend stand in time, each period once.")

    @property
    def also_reached(self) -> tuple[float, ...]:
        """Values that the picture must hold beside the figures and the goal."""
        return ()

    @property
    def last(self) -> Ahead | None:
        """The last coming period, where some are drawn."""
        return None

    @property
    def until(self) -> float | None:
        """How far it goes beside the figures and the goal."""
        return self.last.at if self.last else None


@dataclass(frozen=True, order=True)
class Event:
    """Something that happened; `row` is the place of its kind among the chart's rows."""

    at: float
    row: int


@dataclass(frozen=True)
class EventsChart(TrendChart):
    """The line, and below it rows of what happened meanwhile."""

    rows: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def until(self) -> float | None:
        return max((event.at for event in self.events), default=None)


@dataclass(frozen=True)
class Ahead:
    """One coming period: the middle of what is expected, and its wide (95 of 100) and narrow (80 of 100) range."""

    period: str
    at: float
    mean: float
    low: float
    high: float
    low_80: float
    high_80: float


@dataclass(frozen=True)
class ForecastChart(TrendChart):
    """The line so far, and where it will likely lie if nothing changes."""

    ahead: tuple[Ahead, ...] = ()

    @property
    def also_reached(self) -> tuple[float, ...]:
        return tuple(end for each in self.ahead for end in (each.low, each.high))

    @property
    def last(self) -> Ahead | None:
        return self.ahead[-1] if self.ahead else None


@dataclass(frozen=True)
class SteadyChart(TrendChart):
    """The line with its centre and the limits between which chance alone keeps it. `odd` are periods to ask about."""

    centre: float = 0.0
    lower: float | None = None
    upper: float | None = None
    odd: tuple[str, ...] = ()

    @property
    def also_reached(self) -> tuple[float, ...]:
        return tuple(end for end in (self.lower, self.upper) if end is not None)


@dataclass(frozen=True)
class Spark(TrendChart):
    """The same line, small and without an axis of values, for a figure card."""


@dataclass(frozen=True)
class GapRow:
    """Two groups on one measure: the one that fares worse and the one that fares better."""

    title: str
    low_name: str
    low: float
    high_name: str
    high: float
    kind: str = "percent"
    decimals: int = 1


@dataclass(frozen=True)
class GapChart:
    """Gaps between groups on one scale from 0 to 100, widest first."""

    measured: Measured
    rows: tuple[GapRow, ...]

    def __post_init__(self) -> None:
        widths = [abs(row.high - row.low) for row in self.rows]
        if widths != sorted(widths, reverse=True):
            raise ValueError("The widest gap comes first.")


#: Of a place with too few cases for a figure, whose counts may still be told.
TOO_FEW = "too-few"


@dataclass(frozen=True)
class MapArea:
    """A place on the map: a tile (row and column) or an uploaded GeoJSON geometry."""

    code: str
    name: str
    value: float | None
    status: str = "reported"
    row: int | None = None
    column: int | None = None
    geometry: Mapping[str, Any] | None = field(default=None, hash=False)
    #: "15 of 29", where the counts stand for the figure.
    counts: str = ""


@dataclass(frozen=True)
class MapChart:
    """One measure by place: five steps of one hue, hatching for what is not shown."""

    measured: Measured
    areas: tuple[MapArea, ...]

    def __post_init__(self) -> None:
        tiles = [a for a in self.areas if a.row is not None and a.column is not None]
        drawn = [a for a in self.areas if a.geometry is not None]
        if self.areas and not (len(tiles) == len(self.areas) or len(drawn) == len(self.areas)):
            raise ValueError("A map is all tiles or all boundaries.")

    @property
    def is_tiles(self) -> bool:
        """Whether the areas are tiles made by code rather than uploaded boundaries."""
        return all(area.geometry is None for area in self.areas)


@dataclass(frozen=True)
class AnswersRow:
    """How many gave each answer to one question, the least favourable first; None where too few answered."""

    title: str
    counts: tuple[int, ...] | None

    @property
    def n(self) -> int:
        return sum(self.counts or ())

    @property
    def sides(self) -> tuple[int, int, int]:
        """How many stand below the middle, in it, and above."""
        counts = self.counts or ()
        half = len(counts) // 2
        return sum(counts[:half]), sum(counts[half : len(counts) - half]), sum(counts[len(counts) - half :])


@dataclass(frozen=True)
class AnswersChart:
    """Questions with the same number of answers, as bars that part at the middle. `points` are the answers in words."""

    measured: Measured
    points: tuple[str, ...]
    rows: tuple[AnswersRow, ...]

    def __post_init__(self) -> None:
        if any(row.counts is not None and len(row.counts) != len(self.points) for row in self.rows):
            raise ValueError("Every question has a count for each answer.")


Chart = TrendChart | GapChart | MapChart | AnswersChart
