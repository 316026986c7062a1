"""A count that is also another measure's denominator hides the same groups."""

from typing import Any

import pytest

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.protected import Safe
from commonweal.measurement.queries.same_people import Unprotected, all_protected
from commonweal.publication.attack import exposed_in
from tests.measurement.test_protected import COUNT, PERCENT, cell, percent, release_of


def one(definition: Definition, total: dict[str, Any], cells: list[dict[str, Any]]) -> Unprotected:
    split = {"dimension": "race", "period": "2025", "cells": cells}
    return Unprotected(definition, "2025", cell("", total) | {"period": "2025"}, [split], ())


def hidden(safe: Safe) -> list[str]:
    return [each["code"] for each in safe.splits[0]["cells"] if each["hidden"]]


def readers_and_tested(tested: dict[str, float]) -> list[Unprotected]:
    """Of 112 pupils 55 read. Too few of group c do not: 4."""
    counts = {"a": (60, 27), "b": (40, 20), "c": (12, 8)}
    readers = [cell(code, percent(*pair)) for code, pair in counts.items()]
    whole = {"value": float(sum(tested.values()))}
    return [
        one(PERCENT, percent(112, 55), readers),
        one(COUNT, whole, [cell(code, {"value": number}) for code, number in tested.items()]),
    ]


@pytest.mark.covers("E7", "F-CON-2")
def test_count_of_the_same_people_hides_the_same_groups() -> None:
    both = all_protected(readers_and_tested({"a": 60.0, "b": 40.0, "c": 12.0}), 10)
    assert [hidden(safe) for safe in both] == [["b", "c"], ["b", "c"]]
    readers, tested = (release_of(each, safe, 10) for each, safe in zip((PERCENT, COUNT), both, strict=True))
    tested["measures"][0]["code"] = "P2"
    readers["measures"] += tested["measures"]
    assert exposed_in(readers, [], minimum=10) == []


def test_count_of_other_people_hides_nothing_for_them() -> None:
    both = all_protected(readers_and_tested({"a": 61.0, "b": 39.0, "c": 12.0}), 10)
    assert [hidden(safe) for safe in both] == [["b", "c"], []]
