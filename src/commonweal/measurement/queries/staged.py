"""Files between preview and "Send", read back for the one who sent them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404

from commonweal.lib.files import DamagedFile, path_of, read_verified
from commonweal.lib.tokens import hash_token
from commonweal.measurement.queries.incoming import Cell, IncomingFile

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Staged:
    #: For whom: `invitation:12`, `history:3`. Nobody else can open it, whatever token they hold.
    holder: str
    token: str
    staged_at: datetime
    file: IncomingFile
    answers: Mapping[Cell, str] = field(default_factory=dict)


class AlreadySent(Http404):  # noqa: N818 (what became of the file)
    """It was sent a moment ago, as this number: mostly by a first press of the same button."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__()


def holder_of(place: Any) -> str:
    """The place in a round, or the initiative whose history it is, as it stands in the staged notes."""
    return f"{place._meta.model_name}:{place.pk}"


def open_staged(holder: str, token: str, at: datetime) -> Staged:
    """The staged file of this holder, 404 for everybody else and after a day."""
    notes = notes_of(holder, token, at)
    try:
        content = read_verified(folder_of(token), notes["sha256"])
    except DamagedFile:
        # Sent or forgotten from another window between the two readings: then its notes say so.
        notes_of(holder, token, at)
        raise
    file = IncomingFile(
        name=notes["name"],
        content=content,
        sheet=notes["sheet"],
        mapping=notes["mapping"],
        corrections=cells_from(notes["corrections"]),
        cadence=notes["cadence"],
        measure=notes["measure"],
        markers={status: tuple(tokens) for status, tokens in notes["markers"].items()},
        source=notes["source"],
        organisation=notes["organisation"],
        as_of=notes.get("as_of", ""),
        beside=notes.get("beside", False),
        quotients_only=notes.get("quotients_only", False),
        dropped=tuple(notes.get("dropped", ())),
        words={(column, text): said for column, text, said in notes.get("words", ())},
    )
    return Staged(
        holder=holder,
        token=token,
        staged_at=datetime.fromisoformat(notes["staged_at"]),
        file=file,
        answers=cells_from(notes["answers"]),
    )


def staged_folder() -> Path:
    return settings.COMMONWEAL_HOME / "staged"


def folder_of(token: str) -> Path:
    """The folder's name is the hash of the token: who lists the disk can open nothing."""
    return staged_folder() / hash_token(token)


def notes_of(holder: str, token: str, at: datetime) -> dict[str, Any]:
    """What is noted of a file that waits; 404 where it is not there (any more), is too old, or is somebody else's."""
    folder = folder_of(token)
    try:
        notes = json.loads((folder / "notes.json").read_bytes())
    except FileNotFoundError:
        raise Http404 from None
    if notes["holder"] != holder or at - datetime.fromisoformat(notes["staged_at"]) > KEPT_FOR:
        raise Http404
    if number := notes.get("sent_as"):
        raise AlreadySent(number)
    if not path_of(folder, notes["sha256"]).exists():
        raise Http404
    return notes


def cells_from(plain: list[list[Any]]) -> dict[Cell, str]:
    return {(row, column): text for row, column, text in plain}
