"""Reads a partner's file against a collection: what was understood, what is wrong and where, what counts."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Some
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
from commonweal.engines.measures.layout import HeaderNames, Layout, find_layout
from commonweal.engines.measures.listing import Listing
from commonweal.engines.measures.number_columns import misread
from commonweal.engines.measures.period_columns import YEAR_BESIDE, JoinedPeriods
from commonweal.engines.measures.repeated_keys import RepeatedKeys
from commonweal.engines.measures.rows import RowBlock, RowReader, TotalRow
from commonweal.engines.measures.sources import Limits, Table, open_table
from commonweal.engines.measures.totals import check_totals

In = TypeVar("In")
Out = TypeVar("Out")
Read = tuple[list[RowBlock], list[TotalRow], RepeatedKeys]


def validate(
    source: Path | bytes,
    *,
    collection: Collection,
    filename: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    corrections: Mapping[Cell, str] | None = None,
    dropped: Some[int] = (),
    at_most: int | None = None,
) -> Validated:
    """Read and check a file. Raises UnreadableFile where it cannot be read as a whole.

    `mapping` takes the partner's headers to ours. `filename` is only used in messages. `corrections` are cells that
    the sender typed anew, by row and header, `dropped` rows that the sender struck out. Of each kind of problem
    `at_most` so many are listed, and the others counted.
    """
    names = HeaderNames(collection, mapping)
    table = open_table(source, names.score, sheet=sheet, limits=limits or Limits())
    layout = find_layout(table.header, names, table.sheet)
    table = _as_meant(table, layout, corrections or {}, dropped)
    reader, (blocks, totals, repeats) = _read_as_written(table, RowReader(collection, layout, _points(table)))
    count = sum(len(block.rows) for block in blocks)
    if not count and not totals:
        raise UnreadableFile("header-only")
    listing = Listing(at_most)
    listing.add([*table.problems, *layout.problems])
    _duplicates(reader, blocks, table.sheet, repeats.found(), listing)
    facts, sums = _check(reader, blocks, table.sheet, listing)
    listing.add(check_totals(reader, blocks, totals, table.sheet))
    return Validated(
        rows=count,
        accepted=count - sum(int(block.bad.sum()) for block in blocks),
        problems=(*sort_problems(listing.listed), *listing.unlisted()),
        facts=facts,
        columns=layout.readings(),
        dialect=_settled_dialect(table.dialect, reader),
        totals=control_totals(collection, sums),
    )


def _as_meant(table: Table, layout: Layout, corrections: Mapping[Cell, str], dropped: Some[int]) -> Table:
    """With the cells and rows that the sender changed, and a year joined to its quarter."""
    if corrections or dropped:
        table = CorrectedTable(table, layout.header, corrections, dropped)
    if (year := layout.position(YEAR_BESIDE)) is not None:
        table = JoinedPeriods(table, year, layout.roles.index("period"))
    return table


def _points(table: Table) -> bool:
    """Whether a point parts the decimals, as it does where commas part the cells."""
    return table.dialect.delimiter != ";"


def _read_as_written(table: Table, reader: RowReader) -> tuple[RowReader, Read]:
    """Columns in which a point may cut thousands after all are read once more, now that this is known."""
    read = _read(table, reader)
    if table.dialect.kind == "csv" and (wary := misread(reader.numbers)):
        reader = RowReader(reader.collection, reader.layout, reader.point_is_plain, wary)
        read = _read(table, reader)
    return reader, read


def _check(
    reader: RowReader, blocks: Sequence[RowBlock], sheet: str | None, listing: Listing
) -> tuple[pa.Table, list[Sums]]:
    """What is wrong, and what the rows without an error say. Columns settle first: they show how a comma is meant."""
    for column in reader.numbers.values():
        column.settle()
    checker, builder = RowChecker(reader, sheet), FactsBuilder(reader.collection)
    batches: list[pa.RecordBatch] = []
    sums: list[Sums] = []

    def check(block: RowBlock) -> tuple[Listing, list[pa.RecordBatch], Sums]:
        found = listing.part()
        found.add(checker.check(block))
        return found, builder.batches(block), sums_of(block, len(reader.collection.measures))

    for found, kept, added in _in_parallel(blocks, check):
        listing.take(found)
        batches += kept
        sums.append(added)
    return pa.Table.from_batches(batches, builder.schema), sums


def _read(table: Table, reader: RowReader) -> Read:
    used, keys = reader.layout.used(), reader.key_positions()
    blocks: list[RowBlock] = []
    totals: list[TotalRow] = []
    repeats = RepeatedKeys(math.prod(len(reader.keys[role].declared) for role in reader.identity_roles))

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
            if block.identity is not None:
                repeats.add(block.identity)
        totals += aside
    return blocks, totals, repeats


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
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
            waiting.append(pool.submit(work, item))
        while waiting:
            yield waiting.popleft().result()


def _duplicates(
    reader: RowReader,
    blocks: Sequence[RowBlock],
    sheet: str | None,
    repeats: tuple[np.ndarray, np.ndarray],
    listing: Listing,
) -> None:
    """One problem for each row that repeats another; the first of them counts."""
    starts = np.cumsum([0, *(len(block.rows) for block in blocks)])

    def place(position: int) -> tuple[RowBlock, int]:
        number = int(np.searchsorted(starts, position, side="right")) - 1
        return blocks[number], position - int(starts[number])

    for i, j in zip(*repeats, strict=True):
        block, index = place(int(i))
        block.bad[index] = True
        if listing.has_room("duplicate-key", ERROR):
            listing.listed.append(_duplicate(reader, (block, index), place(int(j)), sheet))
        listing.count("duplicate-key", ERROR)


def _duplicate(
    reader: RowReader, later: tuple[RowBlock, int], first: tuple[RowBlock, int], sheet: str | None
) -> Problem:
    block, index = later
    params: dict[str, object] = {"first": int(first[0].rows[first[1]])}
    for name, lang in (("key", "en"), ("key_es", "es")):
        key = [reader.keys[role].name_of(int(block.keys[role].codes[index]), lang) for role in reader.identity_roles]
        params[name] = ", ".join(key)
    return Problem(sheet, int(block.rows[index]), None, "duplicate-key", ERROR, params)


def _settled_dialect(dialect: Dialect, reader: RowReader) -> Dialect:
    signs = {sign for column in reader.numbers.values() for sign in column.signs}
    decimal = {frozenset({"comma"}): ",", frozenset({"point", "comma"}): "mixed"}.get(frozenset(signs), ".")
    return Dialect(dialect.kind, dialect.encoding, dialect.delimiter, decimal, dialect.header_row, dialect.sheet)
