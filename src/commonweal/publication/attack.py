"""What a reader could work out from a release and all that were public before it, asked before it goes out.

The answer comes from the independent auditor, which reads what readers read and knows nothing of how figures were
hidden. Each figure with its splits of one period is one question: they meet in the total that they share.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.engines.audit import (
    TOTAL,
    AuditedCell,
    Contradiction,
    ReleasedCell,
    ReleasedTable,
    Share,
    Terms,
    audit,
    counts_of_shares,
)

Content = Mapping[str, Any]
#: By these rules parts add up to their total; by any other a total tells nothing of a part.
ADDED, DIVIDED = "sum", "ratio_of_sums"
COUNTS = ("numerator", "denominator")


@dataclass(frozen=True)
class Exposed:
    """A figure that was to stay hidden, and what a reader could know of it."""

    measure: str
    period: str
    words: Mapping[str, str]


def exposed_in(content: Content, earlier: Iterable[Content], *, minimum: int) -> list[Exposed]:
    """Everything that would be given away; nothing where the release may go out."""
    before = list(earlier)
    return [
        Exposed(measure["code"], period, {lang: cell.words(lang) for lang in ("en", "es")})
        for measure in content["measures"]
        for period in _periods_to_ask(measure, before)
        for cell in _attacked(measure, period, before, minimum)
    ]


def _periods_to_ask(measure: Content, before: Sequence[Content]) -> list[str]:
    """Where something is hidden, now or in a release that somebody may have kept."""
    here = {split["period"] for split in measure["splits"]}
    hidden = {
        split["period"]
        for one in (measure, *_same_measure(measure, before))
        for split in one["splits"]
        if any(cell["hidden"] for cell in split["cells"])
    }
    return sorted(here & hidden)


def _same_measure(measure: Content, before: Sequence[Content]) -> Iterator[Content]:
    for content in before:
        yield from (each for each in content["measures"] if each["code"] == measure["code"])


def _attacked(measure: Content, period: str, before: Sequence[Content], minimum: int) -> Sequence[AuditedCell]:
    now = list(_tables(measure, period, "this release"))
    if not now:
        return ()
    known = {key: value for table in now for key, value in _shown(table).items()}
    old = [
        table
        for number, one in enumerate(_same_measure(measure, before), 1)
        for table in _tables(one, period, f"earlier release {number}")
        # A figure that was corrected since is another figure: the old sums say nothing of the new one.
        if all(known.get(key, value) == value for key, value in _shown(table).items())
    ]
    try:
        return audit([*now, *old], terms=Terms(level=minimum, missing_is_nobody=True)).exposed
    except Contradiction:
        # Parts that nobody reported are in the total after all.
        return audit([*now, *old], terms=Terms(level=minimum)).exposed


def _shown(table: ReleasedTable) -> dict[tuple[tuple[str, str], ...], float]:
    """The figures that a table shows, by the coordinates that are no total."""
    return {
        tuple((d, c) for d, c in zip(table.dimensions, cell.coordinates, strict=True) if c != TOTAL): cell.value
        for cell in table.cells
        if cell.value is not None
    }


def _tables(measure: Content, period: str, name: str) -> Iterator[ReleasedTable]:
    """One table for each split of the period that adds up."""
    total = next((point for point in measure["series"] if point["period"] == period), None)
    for split in measure["splits"]:
        if split["period"] != period or measure["places_rule"] not in (ADDED, DIVIDED):
            continue
        rows = [(cell["code"], cell, bool(cell["hidden"])) for cell in split["cells"]]
        if total is not None and not _more_than(rows, total):
            rows.append((TOTAL, total, total["status"] == "suppressed"))
        if measure["places_rule"] == DIVIDED:
            shares = [_share(code, row, hidden=hidden) for code, row, hidden in rows]
            yield counts_of_shares(name, (split["dimension"],), shares)
        else:
            cells = [ReleasedCell((code,), row["value"], hidden) for code, row, hidden in rows]
            yield ReleasedTable(name, (split["dimension"],), cells)


def _share(code: str, row: Content, *, hidden: bool) -> Share:
    return Share((code,), row["value"], row["numerator"], row["denominator"], hidden)


def _more_than(rows: Sequence[tuple[str, Content, bool]], total: Content) -> bool:
    """The parts come to more than the total that was published: readers see that it is not their sum."""
    lines = COUNTS if total["numerator"] is not None else ("value",)
    return any(total[line] is not None and sum(row[line] or 0 for _, row, _ in rows) > total[line] for line in lines)
