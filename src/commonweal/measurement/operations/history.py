"""Old figures, which come in without a round and count at once: the data manager vouches for them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Remark, Submission
from commonweal.measurement.operations.intake import (
    Rejected,
    Sender,
    imported_before,
    read_or_reject,
    reason_of,
    reject,
    rejected_just_now,
    take,
)
from commonweal.measurement.queries.cadences import OtherCadence, other_cadences
from commonweal.measurement.queries.collections import collection_for_history
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.reading import Reading
from commonweal.measurement.rules import require_data_manager
from commonweal.people.models import Organisation
from commonweal.trail.operations import record


class MixedCadences(Exception):  # noqa: N818 (what the file would do)
    """The file would put, say, years among the quarters of a measure, and nobody has said that it shall."""

    def __init__(self, found: list[OtherCadence]) -> None:
        super().__init__(" ".join(each.words for each in found))


def look_at_history(
    *, by: Any, initiative: Initiative, file: IncomingFile, organisation: Organisation | None, at: datetime
) -> Reading:
    """Say what we understand of old figures, before they count. A file with errors becomes a row of the ledger."""
    require_data_manager(by, initiative, at)
    sender = Sender(initiative, organisation, history=True)
    reading = _read(by, sender, file, at)
    if reading.errors and not reading.missing_columns and not rejected_just_now(sender, file):
        reject(by=by, sender=sender, file=file, reason=reason_of(reading.errors), at=at)
    return reading


def import_history(
    *, by: Any, initiative: Initiative, file: IncomingFile, organisation: Organisation | None, at: datetime
) -> Submission:
    """Take them in, accepted at once. The same file again changes nothing."""
    require_data_manager(by, initiative, at)
    sender = Sender(initiative, organisation, history=True)
    if (earlier := imported_before(sender, file)) is not None:
        return earlier
    reading = _read(by, sender, file, at)
    if reading.errors:
        if not rejected_just_now(sender, file):
            reject(by=by, sender=sender, file=file, reason=reason_of(reading.errors), at=at)
        raise Rejected(reading.errors, reading)
    if not file.beside and (mixed := other_cadences(initiative, reading)):
        raise MixedCadences(mixed)
    return take(by=by, sender=sender, reading=reading, at=at)


@transaction.atomic
def take_out_history(*, by: Any, submission: Submission, reason: str, at: datetime) -> Submission:
    """Old figures that should not have come in count no more. The file and the reason stay on record; a release keeps
    what it has until the next one. The same file may come in again."""
    require_data_manager(by, submission.initiative, at)
    why = reason.strip()
    if not why:
        raise ValidationError({"reason": _("Say why, so that others understand it later.")})
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if not locked.history or locked.state != Submission.State.ACCEPTED:
        raise ValidationError(_("These figures do not count any more."))
    locked.state, locked.decided_at, locked.decided_by = Submission.State.TAKEN_OUT, at, by.actor_id
    locked.save(update_fields=["state", "decided_at", "decided_by"])
    Remark.objects.create(submission=locked, author=by.actor_id, author_name=by.name, text=why, at=at)
    record(
        by=by,
        verb="measurement.take_out_history",
        subject=locked,
        at=at,
        initiative=locked.initiative_id,
        details={"number": locked.number},
    )
    return locked


def _read(by: Any, sender: Sender, file: IncomingFile, at: datetime) -> Reading:
    collection = collection_for_history(sender.initiative, file.cadence, file.as_of, at.year)
    return read_or_reject(sender, file, collection, by=by, at=at, isolated=True)
