"""The evaluator's own formulas, beside the engine's: two programs that must come to one conclusion."""

import random
from typing import Any

import pytest

from commonweal.engines.rates.counts import rate_interval
from commonweal.engines.series.target import Point, judge
from commonweal.measurement.evaluators_script import conclusions

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
