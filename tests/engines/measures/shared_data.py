"""Where the shared reference data stands, and a skip that says so where it does not."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("COMMONWEAL_SHARED", ROOT.parent / "shared"))


def shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared data absent: {'/'.join(parts)}")
    return path


def cases(area: str, statistic: str) -> list[dict[str, Any]]:
    """The reference cases of one statistic; none where the shared data is absent."""
    path = SHARED / "cases" / f"{area}.json"
    if not path.exists():
        return []
    return [case for case in json.loads(path.read_text("utf-8")) if case["statistic"] == statistic]


def close(case: dict[str, Any], key: str, got: float) -> bool:
    tolerance = case["tolerance"].get("per_key", {}).get(key, case["tolerance"])
    expected = case["expected"][key]
    return abs(got - expected) <= tolerance.get("abs", 0) + tolerance.get("rel", 0) * abs(expected)
