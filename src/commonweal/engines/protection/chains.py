"""The last resort: one more person in one place is one more in every sum above it, whatever else is so.

Such moves come out in whole numbers wherever they are looked for. They hide every sum from a place up to the whole,
so they are dear, and are taken only for a cell for which nothing near was found. Where a sum above was published
before and cannot move, somebody else who is counted in it has to go.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonweal.engines.protection.system import Flags, Ints, System

#: Others who may go, one number after the other.
OTHERS = (12, 60, 300)


def chains(system: System, cell: int, usable: Flags) -> Iterator[Ints]:
    """Regions in which one cell may move: its chain of sums alone, then with the chains of more and more others."""
    usable = usable & ~system.known
    leaf = _below(system, cell, usable)
    own = _above(system, [leaf])
    # Without a sum that has to stand still, the first region is enough.
    yield _ordered(own, usable, cell)
    for many in OTHERS:
        others = _others(system, own[~usable[own]], usable, leaf, many)
        yield _ordered(np.union1d(own, _above(system, others)), usable, cell)


def _ordered(cells: Ints, usable: Flags, cell: int) -> Ints:
    return np.unique(np.append(cells[usable[cells]], cell))


def _below(system: System, cell: int, usable: Flags) -> int:
    """A part of a part … of a cell, the largest at each step, down to one that has none."""
    while True:
        parts = _parts(system, cell)
        parts = parts[usable[parts]]
        if not len(parts):
            return cell
        cell = int(parts[np.argmax(system.cost[parts])])


def _parts(system: System, cell: int) -> Ints:
    """The parts of the first sum of which a cell is the total."""
    for row in system.sums.rows_of(cell).tolist():
        cells, _ = system.sums.row(row)
        if cells[0] == cell:
            return cells[1:]
    return np.zeros(0, dtype=np.int64)


def _above(system: System, leaves: list[int]) -> Ints:
    """These cells and every sum that counts them."""
    found, ahead = set(leaves), list(leaves)
    while ahead:
        cell = ahead.pop()
        for row in system.sums.rows_of(cell).tolist():
            total = int(system.sums.cells[system.sums.starts[row]])
            if total not in found:
                found.add(total)
                ahead.append(total)
    return np.array(sorted(found), dtype=np.int64)


def _others(system: System, still: Ints, usable: Flags, leaf: int, many: int) -> list[int]:
    """Those with the most people below the sums that stand still, the same number of each."""
    found: list[int] = []
    for total in still.tolist():
        below = _leaves(system, total)
        below = below[usable[below] & (below != leaf)]
        found += below[np.argsort(-system.cost[below], kind="stable")][: max(many // len(still), 2)].tolist()
    return found


def _leaves(system: System, total: int) -> Ints:
    found: set[int] = set()
    seen, ahead = {total}, [total]
    while ahead:
        cell = ahead.pop()
        parts = _parts(system, cell)
        if not len(parts):
            found.add(cell)
        new = [part for part in parts.tolist() if part not in seen]
        seen.update(new)
        ahead += new
    return np.array(sorted(found), dtype=np.int64)
