"""A release as tables, as its readers see them: one for each split that adds up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from commonweal.engines.audit import TOTAL, ReleasedCell, ReleasedTable, Share, counts_of_shares

Content = Mapping[str, Any]
#: By these rules parts add up to their total; by any other a total tells nothing of a part.
ADDED, DIVIDED, WEIGHTED = "sum", "ratio_of_sums", "weighted_mean"
LINES = {ADDED: ("value",), DIVIDED: ("numerator", "denominator"), WEIGHTED: ("denominator",)}


def tables_of(measure: Content, period: str, name: str) -> Iterator[ReleasedTable]:
    """One table for each split of the period that adds up."""
    rule = measure["places_rule"]
    total = next((point for point in measure["series"] if point["period"] == period), None)
    for split in measure["splits"]:
        if split["period"] != period or rule not in LINES:
            continue
        # Where there is no program there is nobody.
        rows = [(cell["code"], cell) for cell in split["cells"] if cell["status"] != "not-applicable"]
        if total is not None and not _more_than(rows, total, LINES[rule]):
            rows.append((TOTAL, total))
        if rule == DIVIDED:
            shares = [_share(code, row) for code, row in rows]
            table = counts_of_shares(name, (split["dimension"],), shares)
        else:
            (line,) = LINES[rule]
            cells = [ReleasedCell((code,), row[line], is_hidden(row)) for code, row in rows]
            table = ReleasedTable(name, (split["dimension"],), cells)
        yield replace(table, cells=tuple(table.cells))


def is_hidden(row: Content) -> bool:
    """By us, or by the source itself."""
    return bool(row.get("hidden")) or row["status"] == "suppressed"


def _share(code: str, row: Content) -> Share:
    return Share((code,), row["value"], row["numerator"], row["denominator"], is_hidden(row))


def _more_than(rows: Sequence[tuple[str, Content]], total: Content, lines: Sequence[str]) -> bool:
    """The parts come to more than the total that was published: readers see that it is not their sum."""
    return any(total[line] is not None and sum(row[line] or 0 for _, row in rows) > total[line] for line in lines)
