"""Works out every published chart, signal, turn and forecast anew from the figures of its line, by formulas of its own.

Nothing of commonweal is used, only Python. Run chart: median and Anhøj's rules. XmR chart: mean and 2.66 mean moving
ranges, with the four rules of NHS England. p chart: three sigma. Forecast: drift, or Holt's damped trend by least
squares. Turn: one break in a continuous line (Hudson), with the times that F leaves open.
"""

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Row = dict[str, Any]
#: A period in years and its figure, in time order and without missing ones.
Line = list[tuple[float, float]]
Signals = set[tuple[float, str, float, bool]]
ENOUGH, TURN_ENOUGH = 8, 12
MODEL_ENDS = (("low", "high", 0.95), ("low_80", "high_80", 0.80))


# ---- Charts ---------------------------------------------------------------------------------------


def chart(kind: str, line: Line) -> tuple[float, Any, Any, Signals]:
    """Centre, lower, upper and signals of a run or XmR chart."""
    values = [value for _, value in line]
    if kind == "run":
        return statistics.median(values), None, None, run_signals(line)
    centre = statistics.fmean(values)
    if len(values) == 1:
        return centre, None, None, set()
    reach = 2.66 * mean_step(values)
    return centre, centre - reach, centre + reach, xmr_signals(line, centre, reach)


def mean_step(values: Sequence[float]) -> float:
    return statistics.fmean(abs(b - a) for a, b in zip(values, values[1:], strict=False))


def run_signals(line: Line) -> Signals:
    median = statistics.median(value for _, value in line)
    useful = [(at, value > median) for at, value in line if value != median]
    runs: list[list[tuple[float, bool]]] = []
    for each in useful:
        if runs and runs[-1][-1][1] == each[1]:
            runs[-1].append(each)
        else:
            runs.append([each])
    if len(line) < ENOUGH or not useful:
        return set()
    found: Signals = set()
    most = round(math.log2(len(useful))) + 3
    longest = max(runs, key=len)
    if len(longest) > most:
        found.add((longest[most][0], "long-run", longest[0][0], longest[0][1]))
    if len(runs) - 1 < fewest_crossings(len(useful)):
        found.add((line[-1][0], "few-crossings", line[0][0], line[-1][1] > median))
    return found


def fewest_crossings(useful: int) -> int:
    reached = 0
    for k in range(useful):
        reached += math.comb(useful - 1, k)
        if 20 * reached >= 2 ** (useful - 1):
            return k
    return 0


def xmr_signals(line: Line, centre: float, reach: float) -> Signals:
    if len(line) < ENOUGH:
        return set()
    times, values = [at for at, _ in line], [value for _, value in line]
    least = 1e-12 * max(map(abs, values))
    around = [0.0 if abs(value - centre) <= least else value - centre for value in values]
    sides = [sign(each) for each in around]
    outside = [abs(each) > reach + least for each in around]
    close = [not out and abs(each) > reach * 2 / 3 + least for out, each in zip(outside, around, strict=True)]
    found: Signals = {(times[i], "outside", times[i], sides[i] > 0) for i, out in enumerate(outside) if out}
    steps = [0, *(sign(b - a) for a, b in zip(values, values[1:], strict=False))]
    rules: list[tuple[str, int, Callable[[int], int]]] = [
        ("seven-one-side", 7, lambda i: alike(sides[i - 6 : i + 1])),
        ("seven-trend", 7, lambda i: alike(steps[i - 5 : i + 1])),
        ("two-of-three", 3, lambda i: alike(sides[i - 2 : i + 1]) if sum(close[i - 2 : i + 1]) >= 2 else 0),
    ]
    for rule, width, keeps in rules:
        flags = [keeps(i) if i >= width - 1 else 0 for i in range(len(line))]
        if rule == "two-of-three":  # a third point that is calm again adds nothing to what was complete before it
            flags = [flag if close[i] or not flags[i - 1] else 0 for i, flag in enumerate(flags)]
        found |= windows(times, rule, flags, width)
    return found


def windows(times: Sequence[float], rule: str, flags: Sequence[int], width: int) -> Signals:
    found, since = set(), 0
    for i, flag in enumerate(flags):
        if flag:
            since = since if i and flags[i - 1] == flag else i - width + 1
            found.add((times[i], rule, times[since], flag > 0))
    return found


def alike(signs: Sequence[int]) -> int:
    return signs[0] if signs and all(each == signs[0] for each in signs) else 0


def sign(number: float) -> int:
    return (number > 0) - (number < 0)


def p_chart(counted: Sequence[tuple[float, float, float]]) -> tuple[float, list[float], list[float], Signals]:
    """Of (time, numerator, denominator): the share of all, and each period's own limits."""
    centre = math.fsum(part for _, part, _ in counted) / math.fsum(base for *_, base in counted)
    reach = [3 * math.sqrt(centre * (1 - centre) / base) for *_, base in counted]
    lower = [max(centre - each, 0.0) for each in reach]
    upper = [min(centre + each, 1.0) for each in reach]
    found: Signals = set()
    for (at, part, base), low, high in zip(counted, lower, upper, strict=True):
        if len(counted) >= ENOUGH and not low <= part / base <= high:
            found.add((at, "outside", at, part / base > centre))
    return centre, lower, upper, found


def unusual(line: Line, *, moving: bool) -> set[float]:
    """Periods to ask about: outside a limit; where the whole line moves, only after an unusual step too."""
    values = [value for _, value in line]
    if len(values) < ENOUGH:
        return set()
    step = mean_step(values)
    steps = [0.0, *(abs(b - a) for a, b in zip(values, values[1:], strict=False))]
    out = {at for at, rule, *_ in xmr_signals(line, statistics.fmean(values), 2.66 * step) if rule == "outside"}
    return {at for (at, _), each in zip(line, steps, strict=True) if at in out and (not moving or each > 3.267 * step)}


# ---- Forecasts ------------------------------------------------------------------------------------


def ahead(line: Line, step: float, model: str, horizon: int) -> Iterator[Row]:
    """Each coming period: when it begins, the mean and both ranges."""
    slots: list[int] = []
    for at, _ in line:
        place = round((at - line[0][0]) / step)
        slots.append(max(place, slots[-1] + 1) if slots else place)
    gaps = [b - a for a, b in zip(slots, slots[1:], strict=False)]
    values = [value for _, value in line]
    means, variances = (drift if model == "drift" else damped)(values, gaps, horizon)
    for h, (mean, variance) in enumerate(zip(means, variances, strict=True), start=1):
        found = {"at": line[-1][0] + h * step, "mean": mean}
        for low, high, level in MODEL_ENDS:
            reach = statistics.NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(variance)
            found |= {low: mean - reach, high: mean + reach}
        yield found


def drift(values: Sequence[float], gaps: Sequence[int], horizon: int) -> tuple[list[float], list[float]]:
    passed, steps = sum(gaps), range(1, horizon + 1)
    slope = (values[-1] - values[0]) / passed
    errors = [(b - a - slope * k) / math.sqrt(k) for a, b, k in zip(values, values[1:], gaps, strict=False)]
    sigma2 = math.fsum(error**2 for error in errors) / (len(values) - 2)
    return [values[-1] + slope * h for h in steps], [sigma2 * h * (1 + h / passed) for h in steps]


def damped(values: Sequence[float], gaps: Sequence[int], horizon: int) -> tuple[list[float], list[float]]:
    """ETS(A,Ad,N): α, β and φ on ever finer grids around the best, the start values by least squares."""
    unit = max(abs(value - values[0]) for value in values) or 1.0
    scaled = [(value - values[0]) / unit for value in values]
    bounds = ((1e-4, 1 - 1e-4), (1e-4, 1 - 1e-4), (0.8, 0.98))
    centre = [(low + high) / 2 for low, high in bounds]
    reach = [(high - low) / 2 for low, high in bounds]
    least, best = math.inf, tuple(centre)
    for _ in range(14):
        axes = [axis(c, r, *ends) for c, r, ends in zip(centre, reach, bounds, strict=True)]
        for tried in ((a, b, p) for a in axes[0] for b in axes[1] for p in axes[2]):
            squares = smoothed(scaled, gaps, tried)[0]
            if squares < least:
                least, best = squares, tried
        centre, reach = list(best), [0.4 * each for each in reach]
    squares, level, trend = smoothed(scaled, gaps, best)
    alpha, phi = best[0], best[2]
    powers = [math.fsum(phi**k for k in range(1, h + 1)) for h in range(horizon + 1)]
    weights = [(alpha + alpha * best[1] * power) ** 2 for power in powers[1:]]
    sigma2 = unit**2 * squares / (len(values) - 5)
    means = [values[0] + unit * (level + trend * power) for power in powers[1:]]
    return means, [sigma2 * (1 + math.fsum(weights[: h - 1])) for h in range(1, horizon + 1)]


def axis(centre: float, reach: float, low: float, high: float) -> list[float]:
    return sorted({min(max(centre - reach + reach * k / 6, low), high) for k in range(13)})


def smoothed(values: Sequence[float], gaps: Sequence[int], tried: Sequence[float]) -> tuple[float, float, float]:
    """Squares, last level and last trend. Each is carried without start values, and for one unit of either."""
    alpha, beta, phi = tried[0], tried[0] * tried[1], tried[2]
    level, trend = (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    errors = []
    for value, k in zip(values, (1, *gaps), strict=True):
        shrunk = phi**k
        kept = phi * (1 - shrunk) / (1 - phi)
        expected = [x + kept * y for x, y in zip(level, trend, strict=True)]
        error = (value - expected[0], -expected[1], -expected[2])
        level = tuple(x + alpha * e for x, e in zip(expected, error, strict=True))  # type: ignore[assignment]
        trend = tuple(shrunk * y + beta * e for y, e in zip(trend, error, strict=True))  # type: ignore[assignment]
        errors.append(error)
    a, b, c, d, e = (
        sum(f(error) for error in errors)
        for f in (
            lambda x: x[1] * x[1], lambda x: x[1] * x[2], lambda x: x[2] * x[2],
            lambda x: -x[1] * x[0], lambda x: -x[2] * x[0],
        )
    )  # fmt: skip
    start = (1.0, (d * c - b * e) / (a * c - b * b), (a * e - b * d) / (a * c - b * b))
    full = [sum(x * y for x, y in zip(error, start, strict=True)) for error in errors]
    last = [sum(x * y for x, y in zip(each, start, strict=True)) for each in (level, trend)]
    return sum(x * x for x in full), last[0], last[1]


# ---- The turn -------------------------------------------------------------------------------------


def turn(line: Line) -> Row | None:
    """One break from twelve figures on, where it earns its two numbers by the Bayesian information criterion."""
    n = len(line)
    if n < TURN_ENOUGH:
        return None
    times = [at for at, _ in line]
    straight = bent(line, math.inf)[0]
    asked = {times[1] + (times[-2] - times[1]) * k / 399 for k in range(400)} | set(times[1:-1]) | set(crossings(line))
    tried = sorted((bent(line, at)[0], at) for at in asked)
    least, best = tried[0]
    if n * math.log(straight / least) <= 2 * math.log(n):
        return None
    _, before, after = bent(line, best)
    allowed = least * (1 + student(n - 4) ** 2 / (n - 4))
    open_times = [at for squares, at in tried if squares <= allowed]
    return {
        "at": best, "low": min(open_times), "high": max(open_times), "slope_before": before, "slope_after": after,
    }  # fmt: skip


def crossings(line: Line) -> Iterator[float]:
    for k in range(2, len(line) - 1):
        (a, b), (c, d) = fitted(line[:k]), fitted(line[k:])
        if d != b and line[k - 1][0] <= (at := (a - c) / (d - b)) <= line[k][0]:
            yield at


def fitted(line: Line) -> tuple[float, float]:
    x, y = statistics.fmean(at for at, _ in line), statistics.fmean(value for _, value in line)
    slope = math.fsum((s - x) * (v - y) for s, v in line) / math.fsum((s - x) ** 2 for s, _ in line)
    return y - slope * x, slope


def bent(line: Line, at: float) -> tuple[float, float, float]:
    """Squares of the line that turns at this time, and its slopes before and after; of a straight one at infinity."""
    if at == math.inf:
        start, slope = fitted(line)
        return math.fsum((v - start - slope * s) ** 2 for s, v in line), slope, slope
    x = [s - at for s, _ in line]
    z = [max(each, 0.0) for each in x]
    y = [v for _, v in line]
    x, z, y = ([each - statistics.fmean(column) for each in column] for column in (x, z, y))
    xx, xz, zz = products(x, x), products(x, z), products(z, z)
    xy, zy = products(x, y), products(z, y)
    whole = xx * zz - xz * xz
    before, more = (xy * zz - zy * xz) / whole, (zy * xx - xy * xz) / whole
    left = [v - before * s - more * t for s, t, v in zip(x, z, y, strict=True)]
    return products(left, left), before, before + more


def products(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def student(degrees: int) -> float:
    """Where 95 of 100 lie between it and its opposite, by Simpson's rule and halving."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(degrees * math.pi)

    def inside(reach: float) -> float:
        steps = 2000
        width = reach / steps
        heights = [(1 + (k * width) ** 2 / degrees) ** (-(degrees + 1) / 2) for k in range(steps + 1)]
        return (
            2
            * scale
            * width
            / 3
            * math.fsum([heights[0], heights[-1], 4 * sum(heights[1::2]), 2 * sum(heights[2:-1:2])])
        )

    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle) < 0.95 else (low, middle)
    return (low + high) / 2
