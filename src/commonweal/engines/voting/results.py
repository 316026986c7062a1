"""What a count of ballots answers, and why ballots cannot be counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from commonweal.engines.voting.fault_words import FAULTS

MAJORITY = "majority"
TWO_THIRDS = "two-thirds"
CONSENT = "consent"
GRADIENTS = "gradients"
APPROVAL = "approval"
SCORE = "score"
CONDORCET = "condorcet"
#: Yes or no to one proposal; the others choose among options, but gradients, which choose nothing.
MOTIONS = (MAJORITY, TWO_THIRDS, CONSENT)
CHOOSING = (APPROVAL, SCORE, CONDORCET)
METHODS = (*MOTIONS, GRADIENTS, *CHOOSING)


class BallotError(ValueError):
    """Ballots that cannot be counted; says which and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return FAULTS[self.code][lang].format(**self.params)


@dataclass(frozen=True)
class Result:
    """`valid` are votes cast; who abstained took part, and counts for the quorum alone.

    `carried` is None where the count does not decide: gradients show how people stand, and the group says what follows.
    """

    method: str
    valid: int
    abstentions: int
    counts: Mapping[str, int | Fraction]
    winner: str | None = None
    carried: bool | None = None
    quorum: int | None = None
    #: How many votes the rule asked for; of yes and no votes alone.
    needed: int | None = None
    #: Options that share the first place.
    tied: tuple[str, ...] = ()
    #: By which way an order of preference was decided: condorcet, else schulze.
    by: str | None = None
    #: For how many ballots the first of a pair stands before the second.
    pairwise: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    #: How many gave an option a score.
    scored: Mapping[str, int] = field(default_factory=dict)
    #: Of gradients: how many levels the edition has, and how many people stand at its levels of deep doubt.
    levels: int | None = None
    in_doubt: int | None = None

    @property
    def took_part(self) -> int:
        return self.valid + self.abstentions

    @property
    def quorum_met(self) -> bool | None:
        return None if self.quorum is None else self.took_part >= self.quorum
