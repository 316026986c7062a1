"""One printed page of a release for the chair: the goal, what stands out, what changed, who is in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.pages.changes import told_changes
from commonweal.pages.gaps import on_the_board
from commonweal.pages.queries import Shown, Standing
from commonweal.pages.reading import Content, Reading, in_words
from commonweal.pages.scoreboard import readings_of, scoreboard
from commonweal.pages.who_is_in import in_round
from commonweal.ui import formats
from commonweal.ui.printing import printed_page
from commonweal.ui.verdicts import face_of

LAYOUT = Path(__file__).parent / "typst" / "release.typ"
#: As many lines as one page has room for, whatever the number of measures.
UNDECIDED = frozenset({"too-early", "no-clear-change"})
MOST_MEASURES, MOST_GAPS, MOST_CHANGES, MOST_ROUNDS = 9, 3, 6, 3


def printed(initiative: Shown, standing: Standing, content: Content, lang: str, paper: str) -> bytes:
    """The PDF of a release, in the language that is active."""
    return printed_page(LAYOUT, page_of(initiative, standing, content, lang), paper)


def page_of(initiative: Shown, standing: Standing, content: Content, lang: str) -> dict[str, Any]:
    """Everything that is printed, as words."""
    readings = readings_of(content, lang)
    changed = told_changes(initiative, standing, lang)
    ranked = _worst_first(readings)
    return {
        "lang": lang,
        "title": ", ".join((initiative.name, _("Release %(number)s") % {"number": standing.number})),
        "initiative": initiative.name,
        "kicker": " · ".join(
            (
                initiative.name,
                initiative.place_name,
                _("Release %(number)s, %(day)s") % {"number": standing.number, "day": formats.day(standing.made_at)},
            )
        ),
        "banner": in_words(initiative.banner, lang),
        "goal": _goal(initiative, standing, content, lang),
        "stands-out": [_row(reading) for reading in ranked[:MOST_MEASURES]],
        "more": _more(len(ranked) - MOST_MEASURES),
        "gaps": [
            " ".join(filter(None, (f"{gap.title}: {gap.in_people or gap.sentence}", gap.caution, gap.incomplete)))
            for gap in on_the_board(readings)[:MOST_GAPS]
        ],
        "changed": _first(changed, MOST_CHANGES) or [_("This is the first release that stands.")],
        "coverage": _coverage(content, readings, lang),
        "footer": _footer(content, standing),
        "words": {
            "stands-out": _("What stands out"),
            "nothing": _("No figures yet."),
            "columns": [_("Measure"), _("Newest figure"), _("Verdict"), _("Pace")],
            "gaps": _("For whom not"),
            "changed": _("What changed"),
            "coverage": _("Who is in"),
        },
    }


def _goal(initiative: Shown, standing: Standing, content: Content, lang: str) -> dict[str, Any]:
    goal = scoreboard(initiative, standing, content, lang)["goal"]
    if goal is None:
        return {"text": initiative.name, "number": "", "caption": "", "sentences": []}
    left = _("To go: %(left)s by %(due)s.") % {"left": goal.to_go, "due": goal.due} if goal.to_go and goal.due else ""
    label = str(face_of(goal.verdict).word) if goal.verdict else ""
    verdict = f"{label}. {goal.sentence}" if label else goal.sentence
    sentences = [sentence for sentence in (goal.likely, left, verdict) if sentence]
    return {"text": goal.text, "number": goal.number, "caption": goal.caption, "sentences": sentences}


def _worst_first(readings: list[Reading]) -> list[Reading]:
    """Those behind before those on track, those that cannot be judged last; a community's before a program's."""
    shown = [reading for reading in readings if reading.latest is not None and not reading.measure["headline"]]
    return sorted(shown, key=lambda r: (r.verdict in UNDECIDED, -r.worst_last, r.measure["level"] != "population"))


def _pace(reading: Reading) -> str:
    """How much it moved a year, and how much it must."""
    judged = reading.measure["judgement"]
    moved = [_signed(reading, judged[name]) for name in ("got_per_year", "needed_per_year")]
    if reading.verdict in UNDECIDED or not moved[0]:
        return ""
    return _("%(got)s a year, needs %(needed)s") % {"got": moved[0], "needed": moved[1]} if moved[1] else moved[0]


def _signed(reading: Reading, pace: float | None) -> str:
    if pace is None:
        return ""
    decimals = (
        max(1, reading.measure["decimals"]) if reading.measure["kind"] == "percent" else reading.measure["decimals"]
    )
    shown = formats.rounded(pace, decimals)
    return ("+" if shown > 0 else "−" if shown < 0 else "") + formats.short_number(abs(pace), decimals, reading.lang)


def _row(reading: Reading) -> dict[str, str]:
    latest = reading.latest
    invented = _("%(name)s (invented)") % {"name": reading.name}
    return {
        "name": invented if reading.measure["origin"] == "invented" else reading.name,
        "figure": f"{reading.figure(latest.value)} ({reading.newest_of})" if latest else "",
        "verdict": str(face_of(reading.verdict).word),
        "note": "; ".join(filter(None, [_("early reading") if reading.is_early else "", _pace(reading)])),
    }


def _more(left: int) -> str:
    if left <= 0:
        return ""
    words = ngettext(
        "and %(count)s more measure on the scoreboard", "and %(count)s more measures on the scoreboard", left
    )
    return words % {"count": formats.number(left)}


def _first(lines: list[str], most: int) -> list[str]:
    left = len(lines) - most
    return [*lines[:most], _("and %(count)s more") % {"count": formats.number(left)}] if left > 0 else lines


def _coverage(content: Content, readings: list[Reading], lang: str) -> list[str]:
    rounds = [in_round(each, lang) for each in content["rounds"][:MOST_ROUNDS]]
    partial = [f"{reading.name}: {reading.incomplete}" for reading in readings if reading.incomplete]
    return [*rounds, *_first(partial, MOST_ROUNDS)] or [_("No round has closed yet.")]


def _footer(content: Content, standing: Standing) -> str:
    provenance = content["provenance"]
    return " · ".join(
        (
            f"Commonweal {provenance['code_version']}",
            _("Rules of version %(version)s.") % {"version": str(provenance["rule_version"]).split(":")[0]},
            _("Groups of fewer than %(count)s people are never shown.")
            % {"count": content["initiative"]["minimum_count"]},
        )
    )
