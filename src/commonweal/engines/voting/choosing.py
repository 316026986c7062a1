"""Votes that choose among options: approval and score. Means are fractions; a tie has no winner."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from commonweal.engines.voting.results import APPROVAL, SCORE, Result


def count_approval(ballots: Iterable[Collection[str] | None], options: Sequence[str] = ()) -> Result:
    """A ballot is the options that somebody can live with; one that names none abstains."""
    votes: Counter[str] = Counter(dict.fromkeys(options, 0))
    valid = abstentions = 0
    for ballot in ballots:
        votes.update(set(ballot or ()))
        valid, abstentions = (valid + 1, abstentions) if ballot else (valid, abstentions + 1)
    first = leaders(votes) if valid else ()
    return _chosen(Result(APPROVAL, valid, abstentions, dict(votes)), first)


def count_score(ballots: Iterable[Mapping[str, Fraction | int] | None], options: Sequence[str] = ()) -> Result:
    """The mean of each option over those who scored it: who left it out neither helps nor harms it."""
    totals: dict[str, Fraction] = dict.fromkeys(options, Fraction(0))
    scored: Counter[str] = Counter(dict.fromkeys(options, 0))
    valid = abstentions = 0
    for ballot in ballots:
        for option, score in (ballot or {}).items():
            totals[option] = totals.get(option, Fraction(0)) + Fraction(score)
            scored[option] += 1
        valid, abstentions = (valid + 1, abstentions) if ballot else (valid, abstentions + 1)
    means = {option: total / scored[option] for option, total in totals.items() if scored[option]}
    return _chosen(Result(SCORE, valid, abstentions, means, scored=dict(scored)), leaders(means))


def leaders(counts: Mapping[str, int | Fraction]) -> tuple[str, ...]:
    """The options that nobody stands before."""
    highest = max(counts.values(), default=None)
    return tuple(option for option, count in counts.items() if count == highest)


def _chosen(counted: Result, first: tuple[str, ...]) -> Result:
    if len(first) == 1:
        return replace(counted, winner=first[0], carried=True)
    return replace(counted, carried=False, tied=first)
