"""The verdict on a series as a release says it: its code, its numbers, its words, and how far the way has been gone."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.engines.measures.comparable import is_complete_enough
from commonweal.engines.series.arrival import arrival, straight_way
from commonweal.engines.series.arrival_words import arrival_words, status_words
from commonweal.engines.series.progress import Direction, healthy_people_status
from commonweal.engines.series.target import Judgement, Point, in_time, judge
from commonweal.engines.series.verdict_words import label, verdict_words
from commonweal.measurement.models import Definition, Target

Content = dict[str, Any]
LANGUAGES = ("en", "es")
#: What judging needs of a target, whether it stands in the database or in a release.
TARGET = ("baseline_period", "baseline_value", "target_period", "target_value")


def target_of(target: Target | None) -> Content | None:
    return None if target is None else {name: getattr(target, name) for name in TARGET}


def counted_points(measure: Mapping[str, Any]) -> list[Point]:
    """What may be concluded from a measure of a release: figures by its newest definition with enough partners
    behind each; missing ones stay missing."""
    return [
        Point(point["period"], _counted(point, measure["decimals"], measure["target"]))
        for point in measure["series"]
        # What was counted in another way is another figure: it is shown, and nothing is concluded across the break.
        if point["definition"] == measure["definition_version"]
    ]


def unit_of(definition: Definition) -> str:
    """The unit in a sentence; where it is none of these, the bare number is plain enough."""
    return definition.kind if definition.kind in (Definition.Kind.PERCENT, Definition.Kind.MONEY) else ""


def direction_of(definition: Definition) -> Direction:
    return "higher" if definition.direction == Definition.Direction.HIGHER else "lower"


def judged(definition: Definition, points: Sequence[Point], target: Content | None) -> Judgement:
    return judge(
        points,
        direction=direction_of(definition),
        baseline=(target["baseline_period"], target["baseline_value"]) if target else None,
        target=(target["target_period"], target["target_value"]) if target else None,
    )


def judgement_of(definition: Definition, points: Sequence[Point], target: Content | None) -> Content:
    """What stands in a release under `judgement`."""
    found = judged(definition, points, target)
    names = ("needed_per_year", "got_per_year", "got_low", "got_high", "progress", "n", "first_period", "last_period")
    return {
        "code": found.code,
        **{name: getattr(found, name) for name in names},
        "words": {lang: _words(definition, found, lang) for lang in LANGUAGES},
        "label": {lang: label(found.code, lang) for lang in LANGUAGES},
        **({"way": _way(definition, points, found, target)} if target and found.n else {}),
    }


def _counted(point: Content, places: int, target: Content | None) -> float | None:
    """What counts of a figure: nothing where too few partners are in; the goal where it is printed like the goal.

    Nobody could understand that 0.05% is short of a goal of 0.05%, because of decimals that no page shows.
    """
    value = point["value"]
    if value is None or not is_complete_enough(point):
        return None
    if target is not None and round(value, places) == round(target["target_value"], places):
        return float(target["target_value"])
    return float(value)


def _words(definition: Definition, found: Judgement, lang: str) -> str:
    """The sentence beside the chip; it does not say again what the chip says."""
    sentence = verdict_words(found, lang, unit=unit_of(definition), decimals=definition.decimals)
    return sentence.removeprefix(f"{label(found.code, lang)}. ")


def _way(definition: Definition, points: Sequence[Point], found: Judgement, target: Mapping[str, Any]) -> Content:
    """How far it is: Healthy People's status, when the goal is reached at this pace, and the line that leads there."""
    start = (target["baseline_period"], target["baseline_value"])
    end = (target["target_period"], target["target_value"])
    latest = in_time(points)[-1]
    direction = direction_of(definition)
    # A goal that lies behind its start is one to hold, and no share of a way.
    leads_on = (end[1] - start[1] > 0) == (direction == "higher") or end[1] == start[1]
    status = healthy_people_status(start[1], float(latest.value or 0), end[1], direction=direction)
    reached = arrival(points, found, end)
    met = found.code == "met"
    # Below five figures there is no pace to go by: two figures are no pace, and nobody is told a year.
    has_pace = reached is not None and (met or found.code != "too-early")
    return {
        "status": status if leads_on else None,
        "status_words": {lang: status_words(status, found.progress, lang) if leads_on else "" for lang in LANGUAGES},
        "reached": reached.at if reached and has_pace else None,
        "reached_earliest": reached.earliest if reached and has_pace else None,
        "reached_latest": reached.latest if reached and has_pace else None,
        "reached_words": {
            lang: arrival_words(reached, lang, met=met) if reached and has_pace else "" for lang in LANGUAGES
        },
        "line": [{"period": point.period, "value": point.value} for point in straight_way(points, start, end)],
    }
