"""Moves that came out in parts of people: those around the parts are sought anew, with all others held, until none is
left."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from commonweal.engines.protection.system import Flags, Floats, Ints, Sums

#: How often moves are mended; how many cells around each one that is not whole, more each time, and beside them.
TIMES, AROUND, MORE, BESIDE = 6, 1.5, 0.7, 100
#: A move of the solver's is whole if it lies this near to a whole number.
NEAR = 1e-5

#: Some moves of these sums, whatever they are, with these ends and these sums; None where there are none.
Sought = Callable[[Sums, Floats, Floats], Floats | None]


def mended(sums: Sums, lowest: Floats, moves: Floats, sought: Sought) -> Floats | None:
    """Moves of whole people, most of them as they were; None where they were not found."""
    for turn in range(TIMES):
        whole = np.rint(moves)
        parts = np.abs(moves - whole) > NEAR
        if not parts.any():
            return whole
        members = _around(sums, parts, int(parts.sum() * (AROUND + turn * MORE)) + BESIDE)
        inside = np.zeros(sums.width, dtype=bool)
        inside[members] = True
        rows = sums.touched(inside)
        rest = -sums.times(np.where(inside, 0.0, whole))[rows]
        found = sought(Sums.cut(sums, members, rows), lowest[members], rest)
        if found is not None:
            whole[members] = found
            moves = whole
    return None


def _around(sums: Sums, start: Flags, size: int) -> Ints:
    """Cells in the same sums as these, those that share the most sums first."""
    inside = start.copy()
    while inside.sum() < size:
        shared = np.bincount(sums.cells, weights=_touches(sums, inside)[sums.row_of], minlength=sums.width)
        shared[inside] = 0
        near = np.flatnonzero(shared)
        if not len(near):
            break
        few = min(size - int(inside.sum()), max(BESIDE, int(inside.sum()) // 2))
        inside[near[np.argsort(-shared[near], kind="stable")[:few]]] = True
    return np.flatnonzero(inside)


def _touches(sums: Sums, cells: Flags) -> Floats:
    found: Floats = (np.bincount(sums.row_of, weights=cells[sums.cells], minlength=len(sums)) > 0).astype(float)
    return found
