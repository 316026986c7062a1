"""What the worker does for this room."""

from django.utils import timezone
from django_tasks import task

from commonweal.measurement.operations import purge
from commonweal.measurement.operations.staging import sweep_staged


@task()
def purge_old_files() -> int:
    """Bytes of rejected files after 30 days, and whatever was left between preview and sending."""
    now = timezone.now()
    sweep_staged(by=None, at=now)
    return purge.purge_old_files(by=None, at=now)
