"""A very large table, part by part: the codes below one parent are a part, and several processes work side by side.

In a part the parents above hold still, so what is safe there is safe in the whole. Cells whose parent is hidden need
it to move; they and the parents themselves wait for the turn of the whole table.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from commonweal.engines.protection.improving import Improver
from commonweal.engines.protection.nearby import Nearby, Progress
from commonweal.engines.protection.system import Ints, System
from commonweal.engines.protection.witnesses import Proof

#: Parts have at least so many cells, where there are enough.
CELLS = 2_500


@dataclass(frozen=True)
class Task:
    number: int
    system: System
    seconds: float


@dataclass(frozen=True)
class Done:
    """What is hidden beside what had to be, and the proofs, in the part's own numbering."""

    number: int
    hidden: Ints
    proofs: list[Proof]


def protect_parts(near: Nearby, workers: int, seconds: float, told: Progress) -> None:
    """Hide in every part what its cells need, and improve the choice for about so many seconds."""
    parts = list(parts_of(near))
    share = seconds * workers / max(len(parts), 1)
    tasks = [Task(i, near.system.part(cells, _asked(near, cells)), share) for i, cells in enumerate(parts)]
    if workers == 1 or len(tasks) < 2:
        _gather(near, parts, map(work_on, tasks), told)
        return
    with ProcessPoolExecutor(min(workers, len(tasks)), mp_context=get_context("spawn")) as pool:
        _gather(near, parts, pool.map(work_on, tasks), told)


def _gather(near: Nearby, parts: list[Ints], answers: Iterator[Done], told: Progress) -> None:
    for done in answers:
        cells = parts[done.number]
        near.hidden[cells[done.hidden]] = True
        for line, members, moves in done.proofs:
            near.witnesses.note(line, cells[members], moves)
        told("improve", done.number + 1, len(parts))


def work_on(task: Task) -> Done:
    near = Nearby(task.system, task.system.must, task.system.candidates(zeros=False))
    # What fails here may have more room in the whole table.
    near.begin(lambda *_: None)
    Improver(near).run(task.seconds, lambda *_: None)
    return Done(task.number, np.flatnonzero(near.hidden), near.witnesses.standing())


def parts_of(near: Nearby) -> Iterator[Ints]:
    """The cells below each lowest parent of the dimension that has the most codes, small families together."""
    system = near.system
    dimension = int(np.argmax([len(np.unique(column)) for column in system.places.T]))
    waiting: list[int] = []
    for codes in _lowest_families(near, dimension):
        waiting += codes
        cells = np.flatnonzero(np.isin(system.places[:, dimension], waiting))
        if len(cells) >= CELLS:
            yield cells
            waiting = []
    if waiting:
        yield np.flatnonzero(np.isin(system.places[:, dimension], waiting))


def _lowest_families(near: Nearby, dimension: int) -> Iterator[list[int]]:
    """The codes of each sum along a dimension of which no code is a sum itself, each code once."""
    sums, places = near.system.sums, near.system.places[:, dimension]
    rows = np.flatnonzero(near.dimension_of == dimension)
    parents = set(places[sums.cells[sums.starts[rows]]].tolist())
    seen = set(parents)
    for row in rows.tolist():
        codes = set(places[sums.row(row)[0][1:]].tolist())
        if not codes & parents and codes - seen:
            yield sorted(codes - seen)
            seen |= codes


def _asked(near: Nearby, cells: Ints) -> np.ndarray:
    """Those that can be safe while everything outside the part holds still."""
    sums, inside = near.system.sums, np.zeros(len(near.system), dtype=bool)
    inside[cells] = True
    tops = sums.cells[sums.starts[:-1]]
    loose = near.unknown[tops] & ~inside[tops]
    bound = np.bincount(sums.cells, weights=loose[sums.row_of], minlength=len(near.system))
    found: np.ndarray = near.system.tested[cells] & (bound[cells] == 0)
    return found
