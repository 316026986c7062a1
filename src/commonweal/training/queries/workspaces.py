"""Workspaces: initiatives of which only training shows."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from commonweal.governance.frame import initiative_at_work
from commonweal.governance.models import Initiative, Seat
from commonweal.governance.queries import initiatives_visible
from commonweal.governance.rules import seats_of

#: What such an initiative's pages are narrowed to.
NARROWED = "training"
SECTIONS = frozenset(
    {"training:training", "training:roundtables", "training:polls", "governance:organisations", "governance:outbox"}
)


def workspace_of(reader: Any, at: datetime) -> Initiative | None:
    """The workspace in which this person teaches, if there is one that has not grown."""
    teaches = seats_of(reader, at.date()).filter(role=Seat.Role.TRAINER)
    found = initiatives_visible(reader, at).filter(narrowed_to=NARROWED, pk__in=teaches.values("group__initiative"))
    return found.first()


def only_training(request: HttpRequest) -> frozenset[str] | None:
    """Which sections a page of a workspace shows."""
    initiative = initiative_at_work(request)
    return SECTIONS if initiative is not None and initiative.narrowed_to == NARROWED else None
