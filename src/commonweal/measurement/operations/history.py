"""Old figures, which come in without a round and count at once: the data manager vouches for them."""

from datetime import datetime
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Submission
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
from commonweal.measurement.queries.collections import collection_for_history
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.reading import Reading
from commonweal.measurement.rules import require_data_manager
from commonweal.people.models import Organisation


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
    return take(by=by, sender=sender, reading=reading, at=at)


def _read(by: Any, sender: Sender, file: IncomingFile, at: datetime) -> Reading:
    collection = collection_for_history(sender.initiative, file.cadence)
    return read_or_reject(sender, file, collection, by=by, at=at, isolated=True)
