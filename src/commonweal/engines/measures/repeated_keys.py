"""Which rows repeat a key that stood before, found while the blocks come in."""

from __future__ import annotations

import numpy as np

#: Up to so many possible keys, one array holds where each stood first; only the parts that are used take memory.
_ONE_ARRAY = 1 << 26


class RepeatedKeys:
    """Takes the keys block by block, in the order of the file; a negative key is unknown and repeats nothing."""

    def __init__(self, space: int) -> None:
        # Counted from 1: 0 says that the key has not stood yet.
        self._first = np.zeros(space, dtype=np.int32) if space <= _ONE_ARRAY else None
        self._keys: list[np.ndarray] = []
        self._repeats: list[tuple[np.ndarray, np.ndarray]] = []
        self._count = 0

    def add(self, keys: np.ndarray) -> None:
        if self._first is None:
            self._keys.append(keys)
        else:
            self._repeats.append(self._look_up(keys, self._first))
        self._count += len(keys)

    def _look_up(self, keys: np.ndarray, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        places = np.arange(self._count + 1, self._count + len(keys) + 1, dtype=np.int32)
        if len(keys) and keys.min() < 0:
            known = keys >= 0
            keys, places = keys[known], places[known]
        stood = first[keys] > 0
        new, at = (keys[~stood], places[~stood]) if stood.any() else (keys, places)
        # The last write wins, so writing backwards leaves the first place of each key.
        first[new[::-1]] = at[::-1]
        before = first[keys]
        later = before != places
        return places[later].astype(np.int64) - 1, before[later].astype(np.int64) - 1

    def found(self) -> tuple[np.ndarray, np.ndarray]:
        """The positions over all blocks of rows whose key stood before, and the position where it stood first."""
        repeats = self._repeats or [_sorted_out(np.concatenate([*self._keys, np.zeros(0, dtype=np.int64)]))]
        later, first = zip(*repeats, strict=True)
        return np.concatenate(later), np.concatenate(first)


def _sorted_out(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same where the possible keys are too many for one array."""
    known = np.flatnonzero(keys >= 0)
    order = known[np.argsort(keys[known], kind="stable")]
    ordered = keys[order]
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = ordered[1:] != ordered[:-1]
    first_of_run = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    later = order[~starts]
    rank = np.argsort(later, kind="stable")
    return later[rank], first_of_run[~starts][rank]
