"""What the big goal asks for, in persons: the needed change a year, beside the best ever seen and the pace so far."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.engines.series.arrival import arrival_at, last_pace
from commonweal.engines.series.arrival_words import two_figures_words
from commonweal.engines.series.goal_arithmetic import GoalArithmetic, goal_arithmetic
from commonweal.engines.series.goal_words import goal_words
from commonweal.engines.series.target import Direction, Point, in_time
from commonweal.measurement.queries.cadences import cadence_of
from commonweal.measurement.queries.judging import LANGUAGES, counted_points
from commonweal.measurement.queries.plans import last_day_of

Content = dict[str, Any]
#: What a release says per year, in the measure's own unit and in people.
PACES = tuple(f"{kind}_{end}" for kind in ("needed", "best", "got") for end in ("per_year", "low", "high"))


def reckoning_of(goal: Mapping[str, Any], measures: Mapping[str, Content]) -> Content:
    """What stands in a release under `goal` beside the number itself: the clock, and the arithmetic of its measure."""
    measure = measures.get(goal["measure"] or "")
    points = counted_points(measure) if measure else []
    if measure is None or measure["target"] is None or not in_time(points):
        return {"clock": _clock(goal, None, []), "reckoning": None}
    target = measure["target"]
    latest = in_time(points)[-1]
    direction: Direction = "higher" if measure["direction"] == "higher" else "lower"
    found = goal_arithmetic(
        points,
        direction=direction,
        target=(target["target_period"], target["target_value"]),
        latest_between=_between(measure["series"], latest.period),
    )
    way = measure["judgement"].get("way", {}).get("line", [])
    in_a_point = _people_in_a_point(goal, latest, target["target_value"])
    people_at = None if in_a_point is None else (float(goal["people_now"]), in_a_point)
    return {
        "clock": _clock(goal, target["baseline_period"], _milestones(way, latest, people_at)),
        "reckoning": _told_in_people({**_reckoning(found, measure), **_pace(measure, points)}, in_a_point)
        if found
        else None,
    }


def _told_in_people(reckoning: Content, in_a_point: float | None) -> Content:
    """Every pace beside what it is in people, where one figure is known both as a rate and as a number of people."""
    return {
        **reckoning,
        "people_in_a_point": in_a_point,
        "in_people": {name: _in_people(reckoning[name], in_a_point) for name in PACES},
    }


def _pace(measure: Mapping[str, Any], points: Sequence[Point]) -> Content:
    """The pace so far and where it leads: the verdict's own; where that has too few figures, the last two figures'."""
    judged, target = measure["judgement"], measure["target"]
    way = judged.get("way", {})
    if way.get("reached_words", {}).get("en"):
        pace = {name: judged[name] for name in ("got_per_year", "got_low", "got_high")}
        return {**pace, "pace_periods": None, "reached": way["reached"], "reached_words": way["reached_words"]}
    last = last_pace(points)
    if last is None:
        nothing = dict.fromkeys(("got_per_year", "got_low", "got_high", "pace_periods", "reached"))
        return {**nothing, "reached_words": dict.fromkeys(LANGUAGES, "")}
    per_year, since, until = last
    found = arrival_at(points, per_year, (target["target_period"], target["target_value"]))
    return {
        "got_per_year": per_year,
        "got_low": None,
        "got_high": None,
        "pace_periods": [since, until],
        "reached": found.at if found else None,
        "reached_words": {lang: two_figures_words(found, since, until, lang) if found else "" for lang in LANGUAGES},
    }


def _reckoning(found: GoalArithmetic, measure: Mapping[str, Any]) -> Content:
    best = found.best
    unit = measure["kind"] if measure["kind"] in ("percent", "money") else ""
    return {
        **{name: getattr(found, name) for name in ("needed_per_year", "needed_low", "needed_high")},
        "best_per_year": best.per_year if best else None,
        "best_low": best.low if best else None,
        "best_high": best.high if best else None,
        "best_periods": [best.first_period, best.last_period] if best else None,
        **{name: getattr(found, name) for name in ("stretch", "stretch_low", "stretch_high")},
        "words": {lang: goal_words(found, lang, unit, max(1, measure["decimals"])) for lang in LANGUAGES},
    }


def _people_in_a_point(goal: Mapping[str, Any], latest: Point, target: float) -> float | None:
    """How many people one unit of the figure is, so that what is to go is the same number everywhere.

    Where the goal names no people, as in the newest figure that is known both ways.
    """
    if goal["people_now"] is None or goal["people_period"] != latest.period or not latest.value:
        return None
    if goal["people_to_go"] and target != latest.value:
        return float(goal["people_to_go"]) / abs(target - latest.value)
    return float(goal["people_now"]) / latest.value


def _in_people(pace: float | None, in_a_point: float | None) -> int | None:
    return None if pace is None or in_a_point is None else round(pace * in_a_point)


def _between(series: Sequence[Content], period: str) -> tuple[float, float] | None:
    point = next(point for point in series if point["period"] == period)
    return None if point["low"] is None or point["high"] is None else (point["low"], point["high"])


def _milestones(line: Sequence[Content], latest: Point, people_at: tuple[float, float] | None) -> list[Content]:
    """The points of the straight way that are still to come, each with what it is in people."""
    periods = [point["period"] for point in line]
    passed = periods.index(latest.period) if latest.period in periods else -1
    coming = line[passed + 1 :]
    if people_at is None:
        return [{**point, "people": None} for point in coming]
    now, in_a_point = people_at
    from_here = float(latest.value or 0)
    return [{**point, "people": round(now + (point["value"] - from_here) * in_a_point)} for point in coming]


def _clock(goal: Mapping[str, Any], start: str | None, milestones: Sequence[Content]) -> Content:
    return {
        "start_period": start,
        "due_period": goal["due_period"],
        "due_on": _due_on(goal["due_period"]),
        "milestones": list(milestones),
    }


def _due_on(period: str) -> str | None:
    cadence = cadence_of(period)
    return period if cadence == "day" else last_day_of(period).isoformat() if cadence else None
