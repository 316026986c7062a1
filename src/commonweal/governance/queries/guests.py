"""Who is let in to read one thing of a group."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.governance import rules
from commonweal.governance.guest_items import shown_to_guest
from commonweal.governance.models import Group, GuestAccess


@dataclass(frozen=True)
class Guest:
    access: GuestAccess
    title: str
    is_open: bool


def guests_of(reader: Any, group: Group, at: datetime) -> list[Guest]:
    """For who may invite: the page shows names and addresses. Open links first."""
    if not rules.may_invite_guests(reader, group, at):
        return []
    today = rules.today(group.initiative, at)
    found = []
    for access in group.guests.select_related("invited_by"):
        shown = shown_to_guest(group, access.item_kind, access.item_key)
        is_open = access.revoked_at is None and access.until >= today
        found.append(Guest(access, shown.title if shown else "", is_open))
    return sorted(found, key=lambda one: not one.is_open)
