"""What people learned between two tests with the same questions: over matched pairs only, and who left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

from commonweal.engines.psychometrics.change import Change, Effect, effect_size, paired_change
from commonweal.engines.psychometrics.gain import Gain, normalised_gain
from commonweal.engines.psychometrics.item_change import mcnemar_midp

#: By person: 1 for each question that was answered right, else 0, in the order of the questions.
Marks = Mapping[str, Sequence[int]]
#: By person: all points together.
Points = Mapping[str, float]
#: Beyond a quarter of the spread two groups did not begin alike (the rule of the What Works Clearinghouse).
_ALIKE = 0.25


@dataclass(frozen=True, slots=True)
class Shift:
    """One question, of the matched pairs: the share who had it right, who came to know it, who forgot it."""

    item: str
    pre: float | None
    post: float | None
    gained: int
    lost: int
    p: float | None


@dataclass(frozen=True, slots=True)
class Learning:
    """Scores are points, one a question. None where there is no pair, or too few.

    `leavers` says how those who took the first test only had begun beside those who took both: higher, lower, similar.
    """

    n_pre: int
    n_post: int
    n_pairs: int
    attrition: float | None
    change: Change | None
    gain: Gain
    effect: Effect | None
    items: tuple[Shift, ...]
    up: int
    same: int
    down: int
    leavers: str | None
    maximum: float


def learning(pre: Marks, post: Marks, items: Sequence[str], level: float = 0.95) -> Learning:
    """Out of the answers to each question."""
    first, last = ({person: sum(marks) for person, marks in phase.items()} for phase in (pre, post))
    both = [person for person in pre if person in post]
    shifts = tuple(_shift(item, place, pre, post, both) for place, item in enumerate(items))
    return replace(learning_in_points(first, last, len(items), level), items=shifts)


def learning_in_points(pre: Points, post: Points, maximum: float, level: float = 0.95) -> Learning:
    """Out of totals alone, of so many possible points: then no question has a shift.

    Who took one test only is in no mean: all first scores beside the stayers' second ones compare two groups.
    """
    both = [person for person in pre if person in post]
    first, second = ([points[person] for person in both] for points in (pre, post))
    moves = [b - a for a, b in zip(first, second, strict=True)]
    return Learning(
        n_pre=len(pre),
        n_post=len(post),
        n_pairs=len(both),
        attrition=(len(pre) - len(both)) / len(pre) if pre else None,
        change=paired_change(first, second, level) if both else None,
        gain=normalised_gain(first, second, maximum, level) if both else Gain(None),
        effect=effect_size(first, second) if len(both) > 1 else None,
        items=(),
        up=sum(move > 0 for move in moves),
        same=sum(move == 0 for move in moves),
        down=sum(move < 0 for move in moves),
        leavers=_leavers(pre, both),
        maximum=maximum,
    )


def _shift(item: str, place: int, pre: Marks, post: Marks, both: Sequence[str]) -> Shift:
    if not both:
        return Shift(item, None, None, 0, 0, None)
    pairs = [(pre[person][place], post[person][place]) for person in both]
    gained, lost = pairs.count((0, 1)), pairs.count((1, 0))
    before, after = (fmean(pair[side] for pair in pairs) for side in (0, 1))
    return Shift(item, before, after, gained, lost, mcnemar_midp(gained, lost))


def _leavers(pre: Points, both: Sequence[str]) -> str | None:
    stayed = set(both)
    left = [points for person, points in pre.items() if person not in stayed]
    if not left or not both:
        return None
    gap = fmean(left) - fmean(pre[person] for person in both)
    alike = _ALIKE * pstdev(pre.values())
    return "similar" if abs(gap) <= alike else "higher" if gap > 0 else "lower"
