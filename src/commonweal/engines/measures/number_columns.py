"""Number columns: plain numbers by whole columns at once, each other text looked at once, with its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures.number_reading import (
    FAULTY,
    MISSING,
    NOT_APPLICABLE,
    NUMBER,
    PENDING,
    PERCENT_FORMAT,
    SUPPRESSED,
    is_program_error,
    literal_formula,
    readings,
    settled,
    shows_sign,
    tidy,
    token_status,
)

#: Where `,` or a tab cuts, a point is a decimal point. Where `;` cuts, `1.234` may mean 1234.
_PLAIN = r"^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$"
_PLAIN_BESIDE_SEMICOLON = r"^-?(?:[0-9]{1,15}(?:\.(?:[0-9]{1,2}|[0-9]{4,15}))?|0\.[0-9]{1,15})$"
Key = TypeVar("Key")
_MARKED = {"missing": MISSING, "not_applicable": NOT_APPLICABLE, "suppressed": SUPPRESSED}


@dataclass(slots=True)
class Numbers:
    """One column of one block: values (NaN where none), statuses, and the cells that wait for their column."""

    values: np.ndarray
    status: np.ndarray
    odd_rows: np.ndarray
    odd_texts: np.ndarray


@dataclass
class _Text:
    """One distinct text that is no plain number, and what it comes to."""

    text: str
    status: int
    code: str | None = None
    variant: str | None = None
    by_point: float = np.nan
    by_comma: float = np.nan


@dataclass
class NumberColumn:
    """Reads one number column over all blocks."""

    markers: Mapping[str, Sequence[str]]
    point_is_plain: bool = True
    texts: list[_Text] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)
    saw_point: bool = False
    _known: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _marked_texts: dict[str, int] = field(default_factory=dict)
    _marked_numbers: dict[float, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, tokens in self.markers.items():
            for token in tokens:
                self._marked_texts[token.casefold()] = _MARKED[name]
                for value in list(readings(token).values())[:1]:
                    self._marked_numbers[value] = _MARKED[name]

    def read(self, array: pa.Array) -> Numbers:
        if not pa.types.is_string(array.type):
            array = pc.cast(array, pa.string())
        mask, values = self._plain_numbers(array)
        everything = bool(mask.all())
        status = np.zeros(len(values), dtype=np.int8)
        for value, marked in self._marked_numbers.items():
            where = values == value
            status[where] = marked
            values[where] = np.nan
        nowhere = np.zeros(0, dtype=np.int64)
        if everything:
            return Numbers(values, status, nowhere, nowhere)
        return self._with_odd(array, np.flatnonzero(~mask), values, status)

    def _plain_numbers(self, array: pa.Array) -> tuple[np.ndarray, np.ndarray]:
        """Which cells are plain numbers, and their values (NaN elsewhere)."""
        mask = only_digits_and_points(array) if self.point_is_plain else np.zeros(len(array), dtype=bool)
        if not mask.all():
            rest = np.flatnonzero(~mask)
            pattern = _PLAIN if self.point_is_plain else _PLAIN_BESIDE_SEMICOLON
            mask[rest] = pc.match_substring_regex(array.take(pa.array(rest)), pattern).to_numpy(zero_copy_only=False)
        try:
            values = _as_floats(array, mask)
        except pa.ArrowInvalid:
            # Something like 1.2.3 is all digits and points too.
            mask &= at_most_one_point(array)
            values = _as_floats(array, mask)
        if "point" not in self.signs and _has_point(array):
            self.saw_point = True
            if bool((values % 1 > 0).any()):
                self.signs.add("point")
        return mask, values

    def _with_odd(self, array: pa.Array, rows: np.ndarray, values: np.ndarray, status: np.ndarray) -> Numbers:
        odd = pc.dictionary_encode(array.take(pa.array(rows)))
        ids = np.array([self._look_up(text) for text in odd.dictionary.to_pylist()], dtype=np.int64)
        texts = ids[odd.indices.to_numpy(zero_copy_only=False)]
        kinds = np.array([text.status for text in self.texts], dtype=np.int8)[texts]
        status[rows] = kinds
        waiting = kinds >= FAULTY
        return Numbers(values, status, rows[waiting], texts[waiting])

    def _look_up(self, raw: str) -> int:
        if (known := self._known.get(raw)) is not None:
            return known
        with self._lock:
            self.texts.append(self._judge(tidy(raw)))
            known = self._known[raw] = len(self.texts) - 1
        return known

    def _judge(self, text: str) -> _Text:
        if (marked := self._marked_texts.get(text.casefold())) is not None:
            return _Text(text, marked)
        if (status := token_status(text)) is not None:
            return _Text(text, status)
        if is_program_error(text):
            return _Text(text, FAULTY, "unreadable-cell")
        if (inner := literal_formula(text)) is not None:
            return _Text(tidy(inner), PENDING, "formula", "read")
        if text.startswith("="):
            return _Text(text, FAULTY, "formula")
        if sign := shows_sign(text, point_is_plain=self.point_is_plain):
            self.signs.add(sign)
        return _Text(text, PENDING)

    @property
    def trusts_points(self) -> bool:
        """Whether a `1.234` was taken for a decimal, because nothing spoke against it so far."""
        return self.point_is_plain and self.saw_point

    def settle(self) -> None:
        """After the last block: what each waiting text comes to, now that the column has shown its sign."""
        signs = frozenset(self.signs)
        for text in self.texts:
            if text.status != PENDING:
                continue
            written = tidy(text.text.removesuffix(PERCENT_FORMAT).removesuffix("%"))
            found = settled(written, signs)
            first = next(iter(found.values()), np.nan)
            text.by_point = found.get("point", first)
            text.by_comma = found.get("comma", first)

    def fill(self, numbers: Numbers, percent: np.ndarray, decimals: np.ndarray) -> list[CellVerdict]:
        """Put the settled values in place; returns what is to be told of the cells.

        `percent` and `decimals` are those of each waiting cell's measure (decimals -1: any).
        """
        told: list[CellVerdict] = []
        if not len(numbers.odd_rows):
            return told
        by_text = np.array([t.by_point for t in self.texts]), np.array([t.by_comma for t in self.texts])
        clear = (by_text[0] == by_text[1]) & np.array(["%" not in t.text and t.code is None for t in self.texts])
        at = clear[numbers.odd_texts]
        rows = numbers.odd_rows[at]
        numbers.values[rows] = by_text[0][numbers.odd_texts[at]]
        numbers.status[rows] = NUMBER
        for place in np.flatnonzero(~at):
            text = self.texts[numbers.odd_texts[place]]
            row = int(numbers.odd_rows[place])
            value, verdict = _settle_cell(text, bool(percent[place]), int(decimals[place]))
            numbers.status[row] = FAULTY if value is None else NUMBER
            numbers.values[row] = np.nan if value is None else value
            if value is not None and value in self._marked_numbers:
                numbers.status[row], numbers.values[row] = self._marked_numbers[value], np.nan
            if verdict:
                told.append(CellVerdict(row, *verdict, text.text, text.by_point, text.by_comma))
        return told


def misread(columns: Mapping[Key, NumberColumn]) -> frozenset[Key]:
    """Where decimal commas came up, in whichever column, a `1.234` that was taken for a decimal may be 1234."""
    if not any("comma" in column.signs for column in columns.values()):
        return frozenset()
    return frozenset(key for key, column in columns.items() if column.trusts_points)


def _as_floats(array: pa.Array, mask: np.ndarray) -> np.ndarray:
    numeric = array if mask.all() else _without(array, mask)
    values = pc.cast(numeric, pa.float64()).to_numpy(zero_copy_only=False)
    return values if values.flags.writeable else values.copy()


def _without(array: pa.StringArray, mask: np.ndarray) -> pa.StringArray:
    """The same texts, with null where the mask says no; the texts themselves are not copied."""
    if array.offset:
        return pc.if_else(pa.array(mask), array, pa.scalar(None, pa.string()))
    _, offsets, data = array.buffers()
    bitmap = pa.py_buffer(np.packbits(mask, bitorder="little"))
    return pa.StringArray.from_buffers(len(array), offsets, data, bitmap)


def _has_point(array: pa.StringArray) -> bool:
    data = array.buffers()[2]
    return data is not None and bool((np.frombuffer(data, dtype=np.uint8) == 0x2E).any())


def only_digits_and_points(array: pa.StringArray) -> np.ndarray:
    """Cells of 1 to 15 characters that are all digits or points: nearly every cell, told without a pattern."""
    buffers = array.buffers()
    offsets = np.frombuffer(buffers[1], dtype=np.int32)[array.offset : array.offset + len(array) + 1]
    lengths = np.diff(offsets)
    mask = (lengths > 0) & (lengths <= 15)
    if array.null_count or not len(array) or buffers[2] is None:
        return mask & False
    data = np.frombuffer(buffers[2], dtype=np.uint8)[offsets[0] : offsets[-1]]
    other = np.flatnonzero(_OTHER[data])
    if other.size:
        mask[np.searchsorted(offsets, other + offsets[0], side="right") - 1] = False
    return mask


def at_most_one_point(array: pa.StringArray) -> np.ndarray:
    points = pc.count_substring(array, ".").to_numpy(zero_copy_only=False)
    lengths = pc.binary_length(array).to_numpy(zero_copy_only=False)
    return (points == 0) | ((points == 1) & (lengths > 1))


_OTHER = np.ones(256, dtype=bool)
_OTHER[[ord(character) for character in "0123456789."]] = False


@dataclass(frozen=True, slots=True)
class CellVerdict:
    row: int
    code: str
    variant: str | None
    text: str
    point: float
    comma: float


def _settle_cell(text: _Text, percent: bool, decimals: int) -> tuple[float | None, tuple[str, str | None] | None]:
    """The value of one waiting cell, and what is to be told of it."""
    if text.status == FAULTY:
        return None, (text.code or "not-a-number", text.variant)
    if np.isnan(text.by_point):
        return None, ("not-a-number", None)
    value = text.by_point
    if text.by_point != text.by_comma:
        kept = [v for v in (text.by_point, text.by_comma) if decimals < 0 or not exceeds_decimals(v, decimals)]
        if len(kept) != 1:
            return None, ("not-a-number", "both")
        value = kept[0]
    if text.text.endswith(PERCENT_FORMAT):
        value = value if percent else value / 100
    elif text.text.endswith("%") and not percent:
        return None, ("not-a-number", "percent")
    return value, (text.code, text.variant) if text.code else None


def exceeds_decimals(value: float, decimals: int) -> bool:
    scaled = value * 10.0**decimals
    return abs(scaled - round(scaled)) > max(1e-9, 1e-15 * abs(scaled))
