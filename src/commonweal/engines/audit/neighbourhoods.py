"""A small part of a large group around some unknowns, all else held at figures of an example."""

from __future__ import annotations

import numpy as np

from commonweal.engines.audit.equations import Equations

#: Unknowns that may move at once: enough for several cubes of a three-way table.
_SIZE = 300


class Neighbourhoods:
    """Which unknowns stand in the same sums, looked up often."""

    def __init__(self, system: Equations) -> None:
        self.system = system
        self._of_unknown = _Lists(system.unknown, system.count)
        self._of_equation = _Lists(system.equation, len(system.right))

    def around(self, unknown: int, base: np.ndarray, size: int = _SIZE) -> tuple[Equations, np.ndarray]:
        """The sums over the unknowns around this one, which comes first, with every other one as in `base`."""
        inside = self.nearest(np.array([unknown]), size)
        return self.part(inside, base), inside

    def part(self, inside: np.ndarray, base: np.ndarray) -> Equations:
        """The sums over these unknowns, in their order, with every other one as in `base`."""
        system = self.system
        rows = self.equations_with(inside)
        entries = self._of_equation.entries(rows)
        order = np.argsort(inside, kind="stable")
        at = np.minimum(np.searchsorted(inside, system.unknown[entries], sorter=order), len(inside) - 1)
        column = order[at]
        moves = inside[column] == system.unknown[entries]
        equation = np.searchsorted(rows, system.equation[entries])
        held = system.coefficient[entries[~moves]] * base[system.unknown[entries[~moves]]]
        right = system.right[rows] - np.bincount(equation[~moves], held, minlength=len(rows))
        return Equations(
            system.whole,
            system.low[inside],
            system.high[inside],
            equation[moves],
            column[moves],
            system.coefficient[entries[moves]],
            right,
            system.of_figure[rows],
        )

    def nearest(self, start: np.ndarray, size: int) -> np.ndarray:
        """Those in the same sums, then those that close most rings with them."""
        inside, member = start, np.zeros(self.system.count, dtype=bool)
        member[start] = True
        while len(inside) < size:
            rows = self.equations_with(inside)
            met, times = np.unique(self.system.unknown[self._of_equation.entries(rows)], return_counts=True)
            new = ~member[met]
            if not new.any():
                break
            step = min(size - len(inside), max(100, len(inside) // 2))
            order = np.argsort(-times[new], kind="stable")[:step]
            member[met[new][order]] = True
            inside = np.concatenate([inside, met[new][order]])
        return inside

    def equations_with(self, unknowns: np.ndarray) -> np.ndarray:
        return np.unique(self.system.equation[self._of_unknown.entries(unknowns)])


class _Lists:
    """The entries of each unknown or equation."""

    def __init__(self, of: np.ndarray, count: int) -> None:
        self.order = np.argsort(of, kind="stable")
        self.starts = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=count))])

    def entries(self, of: np.ndarray) -> np.ndarray:
        starts, lengths = self.starts[of], self.starts[of + 1] - self.starts[of]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        found: np.ndarray = self.order[np.arange(total) + np.repeat(starts - (ends - lengths), lengths)]
        return found
