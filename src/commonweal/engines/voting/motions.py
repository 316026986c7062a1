"""Votes on one proposal: majority, two thirds, consent. Whole numbers only; an abstention is no vote."""

from collections import Counter
from collections.abc import Iterable

from commonweal.engines.voting.results import CONSENT, MAJORITY, MOTIONS, BallotError, Result

YES, NO, OBJECT = "yes", "no", "object"
#: What a ballot can say under each rule. A "no" in a round of consent is no objection: only objections count there.
CHOICES = {method: (YES, NO, OBJECT) if method == CONSENT else (YES, NO) for method in MOTIONS}


def majority_needed(cast: int) -> int:
    """More than half of the votes cast: 501 of 1,000, and not 510."""
    return cast // 2 + 1


def two_thirds_needed(cast: int) -> int:
    """At least two thirds of the votes cast, ceil(2n / 3) without a fraction; of no votes still one."""
    return max(1, -(-2 * cast // 3))


def count_motion(method: str, choices: Iterable[str | None]) -> Result:
    """A choice is yes, no, under consent an objection, or None where somebody abstained."""
    said = Counter(choices)
    abstentions = said.pop(None, 0)
    for choice in said:
        if choice not in CHOICES[method]:
            raise BallotError("unknown-choice", choice=choice, known=", ".join((*CHOICES[method], "abstain")))
    counts = {choice: said[choice] for choice in CHOICES[method]}
    valid = sum(counts.values())
    if method == CONSENT:
        carried = valid + abstentions > 0 and not counts[OBJECT]
        return Result(method, valid, abstentions, counts, carried=carried)
    needed = majority_needed(valid) if method == MAJORITY else two_thirds_needed(valid)
    return Result(method, valid, abstentions, counts, carried=counts[YES] >= needed, needed=needed)
