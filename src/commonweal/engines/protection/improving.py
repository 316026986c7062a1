"""A cheaper choice, window by window: a few cells are chosen anew, exactly, while all others stay as they are.

A choice for a whole large table comes cell after cell, and so hides more than it must. In a window of some dozens of
cells the cheapest choice can be found (see `cheapest`). Whatever stood on a proof that moved a cell of the window is
asked for a new one, among the cells that those proofs moved: so the old choice is always one of the possible ones.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from commonweal.engines.protection.cheapest import cheapest, costs
from commonweal.engines.protection.nearby import Nearby, Progress
from commonweal.engines.protection.solving import NOUGHT
from commonweal.engines.protection.system import Flags, Ints

#: Cells of a window, one size after the other where the proofs around them reach too far.
SIZES = (80, 50, 25)
#: Most cells that may move in the proofs of one window.
MOST = 800
#: Seconds for one window, and how far from its cheapest choice the search may end.
PATIENCE, GAP = 3.0, 0.005
#: A window of fewer hidden complements is not worth a search.
FEWEST = 2


@dataclass(frozen=True)
class Window:
    members: Ints
    #: Among the members: chosen anew, and asked whether they are safe.
    free: Flags
    tested: Flags


class Improver:
    def __init__(self, near: Nearby) -> None:
        self.near, self.system, self.witnesses = near, near.system, near.witnesses
        self.chance = np.random.default_rng(0)
        self.may_choose = (near.free | near.hidden) & ~self.system.must & ~self.system.known & ~self.system.absent

    def run(self, seconds: float, told: Progress) -> None:
        """Go through all complements, the dearest first, until nothing gets cheaper or time is up."""
        end = time.monotonic() + seconds
        self._drop_needless(end, told)
        gained = True
        while gained and time.monotonic() < end:
            gained = self._go_through(end, told)

    def _go_through(self, end: float, told: Progress) -> bool:
        gained = False
        cells = np.flatnonzero(self.near.hidden & self.may_choose)
        order = cells[np.argsort(-self.near.costs[cells], kind="stable")].tolist()
        seen: set[int] = set()
        for done, cell in enumerate(order):
            left = end - time.monotonic()
            if left <= 0:
                break
            told("improve", done, len(order))
            if cell in seen or not self.near.hidden[cell]:
                continue
            window = self._window(cell)
            if window is not None:
                seen.update(window.members[window.free].tolist())
                gained |= self._choose(window, min(PATIENCE, left))
        return gained

    def _drop_needless(self, end: float, told: Progress) -> None:
        """Show again what is hidden for nothing, now that others are hidden too."""
        cells = np.flatnonzero(self.near.hidden & self.may_choose)
        order = cells[np.argsort(-self.near.costs[cells], kind="stable")].tolist()
        for done, cell in enumerate(order):
            if time.monotonic() > end:
                return
            told("improve", done, len(order))
            before = self._reached()
            self.near.hidden[cell] = False
            asked = dict.fromkeys(each for each, _ in self.witnesses.forget([cell]) if each != cell)
            if not all(self.witnesses.prove(each, self.near.unknown) for each in asked):
                self._undo(np.array([cell]), before)

    # ---- Which cells ------------------------------------------------------------------------------

    def _window(self, cell: int) -> Window | None:
        for size in SIZES:
            block = self._block(cell, size)
            free = block[self.may_choose[block]]
            opened = free[self.near.hidden[free]].tolist()
            leaning = self.witnesses.leaning_on(opened)
            moving = self._moved_by(leaning | set(opened))
            members = np.array(sorted(moving | leaning | set(block.tolist())))
            members = members[self.near.unknown[members] | np.isin(members, free)]
            if len(opened) >= FEWEST and len(members) <= MOST:
                inside = np.isin(members, np.array([*block.tolist(), *leaning]))
                return Window(members, np.isin(members, free), inside & self.system.tested[members])
        return None

    def _moved_by(self, cells: set[int]) -> set[int]:
        numbers = {number for cell in cells for number in self.witnesses.proofs_on(cell)}
        return {each for number in numbers for each in self.witnesses.cells_of[number][1].tolist()}

    def _block(self, cell: int, size: int) -> Ints:
        """Crossings of the codes that share a sum with the cell's, some of them by chance where they are many."""
        places, sums = self.system.places, self.system.sums
        codes = [{code} for code in places[cell].tolist()]
        for row in self.chance.permutation(sums.rows_of(cell)).tolist():
            dimension = int(self.near.dimension_of[row])
            if len(codes[dimension]) == 1 or self.chance.random() < 0.5:
                codes[dimension].update(places[sums.row(row)[0], dimension].tolist())
        while np.prod([len(each) for each in codes]) > size:
            widest = int(np.argmax([len(each) for each in codes]))
            others = sorted(codes[widest] - {int(places[cell, widest])})
            codes[widest].discard(others[int(self.chance.integers(len(others)))])
        return self.near.crossings(codes)

    # ---- Choose -----------------------------------------------------------------------------------

    def _choose(self, window: Window, seconds: float) -> bool:
        """Take the cheapest choice of a window where it is cheaper than what is hidden now."""
        members, hidden = window.members, self.near.hidden
        part = self.system.part(members, window.tested)
        now = hidden[members]
        choice = cheapest(part, free=window.free, hidden=now & ~window.free, seconds=seconds, gap=GAP)
        price = costs(part)
        if choice is None or not choice.safe or price[choice.hidden].sum() >= price[now].sum() - NOUGHT * 10:
            return False
        before = self._reached()
        hidden[members] = choice.hidden
        fallen = self.witnesses.forget(members[now & ~choice.hidden].tolist())
        return self._proved_again(window, fallen) or self._undo(members[now], before)

    def _proved_again(self, window: Window, fallen: list[tuple[int, int]]) -> bool:
        unknown = window.members[self.near.unknown[window.members]]
        asked = dict.fromkeys([*(cell for cell, _ in fallen), *window.members[window.tested].tolist()])
        return all(
            self.witnesses.prove_among(cell, line, unknown)
            for cell in asked
            if self.near.unknown[cell] and self.system.tested[cell]
            for line in self.witnesses.lines_to_prove(cell)
        )

    def _reached(self) -> list[tuple[np.ndarray, np.ndarray]]:
        return [(side.far.copy(), side.proof.copy()) for pair in self.witnesses.sides for side in pair]

    def _undo(self, cells: Ints, before: list[tuple[np.ndarray, np.ndarray]]) -> bool:
        """Hide again what was hidden, beside the new choice: then all proofs hold, old and new."""
        self.near.hidden[cells] = True
        sides = [side for pair in self.witnesses.sides for side in pair]
        for side, (far, proof) in zip(sides, before, strict=True):
            better = far > side.far
            side.far[better], side.proof[better] = far[better], proof[better]
        return False
