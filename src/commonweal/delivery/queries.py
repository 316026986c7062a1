"""Reads of the outbox. Who may look into an initiative's outbox is known in governance, above this room."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from commonweal.delivery.models import Message


def outbox(reader: Any, initiative: int, allowed: Callable[[Any], bool]) -> QuerySet[Message]:
    """The initiative's mails, newest first, without anything that lets somebody sign in."""
    if not allowed(reader):
        return Message.objects.none()
    return Message.objects.filter(initiative=initiative, secret=False)
