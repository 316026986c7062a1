"""Several choices, each with prices by chance, and the cheapest of them.

A choice made near each cell depends much on what was hidden first. So it is made again and again with prices a little
different, and with what the best choice so far hides for less. A search around a good one goes on from there.
"""

from __future__ import annotations

import numpy as np

from commonweal.engines.protection.cheapest import costs
from commonweal.engines.protection.nearby import Nearby, Progress
from commonweal.engines.protection.system import Floats, System
from commonweal.engines.protection.together import secure_together

#: How much prices differ, as the deviation of their logarithm; what the best choice hides costs this part of its price.
DIFFER, FAVOURED = 0.3, 0.3
#: So many choices that are no cheaper end that; so many are made in any case.
IN_VAIN, LEAST = 15, 6
#: What a turn of a choice takes for each cell, in seconds. It is reckoned and not measured, so that a machine in use
#: makes as many choices as an idle one, and comes to the same answer.
PACE = 1e-4


def best_of_several(system: System, seconds: float, told: Progress) -> tuple[Nearby, list[int]]:
    """The cheapest choice of as many as are reckoned to take so long; and the cells for which it failed."""
    prices, chance = costs(system), np.random.default_rng(0)
    best, longest = _attempt(system, prices, told)
    spent, in_vain, made = longest, 0, 1
    while in_vain < IN_VAIN and (made < LEAST or spent + longest < seconds):
        differing = prices * np.exp(DIFFER * chance.standard_normal(len(prices)))
        other, took = _attempt(system, np.where(best.hidden, differing * FAVOURED, differing), told)
        spent, longest = spent + took, max(longest, took)
        in_vain, made = in_vain + 1, made + 1
        if prices[other.hidden].sum() < prices[best.hidden].sum():
            best, in_vain = other, 0
    best.costs = prices
    best.look_everywhere()
    return best, best.protect(told)


def _attempt(system: System, prices: Floats, told: Progress) -> tuple[Nearby, float]:
    """A choice that is safe, or nearly, as far as parts of people go; and the seconds that it is reckoned to take."""
    near = Nearby(system, system.must, system.candidates(zeros=False), look_first=True)
    near.costs = prices
    turns = 0
    for line in range(len(system.lines)):
        turns += secure_together(near, line, hide=True, told=told, in_parts=True)
    return near, turns * len(system) * PACE
