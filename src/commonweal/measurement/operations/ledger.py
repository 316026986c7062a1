"""The one place that writes a row of the ledger."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Receipt, Round
from commonweal.measurement.queries.ledger import BEGINNING, entry_hash_of, last_entry
from commonweal.people.models import Organisation
from commonweal.trail import operations as trail


@dataclass(frozen=True)
class Arrival:
    """A file (or a form typed on the page, which is kept as one) that came in."""

    initiative: Initiative
    organisation: Organisation | None
    round: Round | None
    file_name: str
    sha256: str
    size: int


@transaction.atomic
def enter_receipt(*, by: Any, arrival: Arrival, outcome: str, reason: str, at: datetime) -> Receipt:
    """Add the next row. The initiative's row is locked, so two arrivals at once get two numbers in a row."""
    Initiative.objects.select_for_update().get(pk=arrival.initiative.pk)
    last = last_entry(arrival.initiative)
    receipt = Receipt(
        initiative=arrival.initiative,
        sequence=last.sequence + 1 if last else 1,
        organisation=arrival.organisation,
        round=arrival.round,
        sender=getattr(by, "actor_id", None),
        received_at=at.astimezone(UTC),
        file_name=_short(arrival.file_name),
        sha256=arrival.sha256,
        size=arrival.size,
        outcome=outcome,
        reason=reason,
        # What was never read leaves no bytes to purge.
        purged_at=None if arrival.sha256 else at,
        previous_hash=last.entry_hash if last else BEGINNING,
    )
    receipt.entry_hash = entry_hash_of(receipt)
    receipt.save()
    trail.record(
        by=by,
        verb=f"measurement.file_{outcome}",
        subject=receipt,
        at=at,
        initiative=arrival.initiative.pk,
        details={"sequence": receipt.sequence, "size": arrival.size},
    )
    return receipt


def _short(file_name: str) -> str:
    """The partner's name for the file without its folder; control characters have no business in a page or a mail."""
    bare = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in bare if character.isprintable())[-250:] or "-"
