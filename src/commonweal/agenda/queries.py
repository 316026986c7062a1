from typing import Any

from commonweal.agenda.models import Goal
from commonweal.governance.models import Initiative


def goal_of(reader: Any, initiative: Initiative) -> Goal | None:  # noqa: ARG001 - the same for every reader
    """The big goal is public: every reader sees the same."""
    return Goal.objects.filter(initiative=initiative).first()
