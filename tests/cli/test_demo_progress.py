"""How far the demo's groups have come, as its tables say it: each judgment rests on what was on record by then."""

import tomllib
from collections.abc import Iterator

import pytest

from commonweal.agenda.rubrics import NEWEST, criteria_of
from commonweal.cli.demo.tables import DATA, promise_tables

JUDGED_BEFORE_HANDING_OVER = 3


def tables() -> dict:
    return tomllib.loads((DATA / "meetings.toml").read_text(encoding="utf-8"))


def judgments() -> Iterator[tuple[str, int, str | int]]:
    for cycle in tables()["cycles"]:
        for group, judged in cycle["groups"].items():
            for criterion in criteria_of(NEWEST):
                _level, _why, ground = judged[criterion]
                yield group, cycle["ago"] + JUDGED_BEFORE_HANDING_OVER, ground


@pytest.mark.parametrize(("group", "days_ago", "ground"), list(judgments()))
def test_judgment_rests_on_what_its_group_had_said_by_then(group: str, days_ago: int, ground: str | int) -> None:
    said = {(one["group"], one["ago"]): 7 * one["ago"] for one in tables()["weeks"]}
    said |= {(one.get("group"), one["text"]): -one["given"] for one in promise_tables()["promises"]}
    assert said[group, ground] > days_ago


def test_what_is_said_of_promises_agrees_with_the_ledger_of_that_day() -> None:
    """By group: how many were due by then, and how many of those had an answer, which comes two days after."""
    newest = tables()["cycles"][-1]
    by_then, told = -newest["ago"] - JUDGED_BEFORE_HANDING_OVER, {}
    for group, judged in newest["groups"].items():
        due = [one for one in promise_tables()["promises"] if one.get("group") == group and one["due"] < by_then]
        answered = sum("said" in one and one["due"] + 2 < by_then for one in due)
        told[group] = (len(due), answered, judged["word"][1].partition(". ")[2])
    assert told == {
        "good-jobs": (2, 2, "Both promises that were due had an answer by then."),
        "stable-homes": (1, 1, "The one promise that was due by then was kept."),
        "ready-for-school": (1, 1, "The one promise that was due by then was kept."),
    }
