"""Real neighbourhood files against their known county results, and districts that overlap."""

import csv
import json

import pyarrow as pa
import pytest

from commonweal.engines.measures import Collection, Hierarchy, Measure, rollup
from tests.engines.measures.shared_data import SHARED, shared

NO_DATA = not (SHARED / "data" / "expected_examples.json").exists()
pytestmark = pytest.mark.skipif(NO_DATA, reason="shared data absent: data/expected_examples.json")
SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("measure", "period", "place")]
    + [(name, pa.float64()) for name in ("value", "numerator", "denominator")]
)
UNREADABLE = ("", "<Null>", "NA", "#Type!", "#VALUE!", "#DIV/0!", "#REF!")


@pytest.fixture(scope="module")
def known():
    return json.loads(shared("data", "expected_examples.json").read_text("utf-8"))["meck_qol"]


def cells(name):
    """{(area, year): number} of one file; a file that is not there has none."""
    path = SHARED / "data" / "meck_qol" / "metric" / f"{name}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["id"], year): float(text)
        for row in rows
        for year, text in row.items()
        if year and year != "id" and row["id"] and (text or "").strip() not in UNREADABLE
    }


def facts_of(code, kind):
    tops, bottoms = cells(f"r{code[1:]}"), cells(f"d{code[1:]}")
    summed = kind == "sum"
    return [
        {
            "measure": code,
            "period": year[2:],
            "place": area,
            "value": tops.get((area, year)) if summed else None,
            "numerator": None if summed else tops.get((area, year)),
            "denominator": None if summed else (bottoms.get((area, year)) or None),
        }
        for area, year in sorted(set(tops) | set(bottoms))
    ]


@pytest.fixture(scope="module")
def county(known):
    """All metrics rolled up in one go."""
    rules = {"sum": "sum", "weighted": "ratio_of_sums"}
    metrics = known["metrics"]
    measures = [
        Measure(code=code, kind="ratio", places_rule=rules[each["type"]], periods_rule="none")
        for code, each in metrics.items()
    ]
    facts = [fact for code, each in metrics.items() for fact in facts_of(code, each["type"])]
    collection = Collection(periods=("2020",), places=("county",), measures=tuple(measures))
    found = rollup(pa.Table.from_pylist(facts, schema=SCHEMA), collection=collection, by=["period"])
    return {(row["measure"], f"y_{row['period']}"): row["value"] for row in found.rows.to_pylist()}


def test_every_metrics_county_rollup_is_the_known_one(known, county):
    expected = {
        (code, year): value
        for code, each in known["metrics"].items()
        for year, value in each["county_rollup"].items()
        if value is not None
    }
    assert len(expected) > 300
    differing = {
        key: (value, county.get(key)) for key, value in expected.items()
        if county.get(key) is None or abs(county[key] - value) > 5.1e-5 + 1e-9 * abs(value)
    }  # fmt: skip
    assert differing == {}


def test_reconciliation_with_what_the_county_published_is_the_known_one(known, county):
    for year, ours, _published in known["reconciliation"]["m65 graduation"]:
        assert county["m65", year] == pytest.approx(ours, abs=5.1e-5)


@pytest.fixture(scope="module")
def districts():
    return json.loads(shared("data", "meck_qol", "config", "selectgroups.json").read_text("utf-8"))


@pytest.mark.parametrize("way", ["Jurisdiction", "City Council", "County Commission"])
def test_overlapping_districts_count_each_area_once(known, districts, way):
    groups = districts[way]
    assert {name: len(areas) for name, areas in groups.items()} == known["groups"][way]["groups"]
    everywhere = {area for areas in groups.values() for area in areas}
    assert sum(map(len, groups.values())) - len(everywhere) >= known["groups"][way]["areas_in_more_than_one_group"]
    people = {area: number for (area, year), number in cells("r47").items() if year == "y_2020"}
    facts = [
        {"measure": "m47", "period": "2020", "place": area, "value": number, "numerator": None, "denominator": None}
        for area, number in people.items()
    ]
    named = {f"{way} {name}": areas for name, areas in groups.items()}
    hierarchy = Hierarchy.from_dict({"place": {"County": list(named), **named}})
    measures = (Measure(code="m47", kind="count", places_rule="sum", periods_rule="none"),)
    found = rollup(
        pa.Table.from_pylist(facts, schema=SCHEMA),
        collection=Collection(periods=("2020",), places=("County",), measures=measures),
        by=["place", "period"],
        hierarchy=hierarchy,
    )
    got = {row["place"]: row["value"] for row in found.rows.to_pylist()}
    assert got["County"] == sum(people[area] for area in everywhere if area in people)
    assert {name: got[name] for name in named} == {
        name: sum(people[area] for area in set(areas) if area in people) for name, areas in named.items()
    }


def test_all_areas_together_are_the_known_population(known):
    people = sum(number for (_, year), number in cells("r47").items() if year == "y_2020")
    assert people == known["reconciliation"]["m47 population 2020"][0]
