"""Trust and value: what others say about an organization, from 1 to 4, by the definitions of PARTNER.

Trust is reliability, shared mission and openness; value is power, involvement and resources. An organization's score
of one question is the mean of what OTHERS say; its trust is the mean of its three questions. Source: the documentation
of PARTNER; BMC Public Health 2016, s12889-016-3194-7, table 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.engines.networks.ties import NetworkError

LOWEST, HIGHEST = 1, 4
TRUST = ("reliability", "mission", "openness")
VALUE = ("power", "involvement", "resources")


@dataclass(frozen=True)
class Rating:
    """What one organization says about another; a question without an answer is left out."""

    rater: str
    rated: str
    answers: Mapping[str, float]


@dataclass(frozen=True)
class Score:
    """The mean of others, and how many they are. None: nobody has answered."""

    mean: float | None
    raters: int


def scores_received(ratings: Iterable[Rating], question: str) -> dict[str, Score]:
    """By organization: the mean of what others say to one question. What somebody says of themselves is left out."""
    said: dict[str, list[float]] = {}
    for rating in ratings:
        said.setdefault(rating.rated, [])
        answer = rating.answers.get(question)
        if answer is None or rating.rater == rating.rated:
            continue
        if not LOWEST <= answer <= HIGHEST:
            raise NetworkError("beyond-scale", answer=f"{answer:g}", lowest=LOWEST, highest=HIGHEST)
        said[rating.rated].append(answer)
    return {rated: Score(mean_of(answers), len(answers)) for rated, answers in said.items()}


def score_of(questions: Iterable[Score]) -> Score:
    """Of several questions the mean of their means, and the fewest raters; None where one of them has no answer."""
    scores = list(questions)
    means = [score.mean for score in scores]
    known = [mean for mean in means if mean is not None]
    raters = min((score.raters for score in scores), default=0)
    return Score(mean_of(known) if len(known) == len(means) else None, raters)


def mean_of(values: Iterable[float]) -> float | None:
    listed = list(values)
    return math.fsum(listed) / len(listed) if listed else None
