"""One measure of a release, read in one language: its words, its figures, its charts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.engines.measures.comparable import is_complete_enough
from commonweal.engines.series.trend import ENOUGH_POINTS
from commonweal.lib.periods import period_step, period_value
from commonweal.pages.who_is_in import reported_by
from commonweal.ui import formats
from commonweal.ui.charts import Break, Goal, Measured, Point, Spark, TrendChart
from commonweal.ui.charts.ticks import decimals_of
from commonweal.ui.charts.words import gap_sentences
from commonweal.ui.verdicts import face_of

Content = dict[str, Any]
SHOWN = ("reported", "estimated")
A_YEAR = 1.0 - 1e-3  # places in time are rounded
_LONE_PERCENT = re.compile(r"(?<=\d) %")
SETTLED = 12  # a verdict on fewer figures is an early reading, and says so


def in_words(words: Mapping[str, str] | None, lang: str) -> str:
    """A text in the reader's language; the English where nobody wrote the Spanish. No line begins with a % sign."""
    text = (words or {}).get(lang) or (words or {}).get("en") or ""
    return _LONE_PERCENT.sub("\u00a0%", text)


def lang_of(words: Mapping[str, str] | None, lang: str) -> str:
    """The language a text is in where it is not the page's own, for the `lang` attribute."""
    return "en" if lang != "en" and not (words or {}).get(lang) and (words or {}).get("en") else ""


@dataclass(frozen=True)
class Reading:
    """A measure of a release with the language it is read in and the place it is about."""

    measure: Content
    lang: str
    place: str

    @property
    def code(self) -> str:
        return str(self.measure["code"])

    @property
    def name(self) -> str:
        return in_words(self.measure["name"], self.lang)

    @property
    def name_lang(self) -> str:
        return lang_of(self.measure["name"], self.lang)

    @property
    def unit(self) -> str:
        return in_words(self.measure["unit"], self.lang)

    @property
    def of_what(self) -> str:
        return formats.unit_beside(self.unit, self.measure["kind"])

    @property
    def verdict(self) -> str:
        return str(self.measure["judgement"]["code"])

    @property
    def verdict_words(self) -> str:
        """Why it is judged so; on few figures it says that it is early."""
        words = in_words(self.measure["judgement"]["words"], self.lang)
        if self.verdict == "too-early":
            if self.shown and not int(self.measure["judgement"]["n"]):
                return _("No comparable figures yet.")
            return self._too_few_since_the_goal or words
        if self.is_early and words:
            return _("Early reading: %(words)s") % {"words": words[0].lower() + words[1:]}
        return words

    @property
    def is_early(self) -> bool:
        return self.verdict not in {"met", "too-early"} and int(self.measure["judgement"]["n"]) < SETTLED

    @property
    def early_note(self) -> str:
        """The same beside a card's chip, which has no room for the verdict's words."""
        if not self.is_early:
            return ""
        return _("An early reading of %(count)s figures.") % {"count": formats.number(self.measure["judgement"]["n"])}

    @property
    def _too_few_since_the_goal(self) -> str:
        """A long line is shown, and few of its figures count: those since the goal's own start. So say which."""
        judged = self.measure["judgement"]
        count = int(judged["n"])
        if not 0 < count < len(self.settled):
            return ""
        words = ngettext(
            "We have %(count)s figure since %(since)s, where the goal starts, and judge from %(enough)s.",
            "We have %(count)s figures since %(since)s, where the goal starts, and judge from %(enough)s.",
            count,
        )
        since = formats.period(judged["first_period"], self.lang)
        return words % {"count": formats.number(count), "since": since, "enough": ENOUGH_POINTS}

    def figure(self, value: float | None) -> str:
        """A value of this measure as it is printed."""
        if value is None:
            return ""
        return formats.figure(value, self.measure["kind"], self.measure["decimals"], self.lang)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The series, in time."""
        return tuple(point_of(row) for row in self.measure["series"])

    @property
    def shown(self) -> list[Point]:
        return [point for point in self.points if point.value is not None]

    @property
    def settled(self) -> list[Point]:
        """The figures that may be compared: enough partners stand behind each, and all are counted in one way."""
        since = self.breaks[-1].at if self.breaks else float("-inf")
        return [point for point in self.shown if not point.is_partial and point.at >= since]

    @property
    def latest(self) -> Point | None:
        return self.shown[-1] if self.shown else None

    @property
    def latest_words(self) -> str:
        """The newest figure with its unit and period: 412 people, Q3 2026."""
        latest = self.latest
        if latest is None:
            return ""
        return f"{self.figure(latest.value)} {self.of_what}".strip() + f", {self.newest_of}"

    @property
    def step(self) -> float:
        return period_step(point.period for point in self.points)

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Where it begins to be counted differently."""
        # Releases made before definitions could change have no such list.
        changes = self.measure.get("breaks", ())
        return tuple(Break(each["period"], round(period_value(each["period"]), 4)) for each in changes)

    @property
    def goal(self) -> Goal | None:
        target = self.measure["target"]
        if not target:
            return None
        period = target["target_period"]
        return Goal(period, round(period_value(period), 4), target["target_value"])

    @property
    def goal_figure(self) -> str:
        """The goal, without zeros that nobody measured."""
        goal = self.goal
        if goal is None:
            return ""
        places = min(self.measure["decimals"], decimals_of([goal.value]))
        return formats.figure(goal.value, self.measure["kind"], places, self.lang)

    @property
    def movement(self) -> str:
        """What the line did, in at most twelve words: the title of the chart."""
        points = self.settled or self.shown
        if not points:
            return _("No figures yet")
        first, last = points[0], points[-1]
        ends = {
            "from": self.figure(first.value),
            "first": formats.period(first.period, self.lang),
            "to": self.figure(last.value),
            "last": formats.period(last.period, self.lang),
        }
        if len(points) == 1 or not self.settled:
            return _("%(to)s in %(last)s") % ends
        if ends["from"] == ends["to"]:
            return _("%(to)s in %(first)s and in %(last)s") % ends
        if self._against_the_pace(first, last):
            return _("%(from)s in %(first)s, %(to)s in %(last)s") % ends
        if (last.value or 0.0) > (first.value or 0.0):
            return _("Up from %(from)s in %(first)s to %(to)s in %(last)s") % ends
        return _("Down from %(from)s in %(first)s to %(to)s in %(last)s") % ends

    def _against_the_pace(self, first: Point, last: Point) -> bool:
        """All figures together went one way and the two ends the other: the verdict's words say both."""
        pace = self.measure["judgement"]["got_per_year"]
        is_judged = self.verdict not in {"too-early", "no-clear-change"}
        return bool(is_judged and pace and pace * ((last.value or 0.0) - (first.value or 0.0)) < 0)

    @property
    def measured(self) -> Measured:
        return Measured(
            finding=self.movement,
            what=self.name,
            unit=self.unit,
            place=self.place,
            kind=self.measure["kind"],
            decimals=self.measure["decimals"],
        )

    def trend(self) -> TrendChart:
        """The full line of the measure page."""
        guarded = "guarded" in self.measure
        return TrendChart(self.measured, self.points, self.goal, self.breaks, step=self.step, guarded=guarded)

    def spark(self) -> Spark:
        """The small line of a card."""
        return Spark(self.measured, self.points, self.goal, self.breaks, step=self.step)

    @property
    def was_and_goal(self) -> str:
        """A card's sentence: where it came from, and where it should go."""
        points = self.settled
        sentences = []
        if len(points) > 1:
            first, last = points[0], points[-1]
            came = {"from": self.figure(first.value), "first": formats.period(first.period, self.lang)}
            if self._against_the_pace(first, last):
                sentences.append(_("It was %(from)s in %(first)s.") % came)
            elif came["from"] == self.figure(last.value):
                sentences.append(_("It was %(from)s in %(first)s too.") % came)
            elif (last.value or 0.0) > (first.value or 0.0):
                sentences.append(_("Up from %(from)s in %(first)s.") % came)
            else:
                sentences.append(_("Down from %(from)s in %(first)s.") % came)
        if self.goal:
            aim = {"figure": self.goal_figure, "period": formats.period(self.goal.period, self.lang)}
            sentences.append(_("The goal is %(figure)s by %(period)s.") % aim)
        return " ".join(sentences)

    @property
    def card_sentence(self) -> str:
        """Was and goal; where it is too early or unclear, the reason why instead of nothing."""
        if self.verdict in {"too-early", "no-clear-change"} or not self.was_and_goal:
            return " ".join(part for part in (self.verdict_words, self._goal_only()) if part)
        return self.was_and_goal

    @property
    def incomplete(self) -> str:
        """Too few partners are in for the newest figure: it is shown, and nothing is concluded from it."""
        told = self.incomplete_in(self.latest.period) if self.latest else ""
        if not told or not self.settled or self.verdict == "too-early":
            return told
        until = formats.period(self.settled[-1].period, self.lang)
        looks = _("The verdict looks at figures up to %(period)s.") % {"period": until}
        return f"{told} {looks}"

    def partners_in(self, period: str) -> str:
        """“8 of 21 partners”, where they are too few for a period; else nothing."""
        return next((point.note for point in self.shown if point.period == period and point.is_partial), "")

    @property
    def newest_of(self) -> str:
        """“Q3 2026, 2 of 5 partners”: who reads no more than the figure has to see that others are missing."""
        told = (formats.period(self.latest.period, self.lang), self.latest.note) if self.latest else ()
        return ", ".join(filter(None, told))

    def incomplete_in(self, period: str) -> str:
        named = {"coverage": self.partners_in(period), "period": formats.period(period, self.lang)}
        return _("%(coverage)s in %(period)s: not yet comparable.") % named if named["coverage"] else ""

    def _goal_only(self) -> str:
        if not self.goal:
            return ""
        aim = {"figure": self.goal_figure, "period": formats.period(self.goal.period, self.lang)}
        return _("The goal is %(figure)s by %(period)s.") % aim

    @property
    def pace(self) -> str:
        """How fast it must move and how fast it moved, where the verdict's own words do not say so."""
        needed = self.measure["judgement"]["needed_per_year"]
        if self.verdict != "too-early" or not needed:
            return ""
        amount = {"pace": self.amount(needed)}
        must = (
            _("To reach the goal, it must rise %(pace)s a year.")
            if needed > 0
            else _("To reach the goal, it must fall %(pace)s a year.")
        )
        return f"{must % amount} {self._pace_so_far()}".strip()

    def _pace_so_far(self) -> str:
        """Up to the newest figure from the last one at least a year before: a fact, not a verdict.

        From less than a year nothing is said for a year: one good quarter is not four.
        """
        later = self.settled[-1] if self.settled else None
        earlier = next((p for p in reversed(self.settled) if later and later.at - p.at >= A_YEAR), None)
        if later is None or earlier is None:
            return ""
        moved = ((later.value or 0.0) - (earlier.value or 0.0)) / (later.at - earlier.at)
        named = {
            "first": formats.period(earlier.period, self.lang),
            "last": formats.period(later.period, self.lang),
            "pace": self.amount(moved),
        }
        if moved > 0:
            return _("From %(first)s to %(last)s it rose %(pace)s a year.") % named
        return _("From %(first)s to %(last)s it fell %(pace)s a year.") % named

    def amount(self, pace: float) -> str:
        """A pace without its sign; a percent moves by points."""
        if self.measure["kind"] != "percent":
            return self.figure(abs(pace))
        points = formats.short_number(abs(pace), max(1, self.measure["decimals"]), self.lang)
        return _("1 point") if points == "1" else _("%(count)s points") % {"count": points}

    @property
    def sureness(self) -> str:
        """How sure the newest figure is, or that nobody knows."""
        latest = self.latest
        if latest is None:
            return ""
        if latest.low is None or latest.high is None:
            return _("How sure it is: not known.")
        ends = {"low": self.figure(latest.low), "high": self.figure(latest.high)}
        return _("Likely between %(low)s and %(high)s.") % ends

    @property
    def coverage(self) -> str:
        """How many partners stand behind the newest figure: late partners never block, they are counted."""
        covered = self.measure["coverage"]
        if self.incomplete:
            return self.incomplete
        if not covered:
            return ""
        return reported_by(covered, self.lang)

    def age(self, made_year: int) -> str:
        """Says so where the newest figure is more than two periods old."""
        latest = self.latest
        if latest is None or made_year - latest.at <= 2 * self.step + 1:
            return ""
        return _("The newest figure is from %(period)s.") % {"period": formats.period(latest.period, self.lang)}

    @property
    def holes(self) -> list[str]:
        """Which periods have no figure."""
        return gap_sentences(self.trend())

    @property
    def source_name(self) -> str | SafeString:
        """In the language of the page; an English name on a page in Spanish is marked, for those who listen."""
        own = str(self.measure.get("source_es") or "").rstrip(".")
        if own and self.lang == "es":
            return own
        name = str(self.measure["source"]).rstrip(".")
        return name if self.lang == "en" or not name else format_html('<span lang="en">{}</span>', name)

    @property
    def source(self) -> str:
        """Whose figure."""
        if self.measure["source"]:
            return format_html(_("Source: {source}."), source=self.source_name)
        if self.measure["level"] == "performance":
            return _("Source: the partners' own records.")
        return ""

    def notes(self, made_year: int) -> tuple[str, ...]:
        """Whose figure, how sure, what is missing, in the same view."""
        parts = (self.sureness, self.coverage, *self.holes, self.age(made_year), self.source)
        return tuple(part for part in parts if part)

    @property
    def worst_last(self) -> int:
        return face_of(self.verdict).worst_last


def point_of(row: Content) -> Point:
    has_figure = row["value"] is not None and row["status"] in SHOWN
    is_partial = has_figure and not is_complete_enough(row)
    return Point(
        period=row["period"],
        at=round(period_value(row["period"]), 4),
        value=row["value"] if has_figure else None,
        status="partial" if is_partial else "missing" if row["status"] in SHOWN and not has_figure else row["status"],
        low=row["low"] if has_figure else None,
        high=row["high"] if has_figure else None,
        note=_partners_in(row) if is_partial else "",
    )


def _partners_in(row: Content) -> str:
    counts = {"in": formats.number(row["partners_in"]), "asked": formats.number(row["partners_asked"])}
    return _("%(in)s of %(asked)s partners") % counts
