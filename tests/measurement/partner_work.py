"""What the tests of the partner's side start from: an open round, a link, and files that people really send."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Asked, Invitation, Submission
from commonweal.measurement.operations.links import make_data_link
from commonweal.measurement.operations.rounds import RoundDraft, open_round
from commonweal.measurement.queries.facts import facts_of
from commonweal.measurement.queries.incoming import IncomingFile
from tests.cast import NOW

SEND = {"do": "send"}
HEAD = ["measure", "period", "place", "value", "numerator", "denominator"]
GOOD = [
    ["P1", "2025-Q4", "county", "40", "", ""],
    ["P1", "2025-Q4", "east", "28", "", ""],
    ["P1", "2025-Q4", "west", "12", "", ""],
    ["P2", "2025-Q4", "county", "", "31", "40"],
]
#: More finished than began.
ODD = [*GOOD[:3], ["P2", "2025-Q4", "county", "", "31", "28"]]
WRONG = [["P1", "2025-Q4", "county", "40"], ["P1", "2025-Q4", "moon", "28"], ["P1", "2025-Q4", "west", "twelve"]]


def as_csv(rows: list[list[str]], head: list[str] | None = None) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([head or HEAD, *rows])
    return out.getvalue().encode()


def as_file(rows: list[list[str]], name: str = "figures.csv", **more: Any) -> IncomingFile:
    return IncomingFile(name=name, content=as_csv(rows), **more)


def upload(client: Client, url: str, content: bytes, name: str = "figures.csv") -> Any:
    """Sends a file as the page's form does, and follows to what the page says of it."""
    source = io.BytesIO(content)
    source.name = name
    return client.post(f"{url}upload/", {"file": source}, follow=True)


def text_of(response: Any) -> str:
    """What a reader sees of the page, without the mark-up."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def link_of(mail: Any) -> str:
    """The page that a mail opens, without the server's name."""
    return "/" + mail.link.split("/", 3)[3]


def address(response: Any) -> str:
    """Where the reader ended up."""
    return response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"]


def earlier_round(analyst: Any, invitation: Invitation) -> Invitation:
    """The same partner was asked for the same measures a quarter before."""
    asked = {
        invitation.organisation: [
            row.measure
            for row in Asked.objects.filter(round=invitation.round)
            if row.organisation_id == invitation.organisation_id
        ]
    }
    draft = RoundDraft(name="2025-Q3", periods=["2025-Q3"], due_at=invitation.round.due_at)
    opened = open_round(by=analyst, initiative=invitation.round.initiative, draft=draft, asked=asked, at=NOW)
    return opened.invitations.get()


def facts(submission: Submission) -> dict[tuple[str, str], Any]:
    return {(fact.key.measure, fact.key.place): fact for fact in facts_of(submission)}


@pytest.fixture
def link(analyst: Any, invitation: Invitation, on_the_day: None) -> str:
    """The partner's page as the mail has it, without the server's name."""
    return f"/p/{make_data_link(by=analyst, invitation=invitation, at=NOW)}/"


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read the clock themselves; here it stands at the cast's own day."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
