"""What was kept of a concept from one test to the next: the same people on the very same questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines.psychometrics.change import Change, paired_change
from commonweal.training.models import Assessment
from commonweal.training.queries.few_apart import same_people
from commonweal.training.queries.gains import FLOOR
from commonweal.training.queries.results import Asked, Marks, Results
from commonweal.training.syllabus import Concept

#: Tests on what was taught. The one before the first session is no measure of what was kept.
AFTER_TEACHING = (Assessment.Phase.QUIZ, Assessment.Phase.POST, Assessment.Phase.FOLLOW_UP)


@dataclass(frozen=True)
class Kept:
    """Of `n` people and their `of` answers at each of both times: right first, right later, right both times.

    `is_apart` where one to four others are counted on the same questions elsewhere, as in what to teach again: then
    no count is told, for less the other it would be the answers of those few.
    """

    concept: Concept
    n: int
    of: int
    first: int
    later: int
    both: int
    change: Change
    moves: tuple[int, int, int]
    is_apart: bool


@dataclass(frozen=True)
class Between:
    """Two tests that have questions in common, concept by concept."""

    first: Asked
    later: Asked
    concepts: tuple[Kept, ...]


def kept_of(results: Results) -> tuple[Between, ...]:
    """Each test against the newest one before it that asked the same of the concept, in the order of the later one."""
    tests = [asked for asked in results.asked if asked.phase in AFTER_TEACHING and asked.is_test]
    marks = {asked.key: _counted(results, asked) for asked in tests}
    pairs: dict[tuple[int, int], list[Concept]] = {}
    for place, later in enumerate(tests):
        for concept in results.syllabus.concepts:
            asked_before = [
                first for first in tests[:place]
                if _people(results, marks[first.key], marks[later.key], concept)
            ]  # fmt: skip
            if asked_before:
                pairs.setdefault((asked_before[-1].key, later.key), []).append(concept)
    by_key = {asked.key: asked for asked in tests}
    return tuple(
        _between(results, by_key[first], by_key[later], marks, concepts) for (first, later), concepts in pairs.items()
    )


def _between(
    results: Results, first: Asked, later: Asked, marks: Mapping[int, Marks], concepts: Sequence[Concept]
) -> Between:  # fmt: skip
    both = marks[first.key], marks[later.key]
    found = []
    for concept in concepts:
        people = _people(results, *both, concept)
        is_apart = any(_is_apart(asked, marks[asked.key], people) for asked in (first, later))
        found.append(_kept(concept, *_sheets(*both, people), is_apart))
    return Between(first, later, tuple(found))


def _is_apart(asked: Asked, marks: Marks, people: Mapping[int, Sequence[str]]) -> bool:
    """Against those whom the page on what to teach again counts on the same questions. After the sessions is none."""
    items = {item for own in people.values() for item in own}
    counted = {number for number, own in marks.items() if items & own.keys()}
    return asked.session is not None and 0 < len(counted - people.keys()) < FLOOR


def _counted(results: Results, asked: Asked) -> Marks:
    """Of whom else is told of this test: where a few took only one of the first and the last, of those with both."""
    alone = same_people(results, asked)
    marks = results.marks(asked)
    return marks if alone is None else {number: own for number, own in marks.items() if number in alone}


def _people(results: Results, before: Marks, after: Marks, concept: Concept) -> dict[int, list[str]]:
    """The questions on a concept that somebody was asked both times, of those who were asked most of them."""
    common = {
        number: [
            item for item in before[number]
            if item in after[number] and results.syllabus.by_id[item].concept == concept.id
        ]
        for number in before if number in after
    }  # fmt: skip
    most = max(map(len, common.values()), default=0)
    return {number: items for number, items in common.items() if items and len(items) == most}


def _sheets(
    before: Marks, after: Marks, people: Mapping[int, Sequence[str]]
) -> tuple[list[list[int]], list[list[int]]]:  # fmt: skip
    first = [[before[one][item] for item in items] for one, items in people.items()]
    return first, [[after[one][item] for item in items] for one, items in people.items()]


def _kept(concept: Concept, first: list[list[int]], later: list[list[int]], is_apart: bool) -> Kept:
    pairs = [pair for own in zip(first, later, strict=True) for pair in zip(*own, strict=True)]
    before, after = ([float(sum(own)) for own in times] for times in (first, later))
    moves = [b - a for a, b in zip(before, after, strict=True)]
    return Kept(
        concept, len(first), len(pairs), sum(a for a, _b in pairs), sum(b for _a, b in pairs), pairs.count((1, 1)),
        paired_change(before, after), (sum(m > 0 for m in moves), moves.count(0), sum(m < 0 for m in moves)),
        is_apart,
    )  # fmt: skip
