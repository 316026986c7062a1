"""What can be done to the agenda."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import Goal
from commonweal.governance import operations as governance
from commonweal.governance.drafts import PlaceDraft
from commonweal.governance.models import Initiative
from commonweal.people import operations as people
from commonweal.people.models import Person
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


@dataclass(frozen=True)
class FounderDraft:
    name: str
    email: str
    password: str
    language: str = "en"


@dataclass(frozen=True)
class InitiativeDraft:
    name: str
    slug: str
    place_name: str
    time_zone: str


@transaction.atomic
def found_the_first(
    *, by: None, founder: FounderDraft, initiative: InitiativeDraft, goal: GoalDraft | None, at: datetime
) -> tuple[Person, Initiative]:
    """The first run: a person, the initiative of which they keep the data, and perhaps its goal. Works once only."""
    if not rules.may_found_the_first(by):
        raise PermissionDenied
    person = people.add_person(by=by, email=founder.email, name=founder.name, language=founder.language, at=at)
    people.set_password(by=by, person=person, password=founder.password, at=at)
    founded = governance.found_initiative(
        by=person,
        name=initiative.name,
        slug=initiative.slug,
        place_name=initiative.place_name,
        time_zone=initiative.time_zone,
        at=at,
    )
    # The place that was just named is the first to have figures; its districts can follow.
    whole = PlaceDraft(slugify(initiative.place_name)[:40] or "all", initiative.place_name)
    governance.set_places(by=person, initiative=founded, places=[whole], at=at)
    if goal is not None:
        set_goal(by=person, initiative=founded, goal=goal, at=at)
    record(by=person, verb="agenda.found_the_first", subject=founded, at=at, initiative=founded.pk)
    return person, founded
