"""What can be done to promises."""

from commonweal.commitments.operations.accounting import (
    AccountDraft,
    account_by_link,
    disown,
    disown_by_link,
    give_account,
    release,
)
from commonweal.commitments.operations.champions import ChampionDraft, note_champion
from commonweal.commitments.operations.lending import ResourceDraft, end_resource, note_resource
from commonweal.commitments.operations.promising import CommitmentDraft, promise
from commonweal.commitments.operations.reminding import send_due_reminders

__all__ = [
    "AccountDraft",
    "ChampionDraft",
    "CommitmentDraft",
    "ResourceDraft",
    "account_by_link",
    "disown",
    "disown_by_link",
    "end_resource",
    "give_account",
    "note_champion",
    "note_resource",
    "promise",
    "release",
    "send_due_reminders",
]
