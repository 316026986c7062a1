"""The system that is solved: what must be hidden, what may be, what it costs, and how uncertain all has to stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.engines.protection.gaps import close_gaps
from commonweal.engines.protection.linking import Linked
from commonweal.engines.protection.system import Flags, Floats, Ints, Line, Sums, System
from commonweal.engines.protection.tables import EARLIER, SMALL, SOURCE, Rules, Table


@dataclass(frozen=True)
class Built:
    system: System
    linked: Linked
    #: Why a cell is hidden whatever else is.
    primary: dict[int, str]
    #: Cells that stand in today's tables.
    ours: Flags


def build(linked: Linked, tables: Sequence[Table], rules: Rules) -> Built:
    rows, figures, absent = close_gaps(linked, rules.real)
    count = figures.shape[1]
    sums = Sums.of(rows, count)
    ours = _flags(count, (place for places in linked.places for place in places))
    primary = _primary(linked, tables, figures, ours & ~absent, rules)
    must = _flags(count, primary)
    margins = _margins(linked, tables, count)
    lines = [_line(name, figures[i], margins, sums, rules) for i, name in enumerate(linked.lines)]
    system = System(
        sums=sums,
        lines=lines,
        cost=np.nan_to_num(figures[linked.lines.index(rules.cost)]),
        must=must & ~absent,
        known=_flags(count, linked.known),
        absent=absent,
        tested=_tested(linked, sums, figures, (absent, must), rules),
        places=_places(linked),
    )
    return Built(system, linked, primary, ours)


def _flags(count: int, members: object) -> Flags:
    found = np.zeros(count, dtype=bool)
    found[list(members)] = True  # type: ignore[call-overload]
    return found


def _primary(linked: Linked, tables: Sequence[Table], figures: Floats, ours: Flags, rules: Rules) -> dict[int, str]:
    found = dict.fromkeys(linked.earlier, EARLIER) | dict.fromkeys(linked.at_source, SOURCE)
    for table, places in zip(tables, linked.places, strict=True):
        found |= {places[cell]: reason for cell, reason in table.primary.items() if ours[places[cell]]}
    small = np.zeros(figures.shape[1], dtype=bool)
    for i, name in enumerate(linked.lines):
        if name in rules.counted:
            small |= (figures[i] > 0) & (figures[i] < rules.minimum)
    return found | {int(cell): SMALL for cell in np.flatnonzero(small & ours)}


def _margins(linked: Linked, tables: Sequence[Table], count: int) -> Floats:
    margins = np.zeros(count)
    for table, places in zip(tables, linked.places, strict=True):
        for cell, margin in table.margins.items():
            margins[places[cell]] = max(margins[places[cell]], margin)
    return margins


def _line(name: str, figures: Floats, margins: Floats, sums: Sums, rules: Rules) -> Line:
    level = np.full(len(figures), float(rules.minimum))
    margins = margins if name == rules.cost else np.zeros(len(figures))
    reach = np.where(margins > 0, np.maximum(level, np.ceil(figures + margins)), level)
    exempt = np.zeros(len(figures), dtype=bool)
    if name in rules.nobody_is_known:
        of_nobody = figures[sums.cells[sums.starts[:-1]]] == 0
        exempt[sums.cells[of_nobody[sums.row_of]]] = True
        exempt &= figures == 0
    return Line(name, figures, reach, np.maximum(level, np.ceil(margins)), name not in rules.real, exempt)


def _tested(linked: Linked, sums: Sums, figures: Floats, open_: tuple[Flags, Flags], rules: Rules) -> Flags:
    """What has to stay uncertain: all that is hidden, and what is missing where a sum leaves a small rest for it."""
    absent, must = open_
    tested = ~absent | must
    restated = np.array([linked.number.get(key) != i for i, key in enumerate(linked.keys)], dtype=bool)
    missing = absent & ~must & ~restated
    for i, name in enumerate(linked.lines):
        if name in rules.counted and missing.any():
            rest = np.bincount(sums.row_of, weights=np.where(missing, figures[i], 0)[sums.cells], minlength=len(sums))
            small = ((rest > 0) & (rest < rules.minimum))[sums.row_of]
            tested |= missing & _flags(len(tested), sums.cells[small])
    return tested & ~(restated & ~_flags(len(tested), linked.known))


def _places(linked: Linked) -> Ints:
    """Coordinates as numbers; −1 is a total or a dimension that the cell does not have."""
    names = sorted({dimension for key in linked.keys for dimension, _ in key})
    codes: dict[tuple[str, str], int] = {}
    places = np.full((len(linked.keys), max(len(names), 1)), -1, dtype=np.int64)
    column = {name: i for i, name in enumerate(names)}
    for i, key in enumerate(linked.keys):
        for pair in key:
            places[i, column[pair[0]]] = codes.setdefault(pair, len(codes))
    return places
