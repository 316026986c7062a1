"""One door for every rule: ballots by voter in, the result out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.engines.voting.choosing import count_approval, count_score
from commonweal.engines.voting.condorcet import count_rankings
from commonweal.engines.voting.gradients import EDITIONS, count_gradients
from commonweal.engines.voting.motions import count_motion
from commonweal.engines.voting.results import APPROVAL, CHOOSING, GRADIENTS, METHODS, SCORE, BallotError, Result


@dataclass(frozen=True)
class Rule:
    """What is fixed before anybody votes. `quorum` and `eligible` are numbers of people."""

    method: str
    quorum: int | None = None
    eligible: int | None = None
    #: Of the scale of agreement: 7 or 8.
    levels: int = 8
    #: Those to choose among; an option that nobody names still has its 0.
    options: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise BallotError("unknown-method", method=self.method, known=", ".join(METHODS))
        if self.levels not in EDITIONS:
            raise BallotError("unknown-edition", levels=self.levels)
        if self.quorum is not None and self.eligible is not None and self.quorum > self.eligible:
            raise BallotError("quorum-above-roll", quorum=self.quorum, eligible=self.eligible)


def count(rule: Rule, ballots: Mapping[str, Any]) -> Result:
    """A ballot is what the rule's own count takes, or None where its voter abstained. One voter, one ballot."""
    if rule.eligible is not None and len(ballots) > rule.eligible:
        raise BallotError("more-than-roll", ballots=len(ballots), eligible=rule.eligible)
    found = replace(_counted(rule, ballots.values()), quorum=rule.quorum)
    if found.quorum_met is False and found.carried is not None:
        return replace(found, carried=False)
    return found


def _counted(rule: Rule, ballots: Iterable[Any]) -> Result:
    if rule.method == GRADIENTS:
        return count_gradients(ballots, rule.levels)
    if rule.method not in CHOOSING:
        return count_motion(rule.method, ballots)
    choosing: dict[str, Callable[..., Result]] = {APPROVAL: count_approval, SCORE: count_score}
    return choosing.get(rule.method, count_rankings)(ballots, rule.options)
