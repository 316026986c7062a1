"""Files between preview and "Send": on disk under an unguessable name, in no table, gone after a day.

A browser that is closed here leaves nothing in the database and, a day later, nothing on the disk.
"""

import json
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import Http404

from commonweal.lib.files import remove, sha256_of, store, write_durably
from commonweal.lib.tokens import make_token
from commonweal.measurement.queries.incoming import Cell, IncomingFile
from commonweal.measurement.queries.staged import KEPT_FOR, Staged, folder_of, notes_of, staged_folder

#: What writing into a folder meets that goes away under its hands: also between being missed and being made.
GONE = (FileNotFoundError, FileExistsError)


def stage(*, by: Any, holder: str, file: IncomingFile, at: datetime) -> Staged:
    """Keep a file for a day, until its sender has seen what we understood."""
    sweep_staged(by=None, at=at)
    token, _hash = make_token()
    store(file.content, folder_of(token))
    staged = Staged(holder=holder, token=token, staged_at=at, file=file)
    _write_notes(staged, sender=getattr(by, "actor_id", None))
    return staged


def change_staged(*, by: Any, staged: Staged, at: datetime, **changes: Any) -> Staged:
    """Note what the sender chose or typed on the page; nothing typed is lost when the page is opened again."""
    notes_of(staged.holder, staged.token, at)
    answers = changes.pop("answers", staged.answers)
    changed = replace(staged, file=replace(staged.file, **changes), answers=answers, staged_at=at)
    _write_notes(changed, sender=getattr(by, "actor_id", None))
    return changed


def discard_staged(
    *,
    by: Any,  # noqa: ARG001 (every verb says who)
    staged: Staged,
    at: datetime,  # noqa: ARG001 (and when)
    sent_as: str = "",
) -> None:
    """The bytes go at once. Of a file that was sent its number stays for a day: a second press leads to it."""
    folder = folder_of(staged.token)
    if not sent_as:
        _remove(folder)
        return
    notes = {"holder": staged.holder, "staged_at": staged.staged_at.isoformat(), "sent_as": sent_as}
    with suppress(*GONE):  # forgotten from another window: as gone as it should be
        write_durably(folder / "notes.json", json.dumps(notes).encode())
        remove(folder, sha256_of(staged.file.content))


def sweep_staged(*, by: Any, at: datetime) -> int:  # noqa: ARG001 (every verb says who)
    """Remove what has lain for more than a day, and what was cut off while it was being written."""
    removed = 0
    for folder in staged_folder().glob("*"):
        if at - _touched(folder, at) > KEPT_FOR:
            _remove(folder)
            removed += 1
    return removed


def _touched(folder: Path, at: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(folder.stat().st_mtime, tz=at.tzinfo)
    except FileNotFoundError:
        # Gone meanwhile, by another process that sweeps or by its sender.
        return at


def _write_notes(staged: Staged, sender: Any) -> None:
    file = staged.file
    notes = {
        "holder": staged.holder,
        "sender": str(sender) if sender else None,
        "staged_at": staged.staged_at.isoformat(),
        "name": file.name,
        "sha256": sha256_of(file.content),
        "sheet": file.sheet,
        "mapping": dict(file.mapping),
        "corrections": _plain(file.corrections),
        "answers": _plain(staged.answers),
        "cadence": file.cadence,
        "measure": file.measure,
        "markers": {status: list(tokens) for status, tokens in file.markers.items()},
        "source": file.source,
        "organisation": file.organisation,
        "as_of": file.as_of,
        "beside": file.beside,
        "quotients_only": file.quotients_only,
        "dropped": list(file.dropped),
        "words": [[column, text, said] for (column, text), said in file.words.items()],
    }
    content = json.dumps(notes, ensure_ascii=False).encode("utf-8", "surrogatepass")
    try:
        write_durably(folder_of(staged.token) / "notes.json", content)
    except GONE:
        # Forgotten from another window while we wrote.
        raise Http404 from None


def _plain(cells: Mapping[Cell, str]) -> list[list[Any]]:
    return [[row, column, text] for (row, column), text in cells.items()]


def _remove(folder: Path) -> None:
    """Out of sight in one step, so that nobody opens a half of it."""
    aside = folder.with_name(f".gone-{secrets.token_hex(8)}")
    try:
        folder.rename(aside)
    except FileNotFoundError:
        return
    shutil.rmtree(aside, ignore_errors=True)
