"""Whose sheets of the first and the last test are counted anywhere, so that nobody's can be found by subtracting.

What a cohort learned is told of those who took both. Counts of all beside it would tell what a few others answered.
"""

from commonweal.engines.psychometrics.words import FEWEST_PAIRS
from commonweal.training.models import Assessment
from commonweal.training.queries.gains import FLOOR, named_marks
from commonweal.training.queries.results import Asked, Results

BEFORE_AND_AFTER = (Assessment.Phase.PRE, Assessment.Phase.POST)


def same_people(results: Results, asked: Asked) -> frozenset[int] | None:
    """Who alone is counted in this asking: those with both tests, where fewer than five others took it. Else None.

    Of so few pairs that no figure is told, nothing can be subtracted.
    """
    if asked.phase not in BEFORE_AND_AFTER:
        return None
    before, after = (named_marks(results, results.of_phase(phase)) for phase in BEFORE_AND_AFTER)
    both = frozenset(before) & frozenset(after)
    others = set(results.marks(asked)) - both
    return both if len(both) >= FEWEST_PAIRS and 0 < len(others) < FLOOR else None


def left_out(results: Results) -> int:
    """People with a sheet that is counted nowhere."""
    apart: set[int] = set()
    for phase in BEFORE_AND_AFTER:
        for asked in results.of_phase(phase):
            if (both := same_people(results, asked)) is not None:
                apart |= set(results.marks(asked)) - both
    return len(apart)
