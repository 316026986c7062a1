"""What a partner could work out of another's own figure, of measures that guard them, asked before a release goes out.

The release says which measures these are. What each partner gave is handed in beside it, and is stored nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from commonweal.engines.audit import TOTAL, ReleasedCell, ReleasedTable, worked_out_by_contributors
from commonweal.publication.attack_words import NOW, Exposed, by_partners, not_asked
from commonweal.publication.readers_tables import ADDED, LINES, tables_of

Content = Mapping[str, Any]
#: By dimension and part (two blanks are the whole) and line, what each partner gave.
Behind = Mapping[tuple[str, str], Mapping[str, Mapping[str, float]]]
#: By the numbers of the hand-ins behind a release; in it by measure, version and period.
Contributions = Mapping[tuple[str, ...], Mapping[tuple[str, int, str], Behind]]
NOT_TOLD: Contributions = {}
#: The parts of a share, as the tables name them.
LINE_OF = {"in": "numerator", "others": "others", TOTAL: "denominator"}
NUMBERS = ("value", "numerator", "denominator")


def exposed_to_partners(content: Content, earlier: Sequence[Content], contributions: Contributions) -> list[Exposed]:
    found = []
    for measure in content["measures"]:
        if "guarded" in measure:
            if _numbers(content) not in contributions:
                found.append(Exposed(measure["code"], "", not_asked(measure)))
            else:
                found += _exposed(content, measure, _Known(measure, content, earlier, contributions))
    return found


def _exposed(content: Content, measure: Content, known: "_Known") -> Iterator[Exposed]:
    for period in dict.fromkeys(row["period"] for row in (*measure["series"], *measure["splits"])):
        told: dict[tuple[str, str], bool] = {}
        for where in known.dominated(period):
            told[where] = False
        for where in known.moved(period):
            told.setdefault(where, True)
        for (dimension, code), since in told.items():
            words = by_partners(content, measure, (period, dimension, code), since=since)
            yield Exposed(measure["code"], period, words)


class _Known:
    """One measure as a partner sees it who keeps all releases and knows what it gave itself."""

    def __init__(
        self, measure: Content, content: Content, earlier: Sequence[Content], contributions: Contributions
    ) -> None:
        self.measure, self.now = measure, contributions[_numbers(content)]
        self.percent = measure["guarded"]["percent"]
        self.before = [
            (each, contributions.get(_numbers(one), {}))
            for one in earlier
            for each in one["measures"]
            if each["code"] == measure["code"]
        ]

    def dominated(self, period: str) -> Iterator[tuple[str, str]]:
        """Figures from which one partner's own can be worked out, split by split."""
        behind = _behind(self.now, self.measure, period)
        for table in self._tables(period, behind):
            gave = {cell.coordinates: _given(table, cell, behind) for cell in table.cells}
            for where in worked_out_by_contributors(table, gave, percent=self.percent):
                yield ("", "") if where[0] == TOTAL else (table.dimensions[0], where[0])

    def moved(self, period: str) -> Iterator[tuple[str, str]]:
        """Figures that differ from an earlier release by what one partner sent since."""
        now, shown = _behind(self.now, self.measure, period), _shown(self.measure, period)
        for measure, given in self.before:
            then, shown_then = _behind(given, measure, period), _shown(measure, period)
            for where in shown & shown_then:
                lines = {*now.get(where, {}), *then.get(where, {})}
                moved = {line: _difference(now.get(where, {}), then.get(where, {}), line) for line in lines}
                if any(_is_one_partners(amounts, self.percent) for amounts in moved.values()):
                    yield where

    def _tables(self, period: str, behind: Behind) -> Iterator[ReleasedTable]:
        """What adds up, with what earlier releases still tell of it. Elsewhere each figure is by itself, and it matters
        how many partners stand behind it.
        """
        if self.measure["places_rule"] in LINES:
            for table in tables_of(self.measure, period, NOW):
                yield replace(table, cells=[self._as_known(table, cell, period) for cell in table.cells])
            if any(point["period"] == period for point in self.measure["series"]):
                yield from tables_of(_by_itself(self.measure, period), period, NOW)
        for where in _shown(self.measure, period):
            partners = behind.get(where, {}).get("value", {})
            if self.measure["places_rule"] != ADDED and partners:
                cell = ReleasedCell((where[1] or TOTAL,), float(len(partners)))
                yield ReleasedTable(NOW, (where[0] or "whole",), [cell])

    def _as_known(self, table: ReleasedTable, cell: ReleasedCell, period: str) -> ReleasedCell:
        """A hidden figure that an earlier release showed, and of which nobody sent anything since, is known."""
        if cell.value is not None or not cell.hidden:
            return cell
        given = _given(table, cell, _behind(self.now, self.measure, period))
        for measure, contributions in self.before:
            then = _given(table, cell, _behind(contributions, measure, period))
            for old in tables_of(measure, period, NOW):
                if old.dimensions == table.dimensions and then == given:
                    value = next((each.value for each in old.cells if each.coordinates == cell.coordinates), None)
                    if value is not None:
                        return ReleasedCell(cell.coordinates, value)
        return cell


def _numbers(content: Content) -> tuple[str, ...]:
    return tuple(each["number"] for each in content.get("provenance", {}).get("submissions", ()))


def _behind(given: Mapping[tuple[str, int, str], Behind], measure: Content, period: str) -> Behind:
    rows = [row for row in (*measure["series"], *measure["splits"]) if row["period"] == period]
    version = next((row["definition"] for row in rows if "definition" in row), 1)
    return given.get((measure["code"], version, period), {})


def _given(table: ReleasedTable, cell: ReleasedCell, behind: Behind) -> Mapping[str, float]:
    where = ("", "") if cell.coordinates[0] == TOTAL else (table.dimensions[0], cell.coordinates[0])
    line = LINE_OF[cell.coordinates[1]] if len(cell.coordinates) > 1 else "value"
    if len(cell.coordinates) == 1 and "denominator" in behind.get(where, {}):
        line = "denominator"  # of a weighted mean, its weights add up
    return behind.get(where, {}).get(line, {})


def _by_itself(measure: Content, period: str) -> Content:
    """The whole as a table of its own, for there may be no split."""
    return {**measure, "splits": [{"dimension": "whole", "period": period, "cells": []}]}


def _shown(measure: Content, period: str) -> set[tuple[str, str]]:
    """Dimension and part of what has a figure."""
    wholes = [("", "", point) for point in measure["series"] if point["period"] == period]
    parts = [
        (split["dimension"], cell["code"], cell)
        for split in measure["splits"]
        if split["period"] == period
        for cell in split["cells"]
    ]
    return {
        (dimension, code)
        for dimension, code, row in (*wholes, *parts)
        if any(row[name] is not None for name in NUMBERS)
    }


def _difference(
    now: Mapping[str, Mapping[str, float]], then: Mapping[str, Mapping[str, float]], line: str
) -> dict[str, float]:
    after, before = now.get(line, {}), then.get(line, {})
    return {who: abs(after.get(who, 0.0) - before.get(who, 0.0)) for who in {*after, *before}}


def _is_one_partners(amounts: Mapping[str, float], percent: float) -> bool:
    cell = ReleasedCell(("difference",), round(sum(amounts.values()), 6))
    table = ReleasedTable(NOW, ("of",), [cell])
    return bool(worked_out_by_contributors(table, {("difference",): amounts}, percent=percent))
