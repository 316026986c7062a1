"""What the worker does for this room."""

from django.utils import timezone
from django_tasks import task

from commonweal.training import operations


@task()
def look_after_follow_ups() -> int:
    return operations.look_after_follow_ups(by=None, at=timezone.now())
