"""Works out the goal's arithmetic anew from the release's own figures: what it means in persons, the needed change a
year, the best ever seen, how often the one is the other, and when the goal is reached at the pace so far.

Nothing of commonweal is used, only Python. The best change is the steepest slope by Theil and Sen over five figures in
a row, with Sen's interval; of fewer than five figures it is the best step. A goal that is more than a hundred years off
is never reached.
"""

import calendar
import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from conclusions import Pair, Points, Row, of_group, same, sen, whole, years  # type: ignore[import-not-found]

ENOUGH, LONGEST, WIDEST_GAP = 5, 100, 3
A_YEAR = 1 - 1e-3
PACES = tuple(f"{kind}_{end}" for kind in ("needed", "best", "got") for end in ("per_year", "low", "high"))
STRETCHES = ("stretch", "stretch_low", "stretch_high")


def ways_of(measure: Row) -> Iterator[tuple[str, bool]]:
    """The way to each target, of the measure and of its groups: how far, when, and the straight line that leads on."""
    name = f"the way of {measure['code']} to its target"
    yield from way_of(measure, whole(measure), measure["target"], measure["judgement"], name)
    for group in measure.get("equity", {}).get("groups", ()):
        who = f"the way of {measure['code']}, {group['dimension']} {group['code']}, to its target"
        yield from way_of(measure, of_group(measure, group), group["target"], group["judgement"], who)


def way_of(measure: Row, points: Points, target: Row | None, judged: Row, name: str) -> Iterator[tuple[str, bool]]:
    way, known = judged.get("way"), known_of(points)
    if way is None or target is None or not known:
        return
    ends = ("reached", "reached_earliest", "reached_latest")
    found = arrivals(known, judged, target) if has_pace(judged) else [None, None, None]
    comes_out = all(same(way[end], each) for end, each in zip(ends, found, strict=True))
    yield f"{name}: when", comes_out
    yield f"{name}: how far", way["status"] == status(measure, known[-1][1], target)
    yield f"{name}: its line", leads(way["line"], straight(points, target), target)


def goal_of(release: Row) -> Iterator[tuple[str, bool]]:
    """The goal's number, its clock and its arithmetic."""
    goal = release["goal"]
    if goal is None:
        return
    measures = {measure["code"]: measure for measure in release["measures"]}
    yield "the people of the goal", any(people_agree(goal, measure) for measure in counted_for(goal, measures))
    yield "the last day of the goal", goal["clock"]["due_on"] == last_day(goal["due_period"])
    headline = measures.get(goal["measure"] or "")
    told, found = goal["reckoning"], reckoning(goal, headline) if headline and headline["target"] else None
    if told is None or found is None:
        yield "the arithmetic of the goal", told is found
        return
    yield "the needed change a year", agree(told, found, "needed_per_year", "needed_low", "needed_high")
    best = agree(told, found, "best_per_year", "best_low", "best_high")
    yield "the best change ever seen", best and told["best_periods"] == found["best_periods"]
    yield "the needed change against the best", agree(told, found, *STRETCHES)
    pace_agrees = agree(told, found, "got_per_year", "got_low", "got_high", "reached")
    yield "the pace so far", pace_agrees and told["pace_periods"] == found["pace_periods"]
    in_people = {name: found["in_people"][name] for name in PACES}
    yield (
        "the goal in people",
        same(told["people_in_a_point"], found["people_in_a_point"]) and (told["in_people"] == in_people),
    )
    yield "the milestones of the goal", milestones_agree(goal, headline, found["people_in_a_point"])


def agree(told: Mapping[str, Any], found: Mapping[str, Any], *names: str) -> bool:
    return all(same(told[name], found[name]) for name in names)


# ---- In persons -----------------------------------------------------------------------------------


def counted_for(goal: Row, measures: Mapping[str, Row]) -> Iterator[Row]:
    """The measure that counts its people: a count with a target, or the numerator of the goal's own measure."""
    yield from (measure for measure in measures.values() if measure["kind"] == "count" and measure["target"])
    if goal["measure"] in measures:
        yield measures[goal["measure"]]


def people_agree(goal: Row, measure: Row) -> bool:
    """How many they are now, since when that is known, and how many are still to go of the change that was promised."""
    part = "value" if measure["kind"] == "count" else "numerator"
    counted = [point for point in measure["series"] if point[part] is not None and point.get("comparable", True)]
    if not counted:
        return goal["people_now"] is None
    latest, target = counted[-1], measure["target"]
    ends = [latest["low"], latest["high"]] if part == "value" else [None, None]
    told = [goal[name] for name in ("people_now", "people_period", "people_low", "people_high")]
    if told != [round(latest[part]), latest["period"], *(None if end is None else round(end) for end in ends)]:
        return False
    since = [
        point["numerator"] for point in measure["series"] if target and point["period"] == target["baseline_period"]
    ]
    start = target["baseline_value"] if part == "value" and target else next(iter(since), None)
    if start is None or goal["change_in_people"] is None:
        return goal["people_to_go"] is None
    left = round(latest[part]) - (round(start) + goal["change_in_people"])
    return bool(goal["people_to_go"] == max(0, left if goal["change_in_people"] < 0 else -left))


def last_day(period: str) -> str | None:
    year, rest = int(period[:4]), period[5:]
    if "/" in period:
        return f"{year + 1}-06-30"
    if rest.count("-"):
        return period
    month = 12 if not rest else 3 * int(rest[1]) if rest.startswith("Q") else int(rest)
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


# ---- A year ---------------------------------------------------------------------------------------


def reckoning(goal: Row, measure: Row) -> Row | None:
    points, target, sign = whole(measure), measure["target"], 1 if measure["direction"] == "higher" else -1
    known = known_of(points)
    if not known:
        return None
    at, latest = known[-1]
    left = years(target["target_period"]) - at
    point = next(each for each in measure["series"] if years(each["period"]) == at)
    between = [point["low"], point["high"]] if None not in (point["low"], point["high"]) else [latest, latest]
    ends = sorted((target["target_value"] - end) / left for end in between) if left > 0 else None
    found: Row = {
        "needed_per_year": (target["target_value"] - latest) / left if left > 0 else None,
        "needed_low": ends[0] if ends else None,
        "needed_high": ends[1] if ends else None,
        **best_change(known, points, measure, sign),
    }
    found |= dict(zip(STRETCHES, stretch(found, sign), strict=True)) | pace(measure, known)
    in_a_point = people_in_a_point(goal, point, latest, target["target_value"])
    people = {name: None if None in (in_a_point, found[name]) else round(found[name] * in_a_point) for name in PACES}
    return found | {"people_in_a_point": in_a_point, "in_people": people}


def best_change(known: Sequence[Pair], points: Points, measure: Row, sign: int) -> Row:
    """Without a long gap inside; the first of two that are alike."""
    width = ENOUGH if len(known) >= ENOUGH else 2
    period = {years(point["period"]): point["period"] for point in measure["series"]}
    best: Row = dict.fromkeys(("best_per_year", "best_low", "best_high", "best_periods"))
    for start in range(len(known) - width + 1):
        line = known[start : start + width]
        if max(b[0] - a[0] for a, b in zip(line, line[1:], strict=False)) > WIDEST_GAP * step_of(points) + 1e-6:
            continue
        slopes = sorted((b - a) / (t - s) for i, (s, a) in enumerate(line) for t, b in line[i + 1 :])
        middle = statistics.median(slopes)
        if best["best_per_year"] is None or sign * middle > sign * best["best_per_year"]:
            low, high = sen(slopes, [value for _, value in line])
            ends = [period[line[0][0]], period[line[-1][0]]]
            best = {"best_per_year": middle, "best_low": low, "best_high": high, "best_periods": ends}
    return best


def stretch(found: Row, sign: int) -> tuple[float | None, float | None, float | None]:
    """Needed over best: the least from the least that may be needed and the best that may have been, and the most."""
    needed, best = found["needed_per_year"], found["best_per_year"]
    if needed is None or best is None or sign * best <= 0:
        return None, None, None
    if found["best_low"] is None:
        return max(needed / best, 0.0), None, None
    slow, fast = sorted((sign * found["best_low"], sign * found["best_high"]))
    least, most = sorted((sign * found["needed_low"], sign * found["needed_high"]))
    low, high = (max(end, 0.0) / over if over > 0 else None for end, over in ((least, fast), (most, slow)))
    return max(needed / best, 0.0), low, high


def pace(measure: Row, known: Sequence[Pair]) -> Row:
    """The verdict's; where it has too few figures, that of the newest and the last one at least a year before it."""
    judged, target = measure["judgement"], measure["target"]
    names = ("got_per_year", "got_low", "got_high")
    if has_pace(judged):
        when = arrivals(known, judged, target)[0]
        return {name: judged[name] for name in names} | {"reached": when, "pace_periods": None}
    at, latest = known[-1]
    before = next(((s, value) for s, value in reversed(known) if at - s >= A_YEAR), None)
    if before is None:
        return dict.fromkeys((*names, "reached", "pace_periods"))
    per_year = (latest - before[1]) / (at - before[0])
    period = {years(point["period"]): point["period"] for point in measure["series"]}
    found: Row = {"got_per_year": per_year, "got_low": None, "got_high": None}
    found["pace_periods"] = [period[before[0]], period[at]]
    return found | {"reached": reached(known[-1], per_year, target)}


def people_in_a_point(goal: Row, point: Row, latest: float, target: float) -> float | None:
    """So that what is to go is the same number everywhere; else as the newest figure tells."""
    if goal["people_now"] is None or goal["people_period"] != point["period"] or not latest:
        return None
    if goal["people_to_go"] and target != latest:
        return float(goal["people_to_go"]) / abs(target - latest)
    return float(goal["people_now"]) / latest


def milestones_agree(goal: Row, measure: Row, in_a_point: float | None) -> bool:
    """What is still to come of the straight line, each with its people."""
    told, target = goal["clock"]["milestones"], measure["target"]
    at, latest = known_of(whole(measure))[-1]
    line = straight(whole(measure), target)
    # Where the newest figure lies beside the line, all of the line is told.
    passed = next((number for number, each in enumerate(line) if abs(each - at) < 1e-9), -1)
    people = [round(goal["people_now"] + (each["value"] - latest) * (in_a_point or 0)) for each in told]
    alike = [each["people"] for each in told] == (people if in_a_point is not None else [None] * len(told))
    starts = goal["clock"]["start_period"] == target["baseline_period"]
    return starts and alike and leads(told, line[passed + 1 :], target)


# ---- When -----------------------------------------------------------------------------------------


def known_of(points: Points) -> list[Pair]:
    return sorted((at, value) for at, value in points if value is not None)


def has_pace(judged: Row) -> bool:
    """Two figures are no pace, and nobody is told a year."""
    return judged["got_per_year"] is not None and judged["code"] != "too-early"


def arrivals(known: Sequence[Pair], judged: Row, target: Row) -> list[float | None]:
    """At the pace, and at the quicker and the slower end of its interval."""
    at, latest = known[-1]
    if judged["code"] == "met" or latest == target["target_value"]:
        return [at, at, at]
    ends = [judged[name] for name in ("got_low", "got_high") if judged[name] is not None]
    times = sorted(
        (reached(known[-1], end, target) for end in ends), key=lambda time: math.inf if time is None else time
    )
    return [reached(known[-1], judged["got_per_year"], target), *(times if len(times) == 2 else [None, None])]


def reached(latest: Pair, per_year: float, target: Row) -> float | None:
    left = target["target_value"] - latest[1]
    if left == 0:
        return latest[0]
    wait = left / per_year if per_year else math.inf
    return latest[0] + wait if 0 <= wait <= LONGEST else None


def straight(points: Points, target: Row) -> list[float]:
    """When the straight line is told of: from where the target starts once a period, and at its end."""
    first, last, step = years(target["baseline_period"]), years(target["target_period"]), step_of(points)
    count = round((last - first) / step)
    return [*(first + step * i for i in range(count)), last] if count >= 1 else []


def leads(told: Sequence[Row], times: Sequence[float], target: Row) -> bool:
    """Each point at its time, and on the line between both ends."""
    first, last = years(target["baseline_period"]), years(target["target_period"])
    rise = (target["target_value"] - target["baseline_value"]) / (last - first)
    on_time = [abs(years(point["period"]) - at) < 0.01 for point, at in zip(told, times, strict=False)]
    on_line = [
        same(point["value"], target["baseline_value"] + rise * (years(point["period"]) - first)) for point in told
    ]
    return len(told) == len(times) and all(on_time) and all(on_line)


def step_of(points: Points) -> float:
    times = sorted({at for at, _ in points})
    steps = sorted(b - a for a, b in zip(times, times[1:], strict=False))
    return steps[(len(steps) - 1) // 2] if steps else 1.0


def status(measure: Row, latest: float, target: Row) -> str | None:
    """Healthy People's, by a tenth of the way; none for a target that lies behind its start, which is one to hold."""
    start, end, sign = target["baseline_value"], target["target_value"], 1 if measure["direction"] == "higher" else -1
    if sign * (end - start) < 0:
        return None
    if sign * (latest - end) >= 0:
        return "met"
    moved = sign * (latest - start)
    enough = 0.1 * (abs(end - start) if moved > 0 else abs(start)) * (1 - 1e-12)
    if moved == 0 or abs(moved) < enough:
        return "little-change"
    return "improved" if moved > 0 else "got-worse"
