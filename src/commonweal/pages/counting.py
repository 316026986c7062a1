"""How a measure was counted before: where the line breaks, why, and what both counts say of the same period."""

from dataclasses import dataclass, replace

from commonweal.pages.cells import cell_words
from commonweal.pages.reading import Content, Reading, in_words, lang_of, point_of
from commonweal.ui import formats
from commonweal.ui.charts import TrendChart


@dataclass(frozen=True)
class Change:
    """From a period on it is counted by another version."""

    period: str
    version: int
    reason: str
    #: Its language, where that is not the page's own.
    reason_lang: str
    meaning_before: str


@dataclass(frozen=True)
class Beside:
    """One period by an older definition, beside the figure that stands in the line."""

    period: str
    version: int
    before: str
    now: str


def changes_of(reading: Reading) -> list[Change]:
    # Releases made before a definition could change have no such lists.
    told = {each["version"]: each for each in reading.measure.get("versions", ())}
    line = [point for point in reading.measure["series"] if point["value"] is not None]
    since = {each["period"] for each in reading.measure.get("breaks", ())}
    return [
        Change(
            formats.period(later["period"], reading.lang),
            later["definition"],
            in_words(told[later["definition"]]["reason"], reading.lang),
            lang_of(told[later["definition"]]["reason"], reading.lang),
            in_words(told[earlier["definition"]]["meaning"], reading.lang),
        )
        for earlier, later in zip(line, line[1:], strict=False)
        if later["period"] in since
    ]


def beside_of(reading: Reading) -> list[Beside]:
    now = {point["period"]: point for point in reading.measure["series"]}
    return [
        Beside(
            formats.period(point["period"], reading.lang),
            point["definition"],
            _figure(reading, point),
            _figure(reading, now.get(point["period"])),
        )
        for point in reading.measure.get("counted_before", ())
    ]


def line_with_older(reading: Reading) -> TrendChart:
    """The line, and over the periods that both count the older count beside it. An older count that has no stretch of
    the line to itself may be in another unit: it stands in the table only."""
    line = reading.measure["series"]
    periods, versions = {point["period"] for point in line}, {point.get("definition") for point in line}
    older = {
        each["period"]: point_of(each)
        for each in reading.measure.get("counted_before", ())
        if each["period"] in periods and each["definition"] in versions and each["value"] is not None
    }
    in_time = sorted(older.values(), key=lambda point: point.at)
    return replace(reading.trend(), before=tuple(in_time))


def _figure(reading: Reading, point: Content | None) -> str:
    return "" if point is None else cell_words(reading, {**point, "hidden": ""}, is_place=False)
