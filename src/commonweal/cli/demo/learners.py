"""Invented learners: what each knows before, takes along and forgets, and so what they answer. No operation is here.

Matched pairs, people who leave, people who come late, and wrong answers that name what people really believe.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any
from zlib import crc32

import numpy as np

from commonweal.cli.demo.generator import SEED
from commonweal.engines.questionnaires import Instrument, Item
from commonweal.lib.own_codes import LAST_OF_MONTH
from commonweal.training.own_codes import own_code
from commonweal.training.scales import EXPLAIN
from commonweal.training.syllabus import Question

GUESSED, LEFT_OUT, STUBBORN, PEOPLE, ANSWERS = 0.15, 0.03, 3, 0.4, 0.6
#: Of five, how well people say they could explain a part before, and can now.
THEN, NOW = 2.3, 3.9
DID = {"done": 0.45, "partly": 0.3, "no": 0.25}


@dataclass(frozen=True)
class Learner:
    """`knows` and `takes` are on the scale of the logit; `there` are the numbers of the sessions they come to."""

    code: str
    language: str
    there: tuple[int, ...]
    knows: float
    takes: float

    @property
    def answers(self) -> tuple[str, str, str]:
        """What they type on a phone: of the seventh in cohort B, bb, 7, bb."""
        group, number = self.code.split()
        return small_answers(group, int(number))

    def luck(self, *what: object) -> np.random.Generator:
        """Its own for each asking, whatever else was asked before."""
        return luck(self.code, *what)


def small_answers(group: str, number: int) -> tuple[str, str, str]:
    """The three that make a code of one's own: anybody who looks at the demo can come back as one of them."""
    month, day = divmod(number - 1, LAST_OF_MONTH)
    return group.lower() * 2, str(day + 1), (group.lower() if not month else ascii_lowercase[month]) * 2


def code_of(group: str, number: int) -> str:
    return own_code(small_answers(group, number))


def luck(*what: object) -> np.random.Generator:
    return np.random.default_rng([SEED, *(crc32(str(word).encode()) for word in what)])


def learners(cohort: Mapping[str, Any]) -> list[Learner]:
    """So many join at each session, and from each on so many of those who were there stay away for good."""
    sessions = len(cohort["days"])
    first = [number for number, joined in enumerate(cohort["joins"], 1) for _each in range(joined)]
    last = [sessions] * len(first)
    rng = luck(cohort["code"])
    for number, leaving in enumerate(cohort["leaves"], 1):
        staying = [one for one in range(len(first)) if first[one] < number and last[one] == sessions]
        for one in rng.choice(staying, size=leaving, replace=False) if leaving else ():
            last[one] = number - 1
    return [
        Learner(
            f"{cohort['code']} {number}", "es" if rng.random() < 0.3 else "en", tuple(range(begins, ends + 1)),
            rng.normal(cohort["knows"], cohort["told_apart"]), max(0.2, rng.normal(cohort["takes"], 0.4)),
        )
        for number, (begins, ends) in enumerate(zip(first, last, strict=True), 1)
    ]  # fmt: skip


@dataclass(frozen=True)
class Believing:
    """What a cohort believes who do not know better, and what a series moves less than the rest, by concept."""

    stubborn: frozenset[str]
    sticky: Mapping[str, float]

    def test(
        self, learner: Learner, questions: list[Question], kept: float, rng: np.random.Generator
    ) -> dict[str, str]:
        """Answers to a test; `kept` is how much of what was taught is there: nothing before, all of it right after."""
        given = {}
        for question in questions:
            taught = kept * learner.takes * self.sticky.get(question.concept, 1)
            knows = GUESSED + (1 - GUESSED) / (1 + np.exp(-(learner.knows + taught)))
            if rng.random() >= LEFT_OUT:
                given[question.id] = question.right.id if rng.random() < knows else self._wrong(question, rng)
        return given

    def _wrong(self, question: Question, rng: np.random.Generator) -> str:
        wrong = [answer for answer in question.answers if not answer.is_right]
        weights = np.array([STUBBORN if answer.misconception in self.stubborn else 1 for answer in wrong])
        return wrong[rng.choice(len(wrong), p=weights / weights.sum())].id


def scale_answers(instrument: Instrument, high: float, rng: np.random.Generator) -> dict[str, str]:
    """As they are ticked: where more is worse it is turned, and now and then nothing."""
    person, given = rng.normal(0, PEOPLE), {}
    for item in instrument.in_order:
        if item.kind == "choice":
            given[item.id] = _did(item, rng)
        elif item.scale == EXPLAIN:
            given[item.then_id] = _point(instrument, item, THEN + person, rng)
            given[item.id] = _point(instrument, item, NOW + person, rng)
        else:
            given[item.id] = _point(instrument, item, high + person, rng)
    return {key: answer for key, answer in given.items() if answer}


def _point(instrument: Instrument, item: Item, high: float, rng: np.random.Generator) -> str:
    scale = instrument.scale(item.scale)
    point = round(float(np.clip(rng.normal(high, ANSWERS), scale.min, scale.max)))
    if rng.random() < LEFT_OUT:
        return ""
    return str(scale.min + scale.max - point if item.reverse else point)


def _did(item: Item, rng: np.random.Generator) -> str:
    options = [option.id for option in item.options]
    weights = np.array([DID.get(option, 1) for option in options])
    return str(rng.choice(options, p=weights / weights.sum()))
