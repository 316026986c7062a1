"""The audit of a release: what a reader could work out about each hidden figure, before the reader does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from commonweal.engines.audit.equations import Equations, by_wholeness, components, equations, propagate
from commonweal.engines.audit.examples import Hunt, Seen, examples
from commonweal.engines.audit.linking import LinkedCells, link
from commonweal.engines.audit.programs import NoFit
from commonweal.engines.audit.ranges import EXACT, EXAMPLES, UNFINISHED, Ranges, Search, is_a_tree
from commonweal.engines.audit.relations import Relation, relations
from commonweal.engines.audit.released import (
    AuditError,
    Contradiction,
    ReleasedTable,
    Splits,
    label,
    shown,
)
from commonweal.engines.audit.words import WORDS

#: So many targets are one worker's turn in a large group.
_TURN = 500
#: From so many unknowns on, a group is searched for examples part by part.
_WIDE = 1500

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class AuditedCell:
    """One hidden figure of one table. `high` is None where it has no end.

    `proved`: shown to be safe by examples; its range is at least as wide as `low` … `high`. `unfinished`: the time
    was over before the ends of its range were found, which may be narrower than `low` … `high`.
    """

    table: str
    cell: Mapping[str, str]
    low: float
    high: float | None
    exposed: bool
    proved: bool = False
    unfinished: bool = False
    #: The table that shows what this one hides.
    shown_in: str | None = None

    def words(self, lang: str) -> str:
        """Which figure, what a reader could work out, and what to do."""
        code = "shown-elsewhere" if self.shown_in else "exactly" if self.low == self.high else "between"
        return WORDS[code][lang].format(
            cell=label(self.cell),
            table=self.table,
            low=shown(self.low),
            high=shown(self.high),
            elsewhere=self.shown_in,
        )


@dataclass(frozen=True)
class Audited:
    """Every hidden figure, in the order of the tables, and what may be said of all."""

    level: int
    cells: tuple[AuditedCell, ...]
    whole: bool = True

    @property
    def exposed(self) -> tuple[AuditedCell, ...]:
        return tuple(cell for cell in self.cells if cell.exposed)

    @property
    def proved(self) -> int:
        return sum(cell.proved for cell in self.cells)

    @property
    def unfinished(self) -> int:
        return sum(cell.unfinished for cell in self.cells)

    def words(self, lang: str) -> str:
        """One or a few sentences on the whole; the exposed cells have their own words."""
        hidden, exposed = len(self.cells), len(self.exposed)
        safe = {0: "nothing-hidden", 1: "one-safe"}.get(hidden, "all-safe")
        code = "some-exposed" if exposed else "all-unproved" if self.unfinished else safe
        told = [WORDS[code][lang].format(hidden=hidden, exposed=exposed, level=self.level)]
        if self.proved:
            told.append(WORDS["proved"][lang].format(proved=self.proved))
        if self.unfinished:
            told.append(WORDS["unfinished"][lang].format(unfinished=self.unfinished))
        if not self.whole:
            told.append(WORDS["not-whole"][lang])
        return " ".join(told)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How the attacker thinks. `missing_is_nobody`: totals are those of reported figures, so a missing part adds none.

    Up to the work that `exact_up_to` unknowns in one ring make (it grows with their square) every range is followed to
    its ends; beyond that a figure is done once examples show it to be safe. The integer programmes of a group get
    `patience` seconds together, and everything `seconds`. `workers` are threads; the solver leaves the interpreter's
    lock alone.
    """

    level: int = 10
    missing_is_nobody: bool = False
    exact_up_to: float = 1200
    patience: float = 30.0
    seconds: float = 480.0
    workers: int = 1
    progress: Progress | None = None


def audit(tables: Sequence[ReleasedTable], *, splits: Splits | None = None, terms: Terms | None = None) -> Audited:
    """What a reader of all these tables together could work out about each hidden figure.

    The reader knows every shown value, that a Total is the sum of its file's other rows, what `splits` says
    (`{"place": {"Total": [["North", "South"]]}}`, each parent with its ways to split), that the same coordinates are
    the same figure in every table, and that figures are whole and not below 0. A figure is exposed when the greatest
    value it can have is below the level, or when greatest and least are less than the level apart.

    Before a release: make one table of everything that the new release shows (all dimensions as columns; measure and
    period are such columns; for a percentage a column `count` with the rows `in`, `others` and `Total`, the
    denominator: `counts_of_shares` does it), and one table of each release that is still public. Refuse the release if
    `.exposed` is not empty, or `.unfinished` is not 0; `cell.words(lang)` and `.words(lang)` say why. Raises
    `Contradiction` where no figures fit what the tables say, and `AuditError` where they cannot be read.
    """
    terms = terms or Terms()
    if terms.level < 1:
        raise AuditError("bad-level", level=terms.level)
    cells = link(tables)
    sums = relations(cells, splits or {})
    if terms.missing_is_nobody:
        sums = list(_without_missing(cells, sums))
    of_people, others = by_wholeness(cells, sums)
    found = _Found(cells)
    for part, whole in ((of_people, True), (others, False)):
        if part:
            _Attack(cells, found, terms).on(part, whole=whole)
    return Audited(terms.level, tuple(_audited(cells, found, tables, terms.level)), not others)


def _without_missing(cells: LinkedCells, sums: Sequence[Relation]) -> Iterator[Relation]:
    hidden = {figure for _, _, figure in cells.hidden}
    missing = {figure for table in cells.of_table for figure in table if cells.values[figure] is None} - hidden
    for relation in sums:
        parts = tuple(part for part in relation.parts if part not in missing)
        if parts:
            yield Relation(relation.whole, parts, relation.partial)


@dataclass
class _Found:
    """What is known of each figure so far."""

    cells: LinkedCells
    low: np.ndarray = field(init=False)
    high: np.ndarray = field(init=False)
    kind: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        values, highs = self.cells.values, self.cells.highs
        self.low = np.array([low if v is None else v for v, low in zip(values, self.cells.lows, strict=True)], float)
        self.high = np.array([v if v is not None else h for v, h in zip(values, highs, strict=True)], float)
        self.high[np.isnan(self.high)] = np.inf
        self.kind = np.full(len(values), EXACT)


@dataclass(frozen=True)
class _Turn:
    """A group of bound unknowns, and those of them that one worker looks into."""

    system: Equations
    unknowns: np.ndarray
    targets: np.ndarray
    exact: bool
    seen: Seen | None


class _Attack:
    """Narrows the figures of one set of sums."""

    def __init__(self, cells: LinkedCells, found: _Found, terms: Terms) -> None:
        self.cells, self.found, self.terms = cells, found, terms
        self.done = 0
        self.until = time.monotonic() + terms.seconds

    def on(self, sums: Sequence[Relation], *, whole: bool) -> None:
        system, figures = equations(self.cells, sums, whole=whole)
        if not len(figures):
            return
        propagate(system, self.cells)
        self.found.low[figures], self.found.high[figures] = system.low, system.high
        hidden = np.isin(figures, [figure for _, _, figure in self.cells.hidden])
        self.of = int(hidden.sum())
        turns = list(self._turns(system, hidden))
        self.of = sum(len(turn.targets) for turn in turns)
        with ThreadPoolExecutor(max_workers=self.terms.workers) as pool:
            for unknowns, targets, ranges in pool.map(self._turn, turns):
                self._note(figures[unknowns[targets]], ranges)

    def _turns(self, system: Equations, hidden: np.ndarray) -> Iterator[_Turn]:
        """Groups of bound unknowns, the largest first; a large one in several turns."""
        parts = [each for each in components(system) if not is_a_tree(each[0])]
        all_exact = sum(part.count**2 for part, _ in parts) <= self.terms.exact_up_to**2
        for part, unknowns in sorted(parts, key=lambda each: -each[0].count):
            targets = np.flatnonzero(hidden[unknowns])
            # A group without hidden figures is only asked whether any figures fit it at all.
            exact = all_exact or not len(targets)
            seen = None if exact or part.count < _WIDE or not part.whole else examples(part, targets, self._hunt())
            turns = max(1, min(self.terms.workers, len(targets) // _TURN))
            for share in np.array_split(targets, turns):
                yield _Turn(part, unknowns, share, exact, seen)

    def _hunt(self) -> Hunt:
        def told(safe: int) -> None:
            if self.terms.progress:
                self.terms.progress(safe, self.of)

        return Hunt(self.terms.level, self.until, told)

    def _turn(self, turn: _Turn) -> tuple[np.ndarray, np.ndarray, Ranges]:
        terms = self.terms
        search = Search(turn.system, terms.level, patience=terms.patience, until=self.until, seen=turn.seen)
        try:
            ranges = search.exactly(turn.targets) if turn.exact else search.far_enough(turn.targets)
        except NoFit:
            raise self._impossible(search) from None
        return turn.unknowns, turn.targets, ranges

    def _note(self, figures: np.ndarray, ranges: Ranges) -> None:
        self.found.low[figures], self.found.high[figures] = ranges.low, ranges.high
        self.found.kind[figures] = ranges.kind
        self.done += len(figures)
        if self.terms.progress:
            self.terms.progress(self.done, self.of)

    def _impossible(self, search: Search) -> Contradiction:
        equation = search.program.least_fitting()
        return Contradiction("sum-impossible", cell=self.cells.label(int(search.system.of_figure[equation])))


def _audited(cells: LinkedCells, found: _Found, tables: Sequence[ReleasedTable], level: int) -> Iterator[AuditedCell]:
    for number, position, figure in cells.hidden:
        table = tables[number]
        low, high = float(found.low[figure]) + 0.0, float(found.high[figure]) + 0.0  # no −0
        is_shown = cells.values[figure] is not None
        yield AuditedCell(
            table.name,
            dict(zip(table.dimensions, table.cells[position].coordinates, strict=True)),
            low,
            high if np.isfinite(high) else None,
            bool(high < level or high - low < level),
            bool(found.kind[figure] == EXAMPLES),
            bool(found.kind[figure] == UNFINISHED),
            cells.names[figure] if is_shown else None,
        )
