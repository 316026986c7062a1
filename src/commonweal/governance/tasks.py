"""What the worker does for this room."""

from django.utils import timezone
from django_tasks import task

from commonweal.governance.operations.decision_mails import remind_voters
from commonweal.governance.operations.decisions import close_due_votes
from commonweal.governance.operations.guests import forget_old_guests
from commonweal.governance.operations.last_words import let_stand_without_veto
from commonweal.governance.operations.packet_mails import mail_packets
from commonweal.governance.operations.role_warnings import warn_of_ending_roles
from commonweal.governance.operations.term_warnings import warn_of_ending_terms


@task()
def look_after_terms() -> None:
    """Warnings of the terms that end, and the names of guests whose time is over."""
    now = timezone.now()
    warn_of_ending_terms(by=None, at=now)
    warn_of_ending_roles(by=None, at=now)
    forget_old_guests(by=None, at=now)


@task()
def close_votes() -> int:
    """What has reached its closing time is counted; whoever has not voted yet hears of what closes soon."""
    now = timezone.now()
    remind_voters(by=None, at=now)
    # A table that voted in time has spoken, however late this runs: its vote is counted before the time is called over.
    closed = close_due_votes(by=None, at=now)
    let_stand_without_veto(by=None, at=now)
    return closed


@task()
def send_packets() -> int:
    """Five days before a group meets, its members hear where the packet for the meeting is."""
    return mail_packets(by=None, at=timezone.now())
