"""Reads the table of who may do what, and asks the running site the same questions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.test import Client
from django.urls import resolve

TABLE = Path(__file__).with_name("who_may.txt")
CAST = ("chair", "analyst", "partner", "trainer", "resident", "funder", "stranger")
LETTERS = "CAPTRFS"
#: What the site says to somebody for whom a thing does not exist, or whose act it refuses.
CLOSED = (403, 404)
LINE = re.compile(r"(?P<may>[CAPTRFS.]{7})  (?:(?P<method>POST) )?(?P<address>/\S*)(?:  (?P<phase>.+))?")


@dataclass(frozen=True)
class Row:
    """One address in one phase of its object, and the letters of those who may."""

    heading: str
    may: str
    method: str
    address: str
    phase: str

    def __str__(self) -> str:
        return f"{self.method} {self.address}" + (f" ({self.phase})" if self.phase else "")


def rows(text: str) -> Iterator[Row]:
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            found = LINE.fullmatch(line)
            assert found, f"line {number} of the table cannot be read: {line!r}"
            yield Row(heading, found["may"], found["method"] or "GET", found["address"], found["phase"] or "")


def may(row: Row, who: str) -> bool:
    return LETTERS[CAST.index(who)] in row.may


def answers(row: Row, client: Client, things: Mapping[str, object]) -> int:
    """The site's answer to a request that leaves no trace."""
    with transaction.atomic():
        address = row.address.format_map(things)
        answer = client.post(address) if row.method == "POST" else client.get(address)
        transaction.set_rollback(True)
    return answer.status_code


def route_of(row: Row, things: Mapping[str, object]) -> str:
    return resolve(row.address.format_map(things).partition("?")[0]).view_name
