"""What the partners that are missing would have to report to change the conclusion, from a release's own figures."""

from collections.abc import Mapping
from typing import Any

from commonweal.engines.series.absent_partners import Coverage, Turn, WouldChange, would_change
from commonweal.engines.series.goal_words import absent_words
from commonweal.engines.series.target import Point
from commonweal.engines.series.verdict_words import label
from commonweal.measurement.queries.judging import LANGUAGES, counted_points

Content = dict[str, Any]
SCALES = {"percent": 100.0, "ratio": 1.0}


def absent_in(measure: Mapping[str, Any]) -> Content | None:
    """For the newest figure with partners missing; None where nobody is, or where nothing can be said."""
    latest = next((point for point in reversed(measure["series"]) if point["value"] is not None), None)
    coverage = _coverage(measure, latest) if latest else None
    if latest is None or coverage is None:
        return None
    target = measure["target"]
    found = would_change(
        [*(one for one in counted_points(measure) if one.period != latest["period"]), _point(latest)],
        direction=measure["direction"],
        coverage=coverage,
        baseline=(target["baseline_period"], target["baseline_value"]) if target else None,
        target=(target["target_period"], target["target_value"]) if target else None,
    )
    return None if found is None else _told(measure, latest, coverage, found)


def _point(latest: Mapping[str, Any]) -> Point:
    return Point(latest["period"], float(latest["value"]))


def _coverage(measure: Mapping[str, Any], latest: Mapping[str, Any]) -> Coverage | None:
    """Only of sums, and of quotients of sums: elsewhere nobody knows what one more partner does to the figure."""
    asked, here = latest["partners_asked"], latest["partners_in"]
    if not asked or not here or here >= asked:
        return None
    if measure["places_rule"] == "sum":
        return Coverage(here, asked, float(latest["value"]))
    if measure["places_rule"] != "ratio_of_sums" or latest["numerator"] is None or not latest["denominator"]:
        return None
    return Coverage(
        here,
        asked,
        numerator=float(latest["numerator"]),
        denominator=float(latest["denominator"]),
        scale=SCALES.get(measure["kind"], float(measure["per"])),
        capped=measure["kind"] == "percent",
    )


def _told(measure: Mapping[str, Any], latest: Mapping[str, Any], coverage: Coverage, found: WouldChange) -> Content:
    unit = measure["kind"] if measure["kind"] in ("percent", "money") else ""
    return {
        "period": latest["period"],
        "partners": coverage.absent,
        "code": found.code,
        "label": {lang: label(found.code, lang) for lang in LANGUAGES},
        "usual": found.usual,
        "lower": _turn(found.lower),
        "higher": _turn(found.higher),
        "words": {
            lang: absent_words(found, coverage, lang, unit=unit, decimals=measure["decimals"]) for lang in LANGUAGES
        },
    }


def _turn(turn: Turn | None) -> Content | None:
    if turn is None:
        return None
    return {"code": turn.code, "way": turn.way, "absent_report": turn.absent_report, "full_figure": turn.full_figure}
