"""How many partners were asked for what a row shows."""

from collections.abc import Sequence

import pyarrow as pa

from commonweal.engines.measures.definition import Asked, Collection
from commonweal.engines.measures.hierarchy import Hierarchy

Question = tuple[str, str | None, str | None, str | None]


def asked_table(cells: pa.Table, collection: Collection, keys: Sequence[str], hierarchy: Hierarchy) -> pa.Array:
    """For each row, the different partners asked for its measure, period and place; null where nobody keeps a list."""
    if not collection.asked:
        return pa.nulls(cells.num_rows, pa.int64())
    known: dict[Question, int] = {}
    counts = []
    for question in _questions(cells, keys):
        if question not in known:
            known[question] = _count(question, collection.asked, hierarchy)
        counts.append(known[question])
    return pa.array(counts, pa.int64())


def _questions(cells: pa.Table, keys: Sequence[str]) -> list[Question]:
    nothing = [None] * cells.num_rows
    # A rule that takes the latest period is answered, and so asked, in that period.
    period = "period" if "period" in keys else "taken"
    columns = [
        cells.column("measure").to_pylist(),
        cells.column(period).to_pylist(),
        cells.column("place").to_pylist() if "place" in keys else nothing,
        cells.column("partner").to_pylist() if "partner" in keys else nothing,
    ]
    return list(zip(*columns, strict=True))


def _count(question: Question, asked: Sequence[Asked], hierarchy: Hierarchy) -> int:
    measure, period, place, partner = question
    tree = hierarchy.tree("place")
    partners = {
        each.partner
        for each in asked
        if measure in each.measures
        and (period is None or period in each.periods)
        and (partner is None or partner == each.partner)
        and (place is None or not each.places or any(tree.leaves(place) & tree.leaves(p) for p in each.places))
    }
    return len(partners)
