"""The accepted rows as facts, what they add up to, and how they are kept."""

from __future__ import annotations

from collections.abc import Sequence
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
        *((part, pa.float64()) for part in (*PARTS, *collection.bounds)),
    ]
    return pa.schema(fields)


class FactsBuilder:
    """Builds facts block by block, with the declared texts as one dictionary for all."""

    def __init__(self, collection: Collection) -> None:
        self.schema = facts_schema(collection)
        self._numbers = ("value", *PARTS, *collection.bounds)
        self._declared = {
            "measure": pa.array([measure.code for measure in collection.measures]),
            "period": pa.array(collection.periods),
            "place": pa.array(collection.places),
            **{name: pa.array(groups) for name, groups in collection.dimensions.items()},
        }

    def batches(self, block: RowBlock) -> list[pa.RecordBatch]:
        good = ~block.bad
        if not good.any():
            return []
        keep = None if good.all() else good
        return [self._batch(block, cells, keep) for cells in block.cells]

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
        for part in self._numbers:
            numbers = cells.parts.get(part)
            if numbers is None:
                columns.append(pa.nulls(count, pa.float64()))
            else:
                columns.append(pa.array(_kept(numbers.values, keep), from_pandas=True))
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _codes(self, block: RowBlock, cells: Cells, role: str, count: int, keep: np.ndarray | None) -> np.ndarray:
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


class Sums:
    """For each part (value, numerator, denominator): how many numbers each measure has, and their sum."""

    def __init__(self, measures: int) -> None:
        self.counts = {part: np.zeros(measures, dtype=np.int64) for part in ("value", *PARTS)}
        self.sums = {part: np.zeros(measures) for part in self.counts}

    def add(self, other: Sums) -> None:
        for part in self.counts:
            self.counts[part] += other.counts[part]
            self.sums[part] += other.sums[part]


def sums_of(block: RowBlock, measures: int) -> Sums:
    found = Sums(measures)
    for cells in block.cells:
        # Rows in error and cells without a number go to a place after the last measure, which is then left out.
        buckets = np.full(len(block.rows), cells.measure or 0, dtype=np.intp)
        if cells.measure is None and "measure" in block.keys:
            buckets[:] = block.keys["measure"].codes
        buckets[block.bad] = measures
        for part, numbers in ((part, cells.parts[part]) for part in found.sums if part in cells.parts):
            without = (numbers.status != NUMBER) & (numbers.status != ESTIMATED)
            into = np.where(without, measures, buckets) if without.any() else buckets
            counts = np.bincount(into, minlength=measures + 1)
            sums = np.bincount(into, weights=numbers.values, minlength=measures + 1)
            found.counts[part] += counts[:measures]
            found.sums[part] += sums[:measures]
    return found


def control_totals(collection: Collection, sums: Sequence[Sums]) -> dict[str, dict[str, float | int | None]]:
    """For each measure how many values were reported, and their sums: for a receipt to be checked against."""
    joined = Sums(len(collection.measures))
    for one in sums:
        joined.add(one)
    return {
        measure.code: {
            "reported": int(joined.counts["value"][index]),
            **{
                part: float(joined.sums[part][index]) if joined.counts[part][index] else None
                for part in ("value", *PARTS)
            },
        }
        for index, measure in enumerate(collection.measures)
    }


def write_facts(facts: pa.Table, path: Path) -> None:
    """Keep facts as Parquet: texts as dictionaries, numbers as they are.

    Numbers barely shrink and take longest, so they are not compressed; a file is read as a whole, so it
    carries no statistics. The compacted files of a measure have both.
    """
    texts = [f.name for f in facts.schema if pa.types.is_dictionary(f.type)]
    compression = {name: "lz4" if name in texts else "none" for name in facts.column_names}
    pq.write_table(
        facts, path, use_dictionary=texts, compression=compression, write_statistics=False, write_batch_size=1 << 16
    )
