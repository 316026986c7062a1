"""Whoever said yes is reminded the morning before; afterwards it is written down who came, and how many besides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commonweal.commitments.models import Joining, Opportunity
from commonweal.commitments.operations import (
    OpportunityDraft,
    cancel_opportunity,
    join,
    leave_opportunity,
    note_who_came,
    offer,
    remind_of_tomorrow,
)
from commonweal.delivery.models import Message
from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from tests.cast import NOW

pytestmark = pytest.mark.covers("C12")
#: NOW is ten in the morning of a Wednesday in New York.
SATURDAY = datetime(2026, 3, 7, 15, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)


@pytest.fixture
def reading(initiative: Initiative, analyst: Person, resident: Person, chair: Person) -> Opportunity:
    """On Saturday; the resident and the chair have said yes."""
    draft = OpportunityDraft(SATURDAY, "Library", "Read with a child", "Leer con un niño")
    made = offer(by=analyst, initiative=initiative, opportunity=draft, at=NOW)
    for who in (resident, chair):
        join(by=who, opportunity=made, at=NOW)
    Message.objects.all().delete()
    return made


def test_whoever_said_yes_hears_of_it_once_the_morning_before(reading: Opportunity, resident: Person) -> None:
    Joining.objects.filter(person=resident).update(language="es")
    days = [remind_of_tomorrow(by=None, at=FRIDAY + timedelta(days=shift)) for shift in (-1, 0, 0, 1)]
    assert days == [0, 2, 0, 0]
    told = dict(Message.objects.values_list("to", "subject"))
    assert told == {
        "chair@example.org": "Tomorrow: Read with a child",
        "resident@example.org": "Mañana: Leer con un niño",
    }


def test_who_stepped_back_and_what_is_cancelled_are_not_reminded(reading: Opportunity, chair: Person) -> None:
    leave_opportunity(by=chair, opportunity=reading, at=NOW)
    assert remind_of_tomorrow(by=None, at=FRIDAY) == 1
    Opportunity.objects.update(reminded_at=None)
    cancel_opportunity(by=None, opportunity=reading, why="Snow.", at=NOW)
    assert remind_of_tomorrow(by=None, at=FRIDAY) == 0


def test_who_runs_it_writes_down_who_came_and_members_read_how_many(
    reading: Opportunity, analyst: Person, resident: Person, trainer: Person, signed_in: Any
) -> None:
    Opportunity.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    path = f"/desk/fork/opportunities/{reading.pk}/"
    key = Joining.objects.get(person=resident).pk
    assert signed_in(analyst).post(f"{path}came/", {"came": [key], "others": "-1"}).status_code == 422
    assert signed_in(analyst).post(f"{path}came/", {"came": [key], "others": "7"}).status_code == 302
    shown = signed_in(trainer).get(path).content.decode()
    assert "1 of 2 who had said yes, and 7 more." in shown
    assert "Resident" not in shown.split("<main")[1]
    assert "did not come" in signed_in(analyst).get(path).content.decode()


def test_before_it_begins_nobody_came(reading: Opportunity, analyst: Person) -> None:
    with pytest.raises(ValidationError):
        note_who_came(by=analyst, opportunity=reading, came=[], others=0, at=NOW)


@pytest.mark.parametrize("who", ["chair", "resident", "trainer", "partner", "funder", "stranger"])
def test_who_does_not_run_it_writes_nothing_down(reading: Opportunity, request: Any, who: str) -> None:
    later = SATURDAY + timedelta(hours=2)
    with pytest.raises(PermissionDenied):
        note_who_came(by=request.getfixturevalue(who), opportunity=reading, came=[], others=0, at=later)
