"""The score of a scale: reversal, and what to do where somebody left questions out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from commonweal.engines.psychometrics.answers import Column, Matrix, figure, table


class AnswerError(ValueError):
    """An answer that the scale does not have."""

    def __init__(self, item: str, person: int, value: float, scale: "Scale") -> None:
        self.item, self.person, self.value, self.scale = item, person, value, scale
        super().__init__(f"{item}: {value:g} does not lie between {scale.minimum:g} and {scale.maximum:g}.")


@dataclass(frozen=True, slots=True)
class Scale:
    """Questions with the same answers. `reversed` are those where a high answer means little of it."""

    id: str
    items: tuple[str, ...]
    reversed: frozenset[str] = frozenset()
    minimum: float = 1
    maximum: float = 5
    score: Literal["mean", "sum"] = "mean"
    min_answered: float = 0.8

    @property
    def points(self) -> int:
        """How many answers there are to choose from, one whole number apart."""
        return round(self.maximum - self.minimum) + 1


def turned(value: float, minimum: float, maximum: float) -> float:
    """A reversed answer as it counts: of 1 to 5 a 2 becomes a 4."""
    return minimum + maximum - value


def keyed(answers: Mapping[str, Column], scale: Scale) -> Matrix:
    """People by the scale's questions, reversed ones turned. An answer outside the scale: AnswerError."""
    found = table(answers, scale.items)
    outside = np.argwhere((found < scale.minimum) | (found > scale.maximum))
    if len(outside):
        person, item = (int(place) for place in outside[0])
        raise AnswerError(scale.items[item], person, float(found[person, item]), scale)
    turn = np.array([item in scale.reversed for item in scale.items], dtype=bool)
    found[:, turn] = scale.minimum + scale.maximum - found[:, turn]
    return found


def person_scores(answers: Mapping[str, Column], scale: Scale) -> list[float | None]:
    """Each person's score: the mean of what was answered, or that mean times the number of questions.

    Who answered less than `min_answered` of the questions has no score. A sum is of the mean, so that a question
    left out does not count as nought.
    """
    return scores(keyed(answers, scale), scale)


def scores(answers: Matrix, scale: Scale) -> list[float | None]:
    """The same, of answers that are turned already."""
    asked = answers.shape[1]
    if not asked:
        return [None] * len(answers)
    given = (~np.isnan(answers)).sum(axis=1)
    # 4 of 5 is .8, whatever rounding makes of it.
    enough = (given > 0) & (given >= scale.min_answered * asked - 1e-9)
    sums = np.nansum(answers, axis=1)
    means = np.divide(sums, given, out=np.full(len(answers), np.nan), where=enough)
    return [figure(score) for score in means * (asked if scale.score == "sum" else 1)]


def collective_efficacy(control: Sequence[float], cohesion: Sequence[float], points: int = 5) -> tuple[float, float]:
    """Sum and mean of one person's ten answers: informal control, and cohesion whose last two are reversed.

    A high answer is the favourable one: one public page codes it the other way round. Source: Sampson, Raudenbush
    and Earls 1997, Science 277:918; PhenX 210801.
    """
    *plain, apart, unshared = cohesion
    answers = [*control, *plain, *(turned(value, 1, points) for value in (apart, unshared))]
    return sum(answers), sum(answers) / len(answers)
