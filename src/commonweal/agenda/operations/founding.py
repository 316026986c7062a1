"""The first run: a person, an initiative, perhaps its goal."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from commonweal.agenda import rules
from commonweal.agenda.operations.goal import GoalDraft, set_goal
from commonweal.governance import operations as governance
from commonweal.governance.drafts import PlaceDraft
from commonweal.governance.models import Initiative
from commonweal.people import operations as people
from commonweal.people.models import Person
from commonweal.trail.operations import record


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
