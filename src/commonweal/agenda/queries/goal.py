"""The big goal, and who may set it."""

from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.agenda import rules
from commonweal.agenda.models import Goal
from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative


def goal_of(reader: Any, initiative: Initiative) -> Goal | None:  # noqa: ARG001 - the same for every reader
    """The big goal is public: every reader sees the same."""
    return Goal.objects.filter(initiative=initiative).first()


def initiative_whose_goal_may_be_set(reader: Any, slug: str, at: datetime) -> Initiative:
    """For the chair and the data manager; to everybody else that page does not exist."""
    initiative = the_initiative(slug)
    if reader is None or not rules.may_set_goal(reader, initiative, at):
        raise Http404
    return initiative


def as_form(goal: Goal | None) -> dict[str, Any]:
    if goal is None:
        return {}
    return {name: getattr(goal, name) for name in ("text_en", "text_es", "due_period", "change_in_people")}
