"""What changed since the survey before with the same questions: person by person where codes allow it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import fmean
from typing import Any

from django.http import Http404

from commonweal.engines.psychometrics.change import paired_change
from commonweal.engines.psychometrics.comparison import Apart, difference_of_means
from commonweal.engines.questionnaires import Item, Scale, Text
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import Answers, answers_of
from commonweal.instruments.queries.results import floor_of, is_right, person_scores, scoring
from commonweal.instruments.queries.surveys import earlier


@dataclass(frozen=True)
class Moved:
    """One scale, then and now. `pairs` are the same people both times; None where they may be others."""

    scale: Scale
    n_then: int
    n_now: int
    then: float
    now: float
    apart: Apart | None
    pairs: int | None

    @property
    def change(self) -> float:
        return self.apart.difference if self.apart else self.now - self.then

    @property
    def is_clear(self) -> bool:
        return self.apart is not None and (self.apart.low > 0 or self.apart.high < 0)


@dataclass(frozen=True)
class SinceLast:
    survey: Survey
    moved: tuple[Moved, ...]

    @property
    def of_others(self) -> bool:
        """Not the same people for sure."""
        return any(one.pairs is None for one in self.moved)


def since_last(reader: Any, answers: Answers, at: datetime) -> SinceLast | None:
    """None where there was none, or the reader may not know its answers."""
    before = earlier(answers.survey)
    if before is None:
        return None
    try:
        then = answers_of(reader, before, at)
    except Http404:
        return None
    found = [
        moved_between(then, answers, scale) for scale in answers.instrument.scales if _is_the_same(then, answers, scale)
    ]
    moved = tuple(one for one in (*found, right_answers(then, answers)) if one)
    return SinceLast(before, moved) if moved else None


def looking_back(answers: Answers) -> tuple[Moved, ...]:
    """What people say of themselves then and now, on one sheet: not what they would have said then."""
    found = []
    for scale in answers.instrument.scales:
        items = [item for item in answers.instrument.items_of(scale.id) if item.kind == "scale"]
        if not items or not all(item.retrospective for item in items):
            continue
        then = replace(answers, columns={**answers.columns, **{i.id: answers.columns[i.then_id] for i in items}})
        old, new = (person_scores(one, scale) for one in (then, answers))
        both = [(a, b) for a, b in zip(old, new, strict=True) if a is not None and b is not None]
        floor, given = floor_of(answers), [sum(score is not None for score in each) for each in (old, new)]
        if both and len(both) >= floor and not any(0 < n - len(both) < floor for n in given):
            found.append(_moved_from(scale, [a for a, _b in both], [b for _a, b in both], len(both)))
    return tuple(found)


def _moved_from(scale: Scale, first: Sequence[float], second: Sequence[float], pairs: int) -> Moved:
    """The same people both times."""
    change = paired_change(first, second)
    known = change.low is not None and change.high is not None
    apart = Apart(change.mean, change.low or 0.0, change.high or 0.0) if known else None
    return Moved(scale, len(first), len(second), change.mean_pre, change.mean_post, apart, pairs)


def _is_the_same(then: Answers, now: Answers, scale: Scale) -> bool:
    """Only where the questions, the points and the scoring are the same: else two things would be compared."""
    if all(one.id != scale.id for one in then.instrument.scales):
        return False
    old, new = (scoring(one.instrument, one.instrument.scale(scale.id)) for one in (then, now))
    return old == new and bool(new.items)


def right_answers(then: Answers, now: Answers) -> Moved | None:
    """Of a check of knowledge, also by its other form; None where the two do not ask for the same concepts."""
    old, new = ([item for item in one.instrument.in_order if item.correct] for one in (then, now))
    if not new or sorted(item.concept or item.id for item in old) != sorted(item.concept or item.id for item in new):
        return None
    points = Scale(id="right", title=Text("Right answers", "Respuestas correctas"), min=0, max=len(new))
    return _moved(then, now, points, _rights(then, old), _rights(now, new))


def _rights(answers: Answers, asked: Sequence[Item]) -> list[float | None]:
    """How many each one has right; a blank is not right, and who answered none of them was not there."""
    found: list[float | None] = []
    for row in range(answers.n):
        given = [(item, answers.columns[item.id][row]) for item in asked]
        there = any(value not in (None, "", []) for _item, value in given)
        found.append(float(sum(is_right(item, value) for item, value in given if value)) if there else None)
    return found


def moved_between(then: Answers, now: Answers, scale: Scale) -> Moved | None:
    """One scale; None where fewer than the floor answered it either time."""
    return _moved(then, now, scale, person_scores(then, scale), person_scores(now, scale))


def _moved(
    then: Answers, now: Answers, scale: Scale, old: Sequence[float | None], new: Sequence[float | None]
) -> Moved | None:
    first, second = ([score for score in scores if score is not None] for scores in (old, new))
    if not first or not second or len(first) < floor_of(then) or len(second) < floor_of(now):
        return None
    pairs = _pairs(then, now, old, new)
    if pairs is not None:
        return _moved_from(scale, *pairs, len(pairs[0]))
    apart = difference_of_means(first, second)
    return Moved(scale, len(first), len(second), fmean(first), fmean(second), apart, None)


def _pairs(
    then: Answers, now: Answers, old: Sequence[float | None], new: Sequence[float | None]
) -> tuple[list[float], list[float]] | None:
    """The same codes both times. Pairs and all must not tell of the few who are left over, so some pairs join them.

    Which ones says the order of the codes, which is by chance and always the same.
    """
    before = {code: score for code, score in zip(then.codes, old, strict=True) if code and score is not None}
    after = {code: score for code, score in zip(now.codes, new, strict=True) if code and score is not None}
    both = sorted(code for code in before if code in after)
    floor = max(floor_of(then), floor_of(now))
    answered = [sum(score is not None for score in scores) for scores in (old, new)]
    while len(both) >= floor and any(0 < n - len(both) < floor for n in answered):
        both.pop()
    if len(both) < floor:
        return None
    return [before[code] for code in both], [after[code] for code in both]
