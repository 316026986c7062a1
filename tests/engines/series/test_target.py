"""Verdicts: the closed list in its order, the gap rule, progress, and the words."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.target import CODES, Point, judge
from commonweal.engines.series.verdict_words import LABELS, label, verdict_words
from commonweal.lib.periods import PeriodError
from tests.engines.measures.shared_data import shared


def series(*values, start=2011):
    return [Point(str(start + i), value) for i, value in enumerate(values)]


FALLING = series(10, 9.1, 8, 7.1, 6)  # one point a year


def code(points, direction="lower", target=None, baseline=None):
    return judge(points, direction=direction, target=target, baseline=baseline).code


def test_met_comes_first_even_with_one_point():
    assert code(series(7.9), target=("2030", 8)) == "met"


def test_met_of_a_higher_goal():
    assert code(series(96), "higher", ("2030", 95)) == "met"


def test_too_early_below_five_points():
    judged = judge(series(10, 9, 8, 7), direction="lower", target=("2030", 5))
    assert (judged.code, judged.got_per_year, judged.got_low, judged.n) == ("too-early", -1, None, 4)


def test_getting_worse_where_the_whole_interval_is_adverse():
    assert code(FALLING, "higher", ("2030", 12)) == "getting-worse"


def test_standing_still_is_behind_and_not_worse():
    assert code(series(7, 7, 7, 7, 7), target=("2030", 5)) == "behind"


def test_on_track_where_the_whole_interval_is_beyond_the_need():
    assert code(FALLING, target=("2030", 5)) == "on-track"


def test_behind_where_the_whole_interval_is_short_of_the_need():
    assert code(FALLING, target=("2016", 1)) == "behind"


def test_either_way_where_the_interval_holds_the_need():
    judged = judge(FALLING, direction="lower", target=("2020", 1))
    assert judged.needed_per_year == -1
    assert judged.got_low < -1 < judged.got_high
    assert judged.code == "either-way"


def test_a_pace_of_exactly_the_need_is_on_track_in_decimals_too():
    assert code(series(1.1, 1.0, 0.9, 0.8, 0.7), target=("2020", 0.2)) == "on-track"


def test_without_a_goal_it_falls():
    assert code(FALLING) == "falling"


def test_without_a_goal_it_rises():
    assert code(series(1, 2, 3, 4, 5), "higher") == "rising"


def test_without_a_goal_ups_and_downs_are_no_clear_change():
    assert code(series(5, 6, 5, 6, 5, 6)) == "no-clear-change"


def test_a_goal_whose_date_has_passed_unreached_is_behind():
    judged = judge(FALLING, direction="lower", target=("2014", 5))
    assert (judged.code, judged.needed_per_year) == ("behind", None)


def test_no_figure_at_all_is_too_early():
    judged = judge([Point("2019", None)], direction="lower", target=("2030", 8))
    assert (judged.code, judged.n, judged.got_per_year, judged.progress) == ("too-early", 0, None, None)


def test_progress_is_the_share_of_the_way_and_is_not_clamped():
    judged = judge(series(12), direction="lower", baseline=("2011", 10), target=("2030", 8))
    assert judged.progress == -1


def test_progress_is_undefined_where_the_goal_is_the_start():
    assert judge(series(9), direction="lower", baseline=("2011", 8), target=("2030", 8)).progress is None


def test_points_before_the_starting_period_do_not_count():
    judged = judge(series(20, 1, 10, 9, 8, 7, 6), direction="lower", baseline=("2013", 10))
    assert (judged.n, judged.first_period, judged.got_per_year) == (5, "2013", -1)


def test_after_a_long_gap_only_the_last_point_before_it_counts():
    points = [*series(17, 16, 15, 14, 13), Point("2023", 10.2)]
    judged = judge(points, direction="lower", target=("2030", 8))
    assert (judged.n, judged.first_period, judged.code) == (2, "2015", "too-early")
    assert judged.got_per_year == pytest.approx(-0.35)


def test_a_gap_of_two_periods_is_bridged():
    points = [*series(17, 16, 15, 14), Point("2017", 12)]  # 2015 and 2016 are missing
    assert judge(points, direction="lower").n == 5


def test_a_gap_of_three_periods_is_not_bridged():
    points = [*series(17, 16, 15, 14), Point("2018", 12)]
    assert judge(points, direction="lower").n == 2


def test_blank_periods_are_a_gap_like_absent_ones():
    points = [*series(17, 16, 15, 14), *(Point(str(y), None) for y in (2015, 2016, 2017)), Point("2018", 12)]
    assert judge(points, direction="lower").n == 2


def test_a_period_that_stands_twice_is_refused():
    with pytest.raises(PeriodError, match="twice"):
        judge([Point("2019", 1), Point("2019/20", 2)], direction="lower")


def test_a_point_is_finite():
    with pytest.raises(ValueError, match="finite"):
        Point("2019", float("nan"))


def county_series():
    old = shared("data", "saipe", "saipe_nc_sc_1989_2017.csv")
    with old.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["fips"] == "37119"]
    return [Point(row["year"], float(row["povertyR"])) for row in rows]


def test_real_county_series_reads_as_the_known_answer():
    known = json.loads(shared("data", "expected_examples.json").read_text("utf-8"))["saipe"]["mecklenburg"]
    assert [[int(p.period), p.value] for p in county_series()] == known


def test_real_county_poverty_is_too_early_after_its_gap():
    points = [*county_series(), Point("2023", 10.2)]
    judged = judge(points, direction="lower", baseline=("2023", 10.2), target=("2030", 8.0))
    assert (judged.code, judged.n) == ("too-early", 1)
    assert judged.needed_per_year == pytest.approx(-0.314, abs=5e-4)
    since_2011 = judge(points, direction="lower", baseline=("2011", 17.1), target=("2030", 8.0))
    assert (since_2011.code, since_2011.n, since_2011.first_period) == ("too-early", 2, "2017")
    assert since_2011.got_per_year == pytest.approx(-0.2)


def test_real_county_poverty_fell_from_2011_to_2017():
    judged = judge(county_series(), direction="lower", baseline=("2011", 17.1))
    assert (judged.code, judged.n) == ("falling", 7)
    assert judged.got_low <= -0.925 <= judged.got_high  # the regression slope that is on record


def test_needed_pace_of_every_demo_measure_is_the_designed_one():
    design = json.loads(shared("demo_design.json").read_text("utf-8"))
    differing = []
    for each in design["indicators"]:
        if each["target_2030"] is None:
            continue
        points = [Point(str(row[0]), row[1]) for row in each["series"]]
        judged = judge(points, direction=each["better"], target=("2030", each["target_2030"]))
        if judged.code != "met" and abs(judged.needed_per_year - each["needed_per_year"]) > 1e-3:
            differing.append((each["id"], judged.needed_per_year, each["needed_per_year"]))
    assert differing == []


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=1, max_size=12),
    st.integers(0, 40),
    st.sampled_from(["lower", "higher"]),
)
def test_turning_a_series_and_its_direction_round_keeps_the_verdict(values, goal, direction):
    other = {"lower": "higher", "higher": "lower"}[direction]
    here = judge(series(*values), direction=direction, target=("2030", goal))
    there = judge(series(*(None if v is None else -v for v in values)), direction=other, target=("2030", -goal))
    assert here.code == there.code
    assert here.code in CODES


# Words


def words(points, lang="en", **options):
    unit = options.pop("unit", "percent")
    return verdict_words(judge(points, direction=options.pop("direction", "lower"), **options), lang, unit)


def test_behind_says_what_it_needs_and_what_it_got():
    slow = series(11.0, 10.9, 10.8, 10.7, 10.6)
    assert words(slow, target=("2022", 8.5)) == ("Behind. It needs to fall 0.3 points a year. It has fallen 0.1.")
    assert words(slow, "es", target=("2022", 8.5)) == ("Con retraso. Debe bajar 0.3 puntos al año. Ha bajado 0.1.")


def test_too_early_says_how_many_figures_there_are():
    assert words(series(1, 2, 3)) == "Too early to say. We have 3 figures and judge from 5."
    assert words(series(1, 2, 3), "es") == "Demasiado pronto. Hay 3 cifras; juzgamos a partir de 5."


def test_no_clear_change_says_since_when():
    assert words(series(5, 6, 5, 6, 5, 6)) == ("No clear change. The small ups and downs since 2011 could be chance.")


def test_a_pace_too_small_to_print_is_not_printed_as_zero():
    tiny = series(10.0, 10.01, 10.02, 10.03, 10.04)
    assert words(tiny, target=("2030", 8)) == (
        "Getting worse. It needs to fall 0.1 points a year. It has risen less than 0.1."
    )


def test_a_decimal_comma_follows_the_locale_and_not_the_language():
    judged = judge(FALLING, direction="lower", target=("2016", 1))
    assert verdict_words(judged, "es", "percent", 1, decimal_comma=True) == (
        "Con retraso. Debe bajar 5,0 puntos al año. Ha bajado 1,0."
    )


def test_periods_are_printed_as_people_write_them():
    quarters = [Point(f"{2024 + n // 4}-Q{n % 4 + 1}", 100.0 + n) for n in range(8)]
    assert words(quarters, unit="", direction="higher") == "Rising. It has risen 4.0 a year since Q1 2024."
    assert words(quarters, "es", unit="", direction="higher") == "Sube. Ha subido 4.0 al año desde T1 2024."
    months = [Point(f"2024-{n:02d}", 100.0 + n) for n in range(3, 9)]
    assert words(months, "es", unit="", direction="higher").endswith("desde marzo de 2024.")


def test_money_carries_its_sign():
    dollars = series(1000, 1100, 1200, 1300, 1400)
    assert words(dollars, unit="money", direction="higher") == "Rising. It has risen $100.0 a year since 2011."
    needed = words(dollars, unit="money", direction="higher", target=("2020", 2900))
    assert needed == "Behind. It needs to rise $300.0 a year. It has risen $100.0."


def test_where_the_ends_say_the_opposite_of_the_pace_both_are_said_in_one_sentence():
    points = series(400, *range(200, 340, 10))
    assert words(points, unit="money", direction="higher") == (
        "Rising. It has risen $10.0 a year since 2011, all figures together, though the last is below the first."
    )
    assert words(points, "es", unit="money", direction="higher") == (
        "Sube. Ha subido $10.0 al año desde 2011, vistas todas las cifras, aunque la última es menor que la primera."
    )


def test_a_missed_date_is_said():
    assert words(FALLING, target=("2014", 5)) == "Behind. The goal was for 2014, and it is not reached."


@pytest.mark.parametrize("name", CODES)
def test_every_verdict_has_a_label_in_both_languages(name):
    assert label(name, "en") != label(name, "es")


def test_the_flag_unusual_has_a_label_but_is_no_verdict():
    assert set(LABELS) - set(CODES) == {"unusual"}


FORBIDDEN = ("significant", "p-value", "baseline", "indicator", "error", "valid")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_sentences_are_short_and_free_of_forbidden_words(lang):
    examples = [
        words(points, lang, target=target, direction=direction)
        for points in (FALLING, series(1), series(5, 6, 5, 6, 5, 6), series(1, 2, 3, 4, 5))
        for target in (None, ("2016", 1), ("2030", 5), ("2020", 1), ("2012", 0))
        for direction in ("lower", "higher")
    ]
    sentences = [part for text in examples for part in text.split(". ")]
    assert [part for part in sentences if len(part.split()) > 20] == []
    assert [text for text in examples if any(word in text.lower() for word in FORBIDDEN)] == []
