"""A key that stood before is found while the blocks of a file come in; the first row that has it counts."""

import numpy as np
import pytest

from commonweal.engines.measures.repeated_keys import RepeatedKeys

IN_ONE_ARRAY, TOO_MANY_FOR_ONE = 10, 1 << 27


def repeats(space, *blocks):
    """Pairs of (position of the repeat, position where the key stood first) over all blocks."""
    keys = RepeatedKeys(space)
    for block in blocks:
        keys.add(np.array(block, dtype=np.int64))
    return sorted(zip(*(found.tolist() for found in keys.found()), strict=True))


@pytest.mark.parametrize("space", [IN_ONE_ARRAY, TOO_MANY_FOR_ONE])
class TestRepeatedKeys:
    def test_a_repeat_names_the_first_row_with_its_key(self, space):
        assert repeats(space, [4, 5, 4, 4]) == [(2, 0), (3, 0)]

    def test_a_repeat_in_a_later_block_names_the_row_of_the_earlier_one(self, space):
        assert repeats(space, [1, 2], [3, 2], [2]) == [(3, 1), (4, 1)]

    def test_two_new_rows_with_one_key_beside_an_old_key_are_told_apart(self, space):
        assert repeats(space, [1], [7, 1, 7]) == [(2, 0), (3, 1)]

    def test_an_unknown_key_repeats_nothing(self, space):
        assert repeats(space, [-1, 3], [-1, 3]) == [(3, 1)]

    def test_no_rows_repeat_nothing(self, space):
        assert repeats(space) == []
