"""The shortest way to move one cell: what moves with it is as little as can be.

From no move at all such a program takes some dozens of steps, in a table of any size: each cell has its own answer in
hundredths of a second. Short ways go over few cells, and so nearly always by whole people.
"""

from __future__ import annotations

import numpy as np

from commonweal.engines.protection.solving import ENDLESS, NOUGHT, ways_of
from commonweal.engines.protection.system import Floats, Sums

#: How often a way by parts of people is sought anew, with other prices.
TRIES = 6
#: A way over more cells hardly ever goes by whole people.
LONG = 100
#: What decides between ways of one length.
DIFFER = 0.2


class Ways:
    def __init__(self, sums: Sums, figures: Floats, chance: np.random.Generator) -> None:
        self.figures, self.count, self.chance = figures, len(figures), chance
        upper = np.concatenate([np.full(self.count, ENDLESS), figures])
        self.solver = ways_of(sums, np.zeros(2 * self.count), upper)
        self.solver.setOptionValue("presolve", "off")
        self._price()

    def along(self, cell: int, amount: float, *, whole: bool) -> Floats | None:
        """Moves that take a cell so far, up, or down where the amount is below nought; None where there are none.

        Whole people where they are found soon: one or two more than asked for often go where fewer would in halves.
        """
        first = self._so_far(cell, amount)
        moves, turn = first, 0
        while whole and moves is not None and turn < TRIES and not _whole(moves) and _short(moves):
            turn += 1
            self._price()
            more = amount + turn // 2 if amount > 0 else max(amount - turn // 2, -float(self.figures[cell]))
            moves = self._so_far(cell, more)
        return first if moves is None else moves

    def _so_far(self, cell: int, amount: float) -> Floats | None:
        self._bound(cell, (max(amount, 0.0),) * 2, (max(-amount, 0.0),) * 2)
        moves = self._answer()
        self._bound(cell, (0.0, ENDLESS), (0.0, float(self.figures[cell])))
        return moves

    def _price(self) -> None:
        prices = np.tile(self.chance.uniform(1.0, 1.0 + DIFFER, self.count), 2)
        self.solver.changeColsCost(2 * self.count, np.arange(2 * self.count, dtype=np.int32), prices)

    def _bound(self, cell: int, up: tuple[float, float], down: tuple[float, float]) -> None:
        self.solver.changeColBounds(cell, *up)
        self.solver.changeColBounds(self.count + cell, *down)

    def _answer(self) -> Floats | None:
        # From no move at all: from the last answer the way is far longer.
        self.solver.clearSolver()
        self.solver.run()
        if self.solver.getModelStatus().name != "kOptimal":
            return None
        values = np.array(self.solver.getSolution().col_value)
        found: Floats = values[: self.count] - values[self.count :]
        return found


def _whole(moves: Floats) -> bool:
    return bool(np.all(np.abs(moves - np.rint(moves)) < NOUGHT * 10))


def _short(moves: Floats) -> bool:
    return int((np.abs(moves) > NOUGHT).sum()) <= LONG
