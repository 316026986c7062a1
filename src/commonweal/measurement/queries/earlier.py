"""What earlier releases showed of the same split: two releases side by side must give nothing away either."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.publication.queries import ever_public

Row = Mapping[str, Any]
#: Measure, period and dimension: the split; then its cells by code, as one release showed them.
Earlier = Mapping[tuple[str, str, str], Sequence[Mapping[str, Row]]]


def earlier_splits(initiative: Initiative) -> Earlier:
    found: dict[tuple[str, str, str], list[Mapping[str, Row]]] = {}
    for content in ever_public(initiative):
        for measure in content["measures"]:
            for split in measure["splits"]:
                key = (measure["code"], split["period"], split["dimension"])
                found.setdefault(key, []).append({cell["code"]: cell for cell in split["cells"]})
    return found


def to_keep_hidden(cells: Sequence[Row], before: Sequence[Mapping[str, Row]], minimum: int) -> set[str]:
    """Cells that were hidden once, and cells that moved by fewer people than the minimum: the difference of two
    releases is the count of those who came late."""
    return {
        cell["code"]
        for cells_then in before
        for cell in cells
        if (then := cells_then.get(cell["code"])) and (then["hidden"] or _moved_a_little(then, cell, minimum))
    }


def _moved_a_little(then: Row, now: Row, minimum: int) -> bool:
    # Without a numerator and a denominator the value is the count, if it is one at all.
    parts = [part for part in ("numerator", "denominator") if now[part] is not None] or ["value"]
    return any(
        0 < abs(now[part] - then[part]) < minimum for part in parts if now[part] is not None and then[part] is not None
    )
