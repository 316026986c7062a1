"""The evaluator's own formulas, beside the engine's: two programs that must come to one conclusion."""

import copy
import importlib
import random
from types import ModuleType
from typing import Any

import pytest

from commonweal.engines.rates.counts import rate_interval
from commonweal.engines.rates.gaps import Group, compare
from commonweal.engines.series.breakpoint import one_break
from commonweal.engines.series.charted import chart_of_counts, chart_of_values
from commonweal.engines.series.forecast import forecast
from commonweal.engines.series.target import Point, judge
from commonweal.measurement.evaluators_script import conclusions, lines
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.evaluation import SCRIPTS
from commonweal.measurement.queries.goal_in_people import reckoning_of
from commonweal.measurement.queries.judging import counted_points, judgement_of

RANDOM = random.Random(5)
COUNTS = [0, 1, 4, 9, 10, 11, 250]


@pytest.mark.covers("H10", "E7")
@pytest.mark.parametrize("count", COUNTS)
def test_interval_of_a_rate_is_the_engines(count: int) -> None:
    found = conclusions.interval({"kind": "rate", "per": 1000}, count, 5000)
    assert found == pytest.approx(rate_interval(count, 5000, per=1000), rel=1e-9, abs=1e-12)


def series(kind: str) -> list[Point]:
    """Quarters or years with gaps, ties and holes."""
    names = [f"{2008 + n // 4}-Q{n % 4 + 1}" if kind == "quarter" else str(2000 + n) for n in range(24)]
    kept = sorted(RANDOM.sample(range(24), RANDOM.randint(2, 20)))
    values = [
        None if RANDOM.random() < 0.1 else round(RANDOM.gauss(50 + n * RANDOM.choice((-1, 0, 1)), 2)) for n in kept
    ]
    return [Point(names[n], value) for n, value in zip(kept, values, strict=True)]


@pytest.mark.covers("H10")
@pytest.mark.parametrize("seed", range(60))
def test_verdict_is_the_engines(seed: int) -> None:
    RANDOM.seed(seed)
    points, better = series(RANDOM.choice(("quarter", "year"))), RANDOM.choice(("higher", "lower"))
    aim: dict[str, Any] | None = {
        "baseline_period": points[0].period, "baseline_value": 50.0,
        "target_period": "2030", "target_value": RANDOM.choice((20.0, 50.0, 80.0)),
    }  # fmt: skip
    aim = aim if RANDOM.random() < 0.7 else None
    start = (aim["baseline_period"], aim["baseline_value"]) if aim else None
    end = (aim["target_period"], aim["target_value"]) if aim else None
    wanted = judge(points, direction=better, baseline=start, target=end)
    in_years = [(conclusions.years(point.period), point.value) for point in points]
    found = conclusions.verdict(in_years, aim, 1 if better == "higher" else -1)
    assert found["code"] == wanted.code
    assert all(conclusions.same(found[name], getattr(wanted, name)) for name in conclusions.NUMBERS)


@pytest.mark.parametrize(
    ("period", "at"),
    [("2019", 2019), ("2019-Q3", 2019.5), ("2019-04", 2019.25), ("2019/20", 2019), ("2019-01-01", 2019)],
)
def test_period_is_a_number_of_years(period: str, at: float) -> None:
    assert conclusions.years(period) == at


def line_of_years(seed: int, least: int, most: int) -> lines.Line:
    """Figures with holes in time, some of them moving."""
    RANDOM.seed(seed)
    years = sorted(RANDOM.sample(range(2000, 2045), RANDOM.randint(least, most)))
    return [(float(year), round(RANDOM.gauss(50 + i * RANDOM.choice((0, 0, 1)), 3), 1)) for i, year in enumerate(years)]


@pytest.mark.covers("H10")
@pytest.mark.parametrize("kind", ["run", "xmr"])
@pytest.mark.parametrize("seed", range(12))
def test_chart_and_its_signals_are_the_engines(seed: int, kind: str) -> None:
    line = line_of_years(seed, 2, 30)
    wanted = chart_of_values(kind, [str(at) for at, _ in line], [value for _, value in line])
    centre, lower, upper, signals = lines.chart(kind, line)
    assert conclusions.same(wanted.centre, centre)
    assert all(map(conclusions.same, (wanted.lower, wanted.upper), (lower, upper)))
    assert signals == {(line[each.at][0], each.rule, line[each.since][0], each.upward) for each in wanted.signals}


@pytest.mark.parametrize("seed", range(10))
def test_p_chart_is_the_engines(seed: int) -> None:
    RANDOM.seed(seed)
    bases = [float(RANDOM.randint(40, 400)) for _ in range(12)]
    parts = [float(RANDOM.randint(0, int(base))) for base in bases]
    wanted = chart_of_counts("p", [str(2000 + n) for n in range(12)], parts, bases)
    found = lines.p_chart([(2000.0 + n, part, base) for n, (part, base) in enumerate(zip(parts, bases, strict=True))])
    assert found[0] == pytest.approx(wanted.centre)
    assert [found[1], found[2]] == [pytest.approx(wanted.lower), pytest.approx(wanted.upper)]
    assert {at for at, *_ in found[3]} == {2000.0 + each.at for each in wanted.signals}


@pytest.mark.covers("H10")
@pytest.mark.parametrize(("model", "seed"), [("drift", 1), ("drift", 2), ("drift", 3), ("damped", 4), ("damped", 5)])
def test_forecast_is_the_engines(model: str, seed: int) -> None:
    line = line_of_years(seed, 15, 20)
    slots = [int(at) for at, _ in line]
    wanted = forecast([value for _, value in line], model=model, horizon=4, slots=slots)  # type: ignore[arg-type]
    assert wanted is not None
    found = list(lines.ahead(line, 1.0, model, 4))
    low, high = wanted.interval(0.80)
    assert [each["mean"] for each in found] == pytest.approx(wanted.means.tolist(), rel=1e-9)
    assert [each["low_80"] for each in found] == pytest.approx(low.tolist(), rel=1e-9)
    assert [each["high_80"] for each in found] == pytest.approx(high.tolist(), rel=1e-9)


def test_turn_is_the_engines() -> None:
    told = 0
    for seed in range(40):
        line = line_of_years(seed, 12, 30)
        wanted, found = one_break([at for at, _ in line], [value for _, value in line]), lines.turn(line)
        assert (found is not None) == (wanted is not None and wanted.clear)
        if found and wanted:
            told += 1
            assert found == {name: pytest.approx(getattr(wanted, name), rel=1e-9) for name in found}
    assert told >= 5


@pytest.mark.covers("H10")
@pytest.mark.parametrize("direction", ["lower", "higher"])
@pytest.mark.parametrize("count", [2, 5, 8])
def test_summary_of_gaps_is_the_engines(count: int, direction: str) -> None:
    RANDOM.seed(count)
    counts = [(float(RANDOM.randint(5, 90)), 100.0 + 10 * place) for place in range(count)]
    groups = [Group(str(place), *pair, float(place)) for place, pair in enumerate(counts)]
    wanted = compare(groups, direction=direction).summary
    cells = [{"numerator": part, "denominator": base} for part, base in counts]
    found = conclusions.summary(cells, direction, None)
    assert all(conclusions.same(getattr(wanted, name), found[name]) for name in found)


@pytest.fixture
def goal(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """As it lies in the evaluator's folder, beside the scripts that it uses."""
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("goal")


def release_with_a_goal(seed: int) -> dict[str, Any]:
    """A percent of people with its target, and a goal of so many of them."""
    RANDOM.seed(seed)
    points = series(RANDOM.choice(("quarter", "year")))
    better, kind = RANDOM.choice(("higher", "lower")), RANDOM.choice(("percent", "count"))
    rows = [
        {
            "period": point.period, "value": point.value, "definition": 1, "comparable": RANDOM.random() < 0.9,
            "numerator": None if point.value is None else point.value * 10, "denominator": 1000.0,
            "low": None if point.value is None else point.value - 1.5,
            "high": None if point.value is None else point.value + 2,
        }
        for point in points
    ]  # fmt: skip
    target = {
        "baseline_period": points[0].period, "baseline_value": 50.0,
        "target_period": RANDOM.choice(("2024", "2031")), "target_value": RANDOM.choice((20.0, 50.0, 80.0)),
    }  # fmt: skip
    measure: dict[str, Any] = {
        "code": "G0", "kind": kind, "decimals": 1, "direction": better, "definition_version": 1, "series": rows,
        "target": target, "splits": [],
    }  # fmt: skip
    definition = Definition(kind=kind, direction=better, decimals=1)
    measure["judgement"] = judgement_of(definition, counted_points(measure), target)
    part = "value" if kind == "count" else "numerator"
    counted = [row for row in rows if row[part] is not None and row["comparable"]]
    change = RANDOM.choice((-25, 200))
    told: dict[str, Any] = {
        "measure": "G0", "due_period": "2030", "change_in_people": change, "people_now": None, "people_period": None,
        "people_low": None, "people_high": None, "people_to_go": None,
    }  # fmt: skip
    if counted:
        latest = counted[-1]
        start = 50.0 if kind == "count" else rows[0]["numerator"]
        left = None if start is None else round(latest[part]) - (round(start) + change)
        told |= {"people_now": round(latest[part]), "people_period": latest["period"]}
        told |= {f"people_{end}": round(latest[end]) if kind == "count" else None for end in ("low", "high")}
        told["people_to_go"] = None if left is None else max(0, left if change < 0 else -left)
    return {"goal": {**told, **reckoning_of(told, {"G0": measure})}, "measures": [measure]}


def disagreeing(goal: ModuleType, release: dict[str, Any]) -> list[str]:
    found = [*goal.goal_of(release), *goal.ways_of(release["measures"][0])]
    return [name for name, comes_out in found if not comes_out]


@pytest.mark.covers("H10")
@pytest.mark.parametrize("seed", range(60))
def test_goal_in_people_is_the_engines(goal: ModuleType, seed: int) -> None:
    assert disagreeing(goal, release_with_a_goal(seed)) == []


@pytest.mark.parametrize(
    ("part", "name", "named"),
    [
        ("", "people_to_go", "the people of the goal"),
        ("reckoning", "needed_high", "the needed change a year"),
        ("reckoning", "best_per_year", "the best change ever seen"),
        ("reckoning", "stretch_low", "the needed change against the best"),
        ("reckoning", "reached", "the pace so far"),
        ("reckoning", "people_in_a_point", "the goal in people"),
        ("clock", "due_on", "the last day of the goal"),
    ],
)
def test_changed_number_of_the_goal_is_named(goal: ModuleType, part: str, name: str, named: str) -> None:
    release = copy.deepcopy(release_with_a_goal(3))
    told = release["goal"][part] if part else release["goal"]
    told[name] = "2030-01-01" if name == "due_on" else 12345
    assert named in disagreeing(goal, release)


def test_changed_day_of_arrival_is_named(goal: ModuleType) -> None:
    release = release_with_a_goal(3)
    release["measures"][0]["judgement"]["way"]["reached_earliest"] = 2029.0
    assert disagreeing(goal, release) == ["the way of G0 to its target: when"]
