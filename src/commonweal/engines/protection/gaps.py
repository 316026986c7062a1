"""Figures that nobody handed in: what the sums leave for them, so that every cell has a number to move away from."""

from __future__ import annotations

import numpy as np

from commonweal.engines.protection.linking import Linked, Row, refuse_contradictions
from commonweal.engines.protection.solving import ENDLESS, quiet_solver, set_whole
from commonweal.engines.protection.system import Flags, Floats
from commonweal.engines.protection.tables import ProtectionError


def close_gaps(linked: Linked, real: frozenset[str]) -> tuple[list[Row], Floats, Flags]:
    """The sums, the figures by line and cell, and which cells the reader has to guess whatever we do.

    A missing part counts as nobody where the sum comes out without it: a reader who thinks so knows more than one who
    does not, and the first of them is the one to keep out. Where it does not come out, the rest is the missing part's.
    """
    gaps = np.array([any(figure is None for figure in each) for each in linked.figures], dtype=bool)
    hidden = linked.at_source | linked.earlier
    rows = [_without_nobody(linked, row, gaps, hidden) for row in linked.sums] if gaps.any() else list(linked.sums)
    rows = [row for row in dict.fromkeys(rows) if len(row) > 1]
    linked.sums = dict.fromkeys(rows)
    refuse_contradictions(linked)
    figures = np.array([[f if f is not None else np.nan for f in each] for each in linked.figures]).T
    for number, name in enumerate(linked.lines):
        if np.isnan(figures[number]).any():
            _fill(figures[number], rows, linked, number, whole=name not in real)
    return rows, figures, gaps


def _without_nobody(linked: Linked, row: Row, gaps: Flags, hidden: set[int]) -> Row:
    missing = {cell for cell in row if gaps[cell] and cell not in hidden}
    if not missing or row[0] in missing:
        return row
    known = tuple(cell for cell in row if cell not in missing)
    return known if len(known) > 1 and linked.adds_up(known) else row


def _fill(figures: Floats, rows: list[Row], linked: Linked, line: int, *, whole: bool) -> None:
    """The least figures that make all sums come out."""
    cells = np.flatnonzero(np.isnan(figures))
    place = {int(cell): i for i, cell in enumerate(cells)}
    solver = quiet_solver()
    solver.addVars(len(cells), np.zeros(len(cells)), np.full(len(cells), ENDLESS))
    index = np.arange(len(cells), dtype=np.int32)
    solver.changeColsCost(len(cells), index, np.ones(len(cells)))
    if whole:
        set_whole(solver, len(cells), whole=True)
    asked = [row for row in rows if any(cell in place for cell in row)]
    for row in asked:
        signs = [1.0] + [-1.0] * (len(row) - 1)
        left = -sum(s * figures[c] for s, c in zip(signs, row, strict=True) if c not in place)
        pairs = [(place[c], s) for s, c in zip(signs, row, strict=True) if c in place]
        slack = linked.slack[line] * len(row)
        columns, weights = np.array([p[0] for p in pairs], dtype=np.int32), np.array([p[1] for p in pairs])
        solver.addRow(left - slack, left + slack, len(pairs), columns, weights)
    solver.run()
    if solver.getModelStatus().name != "kOptimal":
        raise ProtectionError("gaps-disagree", name=linked.names[asked[0][0]])
    found = np.array(solver.getSolution().col_value)
    figures[cells] = np.rint(found) if whole else found
