"""How many partners were asked for what a row shows."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.definition import Asked, Collection
from commonweal.engines.measures.hierarchy import Hierarchy, Tree


def asked_column(cells: pa.Table, collection: Collection, keys: Sequence[str], hierarchy: Hierarchy) -> pa.Array:
    """For each row, the different partners asked for its measure, period and place; null where nobody keeps a list."""
    if not collection.asked:
        return pa.nulls(cells.num_rows, pa.int64())
    parts = _question(collection, keys)
    columns = [pc.dictionary_encode(pc.fill_null(cells.column(name), "").combine_chunks()) for name in parts]
    texts = [column.dictionary.to_pylist() for column in columns]
    sizes = tuple(len(text) for text in texts)
    rows = np.ravel_multi_index([column.indices.to_numpy() for column in columns], sizes)
    count = _Counter(collection.asked, parts, hierarchy.tree("place"))
    # Many rows ask the same, so each different question is answered once.
    asked = pc.dictionary_encode(pa.array(rows))
    questions = zip(*np.unravel_index(asked.dictionary.to_numpy(), sizes), strict=True)
    counts = [count([text[i] for text, i in zip(texts, question, strict=True)]) for question in questions]
    return pa.array(counts, pa.int64()).take(asked.indices)


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
