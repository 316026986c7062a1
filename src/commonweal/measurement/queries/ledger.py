"""The ledger of files received: how its rows are chained, and whether the chain still holds.

Each row's hash covers what the row says and the hash of the row before it. Who changes, removes or slips in a row
afterwards breaks the chain from there on. That the bytes were purged is noted beside the row and is no part of it.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Receipt

#: What the first row has as the hash of the row before it.
BEGINNING = "0" * 64


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold: `changed` (the row is not as written) or `gap` (a row is gone or slipped in)."""

    sequence: int
    kind: str


def entry_hash_of(receipt: Receipt) -> str:
    said: list[Any] = [
        receipt.initiative_id,
        receipt.sequence,
        receipt.organisation_id,
        receipt.round_id,
        str(receipt.sender) if receipt.sender else None,
        receipt.received_at.isoformat(),
        receipt.file_name,
        receipt.sha256,
        receipt.size,
        receipt.outcome,
        receipt.reason,
        receipt.previous_hash,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def last_entry(initiative: Initiative) -> Receipt | None:
    return Receipt.objects.filter(initiative=initiative).order_by("-sequence").first()


def breaks_in_ledger(initiative: Initiative) -> list[Break]:
    """Every place where the chain is broken; an empty list means that no row was touched since it was written."""
    found, previous_hash, expected = [], BEGINNING, 1
    for receipt in Receipt.objects.filter(initiative=initiative).order_by("sequence").iterator():
        if receipt.sequence != expected or receipt.previous_hash != previous_hash:
            found.append(Break(receipt.sequence, "gap"))
        if entry_hash_of(receipt) != receipt.entry_hash:
            found.append(Break(receipt.sequence, "changed"))
        previous_hash, expected = receipt.entry_hash, receipt.sequence + 1
    return found
