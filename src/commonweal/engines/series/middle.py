"""The middle of what several gave, which is the figure of none of them.

A median of five is the third one's own figure. Here the middle is the mean of the two or three around it, and there is
none below five: so no single figure is shown, and none moves the middle alone. It is not the median of the textbooks,
and not a mean: the ends do not move it.
"""

from collections.abc import Sequence

#: Of fewer others, one could work out another's figure.
ENOUGH = 5


def middle_of(values: Sequence[float]) -> float | None:
    """The mean of the two (of an even number) or three (of an odd number) in the middle; None below five."""
    if len(values) < ENOUGH:
        return None
    ordered, half = sorted(values), len(values) // 2
    around = ordered[half - 1 : half + 2] if len(values) % 2 else ordered[half - 1 : half + 1]
    return sum(around) / len(around)
