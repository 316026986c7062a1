"""What stands in files about organisations: the Popolo shape, tables and JSON of Open Referral (HSDS, Ohana)."""

import calendar
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST_FILE = 20 * 1024 * 1024
LISTS = {"persons": "person", "organizations": "organization", "memberships": "membership"}
LISTS_OF_TABLES = {"organizations.csv": "organization"}
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Read:
    """One file, read: a document, rows of a table, or a text that is kept as it is."""

    name: str
    kind: str
    columns: tuple[str, ...] = ()
    bodies: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Found:
    """An organisation, a person or a membership inside a body, and where."""

    kind: str
    path: Path
    values: Mapping[str, Any]
    #: What the place says beside the object itself: a membership inside an organisation is one of it.
    parent: tuple[str, str] = ("", "")

    def id_of(self, what: str) -> str:
        """The id of the person or organisation that a membership names, embeds, or stands in."""
        if self.parent[0] == what:
            return self.parent[1]
        embedded = self.values.get(what)
        if isinstance(embedded, Mapping) and embedded.get("id"):
            return str(embedded["id"])
        return str(self.values.get(f"{what}_id") or "")


def read_file(name: str, content: bytes) -> Read:
    """Bytes that are no JSON and no table are kept as text; nothing is thrown away."""
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("%(file)s is larger than 20 MB.") % {"file": name})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValidationError(_("%(file)s is not UTF-8 text. Save it as UTF-8 and try again.") % {"file": name}) from (
            problem
        )
    if "\0" in text:
        raise ValidationError(_("%(file)s holds a character that no text has (NUL).") % {"file": name})
    if name.lower().endswith(".csv"):
        return read_table(name, text)
    if name.lower().endswith(".json"):
        try:
            return Read(name, "json", bodies=(document_of(text),))
        except (ValueError, RecursionError):
            pass
    return Read(name, "text", bodies=(text,))


def document_of(text: str) -> Any:
    """A document that every database and every reader takes: no NaN, no half characters, no bottomless nesting."""

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    if "\\u0000" in text:
        raise ValueError("NUL")
    document = json.loads(text, parse_constant=refuse)
    json.dumps(document, ensure_ascii=False).encode()  # half a character cannot be written
    return document


def read_table(name: str, text: str) -> Read:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        words = _("%(file)s is no table that can be read: a quotation mark is open, or a cell is too large.")
        raise ValidationError(words % {"file": name}) from problem
    if not rows:
        return Read(name, "text", bodies=(text,))
    columns, *rest = rows
    if len(set(columns)) != len(columns):
        raise ValidationError(_("%(file)s has two columns of the same name.") % {"file": name})
    for number, row in enumerate(rest, start=2):
        if row and len(row) != len(columns):
            words = _("%(file)s, row %(row)s: %(cells)s cells, and the first row names %(columns)s.")
            told = {"file": name, "row": number, "cells": len(row), "columns": len(columns)}
            raise ValidationError(words % told)
    return Read(name, "table", tuple(columns), tuple(dict(zip(columns, row, strict=True)) for row in rest if row))


def found_in(read: Read, body: Any) -> Iterator[Found]:
    """Organisations, people and memberships of one body, in the order in which they stand."""
    stem = PurePosixPath(read.name).stem.lower().removeprefix("embedding-")
    if read.kind == "table":
        if stem in ("organizations", "organisations") and body.get("name"):
            yield Found("organization", (), body)
    elif isinstance(body, dict) and read.kind == "json" and "$schema" not in body:
        yield from _in_document(stem, body)


def _in_document(stem: str, body: dict[str, Any]) -> Iterator[Found]:
    lists = [(key, kind) for key, kind in (LISTS | LISTS_OF_TABLES).items() if isinstance(body.get(key), list)]
    single = next((kind for kind in LISTS.values() if stem == kind or stem.startswith(f"{kind}_")), None)
    if single and isinstance(body.get("contents"), list):
        for number, one in enumerate(body["contents"]):
            yield from _objects(single, ("contents", number), one)
    elif single and (body.get("name") or single == "membership"):
        yield from _objects(single, (), body)
    else:
        for key, kind in lists:
            for number, one in enumerate(body[key]):
                yield from _objects(kind, (key, number), one)


def _objects(kind: str, path: Path, one: Any) -> Iterator[Found]:
    """The object, what is embedded in it, and memberships that stand in it."""
    if not isinstance(one, dict):
        return
    yield Found(kind, path, one)
    for embedded in ("person", "organization"):
        if kind == "membership" and isinstance(one.get(embedded), dict):
            yield Found(embedded, (*path, embedded), one[embedded])
    if kind != "membership" and isinstance(one.get("memberships"), list):
        for number, membership in enumerate(one["memberships"]):
            if isinstance(membership, dict):
                yield Found("membership", (*path, "memberships", number), membership, (kind, str(one.get("id") or "")))


def at_path(body: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        body = body[step]
    return body


def as_bytes(kind: str, columns: Sequence[str], bodies: Sequence[Any]) -> bytes:
    if kind == "json":
        return json.dumps(bodies[0], ensure_ascii=False, indent=2).encode()
    if kind == "text":
        return str(bodies[0]).encode()
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(bodies)
    return out.getvalue().encode()


def day_of(text: Any, *, last: bool, where: str) -> date | None:
    """The first or last day of 1970, 1970-01 or 1970-01-31; nothing is None."""
    if not text:
        return None
    match = re.match(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T|$)", str(text))
    try:
        year, month, day = (int(part) if part else 0 for part in match.groups()) if match else (0, 0, 0)
        if not month:
            return date(year, 12, 31) if last else date(year, 1, 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as problem:
        words = _("%(where)s: “%(text)s” is no day, month or year, such as 2019-04-30, 2019-04 or 2019.")
        raise ValidationError(words % {"where": where, "text": text}) from problem
