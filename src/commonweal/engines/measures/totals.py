"""Totals rows of a partner's sheet are not data; they are compared with the rows that they add up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from commonweal.engines.measures.definition import PARTS, Collection, Measure
from commonweal.engines.measures.findings import WARNING, Problem
from commonweal.engines.measures.number_reading import NOT_APPLICABLE, NUMBER, readings, tidy, token_status
from commonweal.engines.measures.rows import Cells, RowBlock, RowReader, TotalRow

#: A group that already holds everybody; a total may be of these rows alone.
_EVERYBODY = frozenset({"all", "total", "both", "everyone", "todos", "todas", "ambos"})


def check_totals(
    reader: RowReader, blocks: Sequence[RowBlock], totals: Sequence[TotalRow], sheet: str | None
) -> Iterator[Problem]:
    for total in totals:
        for measure, parts in reader.groups:
            for part, position in parts.items():
                written = tidy(total.texts[position]).removesuffix("%")
                stated = next(iter(readings(written).values()), None)
                if stated is None or token_status(written) is not None:
                    continue
                sums = _sums(reader.collection, blocks, total, measure, part)
                if sums and not any(_agree(stated, found, written) for found in sums):
                    params = {"value": stated, "sum": float(round(sums[0], 10))}
                    yield Problem(
                        sheet, total.row, reader.layout.header[position], "totals-disagree", WARNING, params, position
                    )


def _agree(stated: float, found: float, written: str) -> bool:
    """Equal, or equal when rounded as the total is written."""
    decimals = len(written.split(".")[1]) if "." in written else 0
    half = 0.5 * 10.0**-decimals if found != int(found) else 0.0
    return abs(stated - found) <= max(half, 1e-9 * max(abs(stated), abs(found)))


def _sums(
    collection: Collection, blocks: Sequence[RowBlock], total: TotalRow, measure: int | None, part: str
) -> list[float]:
    """What the total may be the sum of: all rows that it covers, or those of everybody only.

    Empty where it cannot be told: a row in error, a hidden or missing value, a measure that is not added up.
    """
    wild = [role for role, code in total.keys.items() if code < 0 and role != "measure"]
    found = []
    for only_everybody in (False, True):
        sums = _sum(collection, blocks, total, measure, part, wild if only_everybody else [])
        if sums is None:
            return []
        found += sums
    return found


def _sum(
    collection: Collection,
    blocks: Sequence[RowBlock],
    total: TotalRow,
    measure: int | None,
    part: str,
    everybody: Sequence[str] = (),
) -> list[float] | None:
    values: list[np.ndarray] = []
    for block in blocks:
        for cells in block.cells:
            if cells.measure != measure or part not in cells.parts:
                continue
            covered = _covered(collection, block, total, everybody)
            if block.bad[covered].any() or not _is_added(collection, block, cells, covered, part):
                return None
            numbers = cells.parts[part]
            status = numbers.status[covered]
            if ((status != NUMBER) & (status != NOT_APPLICABLE)).any():
                return None
            # Where a measure does not apply, there is nothing to add.
            values.append(numbers.values[covered][status == NUMBER])
    joined = np.concatenate(values) if values else np.zeros(0)
    return [math.fsum(joined)] if len(joined) else []


def _covered(collection: Collection, block: RowBlock, total: TotalRow, everybody: Sequence[str]) -> np.ndarray:
    covered = np.ones(len(block.rows), dtype=bool)
    for role, code in total.keys.items():
        if code >= 0:
            covered &= block.keys[role].codes == code
        elif role in everybody and role.startswith("dimension:"):
            groups = collection.dimensions[role.removeprefix("dimension:")]
            whole = [i for i, group in enumerate(groups) if group.casefold() in _EVERYBODY]
            if whole:
                covered &= np.isin(block.keys[role].codes, whole)
    return covered


def _is_added(collection: Collection, block: RowBlock, cells: Cells, covered: np.ndarray, part: str) -> bool:
    """Counts and money add up; percentages never do, but their numerators and denominators do."""
    if cells.measure is not None:
        measures = {cells.measure}
    elif "measure" in block.keys:
        measures = set(np.unique(block.keys["measure"].codes[covered]).tolist())
    else:
        measures = {0}
    return all(part in PARTS or _adds_up(collection.measures[i]) for i in measures if i >= 0)


def _adds_up(measure: Measure) -> bool:
    return measure.places_rule == "sum" or (measure.kind in ("count", "money") and measure.places_rule == "none")
