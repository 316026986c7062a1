"""How a release writes the figures of what it changed, in each language."""

from typing import Any

from commonweal.measurement.queries.changes import changes_between, in_words

NAME = {"en": "Finished", "es": "Terminaron"}


def release(value: float, kind: str) -> dict[str, Any]:
    point = {"period": "2026-Q2", "value": value, "partners_in": 3, "partners_asked": 3, "comparable": True}
    measure = {
        "code": "P2",
        "name": NAME,
        "kind": kind,
        "decimals": 1,
        "definition_version": 1,
        "target": None,
        "series": [point],
        "splits": [],
    }
    return {"measures": [measure], "goal": None}


def test_percent_is_spaced_as_on_the_pages_of_its_language() -> None:
    told = in_words(changes_between(release(61.0, "percent"), release(68.2, "percent")))
    assert told["en"] == "Finished, Q2 2026: was 61.0%, is now 68.2%."
    assert told["es"] == "Terminaron, T2 2026: era 61.0\u00a0%, ahora es 68.2\u00a0%."


def test_money_and_counts_keep_their_signs() -> None:
    assert "$68.2" in in_words(changes_between(release(61.0, "money"), release(68.2, "money")))["en"]
    assert in_words(changes_between(release(61.0, "count"), release(68.2, "count")))["es"].endswith("ahora es 68.2.")


def test_many_figures_that_changed_for_one_reason_are_one_line() -> None:
    before, after = release(61.0, "percent"), release(68.2, "percent")
    for told, value in ((before, 61.0), (after, 68.2)):
        (point,) = told["measures"][0]["series"]
        told["measures"][0]["series"] = [{**point, "period": f"2026-Q{n}", "value": value + n} for n in range(1, 5)]
    words = in_words(changes_between(before, after))
    assert words["en"] == "Finished, Q1 2026 to Q4 2026: 4 figures changed. The last was 65.0%, is now 72.2%."
    assert words["es"].startswith("Terminaron, T1 2026 a T4 2026: cambiaron 4 cifras.")


def test_few_figures_that_changed_are_told_one_by_one() -> None:
    before, after = release(61.0, "percent"), release(68.2, "percent")
    for told in (before, after):
        (point,) = told["measures"][0]["series"]
        told["measures"][0]["series"] = [{**point, "period": f"2026-Q{n}"} for n in range(1, 4)]
    assert len(in_words(changes_between(before, after))["en"].splitlines()) == 3
