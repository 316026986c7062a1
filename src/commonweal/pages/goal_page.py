"""The big goal's own page: what it means in persons, what it takes, when it would be reached, and the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.pages.outlooks import forecast_chart, methods_of
from commonweal.pages.queries import Shown, Standing
from commonweal.pages.reading import Content, Reading, in_words
from commonweal.pages.scoreboard import big_goal, readings_of
from commonweal.ui import formats
from commonweal.ui.charts import Chart, Point


@dataclass(frozen=True)
class Pace:
    """A change a year: whose it is, what it is in the measure's unit, how sure, and in people."""

    name: str
    amount: str
    likely: str
    people: str


@dataclass(frozen=True)
class Milestone:
    """Where the straight way to the goal leads through."""

    period: str
    figure: str
    people: str


def goal_page(initiative: Shown, standing: Standing, content: Content, lang: str, today: date) -> dict[str, Any]:
    """All that the goal's template prints; a release without a goal has no such page."""
    goal = content["goal"]
    readings = readings_of(content, lang)
    headline = next((reading for reading in readings if reading.measure["headline"]), None)
    if goal is None:
        raise Http404
    reckoning, clock = goal.get("reckoning"), goal.get("clock") or {}
    forecast = headline.measure.get("forecast") if headline else None
    return {
        "goal": big_goal(initiative, goal, headline, readings),
        "days_left": days_left(clock.get("due_on"), today),
        "started": formats.period(clock["start_period"], lang) if clock.get("start_period") else "",
        "paces": _paces(headline, reckoning) if headline and reckoning else [],
        "has_people": bool(reckoning and reckoning["people_in_a_point"] is not None),
        "against_best": in_words(reckoning["words"], lang) if reckoning else "",
        "stretch": _stretch(reckoning, lang) if reckoning else "",
        "reached": in_words(reckoning["reached_words"], lang) if reckoning else "",
        "in_a_point": _in_a_point(headline, reckoning, lang) if headline and reckoning else "",
        "milestones": [_milestone(headline, each) for each in clock.get("milestones", ())] if headline else [],
        "forecast": forecast_chart(headline) if headline else None,
        "forecast_words": _forecast_words(forecast, lang) if forecast else "",
        "why_two": _why_two(headline, reckoning) if headline and reckoning and forecast else [],
        "methods": methods_of(headline) if headline else [],
        "rule_version": str(content["provenance"]["rule_version"]).split(":")[0],
    }


def charts_of(context: dict[str, Any]) -> list[tuple[Chart, bool]]:
    return [(context["forecast"], False)] if context["forecast"] else []


def days_left(due_on: str | None, today: date) -> str:
    """Whole days up to the goal's last one; nothing once it has passed."""
    left = (date.fromisoformat(due_on) - today).days if due_on else -1
    if left < 0:
        return ""
    return ngettext("%(count)s day", "%(count)s days", left) % {"count": formats.number(left)}


def _paces(reading: Reading, reckoning: Content) -> list[Pace]:
    best, last = reckoning["best_periods"], reckoning["pace_periods"]
    names = {
        "needed": _("Needed from %(period)s on") % {"period": formats.period(reading.latest.period, reading.lang)}
        if reading.latest
        else "",
        "best": _("The best so far, %(periods)s") % {"periods": _periods(best, reading)} if best else "",
        "got": _("The pace from %(first)s to %(last)s") % _ends(last, reading) if last else _("The pace so far"),
    }
    return [
        _pace(reading, reckoning, kind, name)
        for kind, name in names.items()
        if reckoning[f"{kind}_per_year"] is not None
    ]


def _periods(pair: list[str], reading: Reading) -> str:
    return "–".join(formats.period(period, reading.lang) for period in pair)


def _ends(pair: list[str], reading: Reading) -> dict[str, str]:
    return {"first": formats.period(pair[0], reading.lang), "last": formats.period(pair[1], reading.lang)}


def _pace(reading: Reading, reckoning: Content, kind: str, name: str) -> Pace:
    low, high = reckoning[f"{kind}_low"], reckoning[f"{kind}_high"]
    likely = ""
    if low is not None and high is not None:
        ends = sorted((low, high), key=abs)
        # Two ends of one way need to name it only once.
        nearer = reading.amount(ends[0]) if low * high > 0 else moved(reading, ends[0])
        likely = _("%(low)s and %(high)s") % {"low": nearer, "high": moved(reading, ends[1])}
    people = reckoning["in_people"][f"{kind}_per_year"]
    return Pace(
        name,
        moved(reading, reckoning[f"{kind}_per_year"]),
        likely or _("not known"),
        "" if people is None else _moved_people(people),
    )


def moved(reading: Reading, per_year: float) -> str:
    """A change with its way: 0.3 points down."""
    amount = {"amount": reading.amount(per_year)}
    return _("%(amount)s down") % amount if per_year < 0 else _("%(amount)s up") % amount


def _moved_people(people: int) -> str:
    count = {"count": formats.number(abs(people))}
    return _("%(count)s fewer") % count if people < 0 else _("%(count)s more") % count


def _stretch(reckoning: Content, lang: str) -> str:
    """How many times the best so far is needed, with what both intervals leave open."""
    low, high = reckoning["stretch_low"], reckoning["stretch_high"]
    if reckoning["stretch"] is None or low is None:
        return ""
    named = {
        "times": formats.number(reckoning["stretch"], 1, lang),
        "low": formats.number(low, 1, lang),
        "high": formats.number(high, 1, lang) if high is not None else "",
    }
    if high is None:
        return _("Needed over best: %(times)s times, at the least %(low)s, with no upper end.") % named
    return _("Needed over best: %(times)s times (likely %(low)s to %(high)s).") % named


def _in_a_point(reading: Reading, reckoning: Content, lang: str) -> str:
    people = reckoning["people_in_a_point"]
    if people is None or reading.measure["kind"] != "percent":
        return ""
    return _("One point is about %(people)s people.") % {"people": formats.number(people, lang=lang)}


def _milestone(reading: Reading | None, each: Content) -> Milestone:
    assert reading is not None
    people = "" if each["people"] is None else formats.number(each["people"], lang=reading.lang)
    return Milestone(formats.period(each["period"], reading.lang), reading.figure(each["value"]), people)


def _forecast_words(forecast: Content, lang: str) -> str:
    return " ".join(filter(None, (in_words(forecast["words"], lang), in_words(forecast["against_words"], lang))))


def _why_two(reading: Reading, reckoning: Content) -> list[str]:
    """A date from one pace and a range from another stand on one page: which is which, and what the verdict takes."""
    if not in_words(reckoning["reached_words"], reading.lang):
        return []
    last, judged = reckoning["pace_periods"], reading.measure["judgement"]
    if last:
        date_takes = _("The date takes the last pace alone, from %(first)s to %(last)s.") % _ends(last, reading)
        verdict_takes = _("The verdict rests on neither: it waits for more figures.")
    else:
        periods = [judged["first_period"], judged["last_period"]]
        date_takes = _("The date takes the pace from %(first)s to %(last)s.") % _ends(periods, reading)
        verdict_takes = _("The verdict rests on that pace, not on the range.")
    return [date_takes, _range_takes(reading), verdict_takes]


def _range_takes(reading: Reading) -> str:
    points = reading.settled
    named = _ends([points[0].period, points[-1].period], reading)
    if reading.measure["forecast"]["model"] == "damped":
        return _("The range takes all figures from %(first)s to %(last)s, the newest the most.") % named
    return _("The range takes the whole way from %(first)s to %(last)s: %(amount)s a year.") % {
        **named,
        "amount": moved(reading, _slope(points)),
    }


def _slope(points: Sequence[Point]) -> float:
    """What drift goes on with: a year of the straight line from the first figure to the last."""
    first, last = points[0], points[-1]
    return ((last.value or 0.0) - (first.value or 0.0)) / (last.at - first.at)
