"""What the holder of a link may read: its own place in one round, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from commonweal.lib.tokens import hash_token
from commonweal.measurement.models import DataLink, Invitation


@dataclass(frozen=True)
class OpenedLink:
    invitation: Invitation
    expired: bool


def open_link(token: str, at: datetime) -> OpenedLink:
    """What the link opens. One that was revoked, or never was, is not there."""
    link = (
        DataLink.objects.filter(token_hash=hash_token(token), revoked_at__isnull=True)
        .select_related("invitation__round__initiative", "invitation__organisation")
        .first()
    )
    if link is None:
        raise Http404
    return OpenedLink(invitation=link.invitation, expired=at >= link.expires_at)
