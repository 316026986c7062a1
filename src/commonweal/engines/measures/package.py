"""A workbook as the zip of parts that it is: looked at before anything is unpacked."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.limits import Limits

_MB = 1 << 20
# A lack of memory says nothing of the file, and these two say it in their own way.
_ZLIB_OUT_OF_MEMORY = "Error -4 "
_EXPAT_OUT_OF_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
_OTHER = (("mimetype", "ods"), ("xl/workbook.bin", "xlsb"))


@dataclass(frozen=True)
class Relation:
    id: str
    kind: str
    target: str


class Package:
    """Reads parts by name, never more bytes in all than the limit, whatever the zip's directory claims."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.workbook_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise UnreadableFile("broken", why="zip") from error
        self.names = [info.filename for info in self._zip.infolist()]
        self._check_directory()

    def _check_directory(self) -> None:
        parts = self._zip.infolist()
        for name, code in _OTHER:
            if name in self.names and (code != "ods" or b"opendocument" in self.read(name)):
                raise UnreadableFile(code)
        if len(parts) > self._limits.workbook_parts:
            raise UnreadableFile("too-many-parts", count=len(parts), limit=self._limits.workbook_parts)
        size = sum(info.file_size for info in parts)
        if size > self._limits.workbook_bytes:
            limit = f"{self._limits.workbook_bytes / _MB:,.0f}"
            raise UnreadableFile("unpacks-too-large", size=f"{size / _MB:,.0f}", limit=limit)
        if any(info.flag_bits & 1 for info in parts):
            raise UnreadableFile("password")
        if "[Content_Types].xml" not in self.names:
            raise UnreadableFile("archive")
        if any(name.casefold().startswith("xl/externallinks/") for name in self.names):
            raise UnreadableFile("linked")

    def read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            if str(error).startswith(_ZLIB_OUT_OF_MEMORY):
                raise MemoryError from error
            raise UnreadableFile("broken", why=name) from error
        self._left -= len(data)
        if self._left < 0:
            limit = f"{self._limits.workbook_bytes / _MB:,.0f}"
            raise UnreadableFile("unpacks-too-large", size=f"> {limit}", limit=limit)
        return data

    def relations(self, part: str) -> list[Relation]:
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self.names:
            return []
        found = []
        for tag, attributes in elements(self.read(listing)):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.append(Relation(attributes.get("Id", ""), attributes.get("Type", ""), path))
        return found


def local(name: str) -> str:
    return name.rpartition(":")[2]


def refuse_doctype(*_: object) -> None:
    """No workbook has a document type; one that does is built to swell."""
    raise UnreadableFile("broken", why="XML")


def xml_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.buffer_text = True
    return parser


def parse(parser: expat.XMLParserType, data: bytes) -> None:
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if error.code == _EXPAT_OUT_OF_MEMORY:
            raise MemoryError from error
        raise UnreadableFile("broken", why="XML") from error


def elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Every element's local name and its attributes (local names too), in order."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = xml_parser()
    parser.StartElementHandler = lambda name, given: found.append(
        (local(name), {local(key): value for key, value in given.items()})
    )
    parse(parser, data)
    return iter(found)


@dataclass(frozen=True)
class SheetEntry:
    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Contents:
    """Where things are in a workbook."""

    part: str
    sheets: tuple[SheetEntry, ...]
    shared_strings: str | None
    styles: str | None
    from_1904: bool


def read_contents(package: Package) -> Contents:
    main = next((r.target for r in package.relations("") if r.kind.endswith("/officeDocument")), "xl/workbook.xml")
    if main not in package.names or not re.search(r"workbook[^/]*\.xml$", main):
        raise UnreadableFile("other-kind")
    relations = package.relations(main)
    targets = {relation.id: relation for relation in relations}
    sheets, from_1904 = [], False
    for tag, attributes in elements(package.read(main)):
        if tag == "workbookPr":
            # An extension has an element of this name too, and says nothing of dates.
            from_1904 |= attributes.get("date1904", "0") in ("1", "true")
        relation = targets.get(attributes.get("id", "")) if tag == "sheet" else None
        if relation is not None and relation.kind.endswith("/worksheet") and relation.target in package.names:
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetEntry(attributes.get("name", ""), relation.target, hidden))

    def part(kind: str) -> str | None:
        found = (r.target for r in relations if r.kind.endswith(kind) and r.target in package.names)
        return next(found, None)

    return Contents(main, tuple(sheets), part("/sharedStrings"), part("/styles"), from_1904)
