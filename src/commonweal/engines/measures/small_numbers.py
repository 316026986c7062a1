"""Small numbers of people in one split and its published total: what is hidden, and proof that it stays hidden.

One split of one figure, with its total: groups of one dimension, one place, one period. What links several splits (the
same people by place and by group, or an earlier release) is beyond this module; `docs/algorithms/small-numbers.md`
says so to the reader.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

SMALL, COMPLEMENT = "small", "complement"
MANY_CELLS = 12  # beyond this many candidates cells are added one by one, the smallest first


class SmallNumbersError(ValueError):
    """The split cannot be judged."""


@dataclass(frozen=True, slots=True)
class SplitCell:
    """One group of a split, or its total. `people` is who stands behind the value where the two parts do not say it."""

    category: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    people: int | None = None
    status: str = "reported"
    reason: str | None = None

    @property
    def hidden(self) -> bool:
        return self.status == "suppressed"

    def counts(self) -> dict[str, float]:
        """The counts of people that a reader could learn: those in, the others, all, and those behind a plain value."""
        if self.hidden:
            return {}
        found = {"in": self.numerator, "all": self.denominator, "people": self.people}
        if self.numerator is not None and self.denominator is not None and self.numerator <= self.denominator:
            found["others"] = self.denominator - self.numerator
        return {line: count for line, count in found.items() if count is not None}


def is_small(cell: SplitCell, minimum: int = 10) -> bool:
    """May this figure not be shown by itself: 1 to minimum − 1 people in it, among the others, or in all."""
    return any(0 < count < minimum for count in cell.counts().values())


def hide_small(
    split: Sequence[SplitCell],
    *,
    total: SplitCell | None = None,
    minimum: int = 10,
    keep_hidden: Collection[str] = (),
) -> tuple[SplitCell, ...]:
    """The same cells in the same order; a hidden one has no figures, the status suppressed and a reason.

    First the small ones (`is_small`). Then more, until every hidden count could be anything in a range that is at
    least `minimum` wide and reaches `minimum`, given the total and all that is shown. Where no choice achieves that,
    because the total is small itself, everything is hidden, and the total may not be shown either. `keep_hidden` are
    categories that an earlier release hid, or would give away beside this one.
    """
    if minimum < 1:
        raise SmallNumbersError(f"A minimum count is at least 1, not {minimum}.")
    small = frozenset(i for i, cell in enumerate(split) if is_small(cell, minimum))
    at_source = frozenset(i for i, cell in enumerate(split) if cell.hidden)
    sums = _Sums(split, total if total and not total.hidden else None, at_source, minimum)
    kept = frozenset(i for i, cell in enumerate(split) if cell.category in keep_hidden and not cell.hidden)
    hidden = small | kept
    if hidden or at_source:
        hidden = _cheapest(sums, split, hidden)
    return tuple(
        _hide(cell, SMALL if i in small else COMPLEMENT) if i in hidden - at_source else cell
        for i, cell in enumerate(split)
    )


@dataclass(frozen=True)
class _Sums:
    """What a reader can work out by taking the shown groups from the total."""

    split: Sequence[SplitCell]
    total: SplitCell | None
    at_source: frozenset[int]
    minimum: int

    def safe(self, hidden: frozenset[int]) -> bool:
        totals = self.total.counts() if self.total else {}
        # Where the total is nobody, every part is known to be nobody, by the total and not by the split.
        lines = [line for line, count in totals.items() if count > 0]
        if not lines or not hidden | self.at_source:
            return True
        if len(hidden | self.at_source) < 2:
            return False
        return all(self._left(line, totals[line], hidden) >= self.minimum for line in lines)

    def _left(self, line: str, total: float, hidden: frozenset[int]) -> float:
        """The people among all hidden groups: each of them lies between nobody and all of these."""
        known = [cell.counts().get(line, 0) for cell in self.split]
        left = sum(known[i] for i in hidden)
        elsewhere = total - sum(known)
        # People in no group may be known from elsewhere, so they protect nobody; groups hidden at the source do.
        return left + (elsewhere if self.at_source else min(0, elsewhere))


def _cheapest(sums: _Sums, split: Sequence[SplitCell], small: frozenset[int]) -> frozenset[int]:
    """The fewest more cells, then the fewest people in them, that make the split safe."""
    candidates = [i for i, cell in enumerate(split) if i not in small | sums.at_source and _size(cell) > 0]
    candidates.sort(key=lambda i: (_size(split[i]), i))
    if len(candidates) > MANY_CELLS:
        return _one_by_one(sums, candidates, small)
    for more in range(len(candidates) + 1):
        choices = sorted(combinations(candidates, more), key=lambda c: (sum(_size(split[i]) for i in c), c))
        for choice in choices:
            if sums.safe(small | set(choice)):
                return small | set(choice)
    return frozenset(range(len(split)))


def _one_by_one(sums: _Sums, candidates: Sequence[int], small: frozenset[int]) -> frozenset[int]:
    hidden = small
    for i in (None, *candidates):
        hidden = hidden | ({i} if i is not None else set())
        if sums.safe(hidden):
            return hidden
    return frozenset(range(len(sums.split)))


def _size(cell: SplitCell) -> float:
    return max(cell.counts().values(), default=0)


def _hide(cell: SplitCell, reason: str) -> SplitCell:
    return replace(cell, value=None, numerator=None, denominator=None, people=None, status="suppressed", reason=reason)
