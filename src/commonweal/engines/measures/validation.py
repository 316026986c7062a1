"""Reads a partner's file against a collection: what was understood, what is wrong and where, what counts."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np

from commonweal.engines.measures.checks import RowChecker, sort_problems
from commonweal.engines.measures.csv_blocks import TextBlock
from commonweal.engines.measures.definition import Collection
from commonweal.engines.measures.facts import FactsBuilder, control_totals
from commonweal.engines.measures.findings import ERROR, Dialect, Problem, UnreadableFile, Validated
from commonweal.engines.measures.key_columns import combined_key, repeated
from commonweal.engines.measures.layout import WIDE, HeaderNames, find_layout
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
) -> Validated:
    """Read and check a file. Raises UnreadableFile where it cannot be read as a whole.

    `mapping` takes the partner's headers to ours. `filename` is only used in messages.
    """
    names = HeaderNames(collection, mapping)
    table = open_table(source, names.score, sheet=sheet, limits=limits or Limits())
    layout = find_layout(table.header, names, table.sheet)
    reader = RowReader(collection, layout, table.dialect.delimiter != ";")
    blocks, totals = _read(table, reader)
    count = sum(len(block.rows) for block in blocks)
    if not count and not totals:
        raise UnreadableFile("header-only")
    for column in reader.numbers.values():
        column.settle()
    checker = RowChecker(reader, table.sheet)
    problems = [*table.problems, *layout.problems]
    for found in _in_parallel(blocks, lambda block: list(checker.check(block))):
        problems += found
    problems += _duplicates(reader, blocks, table.sheet)
    problems += check_totals(reader, blocks, totals, table.sheet)
    accepted = count - sum(int(block.bad.sum()) for block in blocks)
    return Validated(
        rows=count,
        accepted=accepted,
        problems=sort_problems(problems),
        facts=FactsBuilder(collection).table(blocks),
        columns=layout.readings(),
        dialect=_settled_dialect(table.dialect, reader),
        totals=control_totals(collection, blocks),
    )


def _read(table: Table, reader: RowReader) -> tuple[list[RowBlock], list[TotalRow]]:
    used, keys = reader.layout.used(), reader.key_positions()
    blocks: list[RowBlock] = []
    totals: list[TotalRow] = []

    def read(raw: Callable[[], TextBlock]) -> tuple[RowBlock, list[TotalRow]]:
        return reader.read(raw())

    for block, aside in _in_parallel(table.blocks(used, keys), read):
        if len(block.rows):
            blocks.append(block)
        totals += aside
    return blocks, totals


def _in_parallel(items: Iterable[In], work: Callable[[In], Out]) -> Iterator[Out]:
    """In order, on a few threads, with only a few items in the air: memory stays bounded."""
    source = iter(items)
    first = [item for item, _ in zip(source, range(2), strict=False)]
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


def _duplicates(reader: RowReader, blocks: Sequence[RowBlock], sheet: str | None) -> list[Problem]:
    """Rows whose key stood before; the first of them counts."""
    roles = _key_roles(reader)
    if not blocks or any(role not in block.keys for block in blocks[:1] for role in roles):
        return []
    sizes = [len(reader.keys[role].declared) for role in roles]
    if not roles or np.prod([float(size) for size in sizes]) > 2**62:
        return []
    keys, places = [], []
    for number, block in enumerate(blocks):
        codes = [block.keys[role].codes for role in roles]
        known = np.logical_and.reduce([part >= 0 for part in codes])
        whole = bool(known.all())
        keys.append(combined_key(codes if whole else [part[known] for part in codes], sizes))
        places.append((number, None if whole else np.flatnonzero(known)))
    later, first = repeated(np.concatenate(keys), int(np.prod(sizes, dtype=np.int64)))
    starts = np.cumsum([0, *(len(part) for part in keys)])
    return [
        _duplicate(reader, roles, _locate(blocks, places, starts, int(i)), _locate(blocks, places, starts, int(j)), sheet)
        for i, j in zip(later, first, strict=True)
    ]


def _key_roles(reader: RowReader) -> list[str]:
    names = [name for name in reader.collection.key if not (name == "measure" and reader.layout.kind == WIDE)]
    return [f"dimension:{name}" if name in reader.collection.dimensions else name for name in names]


def _locate(
    blocks: Sequence[RowBlock],
    places: Sequence[tuple[int, np.ndarray | None]],
    starts: np.ndarray,
    position: int,
) -> tuple[RowBlock, int]:
    number = int(np.searchsorted(starts, position, side="right")) - 1
    inside = position - int(starts[number])
    block, known = places[number]
    return blocks[block], inside if known is None else int(known[inside])


def _duplicate(
    reader: RowReader,
    roles: Sequence[str],
    later: tuple[RowBlock, int],
    first: tuple[RowBlock, int],
    sheet: str | None,
) -> Problem:
    block, index = later
    block.bad[index] = True
    key = ", ".join(reader.keys[role].declared[block.keys[role].codes[index]] for role in roles)
    params = {"first": int(first[0].rows[first[1]]), "key": key}
    return Problem(sheet, int(block.rows[index]), None, "duplicate-key", ERROR, params)


def _settled_dialect(dialect: Dialect, reader: RowReader) -> Dialect:
    signs = {sign for column in reader.numbers.values() for sign in column.signs}
    decimal = {frozenset({"comma"}): ",", frozenset({"point", "comma"}): "mixed"}.get(frozenset(signs), ".")
    return Dialect(
        dialect.kind, dialect.encoding, dialect.delimiter, decimal, dialect.header_row, dialect.sheet
    )


