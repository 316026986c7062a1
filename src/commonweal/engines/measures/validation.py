"""Reads a partner's file against a collection: what was understood, what is wrong and where, what counts."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa

from commonweal.engines.measures.checks import RowChecker, sort_problems
from commonweal.engines.measures.corrections import Cell, CorrectedTable
from commonweal.engines.measures.csv_blocks import TextBlock
from commonweal.engines.measures.definition import Collection
from commonweal.engines.measures.facts import FactsBuilder, Sums, control_totals, sums_of
from commonweal.engines.measures.findings import ERROR, Dialect, Problem, UnreadableFile, Validated
from commonweal.engines.measures.key_columns import repeated
from commonweal.engines.measures.layout import HeaderNames, find_layout
from commonweal.engines.measures.rows import RowBlock, RowReader, TotalRow
from commonweal.engines.measures.sources import Limits, Table, open_table
from commonweal.engines.measures.totals import check_totals

In = TypeVar("In")
Out = TypeVar("Out")


def validate(
    source: Path | bytes,
    *,
    collection: Collection,
    filename: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    corrections: Mapping[Cell, str] | None = None,
) -> Validated:
    """Read and check a file. Raises UnreadableFile where it cannot be read as a whole.

    `mapping` takes the partner's headers to ours. `filename` is only used in messages. `corrections` are cells that
    the sender typed anew, by row and header.
    """
    names = HeaderNames(collection, mapping)
    table = open_table(source, names.score, sheet=sheet, limits=limits or Limits())
    layout = find_layout(table.header, names, table.sheet)
    if corrections:
        table = CorrectedTable(table, layout.header, corrections)
    reader = RowReader(collection, layout, table.dialect.delimiter != ";")
    blocks, totals = _read(table, reader)
    if table.dialect.kind == "csv" and reader.misread():
        reader = RowReader(collection, layout, reader.point_is_plain, reader.misread())
        blocks, totals = _read(table, reader)
    count = sum(len(block.rows) for block in blocks)
    if not count and not totals:
        raise UnreadableFile("header-only")
    problems = [*table.problems, *layout.problems, *_check(reader, blocks, totals, table.sheet)]
    facts, sums = _facts(collection, blocks)
    return Validated(
        rows=count,
        accepted=count - sum(int(block.bad.sum()) for block in blocks),
        problems=sort_problems(problems),
        facts=facts,
        columns=layout.readings(),
        dialect=_settled_dialect(table.dialect, reader),
        totals=control_totals(collection, sums),
    )


def _check(
    reader: RowReader, blocks: Sequence[RowBlock], totals: Sequence[TotalRow], sheet: str | None
) -> list[Problem]:
    """What is wrong, and which rows are bad for it. Columns settle first: they show how a comma is meant."""
    for column in reader.numbers.values():
        column.settle()
    checker = RowChecker(reader, sheet)
    problems = []
    with ThreadPoolExecutor(1) as beside:
        repeats = beside.submit(_repeated_keys, reader, blocks)
        for found in _in_parallel(blocks, lambda block: list(checker.check(block))):
            problems += found
        problems += _duplicates(reader, blocks, sheet, repeats.result())
    problems += check_totals(reader, blocks, totals, sheet)
    return problems


def _facts(collection: Collection, blocks: Sequence[RowBlock]) -> tuple[pa.Table, list[Sums]]:
    builder = FactsBuilder(collection)
    batches: list[pa.RecordBatch] = []
    sums: list[Sums] = []

    def build(block: RowBlock) -> tuple[list[pa.RecordBatch], Sums]:
        return builder.batches(block), sums_of(block, len(collection.measures))

    for found, added in _in_parallel(blocks, build):
        batches += found
        sums.append(added)
    return pa.Table.from_batches(batches, builder.schema), sums


def _read(table: Table, reader: RowReader) -> tuple[list[RowBlock], list[TotalRow]]:
    used, keys = reader.layout.used(), reader.key_positions()
    blocks: list[RowBlock] = []
    totals: list[TotalRow] = []

    def read(raw: Callable[[], TextBlock]) -> tuple[RowBlock, list[TotalRow], int | None]:
        block = raw()
        return *reader.read(block), block.records

    above = table.dialect.header_row + 1
    for block, aside, records in _in_parallel(table.blocks(used, keys), read):
        if records is not None:
            block.rows += above
            aside = [total.moved(above) for total in aside]
            above += records
        if len(block.rows):
            blocks.append(block)
        totals += aside
    return blocks, totals


def _in_parallel(items: Iterable[In], work: Callable[[In], Out]) -> Iterator[Out]:
    """In order, on a few threads, with only a few items in the air: memory stays bounded."""
    source = iter(items)
    first = list(islice(source, 2))
    if len(first) < 2:
        yield from map(work, first)
        return
    workers = min(8, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Out]] = deque(pool.submit(work, item) for item in first)
        for item in source:
            if len(waiting) > workers:
                yield waiting.popleft().result()
            waiting.append(pool.submit(work, item))
        while waiting:
            yield waiting.popleft().result()


def _repeated_keys(reader: RowReader, blocks: Sequence[RowBlock]) -> tuple[np.ndarray, np.ndarray]:
    """Positions over all blocks of rows whose key stood before, and of the first that has it."""
    identities = [block.identity for block in blocks if block.identity is not None]
    if not identities:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    joined = np.concatenate(identities)
    known = None if bool((joined >= 0).all()) else np.flatnonzero(joined >= 0)
    space = math.prod(len(reader.keys[role].declared) for role in reader.identity_roles)
    later, first = repeated(joined if known is None else joined[known], space)
    return (later, first) if known is None else (known[later], known[first])


def _duplicates(
    reader: RowReader, blocks: Sequence[RowBlock], sheet: str | None, repeats: tuple[np.ndarray, np.ndarray]
) -> list[Problem]:
    """One problem for each row that repeats another; the first of them counts."""
    starts = np.cumsum([0, *(len(block.rows) for block in blocks)])

    def place(position: int) -> tuple[RowBlock, int]:
        number = int(np.searchsorted(starts, position, side="right")) - 1
        return blocks[number], position - int(starts[number])

    return [_duplicate(reader, place(int(i)), place(int(j)), sheet) for i, j in zip(*repeats, strict=True)]


def _duplicate(
    reader: RowReader, later: tuple[RowBlock, int], first: tuple[RowBlock, int], sheet: str | None
) -> Problem:
    block, index = later
    block.bad[index] = True
    key = ", ".join(reader.keys[role].declared[block.keys[role].codes[index]] for role in reader.identity_roles)
    params = {"first": int(first[0].rows[first[1]]), "key": key}
    return Problem(sheet, int(block.rows[index]), None, "duplicate-key", ERROR, params)


def _settled_dialect(dialect: Dialect, reader: RowReader) -> Dialect:
    signs = {sign for column in reader.numbers.values() for sign in column.signs}
    decimal = {frozenset({"comma"}): ",", frozenset({"point", "comma"}): "mixed"}.get(frozenset(signs), ".")
    return Dialect(dialect.kind, dialect.encoding, dialect.delimiter, decimal, dialect.header_row, dialect.sheet)
