"""How many partners were asked for what a row shows."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.definition import Asked, Collection
from commonweal.engines.measures.hierarchy import Hierarchy, Tree

_BETWEEN = "\x1f"  # no name has it


def asked_column(cells: pa.Table, collection: Collection, keys: Sequence[str], hierarchy: Hierarchy) -> pa.Array:
    """For each row, the different partners asked for its measure, period and place; null where nobody keeps a list."""
    if not collection.asked:
        return pa.nulls(cells.num_rows, pa.int64())
    parts = _question(collection, keys)
    asked = pc.binary_join_element_wise(*(pc.fill_null(cells.column(name), "") for name in parts), _BETWEEN)
    different = pc.unique(asked)
    count = _Counter(collection.asked, parts, hierarchy.tree("place"))
    counts = pa.array([count(text.split(_BETWEEN)) for text in different.to_pylist()], pa.int64())
    return counts.take(pc.index_in(asked, value_set=different))


def _question(collection: Collection, keys: Sequence[str]) -> list[str]:
    """What decides who was asked. A rule that takes the latest period is answered, and so asked, in that period."""
    parts = ["measure", "period" if "period" in keys else "taken"]
    if "place" in keys and any(each.places for each in collection.asked):
        parts.append("place")
    return [*parts, "partner"] if "partner" in keys else parts


class _Counter:
    """Counts partners; an empty text asks about all periods, places or partners."""

    def __init__(self, asked: Sequence[Asked], parts: Sequence[str], tree: Tree) -> None:
        self.parts, self.tree = parts, tree
        self.lists = [(a.partner, frozenset(a.measures), frozenset(a.periods), a.places) for a in asked]

    def __call__(self, values: Sequence[str]) -> int:
        question = dict(zip(self.parts, values, strict=True))
        measure, period = question["measure"], question.get("period") or question.get("taken")
        partner, place = question.get("partner"), question.get("place")
        found = {
            who
            for who, measures, periods, places in self.lists
            if measure in measures
            and (not period or period in periods)
            and (partner is None or partner == who)
            and (not place or not places or self._touches(place, places))
        }
        return len(found)

    def _touches(self, place: str, places: Sequence[str]) -> bool:
        return any(self.tree.leaves(place) & self.tree.leaves(other) for other in places)
