"""Approval, score and orders of preference; what is true of Schulze's method is tried on elections made by chance."""

from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from commonweal.engines.voting.agreement import kendalls_w
from commonweal.engines.voting.choosing import count_approval, count_score
from commonweal.engines.voting.condorcet import count_rankings, pairwise, schulze_winners, strongest_paths

pytestmark = pytest.mark.covers("D6")

#: Schulze 2011, example 1: 45 voters, no option beats all others, E is chosen.
SCHULZE_2011 = {
    "A>C>B>E>D": 5, "A>D>E>C>B": 5, "B>E>D>A>C": 8, "C>A>B>E>D": 3,
    "C>A>E>B>D": 7, "C>B>A>D>E": 2, "D>C>E>B>A": 7, "E>B>A>D>C": 8,
}  # fmt: skip


def ranking(text):
    return [place.split("=") for place in text.split(">")]


def elections(seed, number, options="ABCD"):
    """Small elections with ties and unranked options, so that cycles and ties are common."""
    random = Random(seed)
    for _ in range(number):
        yield [some_ranking(random, options) for _ in range(random.randint(1, 7))]


def some_ranking(random, options):
    kept = random.sample(options, random.randint(1, len(options)))
    places = [[kept[0]]]
    for option in kept[1:]:
        if random.random() < 0.2:
            places[-1].append(option)
        else:
            places.append([option])
    return places


def strongest_path_by_trying_all(pairs, a, b):
    won = {(x, y): votes if votes > pairs[y][x] else 0 for x, row in pairs.items() for y, votes in row.items()}
    between = [option for option in pairs if option not in (a, b)]
    return max(
        min(won[step] for step in zip((a, *way), (*way, b), strict=True))
        for length in range(len(between) + 1)
        for way in permutations(between, length)
    )


def test_the_published_example_of_schulze():
    found = count_rankings([ranking(text) for text, number in SCHULZE_2011.items() for _ in range(number)])
    assert (found.winner, found.by, found.valid) == ("E", "schulze", 45)
    assert strongest_paths(found.pairwise) == {
        "A": {"B": 28, "C": 28, "D": 30, "E": 24},
        "B": {"A": 25, "C": 28, "D": 33, "E": 24},
        "C": {"A": 25, "B": 29, "D": 29, "E": 24},
        "D": {"A": 25, "B": 28, "C": 28, "E": 24},
        "E": {"A": 25, "B": 28, "C": 28, "D": 31},
    }


def test_paths_are_as_strong_as_the_best_of_all_ways():
    for ballots in elections(1, 300):
        pairs = pairwise(ballots, "ABCD")
        found = strongest_paths(pairs)
        assert all(found[a][b] == strongest_path_by_trying_all(pairs, a, b) for a in pairs for b in pairs[a])


def test_who_beats_every_other_wins_and_schulze_agrees():
    for ballots in elections(2, 500):
        found = count_rankings(ballots, "ABCD")
        beats_all = [a for a in "ABCD" if all(found.pairwise[a][b] > found.pairwise[b][a] for b in found.pairwise[a])]
        assert (found.by == "condorcet") is bool(beats_all)
        assert not beats_all or ([found.winner], schulze_winners(found.pairwise)) == (beats_all, tuple(beats_all))


def test_no_option_is_favoured_for_its_name():
    swap = str.maketrans("ABCD", "CDBA")
    for ballots in elections(3, 300):
        renamed = [[[option.translate(swap) for option in place] for place in ballot] for ballot in ballots]
        found, again = count_rankings(ballots, "ABCD"), count_rankings(renamed, "ABCD")
        first = {found.winner} if found.winner else set(found.tied)
        second = {again.winner} if again.winner else set(again.tied)
        assert {option.translate(swap) for option in first} == second


def test_no_voter_counts_more_than_another():
    random = Random(4)
    for ballots in elections(5, 200):
        found = count_rankings(ballots, "ABCD")
        mixed = count_rankings(random.sample(ballots, len(ballots)), "ABCD")
        assert (mixed.winner, mixed.tied, mixed.pairwise) == (found.winner, found.tied, found.pairwise)


def test_a_copy_of_an_option_changes_no_other_win():
    """Schulze's method is independent of clones: a copy beside D, ranked next to it, moves nobody else."""
    for ballots in elections(6, 300):
        cloned = [
            [place for old in ballot for place in ([old, ["d"]] if old == ["D"] else [[*old, *("d" * ("D" in old))]])]
            for ballot in ballots
        ]
        before = set(schulze_winners(pairwise(ballots, "ABCD")))
        after = set(schulze_winners(pairwise(cloned, "ABCDd")))
        assert before - {"D"} == after - {"D", "d"}
        assert ("D" in before) == bool(after & {"D", "d"})


def test_more_support_never_loses_a_win():
    for ballots in elections(7, 300):
        winners = schulze_winners(pairwise(ballots, "ABCD"))
        for winner in winners:
            raised = [[winner], *without(ballots[0], winner)]
            assert winner in schulze_winners(pairwise([raised, *ballots[1:]], "ABCD"))


def without(ballot, option):
    places = [[other for other in place if other != option] for place in ballot]
    return [place for place in places if place]


def test_unranked_options_come_last_and_tied():
    found = count_rankings([ranking("A>B")], "ABCD")
    assert found.pairwise["B"]["C"] == 1
    assert (found.pairwise["C"]["D"], found.pairwise["D"]["C"]) == (0, 0)


def test_a_perfect_tie_has_no_winner():
    found = count_rankings([ranking("A>B"), ranking("B>A")])
    assert (found.winner, found.carried, found.tied) == (None, False, ("A", "B"))


def test_who_ranks_nothing_abstains():
    found = count_rankings([None, [], ranking("A>B")], "AB")
    assert (found.valid, found.abstentions, found.winner) == (1, 2, "A")


def test_only_empty_ballots_choose_nothing():
    found = count_rankings([None, None], "AB")
    assert (found.winner, found.carried, found.by, found.tied) == (None, False, None, ())


def test_approval_counts_each_mark_once():
    found = count_approval([["A", "B"], ["B"], None], "ABC")
    assert (dict(found.counts), found.winner, found.valid, found.abstentions) == ({"A": 1, "B": 2, "C": 0}, "B", 2, 1)


def test_approval_without_a_mark_chooses_nothing():
    found = count_approval([None, []], "AB")
    assert (found.winner, found.carried, found.tied, found.abstentions) == (None, False, (), 2)


def test_a_tie_of_approval_has_no_winner():
    found = count_approval([["A"], ["B"]], "ABC")
    assert (found.winner, found.carried, found.tied) == (None, False, ("A", "B"))


def test_the_mean_is_over_those_who_scored_and_exact():
    found = count_score([{"A": 1, "B": 5}, {"A": 2}, {"A": 2}], "ABC")
    assert dict(found.counts) == {"A": Fraction(5, 3), "B": Fraction(5)}
    assert (found.winner, found.scored) == ("B", {"A": 3, "B": 1, "C": 0})


def test_means_that_differ_only_beyond_a_binary_number_still_differ():
    tenth = Fraction(1, 10)
    found = count_score([{"A": 3 * tenth, "B": tenth + tenth + tenth}])
    assert found.tied == ("A", "B")


@pytest.mark.parametrize(
    ("ratings", "w"), [([[1, 1], [2, 2], [3, 3]], 1), ([[1, 3], [2, 2], [3, 1]], 0), ([[1, 1], [1, 1]], None)]
)
def test_kendalls_w_is_one_where_all_agree_and_none_where_nobody_tells_apart(ratings, w):
    assert kendalls_w(ratings).w == w
