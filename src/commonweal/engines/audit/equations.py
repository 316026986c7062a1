"""The unknown figures and the sums that bind them, as arrays; ranges by propagation; independent parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.audit.linking import LinkedCells
from commonweal.engines.audit.relations import Relation
from commonweal.engines.audit.released import Contradiction, shown

#: Sums of figures with decimals agree to this part of their size.
_AGREES = 1e-9
#: Ranges that still shrink after so many rounds are left to the programmes.
_ROUNDS = 200


@dataclass
class Equations:
    """`coefficient` of `unknown` in `equation`, entry by entry; the sum over an equation's entries is its `right`."""

    whole: bool
    low: np.ndarray
    high: np.ndarray
    equation: np.ndarray
    unknown: np.ndarray
    coefficient: np.ndarray
    right: np.ndarray
    #: The whole of each equation's sum, to name it.
    of_figure: np.ndarray
    #: Do the ranges hold by propagation to its end?
    settled: bool = True

    @property
    def count(self) -> int:
        return len(self.low)

    def open(self) -> Equations:
        """The same without the figures that are settled already: they move to the right side."""
        known = self.low[self.unknown] == self.high[self.unknown]
        share = self.coefficient[known] * self.low[self.unknown[known]]
        right = self.right - np.bincount(self.equation[known], share, minlength=len(self.right))
        entries = (self.equation[~known], self.unknown[~known], self.coefficient[~known])
        return Equations(self.whole, self.low, self.high, *entries, right, self.of_figure, self.settled)

    def part(self, entries: np.ndarray) -> tuple[Equations, np.ndarray]:
        """The unknowns and equations of these entries alone, and which unknowns they are."""
        unknowns, unknown = np.unique(self.unknown[entries], return_inverse=True)
        rows, equation = np.unique(self.equation[entries], return_inverse=True)
        low, high = self.low[unknowns], self.high[unknowns]
        of = (self.coefficient[entries], self.right[rows], self.of_figure[rows], self.settled)
        return Equations(self.whole, low, high, equation, unknown, *of), unknowns

    def holds(self, values: np.ndarray) -> bool:
        """Do these values fit every sum exactly? Whole numbers of this size are exact in floating point."""
        sums = np.bincount(self.equation, self.coefficient * values[self.unknown], minlength=len(self.right))
        slack = 0 if self.whole else 1e-6 * np.maximum(1, np.abs(self.right))
        inside = (values >= self.low - slack_of(self)).all() and (values <= self.high + slack_of(self)).all()
        return bool(inside and (np.abs(sums - self.right) <= slack).all())


def slack_of(equations: Equations) -> float:
    return 0 if equations.whole else 1e-6


def equations(cells: LinkedCells, sums: Sequence[Relation], *, whole: bool) -> tuple[Equations, np.ndarray]:
    """The system of these sums, and which figure each of its unknowns is."""
    rows: dict[tuple[tuple[tuple[int, int], ...], float], int] = {}
    for relation in sums:
        terms, right = _terms(cells, relation)
        if terms:
            rows.setdefault((terms, right), relation.whole)
        else:
            _refuse_unequal(cells, relation, right)
    unknown_figures = sorted({figure for terms, _ in rows for figure, _ in terms})
    place = np.full(len(cells.keys), -1)
    place[unknown_figures] = np.arange(len(unknown_figures))
    flat = [(i, j, sign) for i, (terms, _) in enumerate(rows) for j, sign in terms]
    table = np.array(flat, dtype=np.int64).reshape(-1, 3)
    high = [cells.highs[figure] for figure in unknown_figures]
    system = Equations(
        whole,
        np.array([cells.lows[figure] for figure in unknown_figures], dtype=float),
        np.array([np.inf if value is None else value for value in high], dtype=float),
        table[:, 0],
        place[table[:, 1]],
        table[:, 2].astype(float),
        np.array([right for _, right in rows], dtype=float),
        np.array(list(rows.values()), dtype=np.int64),
    )
    return system, np.array(unknown_figures, dtype=np.int64)


def _terms(cells: LinkedCells, relation: Relation) -> tuple[tuple[tuple[int, int], ...], float]:
    signs: dict[int, int] = {}
    right: float = 0
    for figure, sign in (*((part, 1) for part in relation.parts), (relation.whole, -1)):
        value = cells.values[figure]
        if value is None:
            signs[figure] = signs.get(figure, 0) + sign
        else:
            right -= sign * value
    return tuple(sorted((figure, sign) for figure, sign in signs.items() if sign)), right


def _refuse_unequal(cells: LinkedCells, relation: Relation, right: float) -> None:
    """All is shown: the parts are the whole, or no more than it where some part has no row."""
    total = cells.values[relation.whole] or 0
    if abs(right) <= _AGREES * max(1, total) or (relation.partial and right > 0):
        return
    raise Contradiction("sum", cell=cells.label(relation.whole), total=shown(total), parts=shown(total - right))


def propagate(system: Equations, cells: LinkedCells) -> None:
    """Narrow every range by each sum alone, again and again: exact wherever the sums form no ring."""
    for _ in range(_ROUNDS):
        low, high = _narrowed(system)
        beyond = low > high + (0 if system.whole else 1e-6 * np.maximum(1, np.nan_to_num(high, posinf=0)))
        if beyond.any():
            raise _impossible(system, cells, int(np.flatnonzero(beyond)[0]))
        high = np.maximum(low, high)
        still = (low > system.low) | (high < system.high)
        if not system.whole:
            still &= (low - system.low > 1e-9) | (system.high - high > 1e-9)
        system.low, system.high = low, high
        if not still.any():
            system.settled = True
            return
    system.settled = False


def _narrowed(system: Equations) -> tuple[np.ndarray, np.ndarray]:
    sign, unknown, equation = system.coefficient, system.unknown, system.equation
    lowest = np.where(sign > 0, sign * system.low[unknown], sign * system.high[unknown])
    highest = np.where(sign > 0, sign * system.high[unknown], sign * system.low[unknown])
    most = system.right[equation] - _others(lowest, equation, len(system.right), -np.inf)
    least = system.right[equation] - _others(highest, equation, len(system.right), np.inf)
    top = np.where(sign > 0, most, least) / sign
    bottom = np.where(sign > 0, least, most) / sign
    if system.whole:
        top, bottom = np.floor(top + 1e-9), np.ceil(bottom - 1e-9)
    low, high = system.low.copy(), system.high.copy()
    np.maximum.at(low, unknown, bottom)
    np.minimum.at(high, unknown, top)
    return low, high


def _others(term: np.ndarray, equation: np.ndarray, count: int, endless: float) -> np.ndarray:
    """For each entry the sum of the other entries of its equation, where some may be endless."""
    open_ = np.isinf(term)
    known = np.where(open_, 0, term)
    sums = np.bincount(equation, known, minlength=count)
    endless_ones = np.bincount(equation, open_, minlength=count)
    return np.where(endless_ones[equation] - open_ > 0, endless, sums[equation] - known)


def _impossible(system: Equations, cells: LinkedCells, unknown: int) -> Contradiction:
    """Name a sum that cannot be: one that its parts cannot make, else one that the figure stands in."""
    ends = np.sort([system.coefficient * bound[system.unknown] for bound in (system.low, system.high)], axis=0)
    least, most = (np.bincount(system.equation, end, minlength=len(system.right)) for end in ends)
    out_of_reach = np.flatnonzero((least > system.right) | (most < system.right))
    mine = system.equation[system.unknown == unknown]
    equation = out_of_reach[0] if len(out_of_reach) else mine[0]
    return Contradiction("sum-impossible", cell=cells.label(int(system.of_figure[equation])))


def by_wholeness(cells: LinkedCells, sums: Sequence[Relation]) -> tuple[list[Relation], list[Relation]]:
    """Sums of people, and sums that have to do with a figure that is not whole: money, hours, scores."""
    flat = [(i, figure) for i, relation in enumerate(sums) for figure in (relation.whole, *relation.parts)]
    table = np.array(flat, dtype=np.int64).reshape(-1, 2)
    group = groups(table[:, 1], table[:, 0], len(cells.keys), len(sums))
    broken = {int(group[i]) for i, value in enumerate(cells.values) if value is not None and value != int(value)}
    of_people = [int(group[relation.whole]) not in broken for relation in sums]
    return (
        [relation for relation, people in zip(sums, of_people, strict=True) if people],
        [relation for relation, people in zip(sums, of_people, strict=True) if not people],
    )


def components(system: Equations) -> list[tuple[Equations, np.ndarray]]:
    """Unknowns that are bound together, each group with its own numbering and its unknowns in the system's."""
    left = system.open()
    group = groups(left.unknown, left.equation, left.count, len(left.right))
    order = np.argsort(group[left.unknown], kind="stable")
    cuts = np.flatnonzero(np.diff(group[left.unknown[order]])) + 1
    return [left.part(entries) for entries in np.split(order, cuts) if len(entries)]


def groups(member: np.ndarray, bond: np.ndarray, members: int, bonds: int) -> np.ndarray:
    """The least member of each group that bonds hold together."""
    group = np.arange(members)
    while True:
        least = np.full(bonds, members)
        np.minimum.at(least, bond, group[member])
        new = group.copy()
        np.minimum.at(new, member, least[bond])
        new = new[new]
        if (new == group).all():
            return group
        group = new
