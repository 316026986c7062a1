"""The cells of one sheet as the text a person sees, with what lies behind them: formulas, percent formats, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.number_reading import PERCENT_FORMAT
from commonweal.engines.measures.package import Package, elements, local, parse, xml_parser

DATE, PERCENT = "date", "percent"
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
_BUILT_IN_PERCENT = {9, 10}
_UNSEEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Za-z]{1,4})(\d{1,7})")
#: Only ASCII and never longer than any number in a workbook: int() refuses ² and thousands of digits.
_WHOLE = re.compile(r"[0-9]{1,9}")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(slots=True)
class SheetCells:
    """Texts by row and column (both as the sheet counts them: rows from 1, columns from 0)."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    #: Formula cells: the stored result as text, or None where there is none.
    formulas: dict[tuple[int, int], str | None] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_formats(package: Package, part: str | None) -> list[str | None]:
    """For each cell style whether it shows a date or a percentage."""
    if part is None:
        return []
    codes: dict[int, str] = {}
    formats: list[str | None] = []
    inside = False
    for tag, attributes in elements(package.read(part)):
        if tag == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        inside = tag == "cellXfs" or (inside and tag not in ("cellStyles", "dxfs", "cellStyleXfs"))
        if inside and tag == "xf":
            formats.append(_format_kind(_whole(attributes.get("numFmtId")), codes))
    return formats


def _format_kind(number: int, codes: dict[int, str]) -> str | None:
    if number in codes:
        shown = _UNSEEN.sub("", codes[number]).split(";")[0]
        if "%" in shown:
            return PERCENT
        return DATE if re.search(r"[ymdhs]", shown, re.IGNORECASE) and "general" not in shown.casefold() else None
    if number in _BUILT_IN_PERCENT:
        return PERCENT
    return DATE if number in _BUILT_IN_DATES else None


def _whole(text: str | None) -> int:
    return int(text) if text and _WHOLE.fullmatch(text) else 0


def read_shared_strings(package: Package, part: str | None) -> list[str]:
    if part is None:
        return []
    strings: list[str] = []
    pieces: list[str] = []
    depth = {"phonetic": 0, "text": 0}

    def start(name: str, _: dict[str, str]) -> None:
        tag = local(name)
        depth["phonetic"] += tag == "rPh"
        depth["text"] += tag == "t"
        if tag == "si":
            pieces.clear()

    def end(name: str) -> None:
        tag = local(name)
        depth["phonetic"] -= tag == "rPh"
        depth["text"] -= tag == "t"
        if tag == "si":
            strings.append(unescaped("".join(pieces)))

    def characters(text: str) -> None:
        if depth["text"] and not depth["phonetic"]:
            pieces.append(text)

    parser = xml_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parse(parser, package.read(part))
    return strings


def unescaped(text: str) -> str:
    """Spreadsheets write characters that XML forbids as _x0000_, and some write a character as two halves."""
    if "_x" not in text:
        return text
    halves = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # A half that stands alone is no text, and neither a page nor a file could hold it.
    return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _CellReader:
    """Follows the elements of a sheet and keeps its cells."""

    def __init__(self, strings: Sequence[str], formats: Sequence[str | None], from_1904: bool) -> None:
        self.found = SheetCells()
        self._strings, self._formats = strings, formats
        self._epoch = datetime(1904, 1, 1, tzinfo=UTC) if from_1904 else datetime(1899, 12, 30, tzinfo=UTC)
        self._row, self._column = 0, -1
        self._kind, self._style = "n", 0
        self._pieces: list[str] = []
        self._reading = False
        self._has_value = self._has_formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or tag == "t":
            self._reading = True
            self._has_value = True
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._start_row(attributes.get("r", ""))
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_row(self, told: str) -> None:
        if told and (not _WHOLE.fullmatch(told) or int(told) > _LAST_ROW):
            raise UnreadableFile("broken", why=f"row {told[:20]}")
        self._row = int(told) if told else self._row + 1
        self._column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = column_number(match[1]) if match else self._column + 1
        if self._column >= _LAST_COLUMN:
            raise UnreadableFile("too-many-columns", count=f"{self._column + 1:,}")
        self._kind = attributes.get("t", "n")
        self._style = _whole(attributes.get("s"))
        self._pieces.clear()
        self._has_value = self._has_formula = False

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "v" or tag == "t":
            self._reading = False
        elif tag == "c":
            self._keep()

    def characters(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)

    def _keep(self) -> None:
        written = "".join(self._pieces)
        text = self._shown(written) if self._has_value else ""
        if self._has_formula:
            stored = text if self._has_value and (written or self._kind == "str") else None
            self.found.formulas[self._row, self._column] = stored
        if text:
            self.found.rows.setdefault(self._row, {})[self._column] = text

    def _shown(self, written: str) -> str:
        if self._kind == "s":
            index = _whole(written.strip()) if _WHOLE.fullmatch(written.strip()) else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if written.strip() == "1" else "FALSE"
        if self._kind in ("str", "inlineStr"):
            return unescaped(written)
        if self._kind in ("e", "d"):
            return written.strip()
        return self._number(written.strip())

    def _number(self, written: str) -> str:
        try:
            value = float(f"{float(written):.15g}")
        except ValueError:
            return written
        kind = self._formats[self._style] if self._style < len(self._formats) else None
        if kind == PERCENT:
            return shown_number(float(f"{value * 100:.13g}")) + PERCENT_FORMAT
        if kind == DATE and 0 <= value < 2_958_466:
            return self._date(value)
        return shown_number(value)

    def _date(self, value: float) -> str:
        moment = self._epoch + timedelta(days=value)
        if value < 1:
            return f"{moment:%H:%M:%S}"
        return f"{moment:%Y-%m-%d}" if value == int(value) else f"{moment:%Y-%m-%d %H:%M:%S}"

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start and end:
            area = (int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1]))
            self.found.merged.append(area)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def shown_number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def read_sheet(data: bytes, strings: Sequence[str], formats: Sequence[str | None], from_1904: bool) -> SheetCells:
    reader = _CellReader(strings, formats, from_1904)
    parser = xml_parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parse(parser, data)
    return reader.found
