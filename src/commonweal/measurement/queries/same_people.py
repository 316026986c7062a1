"""Two measures that count the same people: what one hides, the other must not show.

A count of pupils tested is also the denominator of the percent who read. Nobody has to declare it: a reader sees that
two measures agree in their whole and in every part that both show, and so they are taken for the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.contributions import Behind
from commonweal.measurement.queries.earlier import Earlier, Protection
from commonweal.measurement.queries.linked_tables import LINES, figures_of_row
from commonweal.measurement.queries.protected import Safe, protected

Row = dict[str, Any]
#: What one measure hides may make another hide more, and so on; it grows each time, so it ends long before this.
ROUNDS = 20


@dataclass(frozen=True)
class Unprotected:
    """One measure in one period: the whole, its splits, and what releases showed of them."""

    definition: Definition
    period: str
    point: Row | None
    splits: Sequence[Row]
    before: Sequence[Earlier]
    #: What each partner gave, of a measure that guards their own figures.
    behind: Behind = field(default_factory=dict)


@dataclass(frozen=True)
class _Told:
    """One count in one split, as a reader sees it."""

    of: int
    dimension: str
    total: float
    shown: Mapping[str, float]
    hidden: frozenset[str]

    def counts_whom(self, other: "_Told") -> bool:
        both = self.shown.keys() & other.shown.keys()
        return any(self.shown[code] for code in both) and all(self.shown[code] == other.shown[code] for code in both)


def all_protected(figures: Sequence[Unprotected], minimum: int) -> list[Safe]:
    """Each by itself, then again with what others hide of the same people."""
    also: dict[int, set[tuple[str, str]]] = {}
    safe = [_protected(each, minimum, ()) for each in figures]
    for _ in range(ROUNDS):
        grown = set()
        for of, cells in _hidden_elsewhere(figures, safe, minimum):
            known = also.setdefault(of, set())
            if not cells <= known:
                known |= cells
                grown.add(of)
        if not grown:
            break
        for of in grown:
            safe[of] = _protected(figures[of], minimum, also[of])
    return safe


def _protected(each: Unprotected, minimum: int, also: Sequence[tuple[str, str]] | set[tuple[str, str]]) -> Safe:
    protection = Protection(minimum, each.before, frozenset(also), each.behind)
    return protected(each.definition, each.point, each.splits, protection)


def _hidden_elsewhere(
    figures: Sequence[Unprotected], safe: Sequence[Safe], minimum: int
) -> Iterator[tuple[int, set[tuple[str, str]]]]:
    alike: dict[tuple[str, str, float], list[_Told]] = {}
    for of, (each, shown) in enumerate(zip(figures, safe, strict=True)):
        for told in _told(of, each, shown):
            if told.total >= minimum:
                alike.setdefault((each.period, told.dimension, told.total), []).append(told)
    for several in alike.values():
        for one, other in combinations(several, 2):
            if one.of != other.of and one.counts_whom(other):
                for mine, theirs in ((one, other), (other, one)):
                    cells = {(mine.dimension, code) for code in theirs.hidden & mine.shown.keys()}
                    if cells:
                        yield mine.of, cells


def _told(of: int, each: Unprotected, safe: Safe) -> Iterator[_Told]:
    lines = LINES.get(each.definition.places_rule, ())
    if safe.point is None or (lines == ("value",) and each.definition.kind != Definition.Kind.COUNT):
        return
    totals = figures_of_row(safe.point, lines)
    for split in safe.splits:
        rows = [(cell, figures_of_row(cell, lines)) for cell in split["cells"]]
        hidden = frozenset(cell["code"] for cell, _ in rows if cell["status"] == "suppressed")
        for i, total in enumerate(totals):
            shown = {cell["code"]: found for cell, told in rows if (found := told[i]) is not None}
            if total is not None:
                yield _Told(of, split["dimension"], total, shown, hidden)
