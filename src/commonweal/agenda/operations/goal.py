"""Saying what the initiative wants by when."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Goal
from commonweal.governance.models import Initiative
from commonweal.trail.operations import record

PERIOD = re.compile(r"\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class GoalDraft:
    text_en: str
    text_es: str = ""
    change_in_people: int | None = None
    due_period: str = ""


@transaction.atomic
def set_goal(*, by: Any, initiative: Initiative, goal: GoalDraft, at: datetime) -> Goal:
    """Say what the initiative wants by when; saying it again replaces the words, and the trail keeps the old ones."""
    if not rules.may_set_goal(by, initiative, at):
        raise PermissionDenied
    if not goal.text_en.strip():
        raise ValidationError({"text_en": _("Write the goal in one sentence.")})
    if not PERIOD.fullmatch(goal.due_period):
        raise ValidationError({"due_period": _("Write the year, such as 2030, or 2030-Q2 or 2030-06.")})
    before = Goal.objects.filter(initiative=initiative).first()
    details = {"before": [before.text_en, before.text_es, before.change_in_people, before.due_period]} if before else {}
    stored, _made = Goal.objects.update_or_create(
        initiative=initiative,
        defaults={
            "text_en": goal.text_en.strip(),
            "text_es": goal.text_es.strip(),
            "change_in_people": goal.change_in_people,
            "due_period": goal.due_period,
        },
    )
    record(by=by, verb="agenda.set_goal", subject=stored, at=at, initiative=initiative.pk, details=details)
    return stored
