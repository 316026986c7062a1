"""Cells typed anew by the sender: put in place of the file's own before anything is checked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from commonweal.engines.measures.csv_blocks import TextBlock

#: The sheet's own row number, and the header as the partner wrote it.
Cell = tuple[int, str]


def corrected(block: TextBlock, header: tuple[str, ...], corrections: Mapping[Cell, str]) -> TextBlock:
    """The block with these cells changed; what was noted while reading them is forgotten."""
    inside = {
        (int(index), header.index(title)): text
        for (row, title), text in corrections.items()
        if title in header
        for index in np.flatnonzero(block.rows == row)
    }
    if not inside:
        return block
    columns = dict(block.columns)
    for position in {position for _, position in inside} & set(columns):
        array = columns[position]
        texts = array.dictionary_decode().to_pylist() if pa.types.is_dictionary(array.type) else array.to_pylist()
        for (index, where), text in inside.items():
            if where == position:
                texts[index] = text
        columns[position] = pa.array(texts, pa.string())
    notes = [note for note in block.notes if (note.index, note.position) not in inside]
    return TextBlock(block.rows, columns, notes)
