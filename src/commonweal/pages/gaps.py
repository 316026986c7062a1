"""For whom are we not? The widest gaps between groups and between places, in people."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.pages.reading import SHOWN, Content, Reading, in_words
from commonweal.pages.splits import newest_splits
from commonweal.ui import formats
from commonweal.ui.charts import GapChart, GapRow, Measured

NOT_A_GROUP = "not-stated"


@dataclass(frozen=True)
class Gap:
    """Two parts of one measure: who fares worse, who fares better."""

    reading: Reading
    split: Content
    worse: Content
    better: Content

    @property
    def width(self) -> float:
        return abs(float(self.better["value"]) - float(self.worse["value"]))

    @property
    def worse_name(self) -> str:
        return in_words(self.worse["name"], self.reading.lang)

    @property
    def better_name(self) -> str:
        return in_words(self.better["name"], self.reading.lang)

    @property
    def title(self) -> str:
        """Preschool: 17 points apart."""
        points = formats.short_number(self.width, self.reading.measure["decimals"], self.reading.lang)
        return _("%(name)s: %(points)s points apart") % {"name": self.reading.name, "points": points}

    @property
    def in_people(self) -> str:
        """Of every 100: 32 in one group, 49 in the other."""
        return _("Of every 100: %(worse)s (%(worse_name)s), %(better)s (%(better_name)s).") % {
            "worse": formats.number(self.worse["value"], lang=self.reading.lang),
            "worse_name": self.worse_name,
            "better": formats.number(self.better["value"], lang=self.reading.lang),
            "better_name": self.better_name,
        }

    @property
    def is_clear(self) -> bool:
        """False where the likely ranges of both overlap."""
        ends = [(cell["low"], cell["high"]) for cell in (self.worse, self.better)]
        if any(low is None or high is None for low, high in ends):
            return True
        (low_1, high_1), (low_2, high_2) = sorted(ends)
        return bool(high_1 < low_2)

    @property
    def caution(self) -> str:
        """What a reader must know before making much of it."""
        return "" if self.is_clear else _("With so few people, this could be chance.")

    def row(self, title: str = "") -> GapRow:
        """As the chart draws it; under a title of its own where the measure's name stands above already."""
        measure = self.reading.measure
        period = formats.period(self.split["period"], self.reading.lang)
        return GapRow(
            title or f"{self.reading.name}, {period}",
            self.worse_name,
            self.worse["value"],
            self.better_name,
            self.better["value"],
            measure["kind"],
            measure["decimals"],
        )


def gap_in(reading: Reading, split: Content) -> Gap | None:
    """The widest gap inside one split; none where fewer than two parts are shown or it is no percent."""
    if reading.measure["kind"] != "percent":
        return None
    cells = [
        cell
        for cell in split["cells"]
        if cell["value"] is not None and cell["status"] in SHOWN and not cell["hidden"] and cell["code"] != NOT_A_GROUP
    ]
    if len(cells) < 2:
        return None
    ranked = sorted(cells, key=lambda cell: float(cell["value"]))
    low, high = ranked[0], ranked[-1]
    if low["value"] == high["value"]:
        return None
    lower_is_better = reading.measure["direction"] == "lower"
    worse, better = (high, low) if lower_is_better else (low, high)
    return Gap(reading, split, worse, better)


def widest(readings: list[Reading]) -> list[Gap]:
    """The two widest gaps between groups and the widest between places, sorted by width."""
    between_groups: list[Gap] = []
    between_places: list[Gap] = []
    for reading in readings:
        for split in newest_splits(reading.measure):
            gap = gap_in(reading, split)
            if gap:
                (between_places if split["dimension"] == "place" else between_groups).append(gap)
    found = [*_one_for_each_measure(between_groups)[:2], *_one_for_each_measure(between_places)[:1]]
    return sorted(found, key=lambda gap: gap.width, reverse=True)


def _one_for_each_measure(gaps: list[Gap]) -> list[Gap]:
    """One of each measure, so that none fills the list: clear gaps before those that could be chance."""
    kept: dict[str, Gap] = {}
    for gap in sorted(gaps, key=lambda gap: (gap.is_clear, gap.width), reverse=True):
        kept.setdefault(gap.reading.code, gap)
    return list(kept.values())


def chart_of(gaps: list[Gap], finding: str, place: str, title: str = "") -> GapChart:
    """All of them on one scale."""
    return GapChart(Measured(finding, _("Gaps between groups"), "%", place), tuple(gap.row(title) for gap in gaps))
