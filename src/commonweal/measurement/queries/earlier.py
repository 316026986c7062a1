"""What earlier releases showed of the same figures: two releases side by side must give nothing away either."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from commonweal.engines.protection.tables import EARLIER, TOTAL
from commonweal.governance.models import Initiative
from commonweal.measurement.queries.contributions import Behind, Contributions
from commonweal.measurement.queries.linked_tables import Figures, Sheet, figures_of_row
from commonweal.publication.queries import ever_read

Row = Mapping[str, Any]
#: Why a cell is hidden: since an earlier release it moved by too few people.
MOVED = "moved"
NUMBERS = ("value", "numerator", "denominator", "low", "high")


@dataclass(frozen=True)
class Earlier:
    """One measure in one period, as one release showed it."""

    point: Row | None
    splits: Sequence[Row]
    #: The hand-ins that counted then, by their numbers, and what each partner had given, where that is guarded.
    submissions: tuple[str, ...] = ()
    behind: Behind = field(default_factory=dict)

    def counted_by(self, version: int) -> bool:
        """What was counted otherwise tells nothing; releases made before there were versions do not say how."""
        told = (row["definition"] for row in (self.point, *self.splits) if row and "definition" in row)
        return next(told, version) == version


#: By measure and period, what each release showed.
Shown = Mapping[tuple[str, str], Sequence[Earlier]]


def numbers_of(shown: Shown) -> set[tuple[str, ...]]:
    """The hand-ins that counted in each release."""
    return {each.submissions for several in shown.values() for each in several}


def with_contributions(shown: Shown, given: Mapping[tuple[str, ...], Contributions]) -> Shown:
    """The same with what each partner had given then."""
    if not given:
        return shown
    return {key: [_with_its(key, each, given[each.submissions]) for each in several] for key, several in shown.items()}


def _with_its(key: tuple[str, str], shown: Earlier, given: Contributions) -> Earlier:
    """By the version under which it was counted then; releases made before there were versions knew one."""
    measure, period = key
    told = (row["definition"] for row in (shown.point, *shown.splits) if row and "definition" in row)
    return replace(shown, behind=given.get((measure, next(told, 1), period), {}))


@dataclass(frozen=True)
class Protection:
    """How small is small, and what earlier releases showed of the same measure and period."""

    minimum: int
    before: Sequence[Earlier] = ()
    #: Dimension and code of cells that another measure of the same people hides.
    also: frozenset[tuple[str, str]] = frozenset()
    #: What each partner gave, of a measure that guards their own figures.
    behind: Behind = field(default_factory=dict)


def earlier_figures(initiative: Initiative) -> Shown:
    """By measure and period what each release ever showed anybody, the withdrawn too."""
    found: dict[tuple[str, str], list[Earlier]] = {}
    for content in ever_read(initiative):
        numbers = tuple(each["number"] for each in content["provenance"]["submissions"])
        for measure in content["measures"]:
            points = {point["period"]: point for point in measure["series"]}
            splits: dict[str, list[Row]] = {}
            for split in measure["splits"]:
                splits.setdefault(split["period"], []).append(split)
            for period in points | splits:
                shown = Earlier(points.get(period), splits.get(period, []), numbers)
                found.setdefault((measure["code"], period), []).append(shown)
    return found


def has_numbers(row: Row) -> bool:
    return any(row[name] is not None for name in NUMBERS)


def to_keep_hidden(split: Row, protection: Protection) -> dict[str, str]:
    """Cells that were hidden once, and cells that moved by fewer people than the minimum: the difference of two
    releases is the count of those who came late. Each with which of the two it is."""
    found = {}
    for cells_then in _same_split(split["dimension"], protection.before):
        for cell in split["cells"]:
            then = cells_then.get(cell["code"])
            if then and then["hidden"]:
                found[cell["code"]] = EARLIER
            elif then and _moved_a_little(then, cell, protection.minimum):
                found.setdefault(cell["code"], MOVED)
    return found


def _same_split(dimension: str, before: Sequence[Earlier]) -> Iterator[Mapping[str, Row]]:
    for each in before:
        for split in each.splits:
            if split["dimension"] == dimension:
                yield {cell["code"]: cell for cell in split["cells"]}


def _moved_a_little(then: Row, now: Row, minimum: int) -> bool:
    # Without a numerator and a denominator the value is the count, if it is one at all. Who came late and is not among
    # those counted is told by the others.
    is_share = any(now[part] is not None for part in ("numerator", "denominator"))
    lines = ("numerator", "denominator", "others") if is_share else ("value",)
    pairs = zip(figures_of_row(now, lines), figures_of_row(then, lines), strict=True)
    return any(0 < abs(a - b) < minimum for a, b in pairs if a is not None and b is not None)


def sheets_of(earlier: Earlier, lines: Sequence[str]) -> Iterator[Sheet]:
    """What a release showed and hid, split by split; its sums only where its figures come to its total."""
    total = None if earlier.point is None else figures_of_row(earlier.point, lines)
    if total is not None and None not in total:
        yield Sheet("", (TOTAL,), (total,))
    for split in earlier.splits:
        cells = [cell for cell in split["cells"] if cell["status"] != "not-applicable"]
        codes = [cell["code"] for cell in cells]
        figures = [figures_of_row(cell, lines) for cell in cells]
        hidden = frozenset(i for i, cell in enumerate(cells) if cell["hidden"])
        if total is not None and None not in total and _comes_out(figures, total):
            codes, figures = [*codes, TOTAL], [*figures, total]
        yield Sheet(split["dimension"], tuple(codes), tuple(figures), hidden)


def _comes_out(parts: Sequence[Figures], total: Figures) -> bool:
    for line, whole in enumerate(total):
        told = [part[line] for part in parts if part[line] is not None]
        left = (whole or 0) - sum(each or 0 for each in told)
        if left < -1e-6 or (len(told) == len(parts) and left > 1e-6):
            return False
    return True
