"""What a goal means in people, Healthy People's status, and what absent partners could change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.engines.series.absent_partners import Coverage, would_change
from commonweal.engines.series.goal_arithmetic import People, best_change, goal_arithmetic
from commonweal.engines.series.goal_words import WORDS, absent_words, goal_words
from commonweal.engines.series.progress import healthy_people_status, share_of_targeted_change
from commonweal.engines.series.target import Point, judge


def series(*values, start=2011):
    return [Point(str(start + i), value) for i, value in enumerate(values)]


POVERTY = series(17, 16.2, 15.1, 14.7, 13.9, 14, 13.8, 13.2, 13.5, 13.1)


# In people


def test_goal_means_so_many_people_in_all_and_a_year():
    found = goal_arithmetic(POVERTY, direction="lower", target=("2030", 8), people=People(120_000))
    assert (found.people_in_a_point, found.people_to_go) == (1200, pytest.approx(5.1 * 1200))
    assert found.people_per_year == pytest.approx(612)
    assert found.needed_per_year == pytest.approx(-0.51)


def test_best_change_is_the_steepest_of_five_figures():
    best = best_change(POVERTY, "lower")
    assert (best.first_period, best.last_period, best.per_year) == ("2011", "2015", pytest.approx(-0.770833333))
    assert best.low < best.per_year < best.high


def test_best_change_of_few_figures_is_between_two_neighbours_and_has_no_interval():
    best = best_change(series(10, 12, 11), "higher")
    assert (best.per_year, best.low, best.first_period) == (2, None, "2011")


def test_best_change_does_not_reach_over_a_long_gap():
    points = [*series(10, 10, 10, 10, 10), *series(50, 51, 52, 53, 54, start=2022)]
    best = best_change(points, "higher")
    assert (best.first_period, best.per_year) == ("2022", 1)


def test_stretch_is_the_need_over_the_best():
    found = goal_arithmetic(series(1, 2, 3, 4, 5), direction="higher", target=("2025", 35))
    assert (found.needed_per_year, found.best.per_year, found.stretch) == (3, 1, 3)


def test_uncertain_latest_figure_makes_the_need_uncertain():
    points = series(1, 2, 3, 4, 5)
    found = goal_arithmetic(points, direction="higher", target=("2025", 35), latest_between=(4, 6))
    assert (found.needed_low, found.needed_high) == (pytest.approx(2.9), pytest.approx(3.1))


def test_series_that_never_moved_the_right_way_has_no_stretch():
    found = goal_arithmetic(series(5, 4, 3, 2, 1), direction="higher", target=("2030", 8))
    assert (found.stretch, found.stretch_low, found.stretch_high) == (None, None, None)
    assert goal_words(found) == "It needs 0.5 a year, and has never moved the right way for long."


def test_reached_goal_leaves_nobody_to_go():
    found = goal_arithmetic(series(7.5), direction="lower", target=("2030", 8), people=People(1000))
    assert found.people_to_go == 0
    assert goal_words(found) == "Nobody is left to go: the goal is met."


def test_goal_whose_date_has_passed_has_people_and_no_pace():
    found = goal_arithmetic(series(9), direction="lower", target=("2010", 8), people=People(1000))
    assert (found.needed_per_year, found.people_to_go, found.people_per_year) == (None, 10, None)
    assert goal_words(found) == "About 10 people are still to go."


def test_no_figure_has_no_arithmetic():
    assert goal_arithmetic([Point("2019", None)], direction="lower", target=("2030", 8)) is None


def test_arithmetic_is_said_in_both_languages():
    found = goal_arithmetic(POVERTY, direction="lower", target=("2030", 8), people=People(120_000))
    assert goal_words(found, unit="percent") == (
        "About 6,120 people are still to go, 612 a year. It needs 0.5 points a year; the best so far was 0.8 "
        "(likely 0.4 to 1.1), 2011 to 2015. It has moved that fast before."
    )
    assert goal_words(found, "es", "percent") == (
        "Faltan unas 6,120 personas, 612 al año. Necesita 0.5 puntos al año; lo mejor fue 0.8 "
        "(probablemente de 0.4 a 1.1), de 2011 a 2015. Ya ha avanzado a ese ritmo antes."
    )


# Healthy People


def test_share_of_the_change_is_undefined_where_nothing_is_to_change():
    assert share_of_targeted_change(8, 9, 8) is None
    assert share_of_targeted_change(10, 9, 8) == 0.5


@pytest.mark.parametrize(
    ("latest", "changed", "status"),
    [
        (8, None, "met"), (7, False, "met"), (9, True, "improved"), (9, False, "little-change"),
        (9.9, None, "little-change"), (9.8, None, "improved"), (10.5, None, "little-change"),
        (11, None, "got-worse"), (10.5, True, "got-worse"), (10, True, "little-change"),
    ],
)  # fmt: skip
def test_status_of_a_goal_from_10_down_to_8(latest, changed, status):
    assert healthy_people_status(10, latest, 8, changed=changed) == status


def test_goal_that_is_to_hold_its_start_needs_a_direction():
    assert healthy_people_status(8, 8, 8, direction="lower") == "met"
    assert healthy_people_status(8, 9, 8, direction="lower") == "got-worse"
    with pytest.raises(ValueError, match="direction"):
        healthy_people_status(8, 9, 8)


# Absent partners


GROWING = series(1000, 1050, 1120, 1150, 1200, 1260, 1310)


def test_absent_partners_of_a_sum_turn_the_verdict_by_what_they_add():
    coverage = Coverage(partners_in=18, partners_asked=21, numerator=1310)
    found = would_change(GROWING, direction="higher", coverage=coverage, target=("2025", 1800))
    assert (found.code, found.usual) == ("on-track", pytest.approx(1310 / 18 * 3))
    assert (found.higher.code, found.higher.absent_report) == ("met", pytest.approx(490))
    assert (found.lower.code, found.lower.absent_report) == ("either-way", pytest.approx(90))


def test_absent_partners_of_a_percent_cannot_report_more_than_all():
    coverage = Coverage(18, 21, numerator=2620, denominator=20_000, scale=100, capped=True)
    found = would_change(POVERTY, direction="lower", coverage=coverage, baseline=("2011", 17), target=("2025", 10))
    assert (found.code, found.higher) == ("behind", None)
    assert (found.lower.code, found.lower.way) == ("either-way", "at-most")
    assert 0 < found.lower.absent_report < found.usual < 100


def test_turn_that_would_take_more_than_everybody_is_none():
    goal = {"direction": "lower", "target": ("2060", 1)}
    three, one = (Coverage(21 - absent, 21, 2620, 20_000, scale=100, capped=True) for absent in (3, 1))
    assert would_change(POVERTY, coverage=three, **goal).higher.absent_report == pytest.approx(82.4)
    assert would_change(POVERTY, coverage=one, **goal).higher is None


def test_known_size_of_the_absent_counts():
    small = Coverage(18, 21, 2620, 20_000, scale=100, absent_denominator=10, capped=True)
    found = would_change(POVERTY, direction="lower", coverage=small, target=("2025", 10))
    assert found.stays


def test_with_nobody_absent_there_is_nothing_to_change():
    assert would_change(POVERTY, direction="lower", coverage=Coverage(21, 21, 100), target=("2025", 10)) is None


@pytest.mark.parametrize("counts", [(0, 5), (6, 5)])
def test_coverage_that_cannot_be_is_refused(counts):
    with pytest.raises(ValueError, match="partner"):
        Coverage(*counts, numerator=1)


@given(
    st.lists(st.integers(1, 200), min_size=6, max_size=10, unique=True),
    st.integers(1, 400),
    st.sampled_from(["lower", "higher"]),
    st.integers(1, 9),
)
def test_figure_at_a_turn_has_the_verdict_that_is_named(values, goal, direction, absent):
    points = series(*values)
    coverage = Coverage(10, 10 + absent, numerator=values[-1])
    found = would_change(points, direction=direction, coverage=coverage, target=("2030", goal))
    for turn in (found.lower, found.higher):
        if turn is not None:
            full = [*points[:-1], Point(points[-1].period, coverage.full_figure(turn.absent_report))]
            assert judge(full, direction=direction, target=("2030", goal)).code == turn.code
            assert turn.code != found.code


def test_turns_are_said_rounded_so_that_they_hold():
    coverage = Coverage(18, 21, numerator=2620, denominator=20_000, scale=100, capped=True)
    found = would_change(POVERTY, direction="lower", coverage=coverage, baseline=("2011", 17), target=("2025", 10))
    assert found.lower.absent_report == pytest.approx(11.8167, abs=1e-4)
    assert absent_words(found, coverage, unit="percent") == (
        "It turns to “Could go either way” if the 3 missing partners report 11.8% or less. "
        "Like the others, they would report 13.1%."
    )


def test_turns_are_rounded_down_where_less_is_asked_and_up_where_more_is():
    percent = Coverage(18, 21, numerator=2620, denominator=20_000, scale=100, capped=True)
    found = would_change(POVERTY, direction="lower", coverage=percent, target=("2060", 1))
    assert [round(turn.absent_report, 2) for turn in (found.lower, found.higher)] == [9.73, 82.4]
    assert absent_words(found, percent, unit="percent", decimals=0) == (
        "It turns to “On track” if the 3 missing partners report 9% or less. "
        "It turns to “Behind” if the 3 missing partners report 83% or more. Like the others, they would report 13%."
    )


def test_verdict_that_stays_is_said_so():
    coverage = Coverage(18, 21, 2620, 20_000, scale=100, absent_denominator=10, capped=True)
    found = would_change(POVERTY, direction="lower", coverage=coverage, target=("2025", 10))
    assert absent_words(found, coverage, "es") == (
        "Informen lo que informen las 3 organizaciones que faltan, el veredicto sigue: Con retraso."
    )


def test_one_absent_partner_is_said_as_one():
    coverage = Coverage(20, 21, 2620, 20_000, scale=100, capped=True)
    found = would_change(POVERTY, direction="lower", coverage=coverage, target=("2060", 1))
    assert absent_words(found, coverage, unit="percent") == (
        "It turns to “On track” if the one missing partner reports 3.0% or less. "
        "Like the others, it would report 13.1%."
    )
    assert absent_words(found, coverage, "es", "percent") == (
        "Pasa a «Vamos bien» si la organización que falta informa 3.0 % o menos. "
        "Si fuera como las demás, informaría 13.1 %."
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_sentences_are_short_and_free_of_forbidden_words(lang):
    found = goal_arithmetic(POVERTY, direction="lower", target=("2030", 8), people=People(120_000))
    texts = [each[lang] for each in WORDS.values()] + [goal_words(found, lang, "percent")]
    sentences = [sentence for text in texts for sentence in text.split(". ")]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []
    assert [
        text for text in texts if any(word in text.lower() for word in ("significant", "baseline", "indicator"))
    ] == []
