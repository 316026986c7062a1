"""For whom are we not? The gaps between groups and between places, in people, as the release tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commonweal.pages.reading import SHOWN, Content, Reading, in_words
from commonweal.pages.splits import newest_splits
from commonweal.ui import formats
from commonweal.ui.charts import GapChart, GapRow, Measured
from commonweal.ui.verdicts import face_of

NOT_A_GROUP = "not-stated"
MOST_DRAWN = 5


@dataclass(frozen=True)
class Gap:
    """Two parts of one measure: who fares worse, and with whom it is compared."""

    reading: Reading
    split: Content
    worse: Content
    better: Content
    #: What the release found out; releases made before, and shares without counts, have nothing.
    found: Content = field(default_factory=dict)

    @property
    def is_percent(self) -> bool:
        return bool(self.reading.measure["kind"] == "percent")

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
    def reference_name(self) -> str:
        return self.better_name

    @property
    def title(self) -> str:
        """Preschool: 17 points apart."""
        places = self.reading.measure["decimals"]
        apart = {"name": self.reading.name, "points": formats.short_number(self.width, places, self.reading.lang)}
        if self.is_percent:
            return _("%(name)s: %(points)s points apart") % apart
        return _("%(name)s: %(points)s apart") % apart

    @property
    def in_people(self) -> str:
        """Of every 100: 32 in one group, 49 in the other."""
        if not self.is_percent:
            return ""
        return _("Of every 100: %(worse)s (%(worse_name)s), %(better)s (%(better_name)s).") % {
            "worse": formats.number(self.worse["value"], lang=self.reading.lang),
            "worse_name": self.worse_name,
            "better": formats.number(self.better["value"], lang=self.reading.lang),
            "better_name": self.better_name,
        }

    @property
    def sentence(self) -> str:
        """The ratio with its range and the difference; without counts what both are, and how sure."""
        if self.found:
            return in_words(self.found["words"], self.reading.lang)
        return f"{self.in_people} {self.caution}".strip()

    @property
    def lead(self) -> str:
        """Who fares worst, first of all; nobody is named where it could be chance."""
        if not (self.is_clear and self.is_known):
            return ""
        named = {"name": self.worse_name, "figure": self.reading.figure(self.worse["value"])}
        return _("Farthest behind: %(name)s, %(figure)s.") % named

    @property
    def on_card(self) -> str:
        """The same beside a mean, so that the mean never stands alone."""
        return self.lead or (self.in_people if not self.is_known else _("No group clearly fares worse."))

    @property
    def is_known(self) -> bool:
        """Does anybody say how sure both figures are?"""
        return bool(self.found) or None not in (self.worse["low"], self.worse["high"], self.better["low"])

    @property
    def gain(self) -> str:
        return in_words(self.found.get("gain"), self.reading.lang)

    @property
    def moved(self) -> str:
        """How the gap between the same two moved, where earlier periods are split too."""
        return in_words(self.found.get("over_time", {}).get("words"), self.reading.lang)

    @property
    def is_clear(self) -> bool:
        """False where it could be chance: the range of the gap holds "no gap", or the two ranges overlap."""
        if self.found:
            return bool(self.found["clear"])
        ends = [(cell["low"], cell["high"]) for cell in (self.worse, self.better)]
        if any(low is None or high is None for low, high in ends):
            return True
        (low_1, high_1), (low_2, high_2) = sorted(ends)
        return bool(high_1 < low_2)

    @property
    def caution(self) -> str:
        """What a reader must know before making much of it."""
        return "" if self.is_clear else _("With so few people, this could be chance.")

    @property
    def incomplete(self) -> str:
        """Too few partners are in for its period: it may move once the others are."""
        return self.reading.incomplete_in(self.split["period"])

    def row(self, title: str = "") -> GapRow:
        """As the chart draws it; under a title of its own where the measure's name stands above already."""
        measure = self.reading.measure
        period = formats.period(self.split["period"], self.reading.lang)
        named = (self.reading.name, period, self.reading.partners_in(self.split["period"]))
        return GapRow(
            title or ", ".join(filter(None, named)),
            self.worse_name,
            self.worse["value"],
            self.better_name,
            self.better["value"],
            measure["kind"],
            measure["decimals"],
        )


def gaps_of(reading: Reading) -> list[Gap]:
    """The gap of each way to split, clear ones first, then by width."""
    found = [gap for split in newest_splits(reading.measure) if (gap := gap_in(reading, split))]
    return sorted(found, key=lambda gap: (gap.is_clear, gap.width), reverse=True)


def gap_in(reading: Reading, split: Content) -> Gap | None:
    """The widest gap inside one split; none where fewer than two parts are shown or it is no share."""
    cells = [
        cell
        for cell in split["cells"]
        if cell["value"] is not None and cell["status"] in SHOWN and not cell["hidden"] and cell["code"] != NOT_A_GROUP
    ]
    by_code = {cell["code"]: cell for cell in cells}
    for gap in reading.measure.get("equity", {}).get("gaps", ()):
        same = (gap["dimension"], gap["period"]) == (split["dimension"], split["period"])
        if same and gap["worst"] != gap["reference"] and {gap["worst"], gap["reference"]} <= by_code.keys():
            return Gap(reading, split, by_code[gap["worst"]], by_code[gap["reference"]], gap)
    return _from_shares(reading, split, cells)


def _from_shares(reading: Reading, split: Content, cells: Sequence[Content]) -> Gap | None:
    """Where the release tells shares and no counts."""
    if reading.measure["kind"] != "percent" or len(cells) < 2:
        return None
    ranked = sorted(cells, key=lambda cell: float(cell["value"]))
    low, high = ranked[0], ranked[-1]
    if low["value"] == high["value"]:
        return None
    lower_is_better = reading.measure["direction"] == "lower"
    worse, better = (high, low) if lower_is_better else (low, high)
    return Gap(reading, split, worse, better)


def on_the_board(readings: Sequence[Reading]) -> list[Gap]:
    """One of each measure: the worst verdict first, then clear gaps before others, the widest of them first."""
    found = [gaps[0] for reading in readings if (gaps := gaps_of(reading))]
    return sorted(found, key=lambda gap: (-face_of(gap.reading.verdict).worst_last, not gap.is_clear, -gap.width))


def chart_of(gaps: Sequence[Gap], finding: str, place: str, titles: Sequence[str] = ()) -> GapChart:
    """All of them on one scale, the widest first."""
    rows = [gap.row(titles[n] if titles else "") for n, gap in enumerate(gaps)]
    ranked = sorted(rows, key=lambda row: abs(row.high - row.low), reverse=True)
    return GapChart(Measured(finding, _("Gaps between groups"), "%", place), tuple(ranked[:MOST_DRAWN]))
