"""The rules for rows, each over a whole block at once; what breaks one is told cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import SupportsInt

import numpy as np

from commonweal.engines.measures.definition import PARTS, Collection
from commonweal.engines.measures.findings import ERROR, WARNING, Problem, plain_number
from commonweal.engines.measures.key_columns import BLANK, KeyCodes
from commonweal.engines.measures.layout import Layout, shown_role
from commonweal.engines.measures.number_columns import Numbers
from commonweal.engines.measures.number_reading import ESTIMATED, FAULTY, MISSING, NOT_APPLICABLE, NUMBER, SUPPRESSED
from commonweal.engines.measures.rows import NUMBER_PARTS, UNKNOWN_WORD, UNSAID, Cells, RowBlock, RowReader

#: Kinds in which what is counted is part of what it is counted in.
_PART_OF_WHOLE = ("percent", "count", "rate")
#: Nobody writes a percent with more decimals by hand; a program that does gives them all.
MOST_PLACES = 9


class RowChecker:
    """Checks blocks against one collection; marks bad rows and yields problems."""

    def __init__(self, reader: RowReader, sheet: str | None) -> None:
        self.reader = reader
        self.layout: Layout = reader.layout
        self.collection: Collection = reader.collection
        self.sheet = sheet
        measures = self.collection.measures
        # One entry more than measures: rows of an unknown measure have no rules of their own.
        self._named = [*(_named(m.name, m.name_es) for m in measures), _named("", "")]
        self._low = np.array([*(-np.inf if m.minimum is None else m.minimum for m in measures), -np.inf])
        self._high = np.array([*(np.inf if m.maximum is None else m.maximum for m in measures), np.inf])
        self._decimals = np.array([*(-1 if m.decimals is None else m.decimals for m in measures), -1])
        # Things are counted whole: of the two readings of `1,234` a count allows one.
        whole = np.array([*(m.kind == "count" for m in measures), False])
        self._whole = whole & (self._decimals < 0)
        self._readable_decimals = np.where(self._whole, 0, self._decimals)
        self._percent = np.array([*(m.kind == "percent" for m in measures), True])
        self._within = np.array([*(m.kind in _PART_OF_WHOLE for m in measures), False])
        factors = {"percent": 100.0, "ratio": 1.0}
        self._derived = np.array([*(factors.get(m.kind, np.nan) for m in measures), np.nan])
        self._requires = {part: np.array([*(part in m.requires for m in measures), False]) for part in NUMBER_PARTS}
        self._hopeless = self.layout.ambiguous or bool(self.layout.missing)

    def check(self, block: RowBlock) -> Iterator[Problem]:
        if self._hopeless:
            block.bad[:] = True
        yield from self._notes(block)
        for role, codes in block.keys.items():
            yield from self._keys(block, role, codes)
        for cells in block.cells:
            yield from self._cells(block, cells)

    def _problem(
        self,
        block: RowBlock,
        index: SupportsInt,
        position: int | None,
        code: str,
        params: Mapping[str, object],
        severity: str = ERROR,
    ) -> Problem:
        column = None if position is None else self._title(position)
        return Problem(self.sheet, int(block.rows[int(index)]), column, code, severity, params, position)

    def _title(self, position: int) -> str:
        header = self.layout.header
        return header[position] if position < len(header) else ""

    def _notes(self, block: RowBlock) -> Iterator[Problem]:
        """What was seen while reading: errors of a cell make its row bad."""
        for note in block.notes:
            warning = note.code == "formula" and note.variant == "read"
            block.bad[note.index] |= not warning
            params: dict[str, object] = {"text": note.text, "length": note.text}
            if note.variant:
                params["variant"] = note.variant
            severity = WARNING if warning else ERROR
            yield self._problem(block, note.index, note.position, note.code, params, severity)

    def _keys(self, block: RowBlock, role: str, codes: KeyCodes) -> Iterator[Problem]:
        position = self.layout.position(role)
        # A dimension outside the key may be blank.
        if role.removeprefix("dimension:") in self.collection.key or not role.startswith("dimension:"):
            for index in np.flatnonzero(codes.codes == BLANK):
                block.bad[index] = True
                yield self._problem(block, index, position, "missing-key", {"name": shown_role(role)})
        if codes.notes is None:
            return
        notes = self.reader.keys[role].notes
        for index in np.flatnonzero(codes.notes):
            note = notes[codes.notes[index] - 1]
            block.bad[index] |= note.severity == ERROR
            yield self._problem(block, index, position, note.code, note.params, note.severity)

    def _cells(self, block: RowBlock, cells: Cells) -> Iterator[Problem]:
        measure = self._measures(block, cells)
        positions = self._positions(cells)
        for part, numbers in cells.parts.items():
            yield from self._settle(block, part, numbers, measure, positions[part])
        if cells.measure is None and block.said is not None:
            yield from self._said(block, cells, positions)
        computed = self._derive(block, cells, measure)
        self._explained_by_parts(block, cells, measure)
        if "value" in cells.parts:
            yield from self._bounds(block, cells, measure, positions, computed)
        yield from self._required(block, cells, measure, positions)
        apart = self._apart(cells, measure, computed)
        yield from self._parts(block, cells, measure, positions, apart)
        if apart.any():
            yield from self._contradicted(block, cells, measure, positions, apart)

    def _measures(self, block: RowBlock, cells: Cells) -> np.ndarray:
        """The measure of each row; the one after the last stands for an unknown one."""
        count = len(block.rows)
        if cells.measure is not None:
            return np.full(count, cells.measure, dtype=np.intp)
        if "measure" in block.keys:
            codes = block.keys["measure"].codes.astype(np.intp)
            unknown = codes < 0
            if unknown.any():
                codes[unknown] = len(self.collection.measures)
            return codes
        return np.zeros(count, dtype=np.intp)

    def _positions(self, cells: Cells) -> dict[str, int]:
        return next(parts for measure, parts in self.reader.groups if measure == cells.measure)

    def _settle(
        self, block: RowBlock, part: str, numbers: Numbers, measure: np.ndarray, position: int
    ) -> Iterator[Problem]:
        waiting = measure[numbers.odd_rows]
        percent = self._percent[waiting] & (part == "value")
        decimals = np.where(part == "value", self._readable_decimals[waiting], -1)
        for told in self.reader.numbers[position].fill(numbers, percent, decimals):
            warning = told.code == "formula" and told.variant == "read"
            block.bad[told.row] |= not warning
            params: dict[str, object] = {"text": told.text.replace("\x02", ""), **self._named[measure[told.row]]}
            if told.variant:
                params |= {"variant": told.variant, "point": float(told.point), "comma": float(told.comma)}
            severity = WARNING if warning else ERROR
            yield self._problem(block, told.row, position, told.code, params, severity)

    def _said(self, block: RowBlock, cells: Cells, positions: dict[str, int]) -> Iterator[Problem]:
        """The status column: it may say why there is no number, and that a number is an estimate."""
        position = self.layout.position("status")
        said = block.said
        value = cells.parts.get("value")
        assert said is not None
        for index in np.flatnonzero(said == UNKNOWN_WORD):
            block.bad[index] = True
            params: dict[str, object] = {"variant": "status", "text": block.said_texts.get(int(index), "")}
            yield self._problem(block, index, position, "unreadable-cell", params)
        if value is None:
            return
        has_number = value.status == NUMBER
        for status, word in ((MISSING, "missing"), (NOT_APPLICABLE, "not applicable")):
            for index in np.flatnonzero((said == status) & has_number):
                block.bad[index] = True
                params = {"variant": "contradiction", "text": word, "value": float(value.values[index])}
                yield self._problem(block, index, position, "unreadable-cell", params)
        hidden = (said == SUPPRESSED) & has_number
        value.values[hidden] = np.nan
        without = (value.status < FAULTY) & ~has_number & (said != UNSAID) & (said != UNKNOWN_WORD)
        explained = hidden | (without & (said != NUMBER) & (said != ESTIMATED))
        value.status[explained] = said[explained]
        value.status[has_number & (said == ESTIMATED)] = ESTIMATED

    def _derive(self, block: RowBlock, cells: Cells, measure: np.ndarray) -> np.ndarray:
        """A percent or ratio given by its parts alone is their quotient, reported or estimated as its status says.

        Answers with the rows where it was: nobody typed their value, so nobody can be asked to change it.
        """
        nowhere = np.zeros(len(block.rows), dtype=bool)
        top, bottom = (cells.parts.get(part) for part in PARTS)
        if top is None or bottom is None:
            return nowhere
        if "value" not in cells.parts:
            empty = np.zeros(0, dtype=np.int64)
            count = len(block.rows)
            values = Numbers(np.full(count, np.nan), np.full(count, MISSING, dtype=np.int8), empty, empty)
            cells.parts["value"] = values
        value = cells.parts["value"]
        missing = value.status == MISSING
        if not missing.any():
            return nowhere
        both = missing & (top.status == NUMBER) & (bottom.status == NUMBER) & (bottom.values != 0)
        factor = self._derived[measure]
        both &= ~np.isnan(factor)
        said = block.said if block.said is not None and cells.measure is None else None
        if said is not None:
            both &= np.isin(said, (UNSAID, NUMBER, ESTIMATED))
        if both.any():
            value.values[both] = factor[both] * top.values[both] / bottom.values[both]
            value.status[both] = NUMBER if said is None else np.where(said[both] == ESTIMATED, ESTIMATED, NUMBER)
        return both

    def _explained_by_parts(self, block: RowBlock, cells: Cells, measure: np.ndarray) -> None:
        """`<10` or `n/a` in a numerator or a denominator says why the row has no value.

        Who hides a part of a quotient hides the quotient too, whatever stands in the value's own cell.
        """
        value = cells.parts.get("value")
        if value is None:
            return
        unsaid = block.said == UNSAID if block.said is not None and cells.measure is None else True
        for token in (NOT_APPLICABLE, SUPPRESSED):
            for numbers in (cells.parts.get(part) for part in PARTS):
                says = None if numbers is None else numbers.status == token
                if says is None or not says.any():
                    continue
                value.status[says & unsaid & np.isin(value.status, (MISSING, NOT_APPLICABLE))] = token
                if token == SUPPRESSED:
                    hidden = says & (value.status == NUMBER) & ~np.isnan(self._derived[measure])
                    value.status[hidden], value.values[hidden] = token, np.nan

    def _bounds(
        self, block: RowBlock, cells: Cells, measure: np.ndarray, positions: dict[str, int], computed: np.ndarray
    ) -> Iterator[Problem]:
        value = cells.parts["value"]
        # Two looks: most blocks keep within the tightest bounds of all, which needs no bound for each row.
        broken: list[tuple[str, np.ndarray]] = []
        if np.isfinite(self._low).any() and bool((value.values < self._low.max()).any()):
            broken.append(("below-min", value.values < self._low[measure]))
        if np.isfinite(self._high).any() and bool((value.values > self._high.min()).any()):
            broken.append(("above-max", value.values > self._high[measure]))
        for code, where in broken:
            if computed.any():
                where[computed & self._above_whole(cells, measure)] = False
            for index in np.flatnonzero(where):
                block.bad[index] = True
                params: dict[str, object] = {
                    "value": float(value.values[index]),
                    "low": float(self._low[measure[index]]),
                    "high": float(self._high[measure[index]]),
                    **self._named[measure[index]],
                }
                position = positions.get("value")
                if computed[index]:
                    # The cell to correct is one that somebody typed.
                    parts = {part: float(cells.parts[part].values[index]) for part in PARTS}
                    params |= {"variant": "computed", "text": plain_number(parts["numerator"]), **parts}
                    position = positions["numerator"]
                yield self._problem(block, index, position, code, params)
        yield from self._places_after_point(block, value, measure, positions.get("value"), computed)
        yield from self._thousands_cut(block, value, measure, positions.get("value"))

    def _above_whole(self, cells: Cells, measure: np.ndarray) -> np.ndarray:
        """Where more are counted than there are: the question about the two says what is to say."""
        top, bottom = (cells.parts[part] for part in PARTS)
        return (top.values > bottom.values) & (bottom.values != 0) & self._within[measure]

    def _places_after_point(
        self, block: RowBlock, value: Numbers, measure: np.ndarray, position: int | None, computed: np.ndarray
    ) -> Iterator[Problem]:
        if (self._decimals < 0).all() or position is None:
            return
        decimals = self._decimals[measure]
        scaled = value.values * 10.0 ** np.maximum(decimals, 0)
        with np.errstate(invalid="ignore"):
            off = np.abs(scaled - np.rint(scaled)) > np.maximum(1e-9, 1e-15 * np.abs(scaled))
        for index in np.flatnonzero(off & (decimals >= 0) & ~computed):
            block.bad[index] = True
            params: dict[str, object] = {"value": float(value.values[index]), "decimals": int(decimals[index])}
            if not decimals[index] and _may_be_thousands(value.values[index]):
                params |= {"variant": "none", "thousands": float(np.rint(value.values[index] * 1000))}
            yield self._problem(block, index, position, "too-many-decimals", params)

    def _thousands_cut(
        self, block: RowBlock, value: Numbers, measure: np.ndarray, position: int | None
    ) -> Iterator[Problem]:
        """A count of `1.234` was read as a decimal, since a point parts decimals here; its sender may mean 1234."""
        if position is None or self.reader.numbers[position].signs != {"point"} or not self._whole.any():
            return
        parts = np.flatnonzero(self._whole[measure] & (np.rint(value.values) != value.values))
        for index in parts[_may_be_thousands(value.values[parts])]:
            params: dict[str, object] = {"variant": "whole", **self._named[measure[index]]}
            said = float(value.values[index])
            params |= {"value": said, "thousands": float(np.rint(said * 1000))}
            yield self._problem(block, index, position, "too-many-decimals", params, WARNING)

    def _required(
        self, block: RowBlock, cells: Cells, measure: np.ndarray, positions: dict[str, int]
    ) -> Iterator[Problem]:
        for part, wanted in self._requires.items():
            if not wanted.any():
                continue
            lacks = wanted[measure]
            numbers = cells.parts.get(part)
            if numbers is not None:
                reported = (numbers.status == NUMBER) | (numbers.status == ESTIMATED)
                lacks &= ~reported & (numbers.status < FAULTY)
            for index in np.flatnonzero(lacks):
                block.bad[index] = True
                params: dict[str, object] = dict(self._named[measure[index]])
                code = "not-a-number" if part == "value" else "missing-numerator"
                params |= {"variant": "required"} if part == "value" else {"part": part}
                problem = self._problem(block, index, positions.get(part), code, params)
                yield problem if problem.column else replace(problem, column=part)

    def _parts(
        self, block: RowBlock, cells: Cells, measure: np.ndarray, positions: dict[str, int], apart: np.ndarray
    ) -> Iterator[Problem]:
        top, bottom = (cells.parts.get(part) for part in PARTS)
        if bottom is None:
            return
        value = cells.parts.get("value")
        zero = np.flatnonzero(bottom.values == 0)
        if value is not None:
            zero = zero[value.status[zero] != NOT_APPLICABLE]
        for index in zero:
            block.bad[index] = True
            yield self._problem(block, index, positions["denominator"], "zero-denominator", {"value": 0.0})
        if top is None:
            return
        for index in np.flatnonzero(self._above_whole(cells, measure)):
            params: dict[str, object] = {part: float(cells.parts[part].values[index]) for part in PARTS}
            if apart[index]:
                params |= {"variant": "value", "said": float(cells.parts["value"].values[index])}
            yield self._problem(block, index, positions["numerator"], "numerator-above-denominator", params, WARNING)

    def _apart(self, cells: Cells, measure: np.ndarray, computed: np.ndarray) -> np.ndarray:
        """Where a percent or ratio is not what its own parts come to, however it was rounded or cut off."""
        top, bottom = (cells.parts.get(part) for part in PARTS)
        factor = self._derived[measure]
        if top is None or bottom is None or np.isnan(factor).all():
            return np.zeros(len(measure), dtype=bool)
        said = cells.parts["value"].values
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            come_to = factor * top.values / bottom.values
            apart = np.abs(said - come_to) > 1e-9 * np.maximum(1.0, np.abs(come_to))
        apart &= ~computed & np.isfinite(come_to)
        at = np.flatnonzero(apart)
        apart[at] = ~_may_be_written_for(said[at], come_to[at])
        return apart

    def _contradicted(
        self, block: RowBlock, cells: Cells, measure: np.ndarray, positions: dict[str, int], apart: np.ndarray
    ) -> Iterator[Problem]:
        # Where more are counted than there are, one question asks about all three numbers.
        for index in np.flatnonzero(apart & ~block.bad & ~self._above_whole(cells, measure)):
            value, top, bottom = (float(cells.parts[part].values[index]) for part in NUMBER_PARTS)
            come_to = round(float(self._derived[measure[index]]) * top / bottom, max(1, _places_of(value)))
            params = {"variant": "parts", "value": value, "numerator": top, "denominator": bottom, "sum": come_to}
            yield self._problem(block, index, positions["value"], "totals-disagree", params, WARNING)


def _named(name: str, name_es: str) -> dict[str, str]:
    return {"measure": name, **({"measure_es": name_es} if name_es else {})}


def _may_be_thousands(values: np.ndarray) -> np.ndarray:
    """Read as `1.234`, with three decimals and a number before them: a point may have cut the thousands of 1234."""
    with np.errstate(invalid="ignore"):
        thousands = np.rint(values * 1000)
        cut = (thousands % 10 != 0) & (np.abs(values * 1000 - thousands) < 1e-6)
        return cut & (np.abs(thousands) > 1000) & (np.abs(thousands) < 1_000_000)


def _places_of(value: float) -> int:
    """How many decimals were written, as far as the number still tells."""
    return max(0, -int(Decimal(plain_number(value)).as_tuple().exponent))


def _may_be_written_for(values: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """Rounded, or cut off, at the decimals that each has. Most files round every percent, so all at once."""
    units = np.full(len(values), 10.0**-MOST_PLACES)
    left = np.arange(len(values))
    for places in range(MOST_PLACES):
        scaled = values[left] * 10.0**places
        whole = np.abs(scaled - np.rint(scaled)) <= 1e-9 * np.maximum(1.0, np.abs(scaled))
        units[left[whole]] = 10.0**-places
        left = left[~whole]
    beyond = np.abs(exact) - np.abs(values)
    return (np.abs(values - exact) <= units * (0.5 + 1e-9)) | ((beyond >= 0) & (beyond < units))


def sort_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """In the order of the sheet; a cell that cannot be read is told of once."""
    unreadable = {
        (p.row, p.position) for p in problems if p.code in ("unreadable-cell", "formula") and p.severity == ERROR
    }
    kept = [
        p
        for p in problems
        if p.code in ("unreadable-cell", "formula") or p.row is None or (p.row, p.position) not in unreadable
    ]
    return tuple(sorted(kept, key=lambda p: (p.row or 0, -1 if p.position is None else p.position)))
