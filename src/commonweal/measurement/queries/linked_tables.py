"""One measure in one period as a linked set: all its splits, which meet in the total that they share.

A share gives its counts away, so it stands here as the people in it, the others, and all. What earlier releases showed
of the same figures stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from commonweal.engines.protection import ProtectionError, Rules, Table, protect
from commonweal.engines.protection.tables import TOTAL
from commonweal.measurement.models import Definition

Row = Mapping[str, Any]
Figures = tuple[float | None, ...]
#: What of a figure adds up over the parts of a split, by its rule; by other rules nothing does.
LINES: dict[str, tuple[str, ...]] = {
    Definition.Rule.SUM: ("value",),
    Definition.Rule.RATIO_OF_SUMS: ("denominator", "numerator", "others"),
    Definition.Rule.WEIGHTED_MEAN: ("denominator",),
}
#: The sum of parts that overlap: readers can form it, and it is not the total.
OWN_SUM = "sum of the parts"
#: What belongs to the total and to none of its parts is a part too, or its count could be found by subtracting.
REST = "not-stated"
#: A cheaper choice is sought so long in one set; what is found by then is as safe.
SECONDS = 5


def counts_of(kind: str, row: Row) -> dict[str, float]:
    """The counts of people that a figure would tell: those in, the others, all, or those behind a plain count."""
    found = {"numerator": row["numerator"], "denominator": row["denominator"]}
    if None not in found.values() and row["numerator"] <= row["denominator"]:
        found["others"] = row["denominator"] - row["numerator"]
    if kind == Definition.Kind.COUNT:
        found["value"] = row["value"]
    return {line: count for line, count in found.items() if count is not None}


def is_small(kind: str, row: Row, minimum: int) -> bool:
    return any(0 < count < minimum for count in counts_of(kind, row).values())


def lines_in(definition: Definition, rows: Sequence[Row]) -> tuple[str, ...]:
    """The lines that add up. Where somewhere more are counted than there are in all, nobody is among the others."""
    lines = LINES.get(definition.places_rule, ())
    above = any(
        row["numerator"] > row["denominator"] for row in rows if None not in (row["numerator"], row["denominator"])
    )
    told = [line for line in lines if any(_figure(row, line) is not None for row in rows)]
    return tuple(line for line in told if not (above and line == "others"))


def figures_of_row(row: Row, lines: Sequence[str]) -> Figures:
    return tuple(_figure(row, line) for line in lines)


def _figure(row: Row, line: str) -> float | None:
    if line != "others":
        return row[line]
    whole, part = row["denominator"], row["numerator"]
    return None if whole is None or part is None else whole - part


@dataclass(frozen=True)
class Sheet:
    """One split with its total, if it adds up to one. Equal sheets are the same question and are asked once."""

    dimension: str
    codes: tuple[str, ...]
    figures: tuple[Figures, ...]
    hidden: frozenset[int] = frozenset()
    primary: tuple[tuple[int, str], ...] = ()

    def shown(self) -> Iterator[tuple[tuple[str, str], Figures]]:
        """What it tells, by dimension and code; the total is the same in all."""
        for cell, (code, figures) in enumerate(zip(self.codes, self.figures, strict=True)):
            if cell not in self.hidden and None not in figures:
                yield ("" if code == TOTAL else self.dimension, code), figures

    def table(self, lines: Sequence[str]) -> Table:
        return Table(
            dimensions=[self.dimension] if self.dimension else [],
            coordinates=[(code,) if self.dimension else () for code in self.codes],
            lines={line: [figures[i] for figures in self.figures] for i, line in enumerate(lines)},
            primary=dict(self.primary),
            hidden=self.hidden,
        )


@dataclass(frozen=True)
class LinkedSet:
    """All that a reader sees of one measure in one period, now and in earlier releases."""

    lines: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    earlier: tuple[Sheet, ...]
    #: Which of the lines are people.
    counted: frozenset[str]
    minimum: int

    def reasons(self) -> tuple[Mapping[int, str], ...] | None:
        """For each sheet why which cells are hidden; None where nothing that is hidden would stay hidden."""
        if not any(sheet.hidden or sheet.primary for sheet in (*self.sheets, *self.earlier)):
            return tuple({} for _ in self.sheets)
        return _reasons(self) or _reasons(replace(self, earlier=tuple(self._still_hold())))

    def _still_hold(self) -> Iterator[Sheet]:
        """Earlier sheets of which nothing was corrected since. Of others a reader can believe that the rest still
        holds, and cannot know it."""
        now = {key: figures for sheet in self.sheets for key, figures in sheet.shown()}
        for sheet in self.earlier:
            if all(now.get(key, figures) == figures for key, figures in sheet.shown()):
                yield sheet

    def known(self) -> Iterator[Sheet]:
        """What no hiding takes back: what was public, and what everybody is told. The whole is told unless it is small
        itself, for a headline must not come and go with a late form."""
        yield from self.earlier
        for sheet in self.sheets:
            for cell, code in enumerate(sheet.codes):
                if code in (TOTAL, OWN_SUM) and cell not in sheet.hidden and cell not in dict(sheet.primary):
                    yield Sheet(sheet.dimension, (code,), (sheet.figures[cell],))


@lru_cache(maxsize=4096)
def _reasons(linked: LinkedSet) -> tuple[Mapping[int, str], ...] | None:
    lines = linked.lines
    told = [figures for sheet in linked.sheets for figures in sheet.figures]
    real = frozenset(line for i, line in enumerate(lines) if any((figures[i] or 0) % 1 for figures in told))
    rules = Rules(
        minimum=linked.minimum,
        counted=linked.counted,
        real=real,
        nobody_is_known=frozenset(lines),
        cost=lines[0],
        seconds=SECONDS,
    )
    own_sums = {
        sheet.dimension: {OWN_SUM: [[code for code in sheet.codes if code != OWN_SUM]]}
        for sheet in linked.sheets
        if OWN_SUM in sheet.codes
    }
    try:
        return protect(
            [sheet.table(lines) for sheet in linked.sheets],
            rules=rules,
            hierarchy=own_sums,
            prior=[sheet.table(lines) for sheet in dict.fromkeys(linked.known())],
            slack=[1e-6 if line in real else 0.0 for line in lines],
        ).reasons
    except ProtectionError:
        return None
