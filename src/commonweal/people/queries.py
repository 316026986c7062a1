"""Reads of people, each scoped to its reader."""

from datetime import datetime

from commonweal.lib.tokens import hash_token
from commonweal.people.models import Person, SignInLink


def holder_of_link(token: str, at: datetime) -> Person | None:
    """Whom this one-time link would sign in; the reader is whoever holds the token."""
    link = SignInLink.objects.select_related("person").filter(token_hash=hash_token(token), used_at=None).first()
    if link is None or at >= link.expires_at or not link.person.is_active:
        return None
    return link.person
