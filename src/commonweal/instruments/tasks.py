"""What the worker does for this room."""

from django.utils import timezone
from django_tasks import task

from commonweal.instruments import operations


@task()
def look_after_surveys() -> int:
    operations.sweep_keys(by=None)
    return operations.look_after_surveys(by=None, at=timezone.now())
