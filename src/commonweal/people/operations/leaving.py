"""Leaving: access ends the same day, on every device; what was done stays written down."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from commonweal.people import rules
from commonweal.people.models import Person
from commonweal.people.operations.keeping import refuse_merged, the_day_before
from commonweal.people.sessions import end_sessions
from commonweal.trail.operations import record

# Seats stand in a room above this one: that room puts here, at start, what ends with a person's access.
ENDINGS: list[Callable[[Any, Person, datetime], list[str]]] = []


@transaction.atomic
def leave(*, by: Any, person: Person, at: datetime) -> None:
    """By the person, or by who looks after them. The last data manager of an initiative cannot."""
    if not rules.may_act_for(by, person, at.date()):
        raise PermissionDenied
    for why in (keeps(person, at.date()) for keeps in rules.KEEPS_FROM_LEAVING):
        if why:
            raise ValidationError(why)
    end_everything(by=by, person=person, at=at)
    record(by=by, verb="people.leave", subject=person, at=at)


def end_everything(*, by: Any, person: Person, at: datetime) -> None:
    """Rights, work, links and sessions. The caller has checked who may."""
    for end in ENDINGS:
        end(by, person, at)
    last = the_day_before(at)
    going_on = Q(until=None) | Q(until__gt=last)
    person.affiliations.filter(going_on).update(until=last)
    person.capacities.filter(going_on).update(until=last)
    person.sign_in_links.all().delete()
    person.claim_links.all().delete()
    person.is_active, person.left_at = False, at
    person.save(update_fields=["is_active", "left_at"])
    end_sessions(person)


@transaction.atomic
def let_back(*, by: Any, person: Person, at: datetime) -> None:
    """Somebody who left signs in again. Their seats do not come back by themselves: they are given anew."""
    if not rules.may_look_after(by, person, at.date()):
        raise PermissionDenied
    refuse_merged(person)
    person.is_active, person.left_at = person.has_account, None
    person.save(update_fields=["is_active", "left_at"])
    record(by=by, verb="people.let_back", subject=person, at=at)
