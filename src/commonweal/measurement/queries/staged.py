"""Files between preview and "Send", read back for the one who sent them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404

from commonweal.lib.files import read_verified
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


def holder_of(place: Any) -> str:
    """The place in a round, or the initiative whose history it is, as it stands in the staged notes."""
    return f"{place._meta.model_name}:{place.pk}"


def open_staged(holder: str, token: str, at: datetime) -> Staged:
    """The staged file of this holder, 404 for everybody else and after a day."""
    folder = folder_of(token)
    try:
        notes = json.loads((folder / "notes.json").read_bytes())
    except FileNotFoundError:
        raise Http404 from None
    staged_at = datetime.fromisoformat(notes["staged_at"])
    if notes["holder"] != holder or at - staged_at > KEPT_FOR:
        raise Http404
    file = IncomingFile(
        name=notes["name"],
        content=read_verified(folder, notes["sha256"]),
        sheet=notes["sheet"],
        mapping=notes["mapping"],
        corrections=cells_from(notes["corrections"]),
        cadence=notes["cadence"],
        measure=notes["measure"],
        markers={status: tuple(tokens) for status, tokens in notes["markers"].items()},
        source=notes["source"],
        organisation=notes["organisation"],
    )
    return Staged(holder=holder, token=token, staged_at=staged_at, file=file, answers=cells_from(notes["answers"]))


def staged_folder() -> Path:
    return settings.COMMONWEAL_HOME / "staged"


def folder_of(token: str) -> Path:
    """The folder's name is the hash of the token: who lists the disk can open nothing."""
    return staged_folder() / hash_token(token)


def cells_from(plain: list[list[Any]]) -> dict[Cell, str]:
    return {(row, column): text for row, column, text in plain}
