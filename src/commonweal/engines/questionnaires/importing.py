"""A file of questions, whatever program wrote it: its kind is seen from what is in it, and not from its name."""

from __future__ import annotations

import re

from commonweal.engines.questionnaires import aiken, gift, moodle, qti, xlsform
from commonweal.engines.questionnaires.faults import InstrumentError
from commonweal.engines.questionnaires.incoming import Imported, Naming, QuestionFileError, text_of
from commonweal.engines.questionnaires.reading import read_instrument
from commonweal.engines.questionnaires.xml_trees import tree_of
from commonweal.engines.questionnaires.zip_parts import ZipParts

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TOML = re.compile(r"^\s*(\[\[items\]\]|code\s*=)", re.MULTILINE)


def import_questions(content: bytes, naming: Naming) -> Imported:
    """Raises `QuestionFileError` with one line for people. A file of ours keeps its own code, title and languages."""
    if content.startswith(b"PK\x03\x04"):
        parts = ZipParts(content)
        if "[Content_Types].xml" in parts.names:
            return xlsform.import_workbook(parts, naming)
        return qti.import_package(parts, naming)
    if _begins_as_xml(content):
        root = tree_of(content)
        if root.name == "quiz":
            return moodle.import_moodle(content, naming)
        return qti.import_qti(content, naming)
    text = text_of(content)
    if _TOML.search(text):
        return _own(text)
    if any(aiken.ANSWER.fullmatch(line) for line in text.split("\n")):
        return aiken.import_aiken(content, naming)
    if "{" in text:
        return gift.import_gift(content, naming)
    raise QuestionFileError("unknown-text")


def _begins_as_xml(content: bytes) -> bool:
    start = content[:200]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip().startswith((b"<?xml", b"<quiz", b"<questestinterop", b"<assessmentItem"))


def _own(text: str) -> Imported:
    try:
        instrument = read_instrument(text)
    except InstrumentError as error:
        raise _fault(error) from error
    if not instrument.can_be_asked:
        raise _fault(InstrumentError("title", "no-title"))
    return Imported(instrument, (), "toml")


def _fault(error: InstrumentError) -> QuestionFileError:
    return QuestionFileError("instrument", why_en=error.message("en"), why_es=error.message("es"))
