"""One initiative with something in every phase behind every address."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.governance.models import Group, Initiative, Place
from commonweal.people.models import Organisation, Person
from tests.access.agreements import agreements
from tests.access.courses import courses
from tests.access.figures import figures
from tests.access.meetings import meetings
from tests.access.seats import seats
from tests.access.surveys import surveys


@pytest.fixture
def at() -> datetime:
    """Pages ask for the time themselves, so that the things must be of today."""
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def things(
    initiative: Initiative,
    steering: Group,
    places: list[Place],
    chair: Person,
    analyst: Person,
    partner: Person,
    trainer: Person,
    resident: Person,
    funder: Person,
    other_organisation: Organisation,
    at: datetime,
) -> dict[str, Any]:
    """By name, the key with which an address is filled."""
    people = {"chair": chair, "analyst": analyst, "trainer": trainer, "resident": resident, "partner": partner}
    partners = {"partner": partner.affiliations.get().organisation, "other": other_organisation}
    return {
        **seats(initiative, steering, people, partners, at),
        **agreements(initiative, steering, people, partners, at),
        **meetings(steering, people, at),
        **figures(initiative, people, partners, at),
        **surveys(initiative, steering, people, at),
        **courses(initiative, people, at),
    }
