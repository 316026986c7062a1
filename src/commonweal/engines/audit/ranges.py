"""The range of each hidden figure in one group of bound unknowns: exactly, or far enough to prove it safe."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from commonweal.engines.audit.equations import Equations
from commonweal.engines.audit.examples import Seen
from commonweal.engines.audit.neighbourhoods import Neighbourhoods
from commonweal.engines.audit.programs import OutOfTime, Program, whole_bound

#: How a range was found: followed to both ends; far enough by examples; not to its end, for want of time.
EXACT, EXAMPLES, UNFINISHED = 0, 1, 2
#: Rounds of pushing all unproved figures at once, and how many without an example in whole numbers are enough.
_PUSHES, _IN_VAIN = 40, 4
#: Seconds for one integer programme, unless there is no hurry at all, and for the first example of a large group.
_PATIENCE, _FIRST = 20.0, 120.0
#: Seconds for one push of all figures, and for the figures around one.
_LINEAR, _AROUND = 60.0, 2.0


@dataclass
class Ranges:
    """`low` and `high` can be reached, but for UNFINISHED ones, whose true range may be narrower."""

    low: np.ndarray
    high: np.ndarray
    kind: np.ndarray


def is_a_tree(system: Equations) -> bool:
    """Sums without a ring: propagation alone is exact then."""
    plain = bool((np.abs(system.coefficient) == 1).all())
    return system.settled and plain and len(system.unknown) == system.count + len(system.right) - 1


class Search:
    """Collects figures that fit all sums: what each unknown was seen to be, at the least and at the most."""

    def __init__(
        self, system: Equations, level: int, *, patience: float, until: float, seen: Seen | None = None
    ) -> None:
        self.system, self.level = system, level
        self.program = Program(system)
        self.low, self.high = system.low.copy(), system.high.copy()
        self.seen_low = np.full(system.count, np.inf)
        self.seen_high = np.full(system.count, -np.inf)
        self.unchecked = np.zeros(system.count, dtype=bool)
        #: The last example in whole numbers.
        self.base: np.ndarray | None = None
        if seen is not None:
            self.base, self.seen_low, self.seen_high = seen.base.copy(), seen.low.copy(), seen.high.copy()
        #: Seconds left for integer programmes, and the moment at which all has to end.
        self.left, self.until = patience, until

    def exactly(self, targets: np.ndarray) -> Ranges:
        """Both ends of each target, each shown to be the last by a programme."""
        if not len(targets):
            self._note(self.program.furthest(np.zeros(self.system.count))[1])
        return self._one_by_one(targets, prove=False)

    def far_enough(self, targets: np.ndarray) -> Ranges:
        """Examples that show targets to be safe; only those without examples are followed to their ends."""
        if self.base is None:
            self._push(targets)
        if self.base is None:
            self._first_example()
        return self._one_by_one(targets, prove=True)

    def _one_by_one(self, targets: np.ndarray, *, prove: bool) -> Ranges:
        proved = np.zeros(len(targets), dtype=bool)
        for position, target in enumerate(targets):
            # Where integer programmes take long, an example does for the rest.
            may_prove = prove or self.left <= 0
            proved[position] = may_prove and self._is_proved(int(target))
            if not proved[position]:
                self._end(int(target), 1)
                self._end(int(target), -1)
                proved[position] = may_prove and self._is_safe(int(target))
        return self._ranges(targets, proved)

    def safe(self, targets: np.ndarray) -> np.ndarray:
        low, high = self.seen_low[targets], self.seen_high[targets]
        return (high >= self.level) & (high - low >= self.level)

    def _is_safe(self, target: int) -> bool:
        return bool(self.safe(np.array([target]))[0])

    def _push(self, targets: np.ndarray) -> None:
        """Send about half of what is unproved up and the rest down; one example serves very many figures."""
        chance = np.random.default_rng(0)
        in_vain = 0
        for _ in range(_PUSHES):
            left = targets[~self.safe(targets)]
            if not len(left) or in_vain == _IN_VAIN:
                return
            weights = np.zeros(self.system.count)
            weights[left] = chance.choice([-1.0, 1.0], len(left)) * chance.uniform(1, 2, len(left))
            try:
                _, values = self.program.furthest(weights, min(_LINEAR, self._remaining()))
            except OutOfTime:
                return
            self._note(values)
            in_vain = in_vain + 1 if values is None else 0

    def _first_example(self) -> None:
        with suppress(OutOfTime):
            seconds = min(_FIRST, self._remaining())
            self._note(self.program.furthest_whole(np.zeros(self.system.count), seconds)[1])

    def _is_proved(self, target: int) -> bool:
        """By an example that was seen, or by moving only what stands around the figure."""
        for direction in (1, -1, 1):
            if self._is_safe(target):
                return True
            if self.base is None or not self._remaining():
                return False
            part, inside = self._neighbourhoods.around(target, self.base)
            weights = np.zeros(part.count)
            weights[0] = direction
            try:
                _, moved = Program(part).furthest_whole(weights, _AROUND)
            except OutOfTime:
                return False
            if moved is not None:
                values = self.base.copy()
                values[inside] = moved
                self._note(values)
        return self._is_safe(target)

    @cached_property
    def _neighbourhoods(self) -> Neighbourhoods:
        return Neighbourhoods(self.system)

    def _end(self, target: int, direction: int) -> None:
        """The last value of one unknown in one direction."""
        ends = self.high if direction > 0 else self.low
        if self._seen(target, direction) == ends[target]:
            return
        if not self._remaining():
            # Even an answer that is not waited for takes its time, with very many unknowns.
            self.unchecked[target] = True
            return
        weights = np.zeros(self.system.count)
        weights[target] = direction
        try:
            best, values = self.program.furthest(weights, self._remaining())
        except OutOfTime:
            self.unchecked[target] = True
            return
        if np.isinf(best):
            ends[target] = best
            return
        self._note(values)
        ends[target] = direction * (whole_bound(best) if self.system.whole else best)
        if self.system.whole and self._seen(target, direction) != ends[target]:
            ends[target] = self._whole_end(target, direction, ends[target])

    def _whole_end(self, target: int, direction: int, outer: float) -> float:
        """The same in whole numbers; where that takes too long, the end over real numbers, marked as such."""
        weights = np.zeros(self.system.count)
        weights[target] = direction
        began = time.monotonic()
        try:
            best, values = self.program.furthest_whole(weights, self._turn_of_patience())
        except OutOfTime:
            self.unchecked[target] = True
            return outer
        finally:
            self.left -= time.monotonic() - began
        self._note(values)
        return float(direction * round(best))

    def _turn_of_patience(self) -> float:
        return self.left if np.isinf(self.left) else max(0.0, min(_PATIENCE, self.left, self._remaining()))

    def _remaining(self) -> float:
        return max(0.0, self.until - time.monotonic())

    def _seen(self, target: int, direction: int) -> float:
        return float((self.seen_high if direction > 0 else self.seen_low)[target])

    def _note(self, values: np.ndarray | None) -> None:
        if values is not None:
            self.base = values
            np.minimum(self.seen_low, values, out=self.seen_low)
            np.maximum(self.seen_high, values, out=self.seen_high)

    def _ranges(self, targets: np.ndarray, proved: np.ndarray) -> Ranges:
        low = np.where(proved, self.seen_low[targets], self.low[targets])
        high = np.where(proved, self.seen_high[targets], self.high[targets])
        kind = np.where(proved, EXAMPLES, np.where(self.unchecked[targets], UNFINISHED, EXACT))
        return Ranges(low, high, kind)
