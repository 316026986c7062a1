"""What the missing partners would have to report to change the conclusion: in the release and before it."""

import pytest

from commonweal.measurement.queries.absent import absent_in

YEARS = range(2018, 2026)


def measure(**more):
    """A sum that rose by ten a year, on its way to 200 in 2030; two of ten partners are missing now."""
    series = [
        {
            "period": str(year),
            "value": 80.0 + 10 * (year - 2018),
            "partners_in": 10,
            "partners_asked": 10,
            "definition": 1,
        }
        for year in YEARS
    ]
    series[-1] |= {"value": 120.0, "partners_in": 8, "comparable": False, "numerator": None, "denominator": None}
    return {
        "code": "P1",
        "kind": "count",
        "per": 1,
        "decimals": 0,
        "direction": "higher",
        "places_rule": "sum",
        "definition_version": 1,
        "target": {"baseline_period": "2018", "baseline_value": 80.0, "target_period": "2030", "target_value": 200.0},
        "series": series,
    } | more


@pytest.mark.covers("B4", "F-CON-2")
def test_missing_partners_of_a_sum():
    found = absent_in(measure())
    assert (found["period"], found["partners"], found["usual"]) == ("2025", 2, 30.0)
    assert found["code"] == "on-track"
    assert found["lower"]["absent_report"] < 30.0


def test_missing_partners_in_words():
    words = absent_in(measure())["words"]
    assert words["en"].startswith("It turns to “Could go either way” if the 2 missing partners report")
    assert words["es"].startswith("Pasa a «Podría ir en ambos sentidos» si las 2 organizaciones que faltan")


def test_nobody_is_missing():
    whole = measure()
    whole["series"][-1] |= {"partners_in": 10}
    assert absent_in(whole) is None


def test_nobody_keeps_a_list_of_who_was_asked():
    old = measure()
    old["series"][-1] |= {"partners_in": None, "partners_asked": None}
    assert absent_in(old) is None


def test_figure_that_is_no_sum_says_nothing():
    assert absent_in(measure(places_rule="latest")) is None


def test_share_without_its_parts_says_nothing():
    assert absent_in(measure(places_rule="ratio_of_sums", kind="percent")) is None


def test_share_cannot_pass_a_hundred():
    shares = measure(places_rule="ratio_of_sums", kind="percent", target=None)
    shares["series"][-1] |= {"value": 60.0, "numerator": 600.0, "denominator": 1000.0}
    found = absent_in(shares)
    turns = [turn["absent_report"] for turn in (found["lower"], found["higher"]) if turn]
    assert (found["usual"], [turn for turn in turns if not 0 <= turn <= 100]) == (60.0, [])
