"""Whatever the figures are, a reader with a pencil learns nothing about fewer people than the minimum."""

from random import Random
from typing import Any

import pytest

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.earlier import Earlier, Protection
from commonweal.measurement.queries.protected import Safe, protected
from commonweal.publication.attack import exposed_in
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


def safe(definition: Definition, total: dict[str, Any], *splits: list[dict[str, Any]], minimum: int = 10) -> Safe:
    """One period with its splits by `d0`, `d1` …"""
    ways = [{"dimension": f"d{number}", "period": "2025", "cells": cells} for number, cells in enumerate(splits)]
    return protected(definition, {**total, "period": "2025"}, ways, Protection(minimum))


def release_of(definition: Definition, shown: Safe, minimum: int) -> dict[str, Any]:
    """As much of a release as the attackers read."""
    measure = {
        "code": "P", "kind": definition.kind, "places_rule": definition.places_rule, "series": [shown.point],
        "splits": shown.splits,
    }  # fmt: skip
    return {"initiative": {"minimum_count": minimum}, "measures": [measure]}


@pytest.mark.parametrize("minimum", [5, 10, 20])
@pytest.mark.parametrize("definition", [PERCENT, COUNT], ids=["percent", "count"])
def test_no_split_gives_a_small_number_away(definition: Definition, minimum: int) -> None:
    random = Random(f"{definition.kind} {minimum}")
    for _ in range(60):
        cells, total = some_split(random, definition)
        release = release_of(definition, safe(definition, total, cells, minimum=minimum), minimum)
        assert (exposed(release), exposed_in(release, [], minimum=minimum)) == ([], []), (cells, total)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    cells = [cell("a", percent(100, 40)), cell("b", percent(80, 50))]
    (split,) = safe(PERCENT, cell("", percent(180, 90)), cells).splits
    assert (split["cells"], split["note"]) == (cells, {"en": "", "es": ""})


def test_parts_that_come_to_more_than_the_total_are_protected_by_their_own_sum() -> None:
    """Somebody in two groups counts in both: readers may add the parts up instead of trusting the total."""
    cells = [cell("a", percent(100, 40)), cell("b", percent(80, 50)), cell("c", percent(30, 4))]
    (split,) = safe(PERCENT, cell("", percent(150, 80)), cells).splits
    assert [each["hidden"] for each in split["cells"]] == ["", "complement", "small"]


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize("late", [(21, 17), (21, 4), (4, 4)], ids=["others", "counted", "all"])
def test_part_that_moved_by_few_people_since_an_earlier_release_is_hidden(late: tuple[int, int]) -> None:
    base, counted = late
    before = safe(PERCENT, cell("", percent(179, 94)), [cell("a", percent(99, 44)), cell("b", percent(80, 50))])
    cells = [cell("a", percent(99 + base, 44 + counted)), cell("b", percent(80, 50))]
    way = {"dimension": "d0", "period": "2025", "cells": cells}
    total = {**cell("", percent(179 + base, 94 + counted)), "period": "2025"}
    shown = protected(PERCENT, total, [way], Protection(10, [Earlier(before.point, before.splits)]))
    assert [each["hidden"] for each in shown.splits[0]["cells"]] == ["moved", "complement"]
