"""A zip of strangers, looked at before anything is unpacked, and never unpacked beyond a limit."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from commonweal.engines.questionnaires.incoming import Place, QuestionFileError

MOST_PARTS = 2_000
#: What may be unpacked in all, by what the parts really hold, whatever the zip's directory says.
MOST_UNPACKED = 48 << 20


class ZipParts:
    """The parts by name; each read is counted."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise QuestionFileError("zip-broken", why=str(error)[:80]) from error
        if len(parts) > MOST_PARTS:
            raise QuestionFileError("zip-too-many", count=len(parts), limit=MOST_PARTS)
        if any(part.flag_bits & 1 for part in parts):
            raise QuestionFileError("zip-password")
        self.names = tuple(part.filename for part in parts if not part.is_dir())
        self._left = MOST_UNPACKED

    def read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                content = part.read(self._left + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise QuestionFileError("zip-broken", Place("part", name[:80]), why=str(error)[:80]) from error
        self._left -= len(content)
        if self._left < 0:
            raise QuestionFileError("zip-too-large", limit=f"{MOST_UNPACKED >> 20} MB")
        return content
