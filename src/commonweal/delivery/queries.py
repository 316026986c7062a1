"""Reads of the outbox. Who may look into an initiative's outbox is known in governance, above this room."""

from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from commonweal.delivery.models import Message
from commonweal.people.models import Person


def outbox(reader: Any, initiative: int) -> QuerySet[Message]:  # noqa: ARG001 - the room above has checked the reader
    """The initiative's mails, newest first, without anything that lets somebody sign in."""
    return Message.objects.filter(initiative=initiative, secret=False)


def sends_by_itself() -> bool:
    """Whether there is a mail server; without one the outbox page is where mails are taken from."""
    return bool(settings.EMAIL_HOST)


def mails_to(person: Person) -> list[Model]:
    """For the person's own export: what was written to their address, without secrets."""
    return list(Message.objects.filter(to__iexact=person.email, secret=False)) if person.email else []
