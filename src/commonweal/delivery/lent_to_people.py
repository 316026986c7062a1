"""What this room does when people asks for it, so that people need not know it."""

from datetime import datetime

from commonweal.delivery.models import Message
from commonweal.people.operations.erasing import Traces


def empty_mails(traces: Traces, at: datetime) -> None:  # noqa: ARG001 - the same for every room
    """Somebody was erased: what waits for their address is not sent, and what was sent is emptied."""
    if traces.email:
        mails = Message.objects.filter(to__iexact=traces.email)
        mails.filter(sent_at=None).delete()
        mails.update(to="", subject="", text="", link="")
