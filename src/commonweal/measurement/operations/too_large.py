"""A file over the limit leaves a row of the ledger and nothing else: its bytes were not read, so it has no hash."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Invitation, Receipt
from commonweal.measurement.operations.intake import Sender, require_open, require_sender, sender_of
from commonweal.measurement.operations.ledger import Arrival, enter_receipt
from commonweal.measurement.rules import require_data_manager

NO_HASH = ""
REASON = "too-large 1"


@dataclass(frozen=True)
class TooLarge:
    """What is known of it: the size that was announced, or that had come when we stopped, and the name if told."""

    size: int
    file_name: str


def refuse_too_large(*, by: Any, place_in_round: Invitation, upload: TooLarge, at: datetime) -> Receipt:
    require_sender(by, place_in_round, at)
    require_open(place_in_round)
    return _refuse(by, sender_of(place_in_round), upload, at)


def refuse_too_large_history(*, by: Any, initiative: Initiative, upload: TooLarge, at: datetime) -> Receipt:
    require_data_manager(by, initiative, at)
    return _refuse(by, Sender(initiative, organisation=None, history=True), upload, at)


def _refuse(by: Any, sender: Sender, upload: TooLarge, at: datetime) -> Receipt:
    """The same try once more is no second arrival."""
    last = Receipt.objects.filter(
        initiative=sender.initiative, organisation=sender.organisation, round=sender.round
    ).last()
    if last is not None and (last.reason, last.size) == (REASON, upload.size):
        return last
    arrival = Arrival(
        initiative=sender.initiative,
        organisation=sender.organisation,
        round=sender.round,
        file_name=upload.file_name,
        sha256=NO_HASH,
        size=upload.size,
    )
    return enter_receipt(by=by, arrival=arrival, outcome=Receipt.Outcome.REJECTED, reason=REASON, at=at)
