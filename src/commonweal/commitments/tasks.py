"""What the worker does for this room."""

from django.utils import timezone
from django_tasks import task

from commonweal.commitments import operations


@task()
def remind() -> int:
    now = timezone.now()
    operations.warn_of_ending_money(by=None, at=now)
    operations.remind_of_tomorrow(by=None, at=now)
    return operations.send_due_reminders(by=None, at=now)
