"""Deletes the bytes of rejected files: 30 days after they came, or at once when their sender asks.

The ledger's row stays with hash, size, time and reason. Bytes that a submission was made from are never deleted.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonweal.lib.files import path_of, remove
from commonweal.measurement.models import Invitation, Receipt
from commonweal.measurement.queries.facts import received_folder
from commonweal.measurement.rules import require_data_manager
from commonweal.trail import operations as trail

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def purge_file(*, by: Any, receipt: Receipt, at: datetime) -> Receipt:
    """“Delete my file now”: the sender's own place, or the initiative's data manager."""
    _require_owner(by, receipt, at)
    if receipt.outcome != Receipt.Outcome.REJECTED:
        raise PermissionDenied
    _purge(receipt, by=by, at=at)
    return receipt


@transaction.atomic
def purge_old_files(*, by: Any, at: datetime) -> int:
    """Every rejected file that has lain for 30 days. The system does it, once a day."""
    if by is not None:
        raise PermissionDenied
    old = Receipt.objects.filter(
        outcome=Receipt.Outcome.REJECTED, purged_at__isnull=True, received_at__lte=at - KEPT_FOR
    )
    purged = list(old)
    for receipt in purged:
        _purge(receipt, by=by, at=at)
    _finish_what_was_cut_off()
    return len(purged)


def _finish_what_was_cut_off() -> None:
    """Bytes that a process noted as purged before it died."""
    noted = (
        Receipt.objects.filter(purged_at__isnull=False).exclude(sha256="").values_list("sha256", flat=True).distinct()
    )
    for sha256 in noted:
        if path_of(received_folder(), sha256).exists():
            transaction.on_commit(partial(_remove_bytes, sha256))


def _purge(receipt: Receipt, *, by: Any, at: datetime) -> None:
    """Note it first; the bytes go when the note stands, so that a crash in between leaves them to be purged again."""
    receipt.purged_at = at
    receipt.save(update_fields=["purged_at"])
    trail.record(
        by=by,
        verb="measurement.file_purged",
        subject=receipt,
        at=at,
        initiative=receipt.initiative_id,
        details={"sequence": receipt.sequence},
    )
    transaction.on_commit(partial(_remove_bytes, receipt.sha256))


def _remove_bytes(sha256: str) -> None:
    """Unless another row still needs the same bytes."""
    needed = Receipt.objects.filter(sha256=sha256, purged_at__isnull=True)
    if not needed.exists():
        remove(received_folder(), sha256)


def _require_owner(by: Any, receipt: Receipt, at: datetime) -> None:
    if isinstance(by, Invitation):
        if (by.round_id, by.organisation_id) != (receipt.round_id, receipt.organisation_id):
            raise PermissionDenied
        return
    require_data_manager(by, receipt.initiative, at)
