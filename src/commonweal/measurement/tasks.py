"""What the worker does for this room."""

from django.utils import timezone
from django_tasks import task

from commonweal.measurement.operations import purge
from commonweal.measurement.operations.plans import open_due_rounds
from commonweal.measurement.operations.reminders import send_due_reminders
from commonweal.measurement.operations.staging import sweep_staged


@task()
def purge_old_files() -> int:
    """Bytes of rejected files after 30 days, and whatever was left between preview and sending."""
    now = timezone.now()
    sweep_staged(by=None, at=now)
    return purge.purge_old_files(by=None, at=now)


@task()
def keep_to_the_plans() -> None:
    """Rounds whose opening day has come, and the reminders of the day."""
    now = timezone.now()
    open_due_rounds(by=None, at=now)
    send_due_reminders(by=None, at=now)
