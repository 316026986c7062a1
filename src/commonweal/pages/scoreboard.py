"""The public scoreboard: one sentence, one number, one verdict, one picture, then four questions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.pages.adding_up import not_added_up
from commonweal.pages.asking import ask_about
from commonweal.pages.gaps import Gap, chart_of, on_the_board
from commonweal.pages.not_shown import newer_not_shown
from commonweal.pages.queries import Shown, Standing
from commonweal.pages.reading import Content, Reading, in_words, lang_of
from commonweal.ui import formats
from commonweal.ui.cards import FigureCard
from commonweal.ui.charts import Chart
from commonweal.ui.verdicts import face_of

#: On a phone the others are folded. Those that stand worst are there without a tap.
SHOWN_ON_A_PHONE = 3


@dataclass(frozen=True)
class BigGoal:
    """The number everybody sees. `number` is in people where the goal is."""

    text: str
    text_lang: str
    number: str
    caption: str
    verdict: str
    sentence: str
    to_go: str
    due: str
    likely: str
    reading: Reading | None
    url: str


@dataclass(frozen=True)
class Doing:
    """One working group: what it watches, and who is in it."""

    name: str
    name_lang: str
    measures: tuple[tuple[str, str], ...]
    partners: str
    partners_counted: str


def readings_of(content: Content, lang: str) -> list[Reading]:
    """All measures of a release in one language."""
    place = content["initiative"]["place_name"]
    return [Reading(measure, lang, place) for measure in content["measures"]]


def measure_url(slug: str, code: str) -> str:
    """Where a measure has its page."""
    return reverse("pages:measure", args=[slug, code])


def scoreboard(initiative: Shown, standing: Standing, content: Content, lang: str) -> dict[str, Any]:
    """All that the scoreboard's template prints."""
    readings = readings_of(content, lang)
    headline = next((reading for reading in readings if reading.measure["headline"]), None)
    goal = content["goal"]
    others = [r for r in readings if r is not headline and not _is_the_goals_count(r, goal)]
    gaps = on_the_board(readings)
    clear = {gap.reading.code: gap.width for gap in gaps if gap.is_clear}
    population = sorted(
        (r for r in others if r.measure["level"] == "population"),
        key=lambda r: (-r.worst_last, -clear.get(r.code, 0.0)),
    )
    beside = {gap.reading.code: gap.on_card for gap in gaps}
    programs = [r for r in others if r.measure["level"] == "performance"]
    said = {r.code: " ".join(filter(None, (newer_not_shown(r), beside.get(r.code, "")))) for r in programs}
    made_year = standing.made_at.year
    cards = [card_of(r, measure_url(initiative.slug, r.code), made_year, beside.get(r.code, "")) for r in population]
    return {
        "goal": big_goal(initiative, goal, headline, readings) if goal or headline else None,
        "goal_notes": (newer_not_shown(headline), beside.get(headline.code, ""), *headline.notes(made_year)[1:])
        if headline
        else (),
        "ask_url": ask_about(content, initiative.name),
        "made_at": standing.made_at,
        "tally": tally([r.verdict for r in population]),
        "cards_shown": cards[:SHOWN_ON_A_PHONE],
        "cards_folded": cards[SHOWN_ON_A_PHONE:],
        "programs": [(r, measure_url(initiative.slug, r.code), said[r.code]) for r in programs],
        "gaps": gaps,
        "gap_urls": [(gap, measure_url(initiative.slug, gap.reading.code)) for gap in gaps],
        # A picture that mixes both is marked by what a reader must not take for real.
        "gap_origin": "invented" if any(g.reading.measure["origin"] == "invented" for g in gaps) else "real",
        "gap_chart": _gap_chart(gaps, content["initiative"]["place_name"]),
        "doing": _doing(initiative.slug, content, readings, lang),
        "minimum_count": content["initiative"]["minimum_count"],
    }


def _is_the_goals_count(reading: Reading, goal: Content | None) -> bool:
    """The goal's own number in people stands above already; it needs no card."""
    latest = reading.latest
    if goal is None or latest is None or reading.measure["kind"] != "count":
        return False
    return latest.period == goal["people_period"] and round(latest.value or 0.0) == goal["people_now"]


def _cards_of(context: dict[str, Any]) -> list[FigureCard]:
    return [*context["cards_shown"], *context["cards_folded"]]


def charts_of(context: dict[str, Any]) -> list[tuple[Chart, bool]]:
    """Every picture of the scoreboard; true where it is needed at the card's width only."""
    charts: list[tuple[Chart, bool]] = [(card.chart, True) for card in _cards_of(context) if card.chart]
    if context["goal"] and context["goal"].reading:
        charts.append((context["goal"].reading.trend(), False))
    if context["gap_chart"]:
        charts.append((context["gap_chart"], False))
    return charts


def card_of(reading: Reading, url: str, made_year: int, for_whom: str = "") -> FigureCard:
    """A measure as a card; where it has groups, its mean never stands alone."""
    latest = reading.latest
    return FigureCard(
        name=reading.name,
        name_lang=reading.name_lang,
        url=url,
        value=reading.figure(latest.value) if latest else "",
        unit=reading.of_what,
        period=formats.period(latest.period, reading.lang) if latest else "",
        no_value=not_added_up(reading) or _("No figure yet"),
        verdict=reading.verdict,
        sentence=" ".join(filter(None, (reading.card_sentence, for_whom))),
        origin=reading.measure["origin"],
        notes=tuple(filter(None, (reading.early_note, newer_not_shown(reading), *reading.notes(made_year)))),
        chart=reading.spark() if latest else None,
    )


def tally(verdicts: list[str]) -> list[tuple[str, str]]:
    """How many measures stand where, best first: (code, "2 on track")."""
    counts = Counter(verdicts)
    ordered = sorted(counts, key=lambda code: face_of(code).worst_last)
    return [(code, formats.number(counts[code])) for code in ordered]


def big_goal(initiative: Shown, goal: Content | None, headline: Reading | None, readings: list[Reading]) -> BigGoal:
    lang = readings[0].lang if readings else "en"
    text = in_words(goal["text"], lang) if goal else (headline.name if headline else initiative.name)
    number, caption, likely = _number(goal, headline, lang)
    return BigGoal(
        text=text,
        text_lang=lang_of(goal["text"], lang) if goal else "",
        number=number,
        caption=caption,
        likely=likely,
        verdict=headline.verdict if headline else "",
        sentence=" ".join(filter(None, (headline.pace, headline.verdict_words))) if headline else "",
        to_go=_to_go(goal, headline, lang),
        due=_due(goal, headline),
        reading=headline,
        url=measure_url(initiative.slug, headline.code) if headline else "",
    )


def _number(goal: Content | None, headline: Reading | None, lang: str) -> tuple[str, str, str]:
    if goal and goal["people_now"] is not None:
        period = formats.period(goal["people_period"], lang)
        caption = _("people in %(period)s") % {"period": period}
        if headline and headline.latest and headline.latest.period == goal["people_period"]:
            share = f"{headline.figure(headline.latest.value)} {headline.of_what}".strip()
            caption = _("people in %(period)s, or %(share)s") % {"period": period, "share": share}
        likely = ""
        if goal["people_low"] is not None and goal["people_high"] is not None:
            ends = {"low": formats.number(goal["people_low"]), "high": formats.number(goal["people_high"])}
            likely = _("Likely between %(low)s and %(high)s people.") % ends
        return formats.number(goal["people_now"]), caption, likely
    if headline and headline.latest:
        named = {"unit": headline.of_what, "period": formats.period(headline.latest.period, lang)}
        return headline.figure(headline.latest.value), _("%(unit)s, %(period)s") % named, headline.sureness
    return "", "", ""


def _to_go(goal: Content | None, headline: Reading | None, lang: str) -> str:
    if goal and goal["people_to_go"] is not None:
        count = int(goal["people_to_go"])
        return ngettext("%(count)s person", "%(count)s people", count) % {"count": formats.number(count)}
    if headline and headline.latest and headline.goal:
        left = abs(headline.goal.value - (headline.latest.value or 0.0))
        if headline.measure["kind"] == "percent":
            return _("%(count)s points") % {"count": formats.short_number(left, headline.measure["decimals"])}
        return headline.figure(left)
    return ""


def _due(goal: Content | None, headline: Reading | None) -> str:
    """When the goal is due."""
    due = goal["due_period"] if goal else (headline.goal.period if headline and headline.goal else "")
    if not due:
        return ""
    return formats.period(due)


def _gap_chart(gaps: list[Gap], place: str) -> Chart | None:
    drawn = [gap for gap in gaps if gap.is_percent]
    if not drawn:
        return None
    finding = ngettext("The widest gap we can measure", "The widest gaps we can measure", len(drawn))
    return chart_of(drawn, finding, place)


def _doing(slug: str, content: Content, readings: list[Reading], lang: str) -> list[Doing]:
    names = {r.code: r.name for r in readings}
    found = []
    for group in content["groups"]:
        watched = tuple((names[code], measure_url(slug, code)) for code in group["measures"] if code in names)
        if group["kind"] != "working" or not (watched or group["partners"]):
            continue
        partners = formats.listed(list(group["partners"]), lang)
        name, own = in_words(group["name"], lang), lang_of(group["name"], lang)
        count = len(group["partners"])
        counted = ngettext("%(count)s organization", "%(count)s organizations", count) % {"count": count}
        found.append(Doing(name, own, watched, partners, counted))
    return found
