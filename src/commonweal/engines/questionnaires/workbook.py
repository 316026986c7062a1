"""The sheets of a small workbook as rows of text: just enough for a form, which holds words and few numbers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from commonweal.engines.questionnaires.incoming import Place, QuestionFileError
from commonweal.engines.questionnaires.xml_trees import Element, tree_of
from commonweal.engines.questionnaires.zip_parts import ZipParts

#: A row with its number as the sheet opens, and its cells by column (A is 0).
Row = tuple[int, Mapping[int, str]]
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")


def sheets_of(parts: ZipParts) -> dict[str, list[Row]]:
    """Every sheet by its name in small letters."""
    if "xl/workbook.xml" not in parts.names:
        raise QuestionFileError("zip-without-questions")
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target"))).removeprefix("/")
        for relation in _part(parts, "xl/_rels/workbook.xml.rels").all("Relationship")
    }
    strings = []
    if "xl/sharedStrings.xml" in parts.names:
        strings = [_words(entry) for entry in _part(parts, "xl/sharedStrings.xml").own("si")]
    found = {}
    for sheet in _part(parts, "xl/workbook.xml").all("sheet"):
        target = targets.get(sheet.get("id"), "")
        if target in parts.names:
            found[sheet.get("name").casefold()] = _rows(_part(parts, target), strings)
    return found


def _part(parts: ZipParts, name: str) -> Element:
    try:
        return tree_of(parts.read(name))
    except QuestionFileError as error:
        raise QuestionFileError(error.code, Place("part", name), **error.params) from error


def _rows(sheet: Element, strings: list[str]) -> list[Row]:
    rows: list[Row] = []
    for number, row in enumerate(sheet.all("row"), start=1):
        cells: dict[int, str] = {}
        for place, cell in enumerate(row.own("c")):
            reference = _REFERENCE.fullmatch(cell.get("r"))
            text = _text(cell, strings).strip()
            if text:
                cells[_column(reference[1]) if reference else place] = text
        if cells:
            told = row.get("r")
            rows.append((int(told) if told.isdecimal() else number, cells))
    return rows


def _text(cell: Element, strings: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        inline = cell.child("is")
        return _words(inline) if inline is not None else ""
    value = cell.child("v")
    if value is None or kind == "e":
        return ""
    if kind == "s":
        place = value.text.strip()
        return strings[int(place)] if place.isdecimal() and int(place) < len(strings) else ""
    if kind == "b":
        return "TRUE" if value.text.strip() == "1" else "FALSE"
    whole = _WHOLE.fullmatch(value.text.strip())
    return whole[1] if whole else value.text


def _words(element: Element) -> str:
    """The text of an entry, its pieces of different looks together, without how it is pronounced."""
    pieces = [text.text for text in element.own("t")]
    pieces += [text.text for run in element.own("r") for text in run.own("t")]
    return "".join(pieces)


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
