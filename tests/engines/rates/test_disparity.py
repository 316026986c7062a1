"""How far groups are apart in one number, and the sentence that says it."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commonweal.engines.rates import disparity
from commonweal.engines.rates.disparity import groups_of
from commonweal.engines.rates.gaps import GapError, Group, compare
from commonweal.engines.rates.words import comparison_words, gain_words, gap_words, rate_words

PEOPLE = st.integers(1, 10_000)
GROUPS = st.lists(st.tuples(st.floats(0.001, 1), PEOPLE), min_size=1, max_size=12).map(
    lambda rows: groups_of(*zip(*rows, strict=True))
)


def test_equal_rates_leave_nothing_between_groups():
    same = groups_of([0.2] * 4, [10, 20, 30, 40])
    assert disparity.between_group_variance(same)[0] == pytest.approx(0, abs=1e-18)
    assert disparity.theil(same)[0] == pytest.approx(0, abs=1e-15)
    assert disparity.mean_log_deviation(same)[0] == pytest.approx(0, abs=1e-15)
    assert disparity.index_of_disparity(same, weighted=True) == pytest.approx(0, abs=1e-15)
    assert disparity.attributable_risk(same, "lower") == pytest.approx(0, abs=1e-15)


@given(GROUPS)
def test_no_measure_is_ever_negative(groups):
    found = [
        disparity.between_group_variance(groups)[0],
        disparity.theil(groups)[0],
        disparity.mean_log_deviation(groups)[0],
        disparity.index_of_disparity(groups, weighted=False),
        disparity.attributable_risk(groups, "lower"),
        disparity.attributable_risk(groups, "higher"),
    ]
    assert min(found) >= 0


@given(GROUPS, st.floats(0.01, 100))
def test_relative_measures_do_not_know_the_unit_and_absolute_ones_do(groups, factor):
    other = disparity.Groups(groups.rates * factor, groups.shares)
    for relative in (
        disparity.variation,
        lambda g: disparity.theil(g)[0],
        lambda g: disparity.mean_log_deviation(g)[0],
    ):
        assert relative(other) == pytest.approx(relative(groups), rel=1e-6, abs=1e-9)
    assert disparity.between_group_sd(other) == pytest.approx(disparity.between_group_sd(groups) * factor, abs=1e-9)


@given(GROUPS, st.randoms())
def test_the_order_of_groups_does_not_matter(groups, chance):
    order = list(range(len(groups.rates)))
    chance.shuffle(order)
    other = disparity.Groups(groups.rates[order], groups.shares[order])
    assert disparity.theil(other)[0] == pytest.approx(disparity.theil(groups)[0], abs=1e-12)
    assert disparity.between_group_sd(other) == pytest.approx(disparity.between_group_sd(groups), abs=1e-12)


@given(GROUPS)
def test_splitting_a_group_in_two_alike_changes_only_what_counts_groups(groups):
    rates, shares = np.append(groups.rates, groups.rates[0]), np.append(groups.shares, groups.shares[0] / 2)
    shares[0] /= 2
    split = disparity.Groups(rates, shares)
    assert disparity.theil(split)[0] == pytest.approx(disparity.theil(groups)[0], abs=1e-12)
    assert disparity.attributable_risk(split, "lower") == pytest.approx(disparity.attributable_risk(groups, "lower"))


def test_a_reference_worse_than_the_mean_leaves_nothing_to_gain():
    assert disparity.attributable_risk(groups_of([0.1, 0.3], [1, 1]), "lower", reference=0.3) == 0


def test_the_best_group_and_the_mean_tell_the_same_gap_as_par():
    groups = groups_of([0.1, 0.3, 0.2], [10, 20, 30])
    par = disparity.attributable_risk(groups, "higher")
    assert disparity.mean_difference(groups, 0.3, weighted=True) == pytest.approx(par)


def test_a_rate_of_0_adds_nothing_to_theil_and_leaves_no_mean_log_deviation():
    groups = groups_of([0, 0.2], [10, 10])
    assert disparity.theil(groups, [0.1, 0.1]) == (pytest.approx(np.log(2)), None)
    assert disparity.mean_log_deviation(groups) == (None, None)


def test_rates_of_0_everywhere_have_no_relative_measure():
    groups = groups_of([0, 0], [10, 10])
    relative = [
        disparity.variation(groups),
        disparity.index_of_disparity(groups, weighted=True),
        disparity.attributable_fraction(groups, "lower"),
        disparity.theil(groups)[0],
    ]
    assert relative == [None] * 4
    assert disparity.attributable_risk(groups, "higher") == 0


def test_one_group_has_no_gap():
    alone = groups_of([0.4], [5])
    assert (disparity.between_group_sd(alone), disparity.attributable_risk(alone, "lower")) == (0, 0)


def test_a_group_of_nobody_weighs_nothing_where_groups_are_weighed():
    with_nobody, without = groups_of([0.2, 0.4, 0.9], [10, 10, 0]), groups_of([0.2, 0.4], [10, 10])
    assert disparity.theil(with_nobody)[0] == disparity.theil(without)[0]
    assert disparity.mean_log_deviation(with_nobody)[0] == disparity.mean_log_deviation(without)[0]


WRONG = [([], []), ([0.1], [1, 2]), ([-0.1], [1]), ([0.1], [0]), ([0.1], [-1]), ([float("nan")], [1])]


@pytest.mark.parametrize(("rates", "people"), WRONG)
def test_what_are_no_groups_is_refused(rates, people):
    with pytest.raises(ValueError, match=r"[Gg]roup|below"):
        groups_of(rates, people)


def test_a_direction_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'up'"):
        disparity.best_rate(groups_of([0.1], [1]), "up")


# ---- Slope ----------------------------------------------------------------------------------------


def test_rates_on_a_line_have_its_slope():
    shares = np.array([0.1, 0.3, 0.2, 0.15, 0.25])
    line = 0.2 + 0.5 * (np.cumsum(shares) - shares / 2)
    found = disparity.slope_index(groups_of(line, shares))
    assert (found.sii.value, found.rii) == pytest.approx((0.5, 0.7 / 0.2))


@given(st.lists(st.tuples(st.floats(0.01, 1), PEOPLE), min_size=5, max_size=10))
def test_the_slope_turns_round_with_the_order(rows):
    there = disparity.slope_index(groups_of(*zip(*rows, strict=True)))
    back = disparity.slope_index(groups_of(*zip(*rows[::-1], strict=True)))
    assert there.sii.value == pytest.approx(-back.sii.value, abs=1e-9)
    assume(there.rii is not None and back.rii is not None and there.rii > 1e-6)
    assert there.rii == pytest.approx(1 / back.rii, rel=1e-6)


def test_four_groups_have_no_slope():
    found = disparity.slope_index(groups_of([0.1, 0.2, 0.3, 0.4], [1] * 4))
    assert (found.sii.value, found.rii) == (None, None)


def test_a_line_that_starts_below_0_has_a_slope_and_no_ratio():
    found = disparity.slope_index(groups_of([0, 0, 0, 0.1, 0.5], [1] * 5))
    assert (found.sii.value > 0, found.rii) == (True, None)


def test_the_interval_of_the_slope_is_that_of_drawing_the_rates_again():
    rates, people, errors = np.array([0.3, 0.25, 0.2, 0.2, 0.1]), [200, 150, 300, 250, 100], np.full(5, 0.02)
    found = disparity.slope_index(groups_of(rates, people), errors)
    drawn = [
        disparity.slope_index(groups_of(np.abs(draw), people)).sii.value
        for draw in np.random.default_rng(7).normal(rates, errors, (4000, 5))
    ]
    assert (found.sii.high - found.sii.low) / 2 / 1.96 == pytest.approx(np.std(drawn), rel=0.05)


# ---- Gaps and their sentences ---------------------------------------------------------------------


def told(first, second, lang="en", direction="lower"):
    """The gap of A to B, which is the reference."""
    found = compare([Group("A", *first), Group("B", *second)], reference="B", direction=direction)
    return gap_words(found, found.groups[0], lang)


@pytest.mark.covers("H1", "F-PRI-1")
def test_a_gap_is_said_from_the_higher_rate():
    sentence = "A’s rate is 2.0 times B’s (likely 1.5–2.7): 60 more per 1,000."
    assert told((120, 1000), (60, 1000)) == sentence
    assert told((60, 1000), (120, 1000)) == sentence.replace("A’s", "C’s").replace("B’s", "A’s").replace("C’s", "B’s")


SENTENCES = {
    "chance": (
        (90, 1000), (80, 1000),
        "A’s rate is 1.1 times B’s (likely 0.8–1.5): 10 more per 1,000. With these numbers the gap could be chance.",
        "La tasa de A es 1.1 veces la de B (probablemente 0.8–1.5): 10 más por cada 1,000. "
        "Con estas cifras la diferencia podría ser azar.",
    ),
    "nearly equal": (
        (960, 1000), (930, 1000),
        "A’s rate is 30 per 1,000 above B’s (likely between 10 and 50).",
        "La tasa de A supera a la de B en 30 por cada 1,000 (probablemente entre 10 y 50).",
    ),
    "equal": ((90, 300), (300, 1000), "A’s rate is the same as B’s.", "La tasa de A es igual a la de B."),
    "none there": (
        (30, 1000), (0, 1000),
        "A’s rate is 30 per 1,000. B’s is zero.",
        "La tasa de A es de 30 por cada 1,000. La de B es cero.",
    ),
    "too few": (
        (3, 9), (60, 1000),
        "A and B: too few cases to compare them reliably.",
        "A y B: muy pocos casos para compararlos con seguridad.",
    ),
    "too few to compare with": (
        (60, 1000), (3, 9),
        "A and B: too few cases to compare them reliably.",
        "A y B: muy pocos casos para compararlos con seguridad.",
    ),
    "no figure": ((None, 9, None, "missing"), (60, 1000), "A: no figure.", "A: sin cifra."),
}  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_a_gap_has_its_sentence_in_both_languages(name):
    first, second, english, spanish = SENTENCES[name]
    assert (told(first, second), told(first, second, "es")) == (english, spanish)


def test_a_name_that_ends_in_s_takes_no_second_s():
    found = compare([Group("Girls", 120, 1000), Group("Boys", 60, 1000)], direction="lower")
    assert comparison_words(found).startswith("Girls’ rate is 2.0 times Boys’ (likely")


def test_a_gap_that_may_be_chance_promises_nobody_a_gain():
    found = compare([Group("A", 90, 1000), Group("B", 80, 1000)], direction="lower")
    assert (found.summary.par_people, gain_words(found)) == (pytest.approx(10), "")


@pytest.mark.covers("H1", "F-PRI-1")
def test_a_gap_is_told_in_people_too():
    found = compare([Group("A", 120, 1000), Group("B", 60, 1000)], direction="lower")
    assert gain_words(found) == "At B’s rate, all groups together would have 60 fewer."
    assert gain_words(found, "es") == "Con la tasa de B, entre todos habría 60 menos."


def test_few_people_are_told_in_people():
    found = compare([Group("A", 3, 12), Group("B", 60, 1000)], direction="lower")
    assert rate_words(found.groups[0]) == "A: 3 of 12."


@pytest.mark.parametrize("lang", ["en", "es"])
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=6))
def test_no_sentence_uses_a_statisticians_word_or_is_long(lang, rows):
    groups = [Group(f"G{i}", k, k + others) for i, (k, others) in enumerate(rows)]
    assume(any(group.rate is not None for group in groups))
    found = compare(groups, direction="lower")
    for text in (comparison_words(found, lang), *(gap_words(found, gap, lang) for gap in found.groups)):
        assert not {"significant", "significativo", "p", "nan", "None", "inf"} & set(text.strip(".").split())
        assert max(len(sentence.split()) for sentence in text.split(". ")) <= 20


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), min_size=2, max_size=6))
def test_every_group_is_there_and_none_is_averaged_away(rows):
    groups = [Group(f"G{i}", k, k + others) for i, (k, others) in enumerate(rows)]
    assert [gap.group for gap in compare(groups, direction="higher").groups] == groups


def test_of_two_best_groups_the_first_is_the_reference():
    found = compare([Group("A", 3, 30), Group("B", 10, 100)], direction="lower")
    assert found.reference == "A"


FAULTS = {
    "group-twice": ([Group("A", 1, 2), Group(" a", 1, 2)], {"direction": "lower"}),
    "below-nought": ([Group("A", -1, 2)], {"direction": "lower"}),
    "numerator-above-denominator": ([Group("A", 3, 2)], {"direction": "lower"}),
    "no-rates": ([Group("A", None, 2), Group("B", 0, 0)], {"direction": "lower"}),
    "unknown-reference": ([Group("A", 1, 2)], {"reference": "B"}),
    "reference-without-rate": ([Group("A", 1, 2), Group("B", None, 2)], {"reference": "B"}),
    "no-direction": ([Group("A", 1, 2)], {}),
}


@pytest.mark.parametrize("code", FAULTS)
def test_groups_that_cannot_be_compared_are_refused(code):
    groups, options = FAULTS[code]
    with pytest.raises(GapError) as fault:
        compare(groups, **options)
    assert fault.value.code == code
