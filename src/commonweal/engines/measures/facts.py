"""The accepted rows as facts, what they add up to, and how they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.engines.measures.definition import PARTS, STATUSES, Collection
from commonweal.engines.measures.number_reading import ESTIMATED, NUMBER
from commonweal.engines.measures.rows import Cells, RowBlock

_STATUS = pa.array(STATUSES, pa.string())


def facts_schema(collection: Collection) -> pa.Schema:
    def text(declared: Sequence[str]) -> pa.DataType:
        return pa.dictionary(pa.int16() if len(declared) < 30_000 else pa.int32(), pa.string())

    codes = [measure.code for measure in collection.measures]
    fields = [
        ("row", pa.int64()),
        ("measure", text(codes)),
        ("period", text(collection.periods)),
        ("place", text(collection.places)),
        *((name, text(groups)) for name, groups in collection.dimensions.items()),
        ("status", pa.dictionary(pa.int8(), pa.string())),
        ("value", pa.float64()),
        *((part, pa.float64()) for part in PARTS),
    ]
    return pa.schema(fields)


class FactsBuilder:
    """Builds facts block by block, with the declared texts as one dictionary for all."""

    def __init__(self, collection: Collection) -> None:
        self.schema = facts_schema(collection)
        self._declared = {
            "measure": pa.array([measure.code for measure in collection.measures]),
            "period": pa.array(collection.periods),
            "place": pa.array(collection.places),
            **{name: pa.array(groups) for name, groups in collection.dimensions.items()},
        }

    def table(self, blocks: Sequence[RowBlock]) -> pa.Table:
        batches = [batch for block in blocks for batch in self._batches(block)]
        return pa.Table.from_batches(batches, self.schema)

    def _batches(self, block: RowBlock) -> Iterator[pa.RecordBatch]:
        good = ~block.bad
        if not good.any():
            return
        keep = None if good.all() else good
        for cells in block.cells:
            yield self._batch(block, cells, keep)

    def _batch(self, block: RowBlock, cells: Cells, keep: np.ndarray | None) -> pa.RecordBatch:
        count = len(block.rows) if keep is None else int(keep.sum())
        columns: list[pa.Array] = [pa.array(_kept(block.rows, keep))]
        for name, declared in self._declared.items():
            role = name if name in ("measure", "period", "place") else f"dimension:{name}"
            codes = self._codes(block, cells, role, count, keep)
            columns.append(self._texts(name, codes, declared))
        value = cells.parts.get("value")
        status = np.ones(count, dtype=np.int8) if value is None else _kept(value.status, keep)
        columns.append(pa.DictionaryArray.from_arrays(pa.array(status, pa.int8()), _STATUS))
        for part in ("value", *PARTS):
            numbers = cells.parts.get(part)
            if numbers is None:
                columns.append(pa.nulls(count, pa.float64()))
            else:
                columns.append(pa.array(_kept(numbers.values, keep), from_pandas=True))
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _codes(
        self, block: RowBlock, cells: Cells, role: str, count: int, keep: np.ndarray | None
    ) -> np.ndarray:
        if role == "measure" and cells.measure is not None:
            return np.full(count, cells.measure)
        if role not in block.keys:
            return np.full(count, 0 if role == "measure" else -1)
        return _kept(block.keys[role].codes, keep)

    def _texts(self, name: str, codes: np.ndarray, declared: pa.Array) -> pa.Array:
        index_type = self.schema.field(name).type.index_type
        blank = codes < 0
        mask = blank if blank.any() else None
        indices = pa.array(codes.astype(index_type.to_pandas_dtype(), copy=False), mask=mask)
        return pa.DictionaryArray.from_arrays(indices, declared)


def _kept(values: np.ndarray, keep: np.ndarray | None) -> np.ndarray:
    return values if keep is None else values[keep]


def control_totals(collection: Collection, blocks: Sequence[RowBlock]) -> dict[str, dict[str, float | int | None]]:
    """For each measure how many values were reported, and their sums: for a receipt to be checked against."""
    count = len(collection.measures)
    sums = {part: np.zeros(count) for part in ("value", *PARTS)}
    reported = np.zeros(count, dtype=np.int64)
    seen = {part: np.zeros(count, dtype=np.int64) for part in sums}
    for block in blocks:
        good = ~block.bad
        for cells in block.cells:
            _add_up(block, cells, good, count, reported, sums, seen)
    found: dict[str, dict[str, float | int | None]] = {}
    for index, measure in enumerate(collection.measures):
        found[measure.code] = {"reported": int(reported[index])}
        for part in sums:
            found[measure.code][part] = float(sums[part][index]) if seen[part][index] else None
    return found


def _add_up(
    block: RowBlock,
    cells: Cells,
    good: np.ndarray,
    count: int,
    reported: np.ndarray,
    sums: dict[str, np.ndarray],
    seen: dict[str, np.ndarray],
) -> None:
    for part, numbers in cells.parts.items():
        at = good & ((numbers.status == NUMBER) | (numbers.status == ESTIMATED))
        values = numbers.values[at]
        if cells.measure is not None or "measure" not in block.keys:
            measure = np.full(len(values), cells.measure or 0)
        else:
            measure = block.keys["measure"].codes[at]
        sums[part] += np.bincount(measure, weights=values, minlength=count)
        counts = np.bincount(measure, minlength=count)
        seen[part] += counts
        if part == "value":
            reported += counts


def write_facts(facts: pa.Table, path: Path) -> None:
    """Keep facts as Parquet: texts as dictionaries, numbers as they are, quickly compressed."""
    texts = [f.name for f in facts.schema if pa.types.is_dictionary(f.type)]
    pq.write_table(facts, path, use_dictionary=texts, compression="lz4", write_statistics=True, row_group_size=1 << 20)

