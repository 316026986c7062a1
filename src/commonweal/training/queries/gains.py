"""What a cohort learned between its first and its last test, over the people who took both; and who left.

A question and its twin of the other form count as one. Who was given form A first gets form B last, and half of the
cohort the other way round, so what the forms differ by falls out of the average; how much that is stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import fmean

from commonweal.engines.psychometrics.change import Change, paired_change
from commonweal.engines.psychometrics.comparison import Apart, difference_of_means
from commonweal.engines.psychometrics.counterbalance import Balanced, balanced_change
from commonweal.engines.psychometrics.learning import Learning, learning
from commonweal.training.models import Assessment
from commonweal.training.queries.results import Asked, Results, Taker
from commonweal.training.syllabus import Concept

#: Of fewer people no average is told that could be somebody's.
FLOOR = 5
#: By person: 1 for each question answered rightly, by the name that it shares with its twin.
Named = dict[int, dict[str, int]]


class LastTest(Enum):
    """Whether people could take it: it waits in a series that runs, and some series end without."""

    WAITS = "waits"
    NEVER = "never"
    OPENED = "opened"


@dataclass(frozen=True)
class Order:
    """Those who had one form first and the other last."""

    first: str
    last: str
    n: int
    change: float


@dataclass(frozen=True)
class Left:
    """Of those who took the first test: who did not take the last one, beside who did. None where fewer than five.

    `points` and `sessions` say how far those who stayed lie above those who left.
    """

    n: int
    of: int
    first_score: float | None
    stayed_score: float | None
    points: Apart | None
    sessions: float | None
    stayed_sessions: float | None


@dataclass(frozen=True)
class ConceptGain:
    """Answers of the pairs to the questions on one concept: right before and after, of so many answers each time."""

    concept: Concept
    pre: int
    post: int
    n: int
    change: Change | None


@dataclass(frozen=True)
class Gains:
    """`neither` took no test at all, `late` the last one only; `late_firsts` took the first test when the last one was
    open, and are in neither of these; `last_test` says whether the last one was asked at all. `blank` are sheets that
    came in without any answer; `same_form` are pairs with one form both times.
    """

    learning: Learning
    #: Of the pairs, in order of size: nobody's stands at their place.
    moves: tuple[int, ...]
    cohort: int
    neither: int
    late: int
    late_firsts: int
    last_test: LastTest
    blank: int
    same_form: int
    orders: tuple[Order, ...]
    balanced: Balanced | None
    left: Left
    concepts: tuple[ConceptGain, ...]


def named_marks(results: Results, asked: Sequence[Asked]) -> Named:
    """Of the first asking in which somebody took part."""
    found: Named = {}
    for one in asked:
        for number, marks in results.marks(one).items():
            found.setdefault(number, {results.pair(item): mark for item, mark in marks.items()})
    return found


def gains_of(results: Results) -> Gains:
    pre, post = (results.of_phase(phase) for phase in (Assessment.Phase.PRE, Assessment.Phase.POST))
    before, after = named_marks(results, pre), named_marks(results, post)
    items = [name for name in _names(results) if _is_asked(name, before) or _is_asked(name, after)]
    found = learning(_columns(before, items), _columns(after, items), items)
    both = [number for number in before if number in after]
    forms = {number: (_form(results, pre, number), _form(results, post, number)) for number in both}
    moved = {number: sum(after[number].values()) - sum(before[number].values()) for number in both}
    orders = {order: [moved[one] for one in both if forms[one] == order] for order in sorted(set(forms.values()))}
    return Gains(
        learning=found,
        moves=tuple(sorted(moved.values())),
        cohort=len(results.takers),
        neither=sum(taker.number not in {*before, *after, *results.late_firsts} for taker in results.takers),
        late=len(set(after) - set(both) - results.late_firsts),
        late_firsts=len(results.late_firsts),
        last_test=_last_test(post),
        blank=sum(not given for one in (*pre, *post) for given in results.answers(one).values()),
        same_form=sum(first == last for first, last in forms.values()),
        orders=tuple(Order(*order, len(changes), fmean(changes)) for order, changes in orders.items()),
        balanced=balanced_change(orders.get(("A", "B"), []), orders.get(("B", "A"), [])),
        left=_left(results.takers, {number: sum(marks.values()) for number, marks in before.items()}, both),
        concepts=tuple(_concepts(results, before, after, items)),
    )


def _last_test(post: Sequence[Asked]) -> LastTest:
    if any(one.opened_at is not None for one in post):
        return LastTest.OPENED
    return LastTest.NEVER if post and all(one.closed_at is not None for one in post) else LastTest.WAITS


def _names(results: Results) -> list[str]:
    """Of all questions, in the order of the syllabus."""
    return list(dict.fromkeys(results.pair(question.id) for question in results.syllabus.questions))


def _is_asked(name: str, marks: Named) -> bool:
    return any(name in own for own in marks.values())


def _columns(marks: Named, items: Sequence[str]) -> dict[str, list[int]]:
    return {str(number): [own.get(item, 0) for item in items] for number, own in marks.items()}


def _form(results: Results, asked: Sequence[Asked], number: int) -> str:
    return next(results.form(one, number) for one in asked if number in results.marks(one))


def _left(takers: Sequence[Taker], scores: dict[int, int], both: Sequence[int]) -> Left:
    attended = {taker.number: len(taker.attended) for taker in takers}
    stayed = set(both)
    left = [number for number in scores if number not in stayed]
    if min(len(left), len(both)) < FLOOR:
        return Left(len(left), len(scores), None, None, None, None, None)
    first, stayed_first = ([scores[number] for number in group] for group in (left, both))
    return Left(
        len(left), len(scores), fmean(first), fmean(stayed_first), difference_of_means(first, stayed_first),
        fmean(attended[number] for number in left), fmean(attended[number] for number in both),
    )  # fmt: skip


def _concepts(results: Results, before: Named, after: Named, items: Sequence[str]) -> list[ConceptGain]:
    both = [number for number in before if number in after]
    told = []
    for concept in results.syllabus.concepts:
        own = [item for item in items if results.syllabus.by_id[item].concept == concept.id]
        pre, post = ([sum(marks[one].get(item, 0) for item in own) for one in both] for marks in (before, after))
        if own and both:
            change = paired_change(pre, post)
            told.append(ConceptGain(concept, sum(pre), sum(post), len(both) * len(own), change))
    return told
