"""The urn of an open survey: sheets go in, nobody reads them, and at the close they come out shuffled.

See docs/decisions/anonymous-answers.md for what this keeps from whom.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.engines.questionnaires import Instrument, keys_of
from commonweal.instruments.models import Survey, Urn
from commonweal.instruments.sealing import (
    LostKeyError,
    destroy_keys,
    keep_only_key_of,
    make_key,
    remove_key_of,
    seal,
    unseal,
)

Sheet = Mapping[str, Any]
#: An entry of the pile that is no sheet: a slip which has served. It lies apart from the sheet that came by it.
SPENT = "spent"
#: What one answer in words takes of a sheet; the form allows half as many letters.
TEXT_BYTES = 2_000
_SHORT, _TIES, _ABOUT_THE_SHEET = 26, 4_000, 400
_STEP = 256


def folder_of(survey: Survey) -> Path:
    return Path(settings.COMMONWEAL_HOME) / "urns" / str(survey.key)


@transaction.atomic
def make_urn(*, by: Any, survey: Survey) -> None:  # noqa: ARG001 - a part of opening, which has checked who
    size = size_of(survey.questions)
    Urn.objects.create(survey=survey, sealed=seal([], size, make_key(folder_of(survey))))


@transaction.atomic
def put_in(*, by: None, survey: Survey, sheet: Sheet, spent: str = "") -> None:  # noqa: ARG001 - whose it is, nobody knows
    """Within the transaction of the caller. All sheets are sealed anew, under a key that has not been before.

    `spent` is the slip that has served with it.
    """
    urn = _held(survey)
    before, folder = bytes(urn.sealed), folder_of(survey)
    keep_only_key_of(before, folder)
    pile = [as_bytes(one) for one in _sheets_in(urn)]
    size = size_of(survey.questions)
    new = [sheet, {SPENT: spent}] if spent else [sheet]
    urn.sealed = seal([*pile, *map(as_bytes, new)], size, make_key(folder))
    urn.save(update_fields=["sealed"])
    transaction.on_commit(partial(_if_the_disk_lets, remove_key_of, before, folder))


@transaction.atomic
def empty_urn(*, by: Any, survey: Survey) -> list[dict[str, Any]]:  # noqa: ARG001 - a part of closing
    """All sheets, in an order of chance; the urn and its key are gone once the transaction stands."""
    urn = _held(survey)
    folder = folder_of(survey)
    sheets = [one for one in _sheets_in(urn) if SPENT not in one]
    urn.delete()
    transaction.on_commit(partial(_if_the_disk_lets, destroy_keys, folder))
    return sheets


@transaction.atomic
def sweep_keys(*, by: None) -> None:  # noqa: ARG001 - the worker's own step
    """Take away what a machine that stopped in the middle left behind."""
    for urn in Urn.objects.select_for_update().select_related("survey"):
        keep_only_key_of(bytes(urn.sealed), folder_of(urn.survey))
    for survey in Survey.objects.exclude(closed_at=None):
        destroy_keys(folder_of(survey))


def _if_the_disk_lets(remove: Callable[..., None], *which: Any) -> None:
    """The answers are in, whatever happens here; the worker sweeps up what is left."""
    with suppress(OSError):
        remove(*which)


def has_been_put_in(survey: Survey, **marks: str) -> bool:
    """Whether an entry with this mark lies there: the same sending that came twice, or a slip that has served."""
    sheets = _sheets_in(_held(survey))
    return any(all(sheet.get(name) == mark for name, mark in marks.items()) for sheet in sheets)


def _held(survey: Survey) -> Urn:
    """Nobody else writes into it before this transaction ends."""
    return Urn.objects.select_for_update().get(survey=survey)


def _sheets_in(urn: Urn) -> list[dict[str, Any]]:
    """Raises ValidationError where the folder of keys was lost, or put back from another day."""
    try:
        return peek(bytes(urn.sealed), folder_of(urn.survey))
    except LostKeyError as error:
        words = _("The key to the answers so far is missing. Bring the folder “urns” back from the backup.")
        raise ValidationError(words) from error


def peek(sealed: bytes, folder: Path) -> list[dict[str, Any]]:
    return [json.loads(sheet) for sheet in unseal(sealed, folder)]


def as_bytes(sheet: Sheet) -> bytes:
    return json.dumps(sheet, ensure_ascii=False, separators=(",", ":")).encode()


def size_of(instrument: Instrument) -> int:
    """What every sheet of this instrument is filled up to, so that none is known by its length."""
    size = _ABOUT_THE_SHEET
    for item in instrument.items:
        for key in keys_of(item):
            size += len(key) + _SHORT
            if item.kind in ("choice", "choices"):
                size += sum(len(option.id) + 3 for option in item.options)
            elif item.kind in ("text", "ties"):
                size += TEXT_BYTES if item.kind == "text" else _TIES
    return -(-size // _STEP) * _STEP


def too_long(answers: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    """The keys under which more words stand than a sheet has room for."""
    return [key for key in keys if isinstance(answers.get(key), str) and len(as_bytes({"": answers[key]})) > TEXT_BYTES]
