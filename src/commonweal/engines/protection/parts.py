"""A very large table, part by part: some codes of one dimension are a part, and several processes work side by side.

In a part all other codes of that dimension hold still, the totals among them, so what is safe there is safe in the
whole. Cells whose total is hidden need it to move: they get their turn in the parts of another dimension, and at the
end in the whole table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from commonweal.engines.protection.improving import Improver
from commonweal.engines.protection.nearby import Nearby, Progress
from commonweal.engines.protection.system import Flags, Floats, Ints, System
from commonweal.engines.protection.together import secure_together
from commonweal.engines.protection.witnesses import Proof

#: Parts have at least so many cells, where there are enough, and about so many codes of one sum.
CELLS, CODES = 2_500, 8


@dataclass(frozen=True)
class Task:
    number: int
    system: System
    hidden: Flags
    free: Flags
    #: How far each cell is known to reach, line by line: up and down.
    far: list[tuple[Floats, Floats]]
    #: For choosing anew among what this part hides.
    seconds: float


@dataclass(frozen=True)
class Done:
    """What is hidden beside what had to be, and the proofs, in the part's own numbering."""

    number: int
    hidden: Ints
    proofs: list[Proof]


def protect_parts(near: Nearby, workers: int, seconds: float, told: Progress) -> None:
    """Hide in the parts of each dimension what their cells need, and improve the first choice for so many seconds."""
    if workers == 1:
        _pass_by_dimension(near, lambda tasks: map(work_on, tasks), seconds, told)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        _pass_by_dimension(near, lambda tasks: pool.map(work_on, tasks), seconds * workers, told)


def _pass_by_dimension(
    near: Nearby, work: Callable[[Sequence[Task]], Iterable[Done]], seconds: float, told: Progress
) -> None:
    longest_first = np.argsort([-len(np.unique(column)) for column in near.system.places.T], kind="stable")
    kinds = [(dimension, kind) for kind in (parts_of, wide_parts_of) for dimension in longest_first.tolist()]
    for turn, (dimension, kind) in enumerate(kinds):
        parts = list(kind(near, dimension))
        share = seconds / max(len(parts), 1) if turn == 0 else 0.0
        tasks = [_task(near, number, cells, share) for number, cells in enumerate(parts)]
        for done in work(tasks):
            cells = parts[done.number]
            near.hidden[cells[done.hidden]] = True
            for line, members, moves in done.proofs:
                near.witnesses.note(line, cells[members], moves)
            told("part", done.number + 1, len(parts))


def _task(near: Nearby, number: int, cells: Ints, seconds: float) -> Task:
    far = [(up.far[cells], down.far[cells]) for up, down in near.witnesses.sides]
    part = near.system.part(cells, _asked(near, cells))
    return Task(number, part, near.hidden[cells], near.free[cells], far, seconds)


def work_on(task: Task) -> Done:
    near = Nearby(task.system, task.hidden, task.free)
    for sides, far in zip(near.witnesses.sides, task.far, strict=True):
        for side, reached in zip(sides, far, strict=True):
            side.far[:] = reached
    for line in range(len(task.system.lines)):
        secure_together(near, line, hide=True, told=lambda *_: None)
    if task.seconds:
        # What fails here may have more room in the whole table.
        near.begin(lambda *_: None)
        Improver(near).run(task.seconds, lambda *_: None)
    return Done(task.number, np.flatnonzero(near.hidden), near.witnesses.standing())


def parts_of(near: Nearby, dimension: int) -> Iterator[Ints]:
    """The cells of some codes that stand in one sum along a dimension, small families together."""
    waiting: list[int] = []
    for _, family in _lowest_families(near, dimension):
        for codes in np.array_split(family, -(-len(family) // CODES)):
            waiting += codes.tolist()
            cells = _cells_of(near, dimension, waiting)
            if len(cells) >= CELLS:
                yield cells
                waiting = []
    if waiting:
        yield _cells_of(near, dimension, waiting)


def wide_parts_of(near: Nearby, dimension: int) -> Iterator[Ints]:
    """The cells of some families with their totals, so that one total may move against another."""
    families = [[parent, *codes] for parent, codes in _lowest_families(near, dimension)]
    if len(families) > 1:
        for some in np.array_split(np.arange(len(families)), len(families) // 2):
            yield _cells_of(near, dimension, [code for number in some.tolist() for code in families[number]])


def _cells_of(near: Nearby, dimension: int, codes: Sequence[int]) -> Ints:
    return np.flatnonzero(np.isin(near.system.places[:, dimension], codes))


def _lowest_families(near: Nearby, dimension: int) -> Iterator[tuple[int, list[int]]]:
    """The total and the codes of each sum along a dimension of which no code is a sum itself, each code once."""
    sums, places = near.system.sums, near.system.places[:, dimension]
    rows = np.flatnonzero(near.dimension_of == dimension)
    parents = set(places[sums.cells[sums.starts[rows]]].tolist())
    seen = set(parents)
    for row in rows.tolist():
        parent, *codes = places[sums.row(row)[0]].tolist()
        if not set(codes) & parents and set(codes) - seen:
            yield parent, sorted(set(codes) - seen)
            seen |= set(codes)


def _asked(near: Nearby, cells: Ints) -> Flags:
    """Those that can be safe while everything outside the part holds still."""
    sums, inside = near.system.sums, np.zeros(len(near.system), dtype=bool)
    inside[cells] = True
    tops = sums.cells[sums.starts[:-1]]
    loose = near.unknown[tops] & ~inside[tops]
    bound = np.bincount(sums.cells, weights=loose[sums.row_of], minlength=len(near.system))
    found: Flags = near.system.tested[cells] & (bound[cells] == 0)
    return found
