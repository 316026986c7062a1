"""Reads of people, each scoped to its reader."""

from collections.abc import Callable
from datetime import datetime

from commonweal.lib.tokens import hash_token
from commonweal.people.models import ClaimLink, Person, SignInLink

# Seats stand in a room above this one: that room puts here, at start, who can say what somebody is.
ROLE_READERS: list[Callable[[Person, datetime], list[str]]] = []


def holder_of_link(token: str, at: datetime) -> Person | None:
    """Whom this one-time link would sign in; the reader is whoever holds the token."""
    link = SignInLink.objects.select_related("person").filter(token_hash=hash_token(token), used_at=None).first()
    if link is None or at >= link.expires_at or not link.person.is_active:
        return None
    return link.person


def profile_of_claim(token: str, at: datetime) -> Person | None:
    """Which light profile this mailed link would make one's own; the reader is whoever holds the token."""
    link = ClaimLink.objects.select_related("person").filter(token_hash=hash_token(token), used_at=None).first()
    if link is None or at >= link.expires_at or link.person.has_account:
        return None
    return link.person


def roles_of(reader: Person, at: datetime) -> list[str]:
    """What the reader is, in words and in the language of the page."""
    return [role for roles in ROLE_READERS for role in roles(reader, at)]
