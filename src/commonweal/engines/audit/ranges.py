"""The range of each hidden figure in one group of bound unknowns: exactly, or far enough to prove it safe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.engines.audit.equations import Equations
from commonweal.engines.audit.programs import Program, whole_bound

#: Rounds of pushing all unproved figures at once; after that one by one.
_PUSHES = 40


@dataclass
class Ranges:
    """`low` and `high` can be reached; `proved` marks figures whose range was not followed to its ends."""

    low: np.ndarray
    high: np.ndarray
    proved: np.ndarray


def is_a_tree(system: Equations) -> bool:
    """Sums without a ring: propagation alone is exact then."""
    plain = bool((np.abs(system.coefficient) == 1).all())
    return system.settled and plain and len(system.unknown) == system.count + len(system.right) - 1


class Search:
    """Collects figures that fit all sums: what each unknown was seen to be, at the least and at the most."""

    def __init__(self, system: Equations, level: int) -> None:
        self.system, self.level = system, level
        self.program = Program(system)
        self.seen_low = np.full(system.count, np.inf)
        self.seen_high = np.full(system.count, -np.inf)
        self.endless = np.zeros(system.count, dtype=bool)

    def exactly(self, targets: np.ndarray) -> Ranges:
        """Both ends of each target, each shown to be the last by a programme."""
        if not len(targets):
            self.program.furthest(np.zeros(self.system.count))
        for target in targets:
            self._end(int(target), 1)
            self._end(int(target), -1)
        return self._ranges(targets, np.zeros(len(targets), dtype=bool))

    def far_enough(self, targets: np.ndarray) -> Ranges:
        """Examples that show targets to be safe; only those without examples are followed to their ends."""
        self._push(targets)
        proved = np.ones(len(targets), dtype=bool)
        for position, target in enumerate(targets):
            for direction in (1, -1):
                if not self.safe(targets[position : position + 1])[0]:
                    self._end(int(target), direction)
            proved[position] = self.safe(targets[position : position + 1])[0]
            if not proved[position]:
                self._end(int(target), 1)
                self._end(int(target), -1)
        return self._ranges(targets, proved)

    def safe(self, targets: np.ndarray) -> np.ndarray:
        high = np.where(self.endless[targets], np.inf, self.seen_high[targets])
        return (high >= self.level) & (high - self.seen_low[targets] >= self.level)

    def _push(self, targets: np.ndarray) -> None:
        """Send about half of what is unproved up and the rest down; one example serves very many figures."""
        chance = np.random.default_rng(0)
        for _ in range(_PUSHES):
            left = targets[~self.safe(targets)]
            if not len(left):
                return
            weights = np.zeros(self.system.count)
            weights[left] = chance.choice([-1.0, 1.0], len(left)) * chance.uniform(1, 2, len(left))
            _, values = self.program.furthest(weights)
            self._note(values)

    def _end(self, target: int, direction: int) -> None:
        """The last value of one unknown in one direction."""
        if self._is_at_end(target, direction):
            return
        weights = np.zeros(self.system.count)
        weights[target] = direction
        best, values = self.program.furthest(weights)
        if np.isinf(best):
            self.endless[target] = True
            return
        self._note(values)
        outer = direction * (whole_bound(best) if self.system.whole else best)
        if self.system.whole and self._seen(target, direction) != outer:
            best, values = self.program.furthest_whole(weights)
            self._note(values)
            outer = direction * round(best)
        if direction > 0:
            self.system.high[target] = outer
        else:
            self.system.low[target] = outer

    def _is_at_end(self, target: int, direction: int) -> bool:
        if direction > 0 and self.endless[target]:
            return True
        return self._seen(target, direction) == (self.system.high if direction > 0 else self.system.low)[target]

    def _seen(self, target: int, direction: int) -> float:
        return float((self.seen_high if direction > 0 else self.seen_low)[target])

    def _note(self, values: np.ndarray | None) -> None:
        if values is not None:
            np.minimum(self.seen_low, values, out=self.seen_low)
            np.maximum(self.seen_high, values, out=self.seen_high)

    def _ranges(self, targets: np.ndarray, proved: np.ndarray) -> Ranges:
        low = np.where(proved, self.seen_low[targets], self.system.low[targets])
        high = np.where(proved, self.seen_high[targets], self.system.high[targets])
        return Ranges(low, np.where(self.endless[targets], np.inf, high), proved)
