"""What can be done to promises."""

from commonweal.commitments.operations.accounting import (
    AccountDraft,
    account_by_link,
    disown,
    disown_by_link,
    give_account,
    release,
)
from commonweal.commitments.operations.promising import CommitmentDraft, promise
from commonweal.commitments.operations.reminding import send_due_reminders

__all__ = [
    "AccountDraft",
    "CommitmentDraft",
    "account_by_link",
    "disown",
    "disown_by_link",
    "give_account",
    "promise",
    "release",
    "send_due_reminders",
]
