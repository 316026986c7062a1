"""Whatever the figures are, a reader with a pencil learns nothing about fewer people than the minimum."""

from random import Random
from typing import Any

import pytest

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.protected import Protection, protected_point, protected_split
from tests.publication.attacker import exposed

PERCENT = Definition(kind="percent", places_rule="ratio_of_sums", per=100)
COUNT = Definition(kind="count", places_rule="sum", per=1)
NAME = {"en": "A", "es": "A"}


def cell(code: str, numbers: dict[str, float | None]) -> dict[str, Any]:
    empty = dict.fromkeys(("value", "numerator", "denominator", "low", "high"))
    return {"code": code, "name": NAME, **empty, "status": "reported", "hidden": ""} | numbers


def percent(base: int, count: int) -> dict[str, float | None]:
    if not base:
        return {"status": "missing"}  # type: ignore[dict-item]
    return {"value": 100 * count / base, "numerator": count, "denominator": base}


def some_split(random: Random, definition: Definition) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A few groups, small ones among them, and now and then people who are in none."""
    sizes = [random.choice((0, random.randint(1, 12), random.randint(5, 200))) for _ in range(random.randint(2, 6))]
    counts = [random.choice((0, size, random.randint(0, size))) for size in sizes]
    loose = random.choice((0, 0, random.randint(1, 30)))
    if definition.kind == "count":
        cells = [cell(f"g{number}", {"value": float(size)}) for number, size in enumerate(sizes)]
        return cells, cell("", {"value": float(sum(sizes) + loose)})
    cells = [cell(f"g{number}", percent(*pair)) for number, pair in enumerate(zip(sizes, counts, strict=True))]
    return cells, cell("", percent(sum(sizes) + loose, sum(counts) + random.randint(0, loose)))


def release_of(definition: Definition, split: dict[str, Any], total: dict[str, Any], minimum: int) -> dict[str, Any]:
    """As much of a release as the attacker reads. A total that is hidden itself is no help to anybody."""
    point = protected_point(definition, {**total, "period": "2025"}, minimum)
    measure = {
        "code": "P", "kind": definition.kind, "series": [point],
        "splits": [{"dimension": "group", "period": "2025", **split}],
    }  # fmt: skip
    return {"initiative": {"minimum_count": minimum}, "measures": [measure]}


@pytest.mark.parametrize("minimum", [5, 10, 20])
@pytest.mark.parametrize("definition", [PERCENT, COUNT], ids=["percent", "count"])
def test_no_split_gives_a_small_number_away(definition: Definition, minimum: int) -> None:
    random = Random(f"{definition.kind} {minimum}")
    for _ in range(400):
        cells, total = some_split(random, definition)
        split = protected_split(definition, cells, total, Protection(minimum), by_place=False)
        assert exposed(release_of(definition, split, total, minimum)) == [], (cells, total)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    cells = [cell("a", percent(100, 40)), cell("b", percent(80, 50))]
    split = protected_split(PERCENT, cells, cell("", percent(180, 90)), Protection(10), by_place=False)
    assert split == {"cells": cells, "note": {"en": "", "es": ""}}


def test_parts_that_come_to_more_than_the_total_are_protected_by_their_own_sum() -> None:
    """Somebody in two groups counts in both: readers may add the parts up instead of trusting the total."""
    cells = [cell("a", percent(100, 40)), cell("b", percent(80, 50)), cell("c", percent(30, 4))]
    split = protected_split(PERCENT, cells, cell("", percent(150, 80)), Protection(10), by_place=False)
    assert [each["hidden"] for each in split["cells"]] == ["", "complement", "small"]
