"""Puts notes and a sheet into a workbook by changing only the parts that have to change.

A workbook that is read and written again by a library loses what the library does not know (charts,
pictures, rules). So the zip is copied part by part, and a few elements are set into the XML where they belong.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from commonweal.engines.measures.finding_words import LISTING
from commonweal.engines.measures.findings import Problem, column_letter
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.package import Contents, Package, SheetEntry, local, parse, read_contents, xml_parser

#: More notes than anybody reads make a workbook slow; the added sheet lists all problems.
MOST_NOTES = 2_000
_LISTED = 50_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: What stands after the notes' drawing in a sheet, in the order of the standard.
_AFTER_DRAWING = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTHS = (
    '<cols><col min="1" max="3" width="18" customWidth="1"/><col min="4" max="4" width="110" customWidth="1"/></cols>'
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Notes = Mapping[tuple[int, int], str]


def mark_workbook(source: bytes, problems: Sequence[Problem], lang: str) -> bytes:
    package = Package(source, Limits())
    contents = read_contents(package)
    changed: dict[str, bytes] = {}
    for entry in contents.sheets:
        notes = _notes_of(entry, problems, lang)
        if notes:
            _SheetMarks(package, entry, changed).add(notes)
    _add_listing(package, contents, problems, lang, changed)
    return _copied(source, changed)


def _notes_of(entry: SheetEntry, problems: Sequence[Problem], lang: str) -> dict[tuple[int, int], str]:
    notes: dict[tuple[int, int], str] = {}
    for problem in problems:
        if problem.row is None or problem.sheet != entry.name:
            continue
        cell = (problem.row, problem.position or 0)
        if cell not in notes and len(notes) >= MOST_NOTES:
            continue
        words = problem.words(lang)
        notes[cell] = f"{notes[cell]}\n{words}" if cell in notes else words
    return notes


def listing_name(taken: Iterable[str]) -> str:
    used = {name.casefold() for name in taken}
    names = ["Problems", *(f"Problems {number}" for number in range(2, 1000))]
    return next(name for name in names if name.casefold() not in used)


def _copied(source: bytes, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for info in old.infolist():
            new.writestr(info, changed.get(info.filename) or old.read(info), compress_type=info.compress_type)
        for name, data in changed.items():
            if name not in names:
                new.writestr(name, data)
    return out.getvalue()


class _SheetMarks:
    """The notes of one sheet: a list of comments, a drawing of their boxes, and the links to both."""

    def __init__(self, package: Package, entry: SheetEntry, changed: dict[str, bytes]) -> None:
        self._package = package
        self._part = entry.part
        self._changed = changed
        self._relations = package.relations(entry.part)

    def add(self, notes: Notes) -> None:
        comments = self._related("/comments")
        drawing = self._related("/vmlDrawing")
        if comments is None:
            self._changed[self._new("comments", "xl/comments{}.xml", "/comments")] = _comments(notes)
            fresh = notes
        else:
            text, there = _with_comments(self._read(comments), notes)
            self._changed[comments] = text
            fresh = {cell: words for cell, words in notes.items() if cell not in there}
        if drawing is None:
            name = self._new("vmlDrawing", "xl/drawings/vmlDrawing{}.vml", "/vmlDrawing")
            self._changed[name] = _drawing(fresh)
            self._link_drawing(self._last_id)
        elif fresh:
            self._changed[drawing] = _with_shapes(self._read(drawing), fresh)

    def _read(self, name: str) -> bytes:
        return self._changed[name] if name in self._changed else self._package.read(name)

    def _related(self, kind: str) -> str | None:
        found = (r.target for r in self._relations if r.kind.endswith(kind) and r.target in self._package.names)
        return next(found, None)

    def _new(self, kind: str, pattern: str, relation: str) -> str:
        """Name a new part, and enter it in the sheet's relations and in the list of content types."""
        taken = {*self._package.names, *self._changed}
        name = next(n for n in (pattern.format(f"Notes{i}") for i in range(1, 10_000)) if n not in taken)
        folder, sheet = posixpath.split(self._part)
        listing = posixpath.join(folder, "_rels", f"{sheet}.rels")
        exists = listing in self._changed or listing in self._package.names
        self._last_id = _add_relation(self._changed, listing, self._read(listing) if exists else None, relation, name)
        types = "[Content_Types].xml"
        if kind == "comments":
            entry = f'<Override PartName="/{name}" ContentType="{_TYPES}.comments+xml"/>'
            self._changed[types] = _before_end(self._read(types), "Types", entry)
        elif b'Extension="vml"' not in self._read(types):
            entry = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            self._changed[types] = _after_start(self._read(types), "Types", entry)
        return name

    def _link_drawing(self, identity: str) -> None:
        data = self._read(self._part)
        prefix, position = _place_for_drawing(data)
        element = f'<{prefix}legacyDrawing xmlns:r="{_RELATIONS}" r:id="{identity}"/>'.encode()
        self._changed[self._part] = data[:position] + element + data[position:]


def _place_for_drawing(data: bytes) -> tuple[str, int]:
    """The root's prefix, and the byte where the link to the drawing belongs."""
    depth = 0
    found: list[int] = []
    prefix = [""]
    parser = xml_parser()

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        if depth == 0 and ":" in name:
            prefix[0] = name.partition(":")[0] + ":"
        if depth == 1 and local(name) in _AFTER_DRAWING:
            found.append(parser.CurrentByteIndex)
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            found.append(parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parse(parser, data)
    return prefix[0], found[0]


def _add_relation(changed: dict[str, bytes], listing: str, data: bytes | None, kind: str, target: str) -> str:
    if data is None:
        data = f'{_HEAD}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    taken = set(re.findall(rb'\bId="([^"]*)"', data))
    identity = next(i for i in (f"rIdNote{n}" for n in range(1, 10_000)) if i.encode() not in taken)
    entry = f'<Relationship Id="{identity}" Type="{_RELATIONS}{kind}" Target="/{target}"/>'
    changed[listing] = _before_end(data, "Relationships", entry)
    return identity


def _before_end(data: bytes, root: str, entry: str) -> bytes:
    match = list(re.finditer(rf"</(\w+:)?{root}\s*>".encode(), data))
    if match:
        prefix = (match[-1][1] or b"").decode()
        entry = entry.replace("<", f"<{prefix}", 1) if prefix else entry
        return data[: match[-1].start()] + entry.encode() + data[match[-1].start() :]
    # An element without content closes itself.
    return re.sub(rf"<{root}([^>]*)/>".encode(), rf"<{root}\1>".encode() + entry.encode() + f"</{root}>".encode(), data)


def _after_start(data: bytes, root: str, entry: str) -> bytes:
    match = re.search(rf"<(\w+:)?{root}\b[^>]*>".encode(), data)
    if match is None:
        return data
    prefix = (match[1] or b"").decode()
    entry = entry.replace("<", f"<{prefix}", 1)
    return data[: match.end()] + entry.encode() + data[match.end() :]


def _xml(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text))


def _comment(cell: tuple[int, int], words: str, author: int, prefix: str = "") -> str:
    reference = f"{column_letter(cell[1])}{cell[0]}"
    text = (
        f'<{prefix}text><{prefix}r><{prefix}t xml:space="preserve">{_xml(words)}</{prefix}t></{prefix}r></{prefix}text>'
    )
    return f'<{prefix}comment ref="{reference}" authorId="{author}">{text}</{prefix}comment>'


def _comments(notes: Notes) -> bytes:
    listed = "".join(_comment(cell, words, 0) for cell, words in sorted(notes.items()))
    head = f'{_HEAD}<comments xmlns="{_MAIN}">'
    return (
        f"{head}<authors><author>Commonweal</author></authors><commentList>{listed}</commentList></comments>".encode()
    )


def _with_comments(data: bytes, notes: Notes) -> tuple[bytes, set[tuple[int, int]]]:
    """Their comments stay; where a cell has one already, our words follow it."""
    text = data.decode("utf-8-sig")
    listed = re.search(r"</(\w+:)?commentList\s*>|<(\w+:)?commentList\s*/>", text)
    if listed is None:
        return data, set(notes)
    prefix = listed[1] or listed[2] or ""
    authors = len(re.findall(rf"<{prefix}author\b", text))
    there: set[tuple[int, int]] = set()
    added = ""
    for cell, words in sorted(notes.items()):
        reference = f"{column_letter(cell[1])}{cell[0]}"
        pattern = rf'(<{prefix}comment\b[^>]*\bref="{reference}"[^>]*>.*?)(</{prefix}text>)'
        run = f'<{prefix}r><{prefix}t xml:space="preserve">\n{_xml(words)}</{prefix}t></{prefix}r>'
        match = re.search(pattern, text, flags=re.DOTALL)
        if match:
            text = text[: match.end(1)] + run + text[match.end(1) :]
            there.add(cell)
        else:
            added += _comment(cell, words, authors, prefix)
    text = re.sub(
        rf"</{prefix}authors\s*>", f"<{prefix}author>Commonweal</{prefix}author></{prefix}authors>", text, count=1
    )
    text = re.sub(rf"<{prefix}commentList\s*/>", f"<{prefix}commentList></{prefix}commentList>", text)
    end = text.rindex(f"</{prefix}commentList")
    return (text[:end] + added + text[end:]).encode(), there


_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)


def _drawing(notes: Notes) -> bytes:
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    return f"<xml {_NAMESPACES}>{layout}{_SHAPE_TYPE}{_shapes(notes, 1025)}</xml>".encode()


def _with_shapes(data: bytes, notes: Notes) -> bytes:
    numbers = [int(number) for number in re.findall(rb"_x0000_s(\d+)", data)]
    kind = "" if b'id="_x0000_t202"' in data else _SHAPE_TYPE
    shapes = kind + _shapes(notes, max(numbers, default=1024) + 1)
    # The drawing may use other prefixes, so ours are declared on each element.
    shapes = re.sub(r"<(v:shape(?:type)?) ", rf"<\1 {_NAMESPACES} ", shapes)
    return _before_end(data, "xml", shapes)


def _shapes(notes: Notes, first: int) -> str:
    return "".join(_shape(cell, first + index) for index, cell in enumerate(sorted(notes)))


def _shape(cell: tuple[int, int], number: int) -> str:
    row, column = cell[0] - 1, cell[1]
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {max(row - 1, 0) + 5}, 4"
    style = "position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:75pt;z-index:1;visibility:hidden"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{style}" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _add_listing(
    package: Package, contents: Contents, problems: Sequence[Problem], lang: str, changed: dict[str, bytes]
) -> None:
    name = listing_name(entry.name for entry in contents.sheets)
    part = next(n for n in (f"xl/worksheets/problems{i}.xml" for i in range(1, 1000)) if n not in package.names)
    changed[part] = _listing(problems, lang)
    types = "[Content_Types].xml"
    entry = f'<Override PartName="/{part}" ContentType="{_TYPES}.worksheet+xml"/>'
    changed[types] = _before_end(changed.get(types) or package.read(types), "Types", entry)
    folder, main = posixpath.split(contents.part)
    listing = posixpath.join(folder, "_rels", f"{main}.rels")
    identity = _add_relation(changed, listing, package.read(listing), "/worksheet", part)
    book = package.read(contents.part)
    highest = max((int(number) for number in re.findall(rb'\bsheetId="(\d+)"', book)), default=0)
    sheet = f'<sheet xmlns:r="{_RELATIONS}" name={quoteattr(name)} sheetId="{highest + 1}" r:id="{identity}"/>'
    changed[contents.part] = _before_end(book, "sheets", sheet)


def _listing(problems: Sequence[Problem], lang: str) -> bytes:
    words = ("sheet", "row", "column", "words")
    rows = [_row(1, [LISTING[word][lang] for word in words])]
    links = []
    for number, problem in enumerate(problems[:_LISTED], start=2):
        row = "" if problem.row is None else str(problem.row)
        rows.append(_row(number, [problem.sheet or "", row, problem.column or "", problem.words(lang)]))
        if problem.row is not None and problem.sheet is not None and number < 10_000:
            quoted = problem.sheet.replace("'", "''")
            place = quoteattr(f"'{quoted}'!{column_letter(problem.position or 0)}{problem.row}")
            links.append(f'<hyperlink ref="B{number}" location={place}/>')
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    head = f'{_HEAD}<worksheet xmlns="{_MAIN}">'
    return f"{head}{_WIDTHS}<sheetData>{''.join(rows)}</sheetData>{linked}</worksheet>".encode()


def _row(number: int, texts: Sequence[str]) -> str:
    """Every cell is an inline text: nothing that a partner wrote can act as a formula here."""
    cells = "".join(
        f'<c r="{column_letter(i)}{number}" t="inlineStr"><is><t xml:space="preserve">{_xml(text)}</t></is></c>'
        for i, text in enumerate(texts)
        if text
    )
    return f'<row r="{number}">{cells}</row>'
