"""Every chart of the house: small frozen descriptions in, one cached SVG out.

Describe a chart with a dataclass of `shapes`; `render` draws it, `rendered_or_none`
only looks into the cache, `alt_text` and `table_of` say the same in words and numbers.
"""

from commonweal.ui.charts.render import render, rendered_or_none
from commonweal.ui.charts.shapes import (
    TOO_FEW,
    Ahead,
    AnswersChart,
    AnswersRow,
    Break,
    Chart,
    Event,
    EventsChart,
    ForecastChart,
    GapChart,
    GapRow,
    Goal,
    MapArea,
    MapChart,
    Measured,
    Point,
    Spark,
    SteadyChart,
    TrendChart,
)
from commonweal.ui.charts.tables import Table, table_of
from commonweal.ui.charts.words import alt_text

CARD_WIDTH = 288  # the inside of a card; shown from 254 to 352 px, so text stays at 12 px or more
WIDE_WIDTH = 700

__all__ = [
    "CARD_WIDTH",
    "TOO_FEW",
    "WIDE_WIDTH",
    "Ahead",
    "AnswersChart",
    "AnswersRow",
    "Break",
    "Chart",
    "Event",
    "EventsChart",
    "ForecastChart",
    "GapChart",
    "GapRow",
    "Goal",
    "MapArea",
    "MapChart",
    "Measured",
    "Point",
    "Spark",
    "SteadyChart",
    "Table",
    "TrendChart",
    "alt_text",
    "render",
    "rendered_or_none",
    "table_of",
]
