"""From the reference cases on governance to the engine's public functions."""

from collections.abc import Callable
from typing import Any

from commonweal.engines.voting.agreement import kendalls_w
from commonweal.engines.voting.choosing import count_approval, count_score
from commonweal.engines.voting.condorcet import Ranking, condorcet_loser, count_rankings
from commonweal.engines.voting.motions import two_thirds_needed

Keys = dict[str, Any]


def kendall_w(case: Keys) -> Keys:
    found = kendalls_w(case["ratings_subjects_by_raters"])
    assert found.w is not None
    assert found.chi_square is not None
    return {
        "W": float(found.w), "chisq": float(found.chi_square), "p": found.p,
        "subjects": found.subjects, "raters": found.raters,
    }  # fmt: skip


def two_thirds_threshold(case: Keys) -> Keys:
    return {"votes_needed": two_thirds_needed(case["votes_cast"])}


def condorcet(case: Keys) -> Keys:
    ballots = [places(case["candidates"], row["ranks"]) for row in case["ballots_ranks"] for _ in range(row["count"])]
    found = count_rankings(ballots, case["candidates"])
    return {
        "valid": found.valid, "invalid": found.abstentions,
        "condorcet_winner": found.winner if found.by == "condorcet" else None,
        "condorcet_loser": condorcet_loser(found.pairwise), "pairwise_wins": found.counts,
    }  # fmt: skip


def places(candidates: list[str], ranks: list[int]) -> Ranking:
    """0 is not ranked; gaps between places mean nothing."""
    return [
        [name for name, rank in zip(candidates, ranks, strict=True) if rank == place]
        for place in sorted({rank for rank in ranks if rank})
    ]


def approval(case: Keys) -> Keys:
    ballots = [
        [name for name, marked in zip(case["candidates"], row["ranks"], strict=True) if marked]
        for row in case["ballots_approve"]
        for _ in range(row["count"])
    ]
    found = count_approval(ballots, case["candidates"])
    # There an empty ballot is a valid one; here it abstains.
    return {"totals": found.counts, "winner": found.winner, "valid": found.took_part}


def score(case: Keys) -> Keys:
    ballots = [
        dict(zip(case["candidates"], row["ranks"], strict=True))
        for row in case["ballots_scores"]
        for _ in range(row["count"])
    ]
    found = count_score(ballots, case["candidates"])
    return {"totals": {name: mean * found.scored[name] for name, mean in found.counts.items()}, "winner": found.winner}


STATISTICS: dict[str, Callable[[Keys], Keys]] = {
    "kendall_w": kendall_w,
    "two_thirds_threshold": two_thirds_threshold,
    "condorcet": condorcet,
    "approval": approval,
    "score": score,
}

LEFT_OUT: dict[str, str] = {
    "fleiss_kappa": "marked O: nobody here sorts subjects into categories; W answers how far people agree on an order",
    "stv": "marked O: its variants differ in who gets the last seats, and no group here elects by it",
}
