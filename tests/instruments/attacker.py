"""Somebody who copied the whole home folder, knows who answered in which order, and has all the time there is.

They read the database, every state that its write-ahead log still holds, and all keys that lie about. What they come
out with are guesses: which sheet is whose. Whether a guess is right, only the test knows.
"""

import json
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Sheet = dict[str, Any]
_WAL_HEADER, _FRAME_HEADER = 32, 24
#: By chance one of twenty is right on average; more than seven come once in forty thousand times.
LUCK = 7


@dataclass
class Attacker:
    """`order` is who answered first, second and so on."""

    home: Path
    database: Path
    order: list[int]
    urn: str = "instruments_urn"
    sheets: str = "instruments_sheet"

    def states(self) -> Iterator[sqlite3.Connection]:
        """The database as it was after each transaction that the log still holds, the oldest first."""
        image = bytearray(self.database.read_bytes())
        log = Path(f"{self.database}-wal")
        frames = log.read_bytes() if log.exists() else b""
        yield opened(image)
        size = struct.unpack(">I", frames[8:12])[0] if frames else 4096
        salt = frames[16:24]
        for start in range(_WAL_HEADER, len(frames), _FRAME_HEADER + size):
            number, commit = struct.unpack(">II", frames[start : start + 8])
            if frames[start + 8 : start + 16] != salt:
                return  # left over from before
            place = (number - 1) * size
            image.extend(bytes(max(0, place + size - len(image))))
            image[place : place + size] = frames[start + _FRAME_HEADER : start + _FRAME_HEADER + size]
            if commit:
                yield opened(image)

    def keys(self) -> list[bytes]:
        """Everything in the home that could be a key."""
        return [file.read_bytes() for file in self.home.rglob("*") if file.is_file() and file.stat().st_size == 32]

    @cached_property
    def piles(self) -> list[list[Sheet]]:
        """Every pile that can be opened, the oldest first, each state of it once."""
        found, keys, before = [], self.keys(), b""
        for state in self.states():
            with closing(state):
                sealed = next((bytes(row[0]) for row in rows_of(state, f"SELECT sealed FROM {self.urn}")), b"")
            if sealed and sealed != before:
                before = sealed
                found += [pile for key in keys if (pile := broken_open(sealed, key)) is not None]
        return found

    def by_place_in_pile(self) -> list[dict[int, Sheet]]:
        """The first in the pile came first, or last."""
        piles = self.piles
        last = piles[-1] if piles else []
        return [matched(self.order, last), matched(self.order, last[::-1])]

    def by_what_is_new(self) -> list[dict[int, Sheet]]:
        """What was not yet there before somebody answered is theirs."""
        came: list[Sheet] = []
        seen: list[str] = []
        for pile in self.piles:
            texts = sorted(json.dumps(sheet, sort_keys=True) for sheet in pile)
            new = list(texts)
            for text in seen:
                if text in new:
                    new.remove(text)
            came += [json.loads(text) for text in new]
            seen = texts
        return [matched(self.order, came)]

    def by_rows(self) -> list[dict[int, Sheet]]:
        """After the close: in the order in which rows were written, in that of their keys, and as they lie."""
        guesses = []
        for state in self.states():
            with closing(state):
                for by in ("rowid", "id", "rowid DESC", "id DESC"):
                    rows = rows_of(state, f"SELECT answers FROM {self.sheets} ORDER BY {by}")
                    if len(rows) == len(self.order):
                        guesses.append(matched(self.order, [{"answers": json.loads(row[0])} for row in rows]))
        return guesses


def opened(image: bytearray) -> sqlite3.Connection:
    """A copy that needs no log any more."""
    image[18:20] = b"\x01\x01"
    connection = sqlite3.connect(":memory:")
    connection.deserialize(image)
    return connection


def rows_of(state: sqlite3.Connection, question: str) -> list[Any]:
    try:
        return state.execute(question).fetchall()
    except sqlite3.DatabaseError:
        return []


def broken_open(sealed: bytes, key: bytes) -> list[Sheet] | None:
    try:
        words = AESGCM(key).decrypt(sealed[16:28], sealed[28:], sealed[:16])
    except InvalidTag:
        return None
    size = int.from_bytes(words[:4])
    padded = [words[start : start + size] for start in range(4, len(words), size)]
    return [json.loads(one[4 : 4 + int.from_bytes(one[:4])]) for one in padded]


def matched(order: list[int], sheets: list[Sheet]) -> dict[int, Sheet]:
    return dict(zip(order, sheets, strict=False))
