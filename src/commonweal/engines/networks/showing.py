"""Which scores may be shown, so that nobody can read off what one organization said of another.

A score is shown in steps of half a point, so that even one where all said the same leaves open who said what; from five
raters on; and only if, since each score that was shown before, nobody or at least five have said something else, so
that the difference between two scores is never one organization's.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping

from commonweal.engines.networks.scores import HIGHEST

FEWEST_RATERS = 5
STEP = 0.5

#: What each rater says; of several organizations, or of one, in any form that compares.
Said = Mapping[str, Hashable]


def band_of(mean: float) -> float:
    """The lower end of the half point in which a mean lies; the highest mean lies in the last one."""
    return min(math.floor(mean / STEP) * STEP, HIGHEST - STEP)


def changed_raters(before: Said, now: Said) -> set[str]:
    """Who says something else than before, came in, or went."""
    return {rater for rater in {*before, *now} if before.get(rater) != now.get(rater)}


def may_show(now: Said, shown_before: Iterable[Said], fewest: int = FEWEST_RATERS) -> bool:
    """`shown_before` is what raters said behind each score of the same thing that was shown."""
    if len(now) < fewest:
        return False
    return all(not (changed := len(changed_raters(before, now))) or changed >= fewest for before in shown_before)
