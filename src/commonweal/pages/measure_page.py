"""A measure's own page: the line, for whom, how we know, what changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.engines.measures.comparable import floor_of
from commonweal.pages.above_whole import above_the_whole
from commonweal.pages.adding_up import differing, not_added_up
from commonweal.pages.asking import ask_about
from commonweal.pages.counting import beside_of, changes_of, line_with_older
from commonweal.pages.for_whom import for_whom, gaps_known
from commonweal.pages.group_page import has_groups
from commonweal.pages.not_shown import newer_not_shown
from commonweal.pages.outlooks import methods_of, outlook_of
from commonweal.pages.queries import Shown, Standing
from commonweal.pages.reading import Content, Reading, in_words
from commonweal.pages.scoreboard import readings_of
from commonweal.ui import formats
from commonweal.ui.charts import Chart


def measure_page(initiative: Shown, standing: Standing, content: Content, lang: str, code: str) -> dict[str, Any]:
    """All that the measure's template prints; a code that is not in the release does not exist."""
    reading = next((r for r in readings_of(content, lang) if r.code == code), None)
    if reading is None:
        raise Http404
    latest = reading.latest
    return {
        "ask_url": ask_about(content, f"{initiative.name}: {reading.name}"),
        "reading": reading,
        "newer_not_shown": newer_not_shown(reading),
        "above_the_whole": above_the_whole(reading),
        "value": reading.figure(latest.value) if latest else "",
        "period": formats.period(latest.period, lang) if latest else "",
        "trend": line_with_older(reading) if latest else None,
        "meaning": in_words(reading.measure["meaning"], lang),
        "numerator": in_words(reading.measure["numerator"], lang),
        "denominator": in_words(reading.measure["denominator"], lang),
        "notes": format_html_join(" ", "{}", ((note,) for note in reading.notes(standing.made_at.year))),
        "whom": for_whom(content, reading),
        "has_groups": has_groups(reading),
        "not_added_up": not_added_up(reading),
        "differing": differing(reading),
        "changes_in_counting": changes_of(reading),
        "counted_before": beside_of(reading),
        "outlook": outlook_of(reading),
        "facts": [
            *facts(content, reading),
            *methods_of(reading),
            *gaps_known(content, reading),
            (_("Published"), _published(standing, content, lang)),
        ],
        "provenance": content["provenance"],
        "minimum_count": content["initiative"]["minimum_count"],
        "group": _group_name(content, reading),
    }


def charts_of(context: dict[str, Any]) -> list[tuple[Chart, bool]]:
    """Every picture of the page; true where it stands in a narrow column at every width."""
    outlook = context["outlook"]
    ahead = outlook.charts if outlook else []
    return [
        *((chart, False) for chart in (context["trend"], context["whom"].gap) if chart),
        *((chart, True) for chart in [*ahead, *context["whom"].maps]),
    ]


def _group_name(content: Content, reading: Reading) -> str:
    for group in content["groups"]:
        if group["code"] == reading.measure["group"]:
            return in_words(group["name"], reading.lang)
    return ""


RULES = {
    "sum": gettext_lazy("added up"),
    "ratio_of_sums": gettext_lazy("numerators and denominators added up, then divided"),
    "weighted_mean": gettext_lazy("mean weighted by the number of people"),
    "latest": gettext_lazy("the newest one counts"),
    "mean": gettext_lazy("mean"),
    "max": gettext_lazy("the largest one counts"),
    "distinct": gettext_lazy("different people counted once"),
    "none": gettext_lazy("never combined"),
}


def _how_judged(content: Content, reading: Reading) -> str:
    """In plain words; the names of the methods stand in the release's file and in the documentation."""
    words = [_("The middle of all yearly changes, with its likely range, beside the pace that the goal needs.")]
    if reading.measure["level"] == "performance":
        lowest = floor_of(reading.measure["places_rule"])
        words.append(_("Figures of fewer than %(floor)s of 100 partners do not count.") % {"floor": lowest})
    version = str(content["provenance"]["rule_version"]).split(":")[0]
    return " ".join([*words, _("Rules of version %(version)s.") % {"version": version}])


def _made_from(content: Content, reading: Reading) -> str:
    """Of a program's figures only: a population's source says where those come from."""
    if reading.measure["level"] != "performance":
        return ""
    count = len(content["provenance"]["submissions"])
    words = ngettext(
        "%(count)s file of figures that was checked and accepted, for all measures together",
        "%(count)s files of figures that were checked and accepted, for all measures together",
        count,
    )
    return words % {"count": formats.number(count, lang=reading.lang)}


def _published(standing: Standing, content: Content, lang: str) -> str:
    """Which release it stands in, and by which program that was made."""
    return _("Release %(number)s of %(day)s, by version %(version)s of the program.") % {
        "number": formats.number(standing.number, lang=lang),
        "day": formats.day(standing.made_at, lang),
        "version": content["provenance"]["code_version"],
    }


def facts(content: Content, reading: Reading) -> list[tuple[str, str]]:
    """How we know: what is counted, by whom, how it is added up, under which version of the rules."""
    measure, lang = reading.measure, reading.lang
    pairs = [
        (_("Counted on top"), in_words(measure["numerator"], lang)),
        (_("Counted below"), in_words(measure["denominator"], lang)),
        (
            _("Source"),
            reading.source_name or (_("the partners' own records") if measure["level"] == "performance" else ""),
        ),
        (_("License"), measure["licence"]),
        (_("Who looks after it"), measure["owner"]),
        (_("Better is"), _("lower") if measure["direction"] == "lower" else _("higher")),
        (_("Several places together"), str(RULES.get(measure["places_rule"], measure["places_rule"]))),
        (_("Several periods together"), str(RULES.get(measure["periods_rule"], measure["periods_rule"]))),
        (_("Version of the definition"), formats.number(measure["definition_version"], lang=lang)),
        (_("How the verdict is reached"), _how_judged(content, reading)),
        (_("Made from"), _made_from(content, reading)),
    ]
    return [(name, value) for name, value in pairs if value]
