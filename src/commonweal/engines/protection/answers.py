"""Possible answers found before: each stands as long as all that it moves is hidden, so none is looked for twice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from commonweal.engines.protection.solving import NOUGHT
from commonweal.engines.protection.system import Floats, Ints

#: Cells that move, and how far.
Answer = tuple[Ints, Floats]


class Answers:
    def __init__(self) -> None:
        self.of_line: dict[int, list[Answer]] = {}

    def keep(self, line: int, found: Iterable[Answer]) -> None:
        self.of_line.setdefault(line, []).extend(each for each in found if len(each[0]))

    def reach(self, line: int, members: Ints) -> tuple[Floats, Floats]:
        """How far down and up each of these cells goes in the answers that move no others."""
        low, high = np.zeros(len(members)), np.zeros(len(members))
        kept = self.of_line.get(line, [])
        if not kept:
            return low, high
        cells, moves = np.concatenate([cells for cells, _ in kept]), np.concatenate([moves for _, moves in kept])
        place = np.full(max(int(cells.max()), int(members.max(initial=0))) + 1, -1)
        place[members] = np.arange(len(members))
        cells = place[cells]
        lengths = np.array([len(cells) for cells, _ in kept])
        stands = np.minimum.reduceat(cells, np.cumsum(lengths) - lengths) >= 0
        some = np.repeat(stands, lengths)
        np.minimum.at(low, cells[some], moves[some])
        np.maximum.at(high, cells[some], moves[some])
        return low, high


def sparse(members: Ints, moves: Floats) -> Answer:
    moved = np.abs(moves) > NOUGHT
    return members[moved], moves[moved]
