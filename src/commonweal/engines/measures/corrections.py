"""Cells typed anew by the sender: put in place of the file's own before anything is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Collection as Some
from functools import partial

import numpy as np
import pyarrow as pa

from commonweal.engines.measures.csv_blocks import TextBlock
from commonweal.engines.measures.sources import Table

#: The sheet's own row number, and the header as the partner wrote it.
Cell = tuple[int, str]


class CorrectedTable:
    """A table with some cells changed. Blocks are read one after the other, so that each knows its rows' numbers."""

    def __init__(
        self, table: Table, titles: Sequence[str], corrections: Mapping[Cell, str], dropped: Some[int] = ()
    ) -> None:
        self.table = table
        self.header = table.header
        self.sheet = table.sheet
        self.dialect = table.dialect
        self.problems = table.problems
        self._cells = {
            (row, list(titles).index(title)): text for (row, title), text in corrections.items() if title in titles
        }
        # A row without a cell is no data.
        self._cells |= {(row, position): "" for row in dropped for position in range(len(titles))}

    def blocks(self, used: Sequence[int], keys: frozenset[int]) -> Iterator[Callable[[], TextBlock]]:
        first = self.dialect.header_row + 1
        for read in self.table.blocks(used, keys):
            block = read()
            start = 0 if block.records is None else first
            first += block.records or 0
            yield partial(self._corrected, block, start)

    def _corrected(self, block: TextBlock, start: int) -> TextBlock:
        """The block with its cells changed; what was noted while reading them is forgotten."""
        inside = {
            (int(index), position): text
            for (row, position), text in self._cells.items()
            for index in np.flatnonzero(block.rows + start == row)
        }
        columns = dict(block.columns)
        for position in {position for _, position in inside} & set(columns):
            array = columns[position]
            texts = array.dictionary_decode().to_pylist() if pa.types.is_dictionary(array.type) else array.to_pylist()
            for (index, where), text in inside.items():
                if where == position:
                    texts[index] = text
            columns[position] = pa.array(texts, pa.string())
        notes = [note for note in block.notes if (note.index, note.position) not in inside]
        return TextBlock(block.rows, columns, notes, block.records)
