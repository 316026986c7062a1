"""Orders of preference: who beats every other one to one, else Schulze's method on winning votes.

Schulze 2011 (Social Choice and Welfare 36): a path is as strong as its weakest step, a step as strong as the votes for
its winner. Exact in whole numbers, in m³ steps for m options.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from commonweal.engines.voting.results import CONDORCET, Result

#: From the first place on, each place with all options that share it.
Ranking = Sequence[Sequence[str]]
Pairwise = Mapping[str, Mapping[str, int]]
SCHULZE = "schulze"


def count_rankings(ballots: Iterable[Ranking | None], options: Sequence[str] = ()) -> Result:
    """Options that a ballot does not rank come last on it, tied. A ballot that ranks none abstains."""
    cast = list(ballots)
    ranked = [ballot for ballot in cast if ballot and any(ballot)]
    known = list(dict.fromkeys([*options, *(option for ballot in ranked for place in ballot for option in place)]))
    pairs = pairwise(ranked, known)
    wins = {a: sum(pairs[a][b] > pairs[b][a] for b in known if b != a) for a in known}
    first = tuple(a for a in known if wins[a] == len(known) - 1) if ranked else ()
    by = CONDORCET if first else SCHULZE if ranked else None
    if ranked and not first:
        first = schulze_winners(pairs)
    return Result(
        CONDORCET,
        len(ranked),
        len(cast) - len(ranked),
        wins,
        winner=first[0] if len(first) == 1 else None,
        carried=len(first) == 1,
        tied=first if len(first) > 1 else (),
        by=by,
        pairwise=pairs,
    )


def pairwise(ballots: Iterable[Ranking], options: Sequence[str]) -> dict[str, dict[str, int]]:
    """For how many ballots the first of a pair stands before the second."""
    pairs = {a: {b: 0 for b in options if b != a} for a in options}
    for ballot in ballots:
        place_of = {option: place for place, tied in enumerate(ballot) for option in tied}
        last = len(ballot)
        for a, place in place_of.items():
            for b in pairs[a]:
                pairs[a][b] += place < place_of.get(b, last)
    return pairs


def condorcet_loser(pairs: Pairwise) -> str | None:
    """The option that every other beats one to one."""
    return next((a for a in pairs if pairs[a] and all(pairs[b][a] > pairs[a][b] for b in pairs[a])), None)


def schulze_winners(pairs: Pairwise) -> tuple[str, ...]:
    """The options to which no other has a stronger path than they have back; there is always at least one."""
    strength = strongest_paths(pairs)
    return tuple(a for a in pairs if all(strength[a][b] >= strength[b][a] for b in pairs[a]))


def strongest_paths(pairs: Pairwise) -> dict[str, dict[str, int]]:
    strength = {a: {b: for_a if for_a > pairs[b][a] else 0 for b, for_a in row.items()} for a, row in pairs.items()}
    for through, a, b in product(pairs, repeat=3):
        if len({through, a, b}) == 3:
            strength[a][b] = max(strength[a][b], min(strength[a][through], strength[through][b]))
    return strength
