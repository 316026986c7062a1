"""For tables too large to choose in one go: protect one cell after the other by what lies near, then take back what
turned out to be superfluous.

For a cell that is not safe yet, a linear program looks for the cheapest way to move it as far as needed and all sums
with it; what moves has to be hidden, and costs nothing where it is hidden already. It looks among a few promising
codes of each dimension, and further only where these do not do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import highspy
import numpy as np

from commonweal.engines.protection.cheapest import costs
from commonweal.engines.protection.reader import ENDLESS, NOUGHT, quiet_solver
from commonweal.engines.protection.system import Flags, Floats, Ints, Sums, System
from commonweal.engines.protection.witnesses import Witnesses, around

Progress = Callable[[str, int, int], None]
#: How many codes of a dimension beside the cell's own are tried, one size after the other.
CODES = (4, 8, 14)
EVERYWHERE = 2000
#: How often the price of a way is asked anew.
ROUNDS = 5
#: How often cells that resisted are tried again with more room.
RETRIES = 4
#: From so many cells on it is asked once.
MANY = 600


class Nearby:
    def __init__(self, system: System, hidden: Flags, free: Flags) -> None:
        self.system, self.hidden, self.free = system, hidden.copy(), free
        self.costs = costs(system)
        self.witnesses = Witnesses(system)
        self.dimension_of = _dimensions(system)
        self.cell_at = {tuple(row): cell for cell, row in reversed(list(enumerate(system.places.tolist())))}

    @property
    def unknown(self) -> Flags:
        return self.system.unknown(self.hidden)

    # ---- Hide more --------------------------------------------------------------------------------

    def protect(self, told: Progress) -> list[int]:
        """Hide until every cell is safe; the cells for which that failed."""
        waiting = np.flatnonzero((self.hidden | self.system.absent) & self.system.tested)
        failed = self._go_through(waiting[np.argsort(self.system.cost[waiting], kind="stable")].tolist(), told)
        for _ in range(RETRIES):
            if not failed:
                break
            # Empty cells may help, and so do the totals around, which leave their parts more room.
            self.free = self.system.candidates(zeros=True)
            failed = self._go_through(failed + self._hide_totals_of(failed), told)
        return failed

    def _hide_totals_of(self, cells: list[int]) -> list[int]:
        sums = self.system.sums
        totals = {int(sums.cells[sums.starts[row]]) for cell in cells for row in sums.rows_of(cell).tolist()}
        more = [total for total in sorted(totals) if self.free[total] and not self.hidden[total]]
        self.hidden[more] = True
        return more

    def _go_through(self, order: list[int], told: Progress) -> list[int]:
        failed: list[int] = []
        done = 0
        while order:
            cell = order.pop()
            for line in self.witnesses.lines_to_prove(cell):
                more = self._secure(cell, line)
                if more is None:
                    failed.append(cell)
                    break
                order += more
            done += 1
            if done % 200 == 0:
                told("hide", done, done + len(order))
        return failed

    def _secure(self, cell: int, line: int) -> list[int] | None:
        """Hide what one cell needs in one line; the cells newly hidden, or None where nothing helps."""
        more: list[int] = []
        for up in (True, False, True):
            amount = self._wanted(cell, line, up=up)
            if amount <= NOUGHT:
                continue
            found = self._move(cell, line, amount if up else -amount)
            if found is not None:
                more += found
        # Moves in halves prove nothing about whole people; the cells they hid may allow whole ones.
        return more if self.witnesses.proved(cell, line) or self.witnesses.prove(cell, self.unknown) else None

    def _wanted(self, cell: int, line: int, *, up: bool) -> float:
        """How far the cell still has to be able to move."""
        above, below = (float(side.far[cell]) for side in self.witnesses.sides[line])
        need = float(self.witnesses.needs[line][cell])
        figures = self.system.lines[line]
        width, figure = float(figures.width[cell]), float(figures.figures[cell])
        if up:
            lowest = max(below, min(figure, width))
            wanted = max(need, width - lowest)
            return wanted if wanted > above + NOUGHT else 0.0
        wanted = min(width - above, figure)
        return wanted if wanted > below + NOUGHT else 0.0

    def _move(self, cell: int, line: int, amount: float) -> list[int] | None:
        for region in self._regions(cell):
            found = self._path(region, cell, line, amount)
            if found is not None:
                return found
        return None

    def _path(self, region: Ints, cell: int, line: int, amount: float) -> list[int] | None:
        """The cheapest moves in a region that take the cell so far; hides what moves."""
        rows = self.system.sums.rows_with(region)
        moves = _cheapest_moves(self.system, line, region, rows, self._price(region), (cell, amount))
        if moves is None:
            return None
        self.witnesses.note(line, region, moves)
        moved = region[np.abs(moves) > NOUGHT]
        more = moved[~self.hidden[moved] & ~self.system.absent[moved]].tolist()
        self.hidden[more] = True
        return more

    def _price(self, region: Ints) -> Floats:
        seen = self.hidden[region] | self.system.absent[region]
        return np.where(seen, 0.0, self.costs[region])

    # ---- Where to look ----------------------------------------------------------------------------

    def _regions(self, cell: int) -> Iterator[Ints]:
        for codes in CODES:
            yield self._block(cell, codes)
        allowed = self.unknown | (self.free & ~self.system.known)
        yield around(self.system, cell, allowed, EVERYWHERE)

    def _block(self, cell: int, codes: int) -> Ints:
        """Cells at the crossings of a few codes of each dimension, chosen along the lines through the cell."""
        places = self.system.places
        chosen = [{code} for code in places[cell].tolist()]
        for row in self.system.sums.rows_of(cell).tolist():
            self._choose(cell, row, codes, chosen)
        block: list[tuple[int, ...]] = [()]
        for options in chosen:
            block = [(*start, code) for start in block for code in sorted(options)]
        numbers = [self.cell_at[at] for at in block if at in self.cell_at]
        found = np.array(sorted(set(numbers) | {cell}))
        usable = self.hidden[found] | self.system.absent[found] | self.free[found]
        return found[(usable & ~self.system.known[found]) | (found == cell)]

    def _choose(self, cell: int, row: int, codes: int, chosen: list[set[int]]) -> None:
        dimension = int(self.dimension_of[row])
        ahead, seen = [(cell, row, codes)], {row}
        while ahead:
            start, number, most = ahead.pop()
            cells, signs = self.system.sums.row(number)
            for each in self._best(cells[cells != start], most):
                chosen[dimension].add(int(self.system.places[each, dimension]))
                for further in self.system.sums.rows_of(each).tolist():
                    if further not in seen and self.dimension_of[further] == dimension:
                        seen.add(further)
                        ahead.append((each, further, min(2, most)))

    def _best(self, cells: Ints, most: int) -> list[int]:
        usable = self.hidden[cells] | self.system.absent[cells] | self.free[cells]
        cells = cells[usable & ~self.system.known[cells]]
        order = np.argsort(self._price(cells), kind="stable")[:most]
        return cells[order].tolist()

    def check(self, told: Progress) -> list[int]:
        """Every cell that has to be uncertain, and for which there is no proof that it is."""
        cells = np.flatnonzero((self.hidden | self.system.absent) & self.system.tested).tolist()
        told("check", len(cells), len(cells))
        return [cell for cell in cells if not self.witnesses.prove(cell, self.unknown)]

    # ---- Take back --------------------------------------------------------------------------------

    def clean(self, keep: Flags, seconds: float, told: Progress) -> None:
        """Show again, the dearest first, what nobody's safety needs."""
        extra = np.flatnonzero(self.hidden & ~keep)
        order = extra[np.argsort(-self.costs[extra], kind="stable")].tolist()
        end = time.monotonic() + seconds
        for done, cell in enumerate(order):
            if time.monotonic() > end:
                return
            self.hidden[cell] = False
            if not self.witnesses.without(cell, self.unknown):
                self.hidden[cell] = True
            if done % 100 == 0:
                told("clean", done, len(order))


def _dimensions(system: System) -> Ints:
    """The dimension along which each sum runs: the one in which its first two cells differ."""
    first = system.sums.cells[system.sums.starts[:-1]]
    second = system.sums.cells[system.sums.starts[:-1] + 1]
    found: Ints = np.argmax(system.places[first] != system.places[second], axis=1)
    return found


def _cheapest_moves(
    system: System, line: int, region: Ints, rows: Ints, price: Floats, wanted: tuple[int, float]
) -> Floats | None:
    """Moves of a region that take one cell as far as wanted, and hide the cheapest cells for it.

    A program charges for how far a cell moves, and we pay for a cell that moves at all. So it is asked again with the
    price of what moved spread over how far it moved, and the cheapest answer counts.
    """
    cell, amount = wanted
    solver = _moving(system, line, region, rows, (int(np.searchsorted(region, cell)), amount))
    count = len(region)
    index = np.arange(2 * count, dtype=np.int32)
    # A step more costs a trifle, so that of two equal ways the shorter is taken.
    rate = price / abs(amount)
    best: tuple[float, Floats] | None = None
    for _ in range(ROUNDS if count < MANY else 1):
        solver.changeColsCost(2 * count, index, np.tile(rate + NOUGHT * 10, 2))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(solver.getSolution().col_value)
        moves = values[:count] - values[count:]
        moved = np.abs(moves) > NOUGHT
        paid = float(price[moved].sum())
        if best is not None and paid >= best[0] - NOUGHT:
            break
        best = paid, moves
        rate = rate.copy()
        rate[moved] = price[moved] / np.abs(moves[moved])
    return best[1] if best else None


def _moving(system: System, line: int, region: Ints, rows: Ints, wanted: tuple[int, float]) -> highspy.Highs:
    """The moves of a region, up and down apart, with one of them given."""
    place, amount = wanted
    count = len(region)
    local = Sums.cut(system.sums, region, rows)
    upper = np.concatenate([np.full(count, ENDLESS), system.lines[line].figures[region]])
    lower = np.zeros(2 * count)
    upper[[place, count + place]] = max(amount, 0), max(-amount, 0)
    lower[[place, count + place]] = max(amount, 0), max(-amount, 0)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * count, len(rows)
    program.col_cost_ = np.zeros(2 * count)
    program.col_lower_, program.col_upper_ = lower, upper
    program.row_lower_ = program.row_upper_ = np.zeros(len(rows))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = (2 * local.starts).astype(np.int32)
    program.a_matrix_.index_ = np.stack([local.cells, local.cells + count], axis=1).ravel().astype(np.int32)
    program.a_matrix_.value_ = np.stack([local.signs, -local.signs], axis=1).ravel()
    solver = quiet_solver()
    solver.passModel(program)
    return solver
