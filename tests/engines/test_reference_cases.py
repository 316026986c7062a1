"""Every reference case of measurement, training and governance, at its tolerance, through public functions.

The cases stand beside the project. What each of their statistics is called here stands in `reference_series`,
`reference_rates`, `reference_voting`, `reference_psychometrics` and `reference_networks`; a statistic that none of them
maps or leaves out with a reason is a failing test.
"""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.engines import (
    reference_networks,
    reference_psychometrics,
    reference_rates,
    reference_series,
    reference_voting,
)
from tests.engines.measures.shared_data import SHARED

AREAS = (
    "aggregation", "rates", "proportions", "reliability", "spc", "trend", "target", "forecast", "disparity",
    "numerics", "governance", "training", "network", "concentration",
)  # fmt: skip
PARTS = (reference_series, reference_rates, reference_voting, reference_psychometrics, reference_networks)
STATISTICS: dict[str, Any] = {name: found for part in PARTS for name, found in part.STATISTICS.items()}
LEFT_OUT: dict[str, str] = {name: reason for part in PARTS for name, reason in part.LEFT_OUT.items()}
#: Of statistics that are answered, the keys that are not, with the reason.
LEFT_OUT_KEYS = reference_networks.LEFT_OUT_KEYS
#: What a wrong program prints, or one with another definition.
TRAPS = ("as_shipped", "hmisc_", "samplingbook", "epitools_", "wrong", "mixed", "if_not_reversed")


def reference_cases() -> Iterator[Any]:
    for area in AREAS:
        path = SHARED / "cases" / f"{area}.json"
        if not path.exists():
            absent = pytest.mark.skip(reason=f"shared data absent: cases/{area}.json")
            yield pytest.param({}, id=area, marks=absent)
            continue
        for case in json.loads(path.read_text("utf-8")):
            yield pytest.param(case, id=case["id"])


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize("case", list(reference_cases()))
def test_reference_case(case: dict[str, Any]) -> None:
    if case["statistic"] in LEFT_OUT:
        pytest.skip(f"left out, {case['statistic']}: {LEFT_OUT[case['statistic']]}")
    got = STATISTICS[case["statistic"]](case["inputs"])
    checked = [key for key in case["verified"]["keys_checked"] if key not in LEFT_OUT_KEYS]
    wanted = [key for key in checked if not any(trap in key for trap in TRAPS)]
    differing = {
        key: (got.get(key, "no such key"), expected(case, key))
        for key in wanted
        if key not in got or not agrees(got[key], expected(case, key), tolerance(case, key))
    }
    assert differing == {}


def test_no_statistic_is_both_answered_and_left_out() -> None:
    assert set(STATISTICS) & set(LEFT_OUT) == set()
    assert len(STATISTICS) == sum(len(part.STATISTICS) for part in PARTS)


@pytest.mark.parametrize(
    ("got", "expected", "kept"),
    [
        (1.0009, 1, True), (1.02, 1, False), (None, None, True), (None, 0, False), (0, None, False),
        ([1, 2], [1, 2], True), ([1], [1, 2], False), ("a", "a", True), ("a", "b", False), (float("nan"), 1, False),
        (True, "x", False),
    ],
)  # fmt: skip
def test_agreement_is_refused_where_it_should_be(got: Any, expected: Any, kept: bool) -> None:
    assert agrees(got, expected, {"rel": 1e-3}) is kept


def expected(case: dict[str, Any], key: str) -> Any:
    """A dot leads into what lies inside."""
    found = case["expected"]
    for part in key.split("."):
        found = found[part]
    return found


def tolerance(case: dict[str, Any], key: str) -> dict[str, float]:
    given = case["tolerance"] or {}
    return given.get("per_key", {}).get(key, given)


def agrees(got: Any, wanted: Any, allowed: dict[str, float]) -> bool:
    """|got − expected| ≤ abs + rel · |expected|; words and what is undefined are the same or not."""
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(
            key in got and agrees(got[key], value, allowed) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        found = list(got) if isinstance(got, (list, tuple, np.ndarray)) else None
        return (
            found is not None
            and len(found) == len(wanted)
            and all(agrees(g, e, allowed) for g, e in zip(found, wanted, strict=True))
        )
    if wanted is None or isinstance(wanted, str) or isinstance(got, str) or got is None:
        return bool(got == wanted)
    return bool(abs(got - wanted) <= allowed.get("abs", 0) + allowed.get("rel", 0) * abs(wanted))
