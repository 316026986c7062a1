"""Examples for a large group of bound unknowns: figures that fit all sums, each showing very many figures to be safe.

From one example the next one is the best corner of a linear programme: as many as possible of the figures not shown to
be safe yet go as far as they need, and all others wherever that takes them. A corner of such sums consists of whole
numbers nearly everywhere. Where it does not, the figures around its parts of numbers are chosen anew, all others held,
until every figure is whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from commonweal.engines.audit.equations import Equations
from commonweal.engines.audit.neighbourhoods import Neighbourhoods
from commonweal.engines.audit.programs import NoFit, OutOfTime, Program

#: So many figures are sent somewhere at once: with more of them one programme takes longer than several.
_AT_ONCE = 10_000
#: So many examples without a gain are enough; so many corners are tried for a first one in whole numbers.
_IN_VAIN, _CORNERS = 4, 8
#: Seconds for one programme, and for the first example where no corner becomes one.
_LINEAR, _FIRST = 120.0, 120.0
#: How often a corner is mended; how many figures around each one that is not whole, more each time, and beside them.
_MENDINGS, _AROUND, _MORE, _BESIDE = 8, 1.5, 0.7, 300
#: A number of the solver's is whole if it lies this near to one.
_NEAR = 1e-5
#: This part of the figures goes the way that looks longer: some have none in the other direction.
_ASTRAY = 0.15

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
    at_once: int = _AT_ONCE

    @property
    def seconds(self) -> float:
        return max(0.0, self.until - time.monotonic())


def examples(system: Equations, targets: np.ndarray, hunt: Hunt) -> Seen | None:
    """Examples that show as many targets as possible to be safe; None where no first one was found in time."""
    corners, in_vain = _Corners(system, hunt), 0
    base = corners.first()
    if base is None:
        return None
    seen, left = Seen(base, base.copy(), base.copy()), targets
    while in_vain < _IN_VAIN and hunt.seconds:
        left = left[~seen.safe(left, hunt.level)]
        hunt.told(len(targets) - len(left))
        if not len(left):
            break
        some = corners.chance.choice(left, hunt.at_once, replace=False) if len(left) > hunt.at_once else left
        values = corners.farther(seen, some)
        if values is not None:
            seen.note(values)
        in_vain = 0 if seen.safe(left, hunt.level).any() else in_vain + 1
    return seen


class _Corners:
    """Best corners in whole numbers, each from its own programme: one made simpler is solved sooner than one gone on
    with."""

    def __init__(self, system: Equations, hunt: Hunt) -> None:
        self.system, self.hunt = system, hunt
        self.chance = np.random.default_rng(0)
        self.around = Neighbourhoods(system)

    def first(self) -> np.ndarray | None:
        """Any corner in whole numbers; where there is none among some, what the integer programme finds.

        Where nothing fits, it is for the search of ranges to say so, which names a sum.
        """
        system = self.system
        with suppress(NoFit, OutOfTime):
            for _ in range(_CORNERS):
                values = self._whole(self._corner(system, system.low, system.high, self._any_way(system)))
                if values is not None:
                    return values
            return Program(system).furthest_whole(np.zeros(system.count), min(_FIRST, self.hunt.seconds))[1]
        return None

    def farther(self, seen: Seen, asked: np.ndarray) -> np.ndarray | None:
        """As many of these as possible far enough from where they were seen, and no farther."""
        system, level = self.system, self.hunt.level
        low, high, base = system.low.copy(), system.high.copy(), seen.base
        least, most = seen.high[asked] - level, np.maximum(seen.low[asked] + level, level)
        room_below, room_above = least >= low[asked], most <= high[asked]
        down = room_below & (seen.high[asked] >= level) & ((base[asked] - least < most - base[asked]) | ~room_above)
        astray = room_below & room_above & (seen.high[asked] >= level) & (self.chance.random(len(asked)) < _ASTRAY)
        down ^= astray
        falling, rising = asked[down], asked[~down]
        low[falling] = np.minimum(np.maximum(low[falling], least[down]), base[falling])
        high[rising] = np.maximum(np.minimum(high[rising], most[~down]), base[rising])
        weights = np.zeros(system.count)
        weights[asked] = np.where(down, -1.0, 1.0) * self.chance.uniform(1.0, 2.0, len(asked))
        with suppress(NoFit, OutOfTime):
            return self._whole(self._corner(system, low, high, weights))
        return None

    def _whole(self, values: np.ndarray) -> np.ndarray | None:
        """The same with whole numbers around what is not whole; None where they were not found."""
        for turn in range(_MENDINGS):
            whole = np.rint(values)
            parts = np.flatnonzero(np.abs(values - whole) > _NEAR)
            if not len(parts):
                return whole if self.system.holds(whole) else None
            inside = self.around.nearest(parts, int(len(parts) * (_AROUND + turn * _MORE)) + _BESIDE)
            part = self.around.part(inside, whole)
            with suppress(NoFit):
                whole[inside] = self._corner(part, part.low, part.high, self._any_way(part))
                values = whole
        return None

    def _any_way(self, system: Equations) -> np.ndarray:
        """Weights by chance of a sum that has an end."""
        found: np.ndarray = np.where(np.isinf(system.high), -1.0, self.chance.uniform(-1.0, 1.0, system.count))
        return found

    def _corner(self, system: Equations, low: np.ndarray, high: np.ndarray, weights: np.ndarray) -> np.ndarray:
        program = Program(system)
        program.confine(low, high)
        return program.corner(weights, min(_LINEAR, self.hunt.seconds))
