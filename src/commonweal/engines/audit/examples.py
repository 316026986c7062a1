"""Examples for a large group of bound unknowns: figures that fit all sums, and how far small parts of them can move.

No programme over the whole group has to find whole numbers. One over real numbers gives figures between the ends;
rounded, they miss many sums by a little, and small parts are moved until none is missed. From that first example on,
one small part at a time moves while all else holds still, and each move shows many figures to be safe at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np

from commonweal.engines.audit.equations import Equations
from commonweal.engines.audit.neighbourhoods import Neighbourhoods
from commonweal.engines.audit.programs import NoFit, OutOfTime, Program

#: Unknowns of a small part, and how often it grows where nothing is gained.
_SIZE, _GROWTHS = 800, 60
#: The parts that are moved to show figures to be safe, and whether each figure has its own turn in them.
_ROUNDS = ((800, False), (400, False), (1000, True))
#: Seconds for one small programme, and for the one over real numbers.
_PATIENCE, _LINEAR = 4.0, 120.0
#: How often the figures of one part are sent up and down together.
_PUSHES, _ALONE = 8, 80
#: Seconds for the programme of one whose turn it is; what the others weigh beside it; and how
#: often a figure is given up after its turn.
_BRIEF, _ASIDE, _ENOUGH = 1.0, 0.01, 0.25
#: What decides between moves that are equally good.
_TRIFLE = 1e-9

Told = Callable[[int], None]


@dataclass
class Seen:
    """An example that fits all sums, and what each unknown was seen to be, at the least and at the most."""

    base: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def safe(self, unknowns: np.ndarray, level: int) -> np.ndarray:
        low, high = self.low[unknowns], self.high[unknowns]
        return (high >= level) & (high - low >= level)

    def note(self, unknowns: np.ndarray, values: np.ndarray) -> None:
        self.low[unknowns] = np.minimum(self.low[unknowns], values)
        self.high[unknowns] = np.maximum(self.high[unknowns], values)


@dataclass(frozen=True)
class Hunt:
    """What the search for examples may take, and whom it tells how many targets are safe."""

    level: int
    workers: int
    until: float
    told: Told
    #: Of the parts that move, and whether each figure in their middle has its own turn.
    size: int = _SIZE
    alone: bool = False


def examples(system: Equations, targets: np.ndarray, hunt: Hunt) -> Seen | None:
    """Examples that show as many targets as possible to be safe; None where no first one was found in time."""
    around = Neighbourhoods(system)
    with ThreadPoolExecutor(max_workers=hunt.workers) as pool:
        base = _first(around, pool, hunt)
        if base is None:
            return None
        seen = Seen(base, base.copy(), base.copy())
        for size, alone in _ROUNDS:
            _push_all(around, seen, targets, pool, replace(hunt, size=size, alone=alone))
    return seen


# ---- The first example ----------------------------------------------------------------------------


def _first(around: Neighbourhoods, pool: ThreadPoolExecutor, hunt: Hunt) -> np.ndarray | None:
    system = around.system
    try:
        middle = Program(system).between(min(_LINEAR, max(0.0, hunt.until - time.monotonic())))
    except (NoFit, OutOfTime):
        return None
    values = np.clip(np.rint(middle), system.low, system.high)
    chance, size, in_vain = np.random.default_rng(0), _SIZE, 0
    missed = _missed(system, values)
    while missed.any() and in_vain < _GROWTHS and time.monotonic() < hunt.until:
        before = np.abs(missed).sum()
        parts = _apart(around, chance.permutation(np.flatnonzero(missed)), size, hunt.workers)
        seeds = chance.integers(2**31, size=len(parts)).tolist()
        for inside, moved in pool.map(partial(_nearer, around, values.copy()), parts, seeds):
            values[inside] = moved
        missed = _missed(system, values)
        gained = np.abs(missed).sum() < before
        size, in_vain = (_SIZE, 0) if gained else (min(size * 5 // 4, 2 * _SIZE), in_vain + 1)
    return values if system.holds(values) else None


def _missed(system: Equations, values: np.ndarray) -> np.ndarray:
    sums = np.bincount(system.equation, system.coefficient * values[system.unknown], minlength=len(system.right))
    found: np.ndarray = system.right - sums
    return found


def _apart(around: Neighbourhoods, equations: np.ndarray, size: int, most: int) -> list[np.ndarray]:
    """Parts around some of these sums that share no sum, so that they can move at the same time."""
    taken = np.zeros(len(around.system.right), dtype=bool)
    found: list[np.ndarray] = []
    for equation in equations[: 10 * most].tolist():
        if taken[equation]:
            continue
        inside = around.nearest(around.unknowns_of(equation)[:size], size)
        rows = around.equations_with(inside)
        if not taken[rows].any():
            taken[rows] = True
            found.append(inside)
        if len(found) == most:
            break
    return found


def _nearer(around: Neighbourhoods, values: np.ndarray, inside: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The same part with figures that miss its sums by the least; of several such ones any, so that a small miss
    wanders until it meets another."""
    part, start = around.part(inside, values), values[inside]
    given = np.full(2 * len(part.right), -1.0)
    any_way = np.random.default_rng(seed).uniform(-_TRIFLE, 0.0, part.count)
    moved = Program(_giving_way(part)).good_enough(np.concatenate([any_way, given]), _PATIENCE)
    if moved is None:
        return inside, start
    moved = moved[: part.count]
    worse = np.abs(_missed(part, moved)).sum() > np.abs(_missed(part, start)).sum()
    return inside, start if worse else moved


def _giving_way(part: Equations) -> Equations:
    """The sums of a part with room above and below in each."""
    rows = np.arange(len(part.right))
    return Equations(
        part.whole,
        np.concatenate([part.low, np.zeros(2 * len(rows))]),
        np.concatenate([part.high, np.full(2 * len(rows), np.inf)]),
        np.concatenate([part.equation, rows, rows]),
        np.concatenate([part.unknown, part.count + rows, part.count + len(rows) + rows]),
        np.concatenate([part.coefficient, np.ones(len(rows)), -np.ones(len(rows))]),
        part.right,
        part.of_figure,
    )


# ---- From there on --------------------------------------------------------------------------------


def _push_all(around: Neighbourhoods, seen: Seen, targets: np.ndarray, pool: ThreadPoolExecutor, hunt: Hunt) -> None:
    """Move part after part, until every target was in the middle of one or is safe."""
    asked = np.zeros(around.system.count, dtype=bool)
    asked[targets] = True

    def next_parts() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for target in targets.tolist():
            if time.monotonic() > hunt.until:
                return
            if asked[target] and not seen.safe(np.array([target]), hunt.level)[0]:
                inside = around.nearest(np.array([target]), hunt.size)
                # Half of a part is its rim, which has little room to move; it comes again as the middle of another.
                mine = asked[inside] & ~seen.safe(inside, hunt.level)
                mine[hunt.size // 2 :] &= not hunt.alone
                asked[inside[: hunt.size // 2]] = False
                yield inside, mine

    waiting = next_parts()
    while parts := list(islice(waiting, 2 * hunt.workers)):
        for inside, answers in pool.map(lambda each: _push(around, seen.base, each, hunt), parts):
            for values in answers:
                seen.note(inside, values)
        hunt.told(int(seen.safe(targets, hunt.level).sum()))


def _push(
    around: Neighbourhoods, base: np.ndarray, each: tuple[np.ndarray, np.ndarray], hunt: Hunt
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Send what is unproved in a part up and down, no further than it needs, in several rounds."""
    (inside, mine), level = each, hunt.level
    part, start = around.part(inside, base), base[inside]
    part.low = np.maximum(part.low, start - level)
    part.high = np.minimum(part.high, np.maximum(start, 0) + level)
    program, chance = Program(part), np.random.default_rng(0)
    low, high, found = start.copy(), start.copy(), []
    # All go together, or each in its turn with the others as they may.
    for _ in range(_ALONE if hunt.alone else _PUSHES):
        left = mine & ~((high >= level) & (high - low >= level))
        if not left.any() or time.monotonic() > hunt.until:
            break
        # Who is not seen high enough goes up; who is, goes whichever way is shorter from there.
        up = np.where(high < level, 1.0, np.where(high - start >= start - low, -1.0, 1.0))
        up = np.where(chance.random(len(up)) < 0.8, up, -up)
        weights = np.where(left, up * chance.uniform(1, 2, len(up)), 0.0)
        if hunt.alone:
            first = chance.choice(np.flatnonzero(left))
            weights *= np.where(np.arange(len(left)) == first, 1.0, _ASIDE)
            mine = mine & (np.arange(len(left)) != first) if chance.random() < _ENOUGH else mine
        values = program.good_enough(weights, _BRIEF if hunt.alone else _PATIENCE)
        if values is None:
            continue
        found.append(values)
        low, high = np.minimum(low, values), np.maximum(high, values)
    return inside, found
