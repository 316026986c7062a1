"""Charts that the tests draw."""

from commonweal.ui.charts import (
    AnswersChart,
    AnswersRow,
    Break,
    GapChart,
    GapRow,
    Goal,
    MapArea,
    MapChart,
    Measured,
    Point,
    Spark,
    TrendChart,
)

POVERTY = Measured(finding="Poverty fell, then slowed", what="Poverty rate", unit="% of people", place="the county")
YEARS = ((2011, 17.1), (2012, 16.1), (2013, 15.5), (2014, 15.2), (2015, 14.3), (2016, 12.3), (2017, 11.4))


def points() -> tuple[Point, ...]:
    """2011 to 2017, nothing for 2018 to 2022, and 2023 with its interval."""
    early = tuple(Point(str(year), year, value) for year, value in YEARS)
    return (*early, Point("2023", 2023, 10.2, low=9.2, high=11.2))


def trend(**other: object) -> TrendChart:
    parts = {"measured": POVERTY, "points": points(), "goal": Goal("2030", 2030, 8.0), **other}
    return TrendChart(**parts)  # type: ignore[arg-type]


def spark(**other: object) -> Spark:
    parts = {"measured": POVERTY, "points": points(), "goal": Goal("2030", 2030, 8.0), **other}
    return Spark(**parts)  # type: ignore[arg-type]


def broken() -> TrendChart:
    return trend(breaks=(Break("2014", 2014),))


def gaps() -> GapChart:
    rows = (
        GapRow("Adults in work", "with a disability", 49.1, "without", 86.2),
        GapRow("Children in preschool", "under $50,000", 32.1, "$50,000 or more", 48.9),
    )
    return GapChart(POVERTY, rows)


def tiles() -> MapChart:
    areas = [
        MapArea(
            f"D{n}", f"District {n}", None if n == 5 else 5 + n, "suppressed" if n == 5 else "reported", n // 4, n % 4
        )
        for n in range(13)
    ]
    return MapChart(POVERTY, tuple(areas))


def boundaries() -> MapChart:
    areas = [MapArea(f"D{n}", f"Area {n}", 5.0 + n, geometry=square(n)) for n in range(3)]
    return MapChart(POVERTY, tuple(areas))


def square(n: int) -> dict[str, object]:
    x, y = -80 + n * 0.1, 35.0
    ring = [[x, y], [x, y + 0.1], [x + 0.1, y + 0.1], [x + 0.1, y], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def answers() -> AnswersChart:
    """Five answers a question, one question that too few answered, and one with long words."""
    rows = (
        AnswersRow("We say openly what does not work", (6, 9, 4, 3, 2)),
        AnswersRow(
            "In our meetings those who are affected speak first, and what they say changes what is done",
            (0, 2, 3, 9, 8),
        ),
        AnswersRow("Everybody knows who decides", None),
    )
    asked = Measured(finding="Openness divides the group", what="Answers", unit="people", place="Good jobs")
    points = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
    return AnswersChart(asked, points, rows)


EVERY_CHART = {
    "trend": trend(),
    "trend without a goal": trend(goal=None),
    "broken": broken(),
    "spark": spark(),
    "gaps": gaps(),
    "tiles": tiles(),
    "boundaries": boundaries(),
    "answers": answers(),
}
