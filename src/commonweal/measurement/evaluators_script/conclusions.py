"""Works out every published interval, gap, summary of gaps and verdict anew from the release's own figures.

Nothing of commonweal is used, only Python. Intervals: Wilson's for a share; for a rate the exact one below ten cases,
else Byar's. Verdict: Theil-Sen's slope with Sen's interval by ranks, beside the slope that the target needs. Summaries
of gaps: WHO's HEAT, with OHID's slope index.
"""

import math
import re
import statistics
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

Row = dict[str, Any]
Pair = tuple[float, float]
#: A period in years, and its figure.
Points = list[tuple[float, float | None]]
Z = statistics.NormalDist().inv_cdf(0.975)
SHARE: Row = {"kind": "percent"}
SLOPE = ("sii", "sii_low", "sii_high", "rii")
NUMBERS = ("needed_per_year", "got_per_year", "got_low", "got_high", "progress", "n")


def conclusions_of(measure: Row, stated: set[tuple[str, str, float, float]]) -> Iterator[tuple[str, bool]]:
    """Each interval, gap and verdict of a measure by its name, and whether it comes out again. `stated` are the
    intervals that a source gave with its figure: of those nothing can be worked out."""
    cells = [(point["period"], point) for point in (*measure["series"], *measure.get("counted_before", ()))]
    cells += [(split["period"], cell) for split in measure["splits"] for cell in split["cells"]]
    for period, cell in cells:
        if cell.get("low") is None or (measure["code"], period, cell["low"], cell["high"]) in stated:
            continue
        name = f"the interval of {measure['code']} in {period}, {cell.get('code', 'all')}"
        yield name, near((cell["low"], cell["high"]), interval(measure, cell["numerator"], cell["denominator"]))
    for gap in measure.get("equity", {}).get("gaps", ()):
        yield from gaps_of(measure, gap)
    name = f"the verdict on {measure['code']}"
    yield name, agrees(measure, whole(measure), measure["target"], measure["judgement"])
    for group in measure.get("equity", {}).get("groups", ()):
        who = f"{measure['code']}, {group['dimension']} {group['code']}"
        yield f"the verdict on {who}", agrees(measure, of_group(measure, group), group["target"], group["judgement"])


def interval(measure: Row, count: float, base: float) -> Pair:
    if measure["kind"] == "percent":
        share, spread = count / base, Z * Z / base
        half = Z * math.sqrt(share * (1 - share) / base + spread / (4 * base))
        low, high = (share + spread / 2 - half) / (1 + spread), (share + spread / 2 + half) / (1 + spread)
        return 100 * low, 100 * high
    low, high = byar(count) if count >= 10 else exact(int(count))
    return low / base * measure["per"], high / base * measure["per"]


def gaps_of(measure: Row, gap: Row) -> Iterator[tuple[str, bool]]:
    """Each group beside the reference: the ratio by logarithms (Katz), the difference by Newcombe's method 10. Then
    all of them in one number each, and the same two groups in time."""
    name = f"{measure['code']} in {gap['period']}"
    splits = [each for each in measure["splits"] if each["dimension"] == gap["dimension"]]
    cells = cells_of(next(each for each in splits if each["period"] == gap["period"]))
    for group in gap["groups"]:
        if group["code"] != gap["reference"]:
            told = [group[f"{what}{end}"] for what in ("ratio", "difference") for end in ("", "_low", "_high")]
            found = beside(cells[group["code"]], cells[gap["reference"]])
            yield f"the gap of {name}, {group['code']}", all(map(same, told, found))
    aim = gap["reference"] if gap["declared"] else None
    found_summary = summary(list(cells.values()), measure["direction"], cells[aim] if aim else None)
    told_summary = gap["summary"]
    in_order = [name for name in found_summary if told_summary["sii"] is not None or name not in SLOPE]
    comes_out = all(same(told_summary[each], found_summary[each]) for each in in_order)
    yield f"the summary of the gaps of {name} by {gap['dimension']}", comes_out
    by_period = {split["period"]: cells_of(split) for split in splits}
    for point in gap["over_time"]["points"]:
        then = by_period[point["period"]]
        told = [point[f"ratio{end}"] for end in ("", "_low", "_high")]
        told += [point[end] for end in ("difference", "low", "high")]
        found = beside(then[gap["worst"]], then[gap["reference"]])
        yield f"the gap of {measure['code']} in {point['period']}, over time", all(map(same, told, found))


def cells_of(split: Row) -> dict[str, Row]:
    """Groups that can be compared: with a share that is sure enough to be shown, and both of its numbers."""
    found = {
        cell["code"]: cell for cell in split["cells"] if cell["code"] != "not-stated" and cell["value"] is not None
    }
    return {code: cell for code, cell in found.items() if cell["numerator"] is not None and cell["denominator"]}


def summary(cells: Sequence[Row], direction: str, aim: Row | None) -> Row:
    """All groups in one number each, weighted by their people; the slope only where they stand in an order."""
    people = [cell["denominator"] for cell in cells]
    rates = [cell["numerator"] / cell["denominator"] for cell in cells]
    shares = [each / math.fsum(people) for each in people]
    mean = total(shares, rates)
    spread = total(shares, [(rate - mean) ** 2 for rate in rates])
    best = min(rates) if direction == "lower" else max(rates)
    wanted = best if aim is None else aim["numerator"] / aim["denominator"]
    risk = max(0.0, mean - wanted if direction == "lower" else wanted - mean)
    apart = [abs(rate - mean) for rate in rates]
    logs = [0.0 if rate == 0 else rate / mean * math.log(rate / mean) for rate in rates] if mean else []
    return {
        "mean": mean, "bgv": spread, "bgsd": math.sqrt(spread),
        "idisu": statistics.fmean(apart) / mean if mean else None,
        "idisw": total(shares, apart) / mean if mean else None,
        "mdb": total(shares, [abs(rate - best) for rate in rates]),
        "mdbu": statistics.fmean(abs(rate - best) for rate in rates),
        "par": risk, "par_people": risk * math.fsum(people), "paf": risk / mean if mean else None,
        "theil_index": max(0.0, total(shares, logs)) if mean else None,
        "mld": max(0.0, total(shares, [-math.log(rate / mean) for rate in rates])) if all(rates) else None,
        **slope(shares, rates, people),
    }  # fmt: skip


def slope(shares: Sequence[float], rates: Sequence[float], people: Sequence[float]) -> Row:
    """Of five groups or more in their order, the most disadvantaged first: the line through their ranks."""
    ranks = [math.fsum(shares[:i]) + share / 2 for i, share in enumerate(shares)]
    middle = total(shares, ranks)
    wide = total(shares, [(rank - middle) ** 2 for rank in ranks])
    if len(rates) < 5 or not wide:
        return dict.fromkeys(SLOPE)
    pulls = [share * (rank - middle) / wide for share, rank in zip(shares, ranks, strict=True)]
    sii = total(pulls, rates)
    errors = [rate * (1 - rate) / each for rate, each in zip(rates, people, strict=True)]
    reach = Z * math.sqrt(total([pull**2 for pull in pulls], errors))
    start = total(shares, rates) - sii * middle
    rii = (start + sii) / start if start > 0 else None
    return {"sii": sii, "sii_low": sii - reach, "sii_high": sii + reach, "rii": rii}


def total(weights: Sequence[float], numbers: Sequence[float]) -> float:
    return math.fsum(weight * number for weight, number in zip(weights, numbers, strict=True))


def beside(cell: Row, reference: Row) -> list[float | None]:
    a, n, b, m = cell["numerator"], cell["denominator"], reference["numerator"], reference["denominator"]
    p, q = a / n, b / m
    ratio = [p / q if b else None, None, None]
    if a and b:
        reach = Z * math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
        ratio = [p / q, p / q * math.exp(-reach), p / q * math.exp(reach)]
    (low_p, high_p), (low_q, high_q) = ([end / 100 for end in interval(SHARE, *pair)] for pair in ((a, n), (b, m)))
    below = math.hypot(p - low_p, high_q - q)
    return [*ratio, p - q, p - q - below, p - q + math.hypot(high_p - p, q - low_q)]


def byar(count: float) -> Pair:
    above = count + 1
    low = count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3
    return low, above * (1 - 1 / (9 * above) + Z / (3 * math.sqrt(above))) ** 3


def exact(count: int) -> Pair:
    """The means under which so many cases or more, and so many or fewer, have 2.5 chances in a hundred."""
    low = 0.0 if count == 0 else mean_where(lambda mean: 1 - up_to(count - 1, mean) < 0.025)
    return low, mean_where(lambda mean: up_to(count, mean) > 0.025)


def up_to(count: int, mean: float) -> float:
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


def mean_where(too_low: Any) -> float:
    low, high = 1e-12, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if too_low(middle) else (low, middle)
    return (low + high) / 2


def whole(measure: Row) -> Points:
    """By the newest definition, with partners enough; a figure that is printed like the goal counts as the goal."""
    points: Points = []
    for point in measure["series"]:
        if point["definition"] == measure["definition_version"]:
            value, target, places = point["value"], measure["target"], measure["decimals"]
            if value is not None and target and round(value, places) == round(target["target_value"], places):
                value = target["target_value"]
            points.append((years(point["period"]), value if point.get("comparable", True) else None))
    return points


def of_group(measure: Row, group: Row) -> Points:
    complete = {point["period"] for point in measure["series"] if point.get("comparable", True)}
    points: Points = []
    for split in measure["splits"]:
        if (split["dimension"], split.get("definition")) == (group["dimension"], measure["definition_version"]):
            values = [cell["value"] for cell in split["cells"] if cell["code"] == group["code"]]
            counts = values and (not complete or split["period"] in complete)
            points.append((years(split["period"]), values[0] if counts else None))
    return sorted(points, key=lambda point: point[0])


def agrees(measure: Row, points: Points, target: Row | None, published: Row) -> bool:
    again = verdict(points, target, 1 if measure["direction"] == "higher" else -1)
    known = [(published[name], again[name]) for name in NUMBERS]
    return published["code"] == again["code"] and all(same(told, found) for told, found in known)


def verdict(points: Points, target: Row | None, sign: int) -> Row:
    known = [(at, value) for at, value in points if value is not None]
    counted = since(known, points, target)
    slopes = sorted((b - a) / (t - s) for i, (s, a) in enumerate(counted) for t, b in counted[i + 1 :])
    low, high = sen(slopes, [value for _, value in counted])
    found: Row = {"n": len(counted), "got_per_year": statistics.median(slopes) if slopes else None}
    found |= {"got_low": low, "got_high": high, "needed_per_year": None, "progress": None}
    latest = known[-1] if known else None
    if latest and target:
        start, end = target["baseline_value"], target["target_value"]
        left = years(target["target_period"]) - latest[0]
        found["needed_per_year"] = (end - latest[1]) / left if left > 0 else None
        found["progress"] = (latest[1] - start) / (end - start) if end != start else None
        if sign * latest[1] >= sign * end:
            return found | {"code": "met"}
    return found | {"code": code_of(low, high, found["needed_per_year"], sign, target is not None)}


def code_of(low: float | None, high: float | None, needed: float | None, sign: int, has_target: bool) -> str:
    """The first of the closed list that holds."""
    if low is None or high is None:
        return "too-early"
    worst, best = sorted((sign * low, sign * high))
    if best < 0:
        return "getting-worse"
    if not has_target:
        return "no-clear-change" if low <= 0 <= high else "rising" if low > 0 else "falling"
    if needed is None:
        return "behind"
    close = 1e-9 * max(abs(low), abs(high), abs(needed))
    if worst >= sign * needed - close:
        return "on-track"
    return "behind" if best < sign * needed - close else "either-way"


def since(known: list[Pair], points: Points, target: Row | None) -> list[Pair]:
    """From the starting period on; after the last gap of more than two periods, with the last figure before it."""
    start = years(target["baseline_period"]) if target else -math.inf
    kept = [point for point in known if point[0] >= start]
    steps = sorted(later[0] - earlier[0] for earlier, later in zip(points, points[1:], strict=False))
    step = steps[(len(steps) - 1) // 2] if steps else 1.0
    gaps = [i for i in range(1, len(kept)) if (kept[i][0] - kept[i - 1][0]) / step - 1 > 2 + 1e-6]
    return kept[gaps[-1] - 1 :] if gaps else kept


def sen(slopes: Sequence[float], values: Sequence[float]) -> tuple[float | None, float | None]:
    n = len(values)
    if n < 5:
        return None, None
    ties = [values.count(value) for value in set(values)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    count, reach = len(slopes), Z * math.sqrt(variance)
    lower, upper = max(round((count - reach) / 2), 1), min(round((count + reach) / 2 + 1), count)
    return slopes[lower - 1], slopes[upper - 1]


def years(period: str) -> float:
    """Where a period begins: 2019, 2019-Q3, 2019-03, 2019-03-31 or 2019/20."""
    year, _, rest = re.split("([-/])", period, maxsplit=1) if re.search("[-/]", period) else (period, "", "")
    if "/" in period or not rest:
        return float(year)
    if rest.startswith("Q"):
        return int(year) + (int(rest[1]) - 1) / 4
    month, _, day = rest.partition("-")
    if not day:
        return int(year) + (int(month) - 1) / 12
    return day_in_years(int(year), int(month), int(day))


def day_in_years(year: int, month: int, day: int) -> float:
    first = date(year, 1, 1)
    return year + (date(year, month, day) - first).days / (date(year + 1, 1, 1) - first).days


def near(told: Pair, found: Pair) -> bool:
    return all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(told, found, strict=True))


def same(told: float | None, found: float | None) -> bool:
    if told is None or found is None:
        return told is found
    return math.isclose(told, found, rel_tol=1e-9, abs_tol=1e-9)
