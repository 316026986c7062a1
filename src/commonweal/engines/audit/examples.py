"""Examples for a large group of bound unknowns: figures that fit all sums, each showing very many figures to be safe.

The best corner of a linear programme over such sums nearly always has whole numbers in it. From one that has, all
figures move at once and by whole steps only: as many as possible of those not shown to be safe yet go one step up, and
the others go wherever that takes them. A step is a multiple of twelve, so that a corner with halves, thirds or
quarters of a step in it is one of whole numbers still.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from commonweal.engines.audit.equations import Equations
from commonweal.engines.audit.programs import NoFit, OutOfTime, Program

#: A step divides by so much without leaving the whole numbers.
_DIVIDES = 12
#: How far figures may go that are safe already, in steps: farther makes little room and long programmes.
_STEPS = 40
#: So many corners without a gain are enough; so many are tried for a first one in whole numbers.
_IN_VAIN, _CORNERS = 6, 8
#: Seconds for one programme, and for the first example where no corner is one.
_LINEAR, _FIRST = 120.0, 120.0
#: What decides between corners that are equally good.
_TRIFLE = 0.01

Told = Callable[[int], None]


@dataclass
class Seen:
    """The last example that fits all sums, and what each unknown was seen to be, at the least and at the most."""

    base: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def safe(self, unknowns: np.ndarray, level: int) -> np.ndarray:
        low, high = self.low[unknowns], self.high[unknowns]
        return (high >= level) & (high - low >= level)

    def note(self, values: np.ndarray) -> None:
        self.base = values
        np.minimum(self.low, values, out=self.low)
        np.maximum(self.high, values, out=self.high)


@dataclass(frozen=True)
class Hunt:
    """What the search for examples is for, when it has to end, and whom it tells how many targets are safe."""

    level: int
    until: float
    told: Told

    @property
    def step(self) -> int:
        """The least multiple of twelve that is wide enough to show a figure to be safe."""
        return -(-self.level // _DIVIDES) * _DIVIDES

    @property
    def seconds(self) -> float:
        return max(0.0, self.until - time.monotonic())


def examples(system: Equations, targets: np.ndarray, hunt: Hunt) -> Seen | None:
    """Examples that show as many targets as possible to be safe; None where no first one was found in time."""
    program, chance = Program(system), np.random.default_rng(0)
    base = _first(program, chance, hunt)
    if base is None:
        return None
    seen, in_vain = Seen(base, base.copy(), base.copy()), 0
    while in_vain < _IN_VAIN and hunt.seconds:
        left = targets[~seen.safe(targets, hunt.level)]
        if not len(left):
            break
        with suppress(OutOfTime):
            values = _pushed(program, seen, left, chance, hunt)
            if values is not None:
                seen.note(values)
        gained = bool(seen.safe(left, hunt.level).any())
        in_vain = 0 if gained else in_vain + 1
        hunt.told(len(targets) - len(left))
    return seen


def _first(program: Program, chance: np.random.Generator, hunt: Hunt) -> np.ndarray | None:
    """Any corner in whole numbers; where there is none among some, what the integer programme finds.

    Where nothing fits, it is for the search of ranges to say so, which names a sum.
    """
    system = program.system
    with suppress(OutOfTime, NoFit):
        for _ in range(_CORNERS):
            weights = np.where(np.isinf(system.high), -1.0, chance.uniform(-1.0, 1.0, system.count))
            _, values = program.furthest(weights, min(_LINEAR, hunt.seconds))
            if values is not None:
                return values
    with suppress(OutOfTime, NoFit):
        return program.furthest_whole(np.zeros(system.count), min(_FIRST, hunt.seconds))[1]
    return None


def _pushed(
    program: Program, seen: Seen, left: np.ndarray, chance: np.random.Generator, hunt: Hunt
) -> np.ndarray | None:
    """As many of these as possible one step further, all others at whole steps from where they are."""
    system, step, base = program.system, hunt.step, seen.base
    asked = np.zeros(system.count, dtype=bool)
    asked[left] = True
    down = np.minimum(np.floor((base - system.low) / step), _STEPS)
    up = np.minimum(np.floor((system.high - base) / step), np.where(asked & (base < step), 1, _STEPS))
    # Who was seen high enough goes down where there is room: some have a way there and none up.
    sign = np.where((down > 0) & (seen.high >= hunt.level), -1.0, 1.0)
    weights = np.where(asked, sign * chance.uniform(1.0, 2.0, system.count), 0.0)
    weights += chance.uniform(-_TRIFLE, _TRIFLE, system.count)
    program.confine(base - step * down, base + step * up)
    return program.furthest(weights, min(_LINEAR, hunt.seconds))[1]
