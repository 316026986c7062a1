"""For tables too large to choose in one go: protect one cell after the other by what lies near.

For a cell that is not safe yet, a linear program looks for the cheapest way to move it as far as needed and all sums
with it; what moves has to be hidden, and costs nothing where it is hidden already. It looks among a few promising
codes of each dimension, and further only where these do not do; in the end along the chain of sums above one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from commonweal.engines.protection.chains import chains
from commonweal.engines.protection.cheapest import costs
from commonweal.engines.protection.moves import Wanted, cheapest_moves
from commonweal.engines.protection.reader import Reader
from commonweal.engines.protection.solving import NOUGHT
from commonweal.engines.protection.system import Flags, Floats, Ints, System, components
from commonweal.engines.protection.witnesses import Witnesses, around

Progress = Callable[[str, int, int], None]
#: How many codes of a dimension beside the cell's own are tried, one size after the other.
CODES = (4, 8, 14)
EVERYWHERE = 2000
#: For cells that resisted.
FARTHER = 8000
#: Seconds for whole people where a way was found in halves: at each cell, and for one that resists.
PATIENCE, LAST = 1.0, 20.0


class Nearby:
    def __init__(self, system: System, hidden: Flags, free: Flags, *, look_first: bool = False) -> None:
        self.system, self.hidden, self.free = system, hidden.copy(), free
        self.costs = costs(system)
        self.witnesses = Witnesses(system)
        self.dimension_of = _dimensions(system)
        self.resisting = False
        #: Whether a cell is asked first if what is hidden does for it: slow in a very large table, and hides less.
        self.look_first = look_first
        self.cell_at = {tuple(row): cell for cell, row in reversed(list(enumerate(system.places.tolist())))}

    @property
    def unknown(self) -> Flags:
        return self.system.unknown(self.hidden)

    def look_everywhere(self) -> None:
        """Prove as many cells safe as what is hidden already does, all at once."""
        for members, rows in components(self.system.sums, self.unknown):
            for number, line in enumerate(self.system.lines):
                reader = Reader(self.system.sums, line, members, rows)
                up, down = self.witnesses.sides[number]
                reader.high[:], reader.low[:] = up.far[members], -down.far[members]
                reader.move(self.system.tested[members] & ~line.exempt[members])
                for cells, moves in reader.answers:
                    self.witnesses.note(number, cells, moves)

    # ---- Hide more --------------------------------------------------------------------------------

    def begin(self, told: Progress) -> list[int]:
        """Hide what the cells need, each tried once; the cells for which that failed."""
        return self._go_through(self.waiting(), told)

    def protect(self, told: Progress) -> list[int]:
        """Hide until every cell is safe; the cells for which that failed."""
        self.begin(told)
        while waiting := self.waiting():
            # Empty cells may help, and cells farther away, and in the end the sums above one place.
            self.resisting, self.free = True, self.system.candidates(zeros=True)
            failed = self._go_through(waiting, told)
            # What was hidden on a way that led nowhere has to be safe as well.
            if set(self.waiting()) <= set(failed):
                return failed
        return []

    def waiting(self) -> list[int]:
        """What has to be uncertain and is not proved to be, the cheapest first."""
        cells = np.flatnonzero((self.hidden | self.system.absent) & self.system.tested)
        cells = cells[np.argsort(self.system.cost[cells], kind="stable")]
        return [cell for cell in cells.tolist() if self.witnesses.lines_to_prove(cell)]

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
        if self.look_first and self.witnesses.prove(cell, self.unknown):
            return []
        more: list[int] = []
        for up in (True, False, True):
            amount = self.witnesses.wanted(cell, line, up=up)
            if amount > NOUGHT:
                more += self._move(Wanted(cell, line, amount if up else -amount)) or []
        # Moves in halves prove nothing about whole people; the cells they hid may allow whole ones.
        if self.witnesses.proved(cell, line) or self.witnesses.prove(cell, self.unknown):
            return more
        last = self._at_last(cell, line) if self.resisting else None
        return None if last is None else more + last

    def _at_last(self, cell: int, line: int) -> list[int] | None:
        """Hide what lets one cell move up alone as far as its whole range has to be wide."""
        amount = max(float(self.witnesses.needs[line][cell]), float(self.system.lines[line].width[cell]))
        usable = self.unknown | self.free
        everything = np.flatnonzero((usable & ~self.system.known) | (np.arange(len(self.system)) == cell))
        for region in (*chains(self.system, cell, usable), everything):
            more = self._path(region, Wanted(cell, line, amount), LAST)
            if self.witnesses.proved(cell, line):
                return more
        return None

    def _move(self, wanted: Wanted) -> list[int] | None:
        for region in self._regions(wanted.cell):
            found = self._path(region, wanted, PATIENCE)
            if found is not None:
                return found
        return None

    def _path(self, region: Ints, wanted: Wanted, seconds: float) -> list[int] | None:
        """The cheapest moves in a region that take the cell so far; hides what moves."""
        moves = cheapest_moves(self.system, wanted, region, self._price(region), seconds)
        if moves is None:
            return None
        self.witnesses.note(wanted.line, region, moves)
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
        if self.resisting and len(self.system) > EVERYWHERE:
            yield around(self.system, cell, allowed, FARTHER)

    def _block(self, cell: int, codes: int) -> Ints:
        """Cells at the crossings of a few codes of each dimension, chosen along the lines through the cell."""
        places = self.system.places
        chosen = [{code} for code in places[cell].tolist()]
        for row in self.system.sums.rows_of(cell).tolist():
            self._choose(cell, row, codes, chosen)
        found = np.union1d(self.crossings(chosen), [cell])
        usable = self.hidden[found] | self.system.absent[found] | self.free[found]
        return found[(usable & ~self.system.known[found]) | (found == cell)]

    def crossings(self, codes: Sequence[set[int]]) -> Ints:
        """The cells whose coordinates are among these codes of each dimension."""
        block: list[tuple[int, ...]] = [()]
        for options in codes:
            block = [(*start, code) for start in block for code in sorted(options)]
        return np.array(sorted({self.cell_at[at] for at in block if at in self.cell_at}), dtype=np.int64)

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


def _dimensions(system: System) -> Ints:
    """The dimension along which each sum runs: the one in which its first two cells differ."""
    first = system.sums.cells[system.sums.starts[:-1]]
    second = system.sums.cells[system.sums.starts[:-1] + 1]
    found: Ints = np.argmax(system.places[first] != system.places[second], axis=1)
    return found
