"""Several askings of the same people: with all there it is the paired change, with some missing a likelihood."""

import numpy as np
import pytest

from commonweal.engines.psychometrics.change import paired_change
from commonweal.engines.psychometrics.waves import mixed_waves

PEOPLE = 24
RNG = np.random.default_rng(3)
LEVEL = RNG.normal(10, 3, PEOPLE)
PRE = LEVEL + RNG.normal(0, 1, PEOPLE)
POST = LEVEL + 2 + RNG.normal(0, 1, PEOPLE)


def long(pre: np.ndarray, post: np.ndarray) -> tuple[list[int], list[str], list[float]]:
    rows = [(i, "pre", v) for i, v in enumerate(pre)] + [(i, "post", v) for i, v in enumerate(post)]
    people, waves, values = zip(*((i, wave, float(v)) for i, wave, v in rows if not np.isnan(v)), strict=True)
    return list(people), list(waves), list(values)


@pytest.mark.covers("G7", "F-TRN-6")
def test_with_everybody_there_twice_it_is_the_paired_change() -> None:
    found, paired = mixed_waves(*long(PRE, POST)), paired_change(list(PRE), list(POST))
    assert found is not None
    (post,) = found.waves
    assert (post.change, post.low, post.high) == pytest.approx((paired.mean, paired.low, paired.high), abs=1e-7)
    assert (found.df, found.people, post.n) == (PEOPLE - 1, PEOPLE, PEOPLE)


def test_those_who_missed_the_second_asking_still_tell_of_the_first() -> None:
    """Who began low left: the pairs' first mean is too high, and the model's is between it and everybody's."""
    gone = POST.copy()
    gone[np.argsort(PRE)[:6]] = np.nan
    found = mixed_waves(*long(PRE, gone))
    assert found is not None
    stayed = ~np.isnan(gone)
    naive = gone[stayed].mean() - PRE.mean()
    pairs = (gone[stayed] - PRE[stayed]).mean()
    assert found.first == pytest.approx(PRE.mean())
    assert abs(found.waves[0].change - pairs) < abs(naive - pairs) / 4


def test_variances_are_where_the_restricted_likelihood_is_highest() -> None:
    """Against the likelihood of what does not depend on the means, written out with the whole matrix."""
    gone = POST.copy()
    gone[:5] = np.nan
    people, waves, values = long(PRE, gone)
    found = mixed_waves(people, waves, values)
    assert found is not None
    y = np.array(values)
    x = np.column_stack([np.ones(len(y)), [wave == "post" for wave in waves]]).astype(float)
    same = np.equal.outer(people, people).astype(float)
    contrasts = np.linalg.svd(np.eye(len(y)) - x @ np.linalg.pinv(x))[0][:, : len(y) - 2]

    def likelihood(between: float, within: float) -> float:
        v = contrasts.T @ (between * same + within * np.eye(len(y))) @ contrasts
        told = contrasts.T @ y
        # Of a normal distribution with this covariance, but for what does not depend on it.
        return float(-np.linalg.slogdet(v)[1] - told @ np.linalg.solve(v, told)) / 2

    best = likelihood(found.between, found.within)
    near = [(found.between * b, found.within * w) for b in (0.98, 1, 1.02) for w in (0.98, 1, 1.02) if (b, w) != (1, 1)]
    assert max(likelihood(*each) for each in near) < best


def test_people_who_do_not_differ_have_no_spread_of_their_own() -> None:
    rng = np.random.default_rng(5)
    noise = rng.normal(0, 1, PEOPLE)
    found = mixed_waves(*long(noise, -noise))
    assert found is not None
    assert found.between == 0


def test_few_people_or_one_wave_are_no_case_for_it() -> None:
    assert mixed_waves(*long(PRE[:10], POST[:10])) is None
    assert mixed_waves(list(range(PEOPLE)), ["pre"] * PEOPLE, list(PRE)) is None


def test_people_who_all_move_alike_leave_nothing_to_estimate() -> None:
    assert mixed_waves(*long(PRE, PRE + 1)) is None
