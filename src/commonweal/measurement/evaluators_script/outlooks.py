"""Sets every published chart, signal, turn and forecast beside what lines.py makes of the release's own figures."""

import math
from collections.abc import Iterator
from typing import Any

import lines  # type: ignore[import-not-found]  # both lie beside this file
from conclusions import Points, Row, of_group, same, sen, whole, years  # type: ignore[import-not-found]

#: The least and the most that a figure can be, if there is any such.
Limits = tuple[float | None, float | None]


def outlooks_of(measure: Row, limits: Limits) -> Iterator[tuple[str, bool]]:
    """Of the measure itself and of each of its groups; `limits` are what its figures can be."""
    yield from line_of(measure, whole(measure), measure, limits, measure["code"])
    for group in measure.get("equity", {}).get("groups", ()):
        who = f"{measure['code']}, {group['dimension']} {group['code']}"
        yield from line_of(measure, of_group(measure, group), group, limits, who)


def line_of(measure: Row, points: Points, told: Row, limits: Limits, name: str) -> Iterator[tuple[str, bool]]:
    """The charts, what they say, and the forecast of a line: the measure's own, or that of one of its groups."""
    known = sorted((at, value) for at, value in points if value is not None)
    steady, forecast = told.get("steady"), told.get("forecast")
    for drawn in steady["charts"] if steady else ():
        if drawn["kind"] == "p":
            if "series" in told:  # a group's own counts stand in its splits, and its p chart is theirs
                found = lines.p_chart(list(counts_of(measure)))
            else:
                found = lines.p_chart(list(counts_of_group(measure, told)))
        else:
            found = lines.chart(drawn["kind"], known)
        yield f"the {drawn['kind']} chart of {name}", charted(drawn, found)
    if steady:
        yield f"what is unusual in {name}", asked_about(steady, known)
        yield f"the turn of {name}", turned(steady["turn"], lines.turn(known))
    if forecast:
        step = steps_of(points)
        coming = lines.ahead(known, step, forecast["model"], len(forecast["points"]))
        pairs = zip(forecast["points"], coming, strict=True)
        yield f"the forecast of {name}", all(foreseen(point, found, limits) for point, found in pairs)


def charted(drawn: Row, found: tuple[float, Any, Any, lines.Signals]) -> bool:
    signals = {(years(one["period"]), one["rule"], years(one["since"]), one["up"]) for one in drawn["signals"]}
    limits = [(drawn["lower"], found[1]), (drawn["upper"], found[2])]
    return same(drawn["centre"], found[0]) and signals == found[3] and all(alike(*pair) for pair in limits)


def alike(told: Any, found: Any) -> bool:
    """One limit for all, or one for each period."""
    if not isinstance(told, list):
        return same(told, found)
    return len(told) == len(found) and all(map(same, told, found))


def asked_about(steady: Row, known: lines.Line) -> bool:
    slopes = sorted((b - a) / (t - s) for i, (s, a) in enumerate(known) for t, b in known[i + 1 :])
    low, high = sen(slopes, [value for _, value in known])
    moving = low is not None and high is not None and (low > 0 or high < 0)
    return {years(one["period"]) for one in steady["unusual"]} == lines.unusual(known, moving=moving)


def turned(told: Row | None, found: Row | None) -> bool:
    if told is None or found is None:
        return told is found
    return all(math.isclose(told[name], found[name], rel_tol=1e-6, abs_tol=1e-6) for name in found)


def foreseen(told: Row, found: Row, limits: Limits) -> bool:
    """No figure lies beyond what it can be, so no end of a forecast does."""
    least, most = (-math.inf if limits[0] is None else limits[0]), (math.inf if limits[1] is None else limits[1])
    ends = [(told[name], min(max(found[name], least), most)) for name in found if name != "at"]
    on_time = math.isclose(years(told["period"]), found["at"], abs_tol=0.01)
    return on_time and all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in ends)


def counts_of(measure: Row) -> Iterator[tuple[float, float, float]]:
    for point in measure["series"]:
        counts = point["definition"] == measure["definition_version"] and point.get("comparable", True)
        if counts and point["value"] is not None:
            yield years(point["period"]), point["numerator"], point["denominator"]


def counts_of_group(measure: Row, group: Row) -> Iterator[tuple[float, float, float]]:
    complete = {point["period"] for point in measure["series"] if point.get("comparable", True)}
    for split in reversed(measure["splits"]):
        if (split["dimension"], split.get("definition")) == (group["dimension"], measure["definition_version"]):
            for cell in split["cells"]:
                counts = cell["code"] == group["code"] and (not complete or split["period"] in complete)
                if counts and cell["value"] is not None:
                    yield years(split["period"]), cell["numerator"], cell["denominator"]


def steps_of(points: Points) -> float:
    """The usual time from one period to the next."""
    times = sorted(at for at, _ in points)
    steps = sorted(b - a for a, b in zip(times, times[1:], strict=False))
    return steps[(len(steps) - 1) // 2]
