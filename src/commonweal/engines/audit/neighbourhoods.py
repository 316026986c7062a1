"""A small part of a large group around one unknown, all else held at figures that fit."""

from __future__ import annotations

import numpy as np

from commonweal.engines.audit.equations import Equations

#: Unknowns that may move at once: enough for several cubes of a three-way table.
_SIZE = 300


class Neighbourhoods:
    """Which unknowns stand in the same sums, looked up often."""

    def __init__(self, system: Equations) -> None:
        self.system = system
        self._of_unknown = _lists(system.unknown, system.count)
        self._of_equation = _lists(system.equation, len(system.right))

    def around(self, unknown: int, base: np.ndarray) -> tuple[Equations, np.ndarray]:
        """The sums over the unknowns around this one, which comes first, with every other one as in `base`."""
        inside = self._nearest(unknown)
        system = self.system
        rows = np.unique(system.equation[self._entries(self._of_unknown, inside)])
        entries = self._entries(self._of_equation, rows)
        place = {int(each): i for i, each in enumerate(inside)}
        column = np.array([place.get(int(each), -1) for each in system.unknown[entries]])
        equation = np.searchsorted(rows, system.equation[entries])
        fixed = column < 0
        held = system.coefficient[entries[fixed]] * base[system.unknown[entries[fixed]]]
        right = system.right[rows] - np.bincount(equation[fixed], held, minlength=len(rows))
        moving = entries[~fixed]
        return Equations(
            system.whole,
            system.low[inside],
            system.high[inside],
            equation[~fixed],
            column[~fixed],
            system.coefficient[moving],
            right,
            system.of_figure[rows],
        ), inside

    def _nearest(self, unknown: int) -> np.ndarray:
        """Those in the same sums, then those that close most rings with them."""
        system = self.system
        inside = np.array([unknown])
        while len(inside) < _SIZE:
            rows = np.unique(system.equation[self._entries(self._of_unknown, inside)])
            met, times = np.unique(system.unknown[self._entries(self._of_equation, rows)], return_counts=True)
            new = ~np.isin(met, inside)
            if not new.any():
                break
            order = np.argsort(-times[new], kind="stable")[: min(_SIZE - len(inside), 100)]
            inside = np.concatenate([inside, met[new][order]])
        return inside

    @staticmethod
    def _entries(lists: list[np.ndarray], of: np.ndarray) -> np.ndarray:
        return np.concatenate([lists[each] for each in of])


def _lists(of: np.ndarray, count: int) -> list[np.ndarray]:
    """The entries of each unknown or equation."""
    order = np.argsort(of, kind="stable")
    return np.split(order, np.cumsum(np.bincount(of, minlength=count))[:-1])
