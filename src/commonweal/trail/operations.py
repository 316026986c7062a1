from datetime import datetime
from typing import Any

from django.db.models import Model

from commonweal.trail.models import Entry


def record(
    *, by: Any, verb: str, subject: Model, at: datetime, initiative: int | None = None, details: dict | None = None
) -> Entry:
    """Write the one entry of an operation. `by` is anything with an `actor_id`, or None for the system itself."""
    return Entry.objects.create(
        at=at,
        actor=getattr(by, "actor_id", None),
        verb=verb,
        initiative=initiative,
        object_kind=subject._meta.label_lower,
        object_id=str(subject.pk),
        details=details or {},
    )
