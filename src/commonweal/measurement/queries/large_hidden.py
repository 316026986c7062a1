"""Large groups that stay hidden for the sake of small ones: which, for whom, and so what a data manager can do.

For the data manager's eyes only, as all that `lost` says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.lib.periods import period_sort_key
from commonweal.measurement.queries.linked_tables import REST
from commonweal.measurement.queries.lost import DOMINANCE, SMALL, HiddenCell, Lost

#: A group is large from so many times the minimum on.
LARGE = 5


@dataclass(frozen=True)
class LargeHidden:
    """In one split of a measure's newest period: the large groups that are hidden, and the small ones beside them."""

    code: str
    measure: Mapping[str, str]
    dimension: str
    period: str
    large: Sequence[HiddenCell]
    small: Sequence[HiddenCell]

    @property
    def reasons(self) -> set[str]:
        return {cell.reason for cell in self.large}

    @property
    def is_for_the_unstated(self) -> bool:
        """The only small one are those of whom no group is known."""
        return [cell.part for cell in self.small] == [REST]


def large_hidden_in(lost: Lost, minimum: int) -> list[LargeHidden]:
    """The split with the most people hidden first."""
    splits: dict[tuple[str, str], dict[str, list[HiddenCell]]] = {}
    for cell in lost.cells:
        splits.setdefault((cell.code, cell.dimension), {}).setdefault(cell.period, []).append(cell)
    found = []
    for (code, dimension), periods in splits.items():
        newest = max(periods, key=period_sort_key)
        cells = periods[newest]
        large = [one for one in cells if one.reason not in (SMALL, DOMINANCE) and one.people >= LARGE * minimum]
        if large:
            small = [one for one in cells if one.reason == SMALL]
            found.append(LargeHidden(code, large[0].measure, dimension, newest, large, small))
    return sorted(found, key=lambda each: -sum(cell.people for cell in each.large))
