"""How far each concept was understood in one asking: counts of answers, and never whose they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.training.models import Assessment
from commonweal.training.queries.few_apart import same_people
from commonweal.training.queries.results import Asked, Results, results_of
from commonweal.training.syllabus import Answer, Concept, Misconception, Question

#: Below this share of right answers a concept is taught again.
RETEACH_BELOW = 0.7


@dataclass(frozen=True)
class QuestionShown:
    """`n` answered, `right` of them rightly; `wrong` is the wrong answer most chosen, by `chosen` people.

    `believed` is what whoever chooses it may believe.
    """

    question: Question
    n: int
    right: int
    wrong: Answer | None
    believed: Misconception | None
    chosen: int


@dataclass(frozen=True)
class ConceptShown:
    concept: Concept
    questions: tuple[QuestionShown, ...]

    @property
    def n(self) -> int:
        return sum(one.n for one in self.questions)

    @property
    def right(self) -> int:
        return sum(one.right for one in self.questions)

    @property
    def is_to_teach_again(self) -> bool:
        return self.n > 0 and self.right < RETEACH_BELOW * self.n

    @property
    def hardest(self) -> QuestionShown:
        """The question with the smallest share of right answers."""
        return min(self.questions, key=lambda one: one.right / one.n if one.n else 1.0)


@dataclass(frozen=True)
class Understanding:
    """`same_people` is their number where only those with both tests are counted, so that the few others stay unknown.

    Else None.
    """

    concepts: list[ConceptShown]
    same_people: int | None


def understanding(reader: Any, assessment: Assessment, at: datetime) -> Understanding:
    """By concept, the least understood first; what nobody was asked yet is left out. Raises Http404."""
    results = results_of(reader, assessment.series, at)
    asked = next(one for one in results.asked if one.key == assessment.pk)
    people = same_people(results, asked)
    return Understanding(understood(results, asked), None if people is None else len(people))


def understood(results: Results, asked: Asked) -> list[ConceptShown]:
    """A sheet without any answer is no test, here as in every figure."""
    people = same_people(results, asked)
    beliefs = {belief.id: belief for belief in results.syllabus.misconceptions}
    chosen: dict[str, list[str]] = {}
    for number, given in results.answers(asked).items():
        if not given or (people is not None and number not in people):
            continue
        for item in results.items(asked, number):
            chosen.setdefault(item, []).append(given.get(item, ""))
    shown = []
    for concept in results.syllabus.concepts:
        questions = [
            _told(results.syllabus.by_id[item], answers, beliefs)
            for item, answers in chosen.items()
            if results.syllabus.by_id[item].concept == concept.id
        ]
        if questions:
            shown.append(ConceptShown(concept, tuple(questions)))
    return sorted(shown, key=lambda one: one.right / one.n)


def _told(question: Question, answers: Sequence[str], beliefs: dict[str, Misconception]) -> QuestionShown:
    """A question left blank in a sheet that was sent counts as not known."""
    counts = Counter(answer for answer in answers if answer and answer != question.right.id)
    most, chosen = min(counts.items(), key=lambda pair: (-pair[1], pair[0])) if counts else ("", 0)
    wrong = next((answer for answer in question.answers if answer.id == most), None)
    right = sum(answer == question.right.id for answer in answers)
    believed = beliefs.get(wrong.misconception) if wrong else None
    return QuestionShown(question, len(answers), right, wrong, believed, chosen)
