"""One cast plays in every test, so that a reader knows at once who must and who must not.

The chair leads the steering committee; the analyst is the backbone's data manager; the partner's data
contact answers for an organisation; the trainer, the resident and the funder have seats without a say
over figures; the stranger has no part in this initiative at all.
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Group, Initiative, Participation, Place, Seat
from commonweal.people.models import Affiliation, Organisation, Person, Sector

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
SINCE = date(2024, 1, 1)


@pytest.fixture
def at() -> datetime:
    """The clock, which operations are handed."""
    return NOW


@pytest.fixture
def initiative(db: None) -> Initiative:
    return Initiative.objects.create(slug="fork", name="Fork County Thrives", place_name="Fork County", founded_at=NOW)


@pytest.fixture
def places(initiative: Initiative) -> list[Place]:
    """A county in two districts."""
    names = [("county", "Fork County"), ("east", "Eastside"), ("west", "Westside")]
    made = [
        Place.objects.create(initiative=initiative, code=code, name=name, position=position)
        for position, (code, name) in enumerate(names)
    ]
    for part in made[1:]:
        made[0].parts.create(part=part)
    return made


@pytest.fixture
def steering(initiative: Initiative) -> Group:
    return Group.objects.create(
        initiative=initiative, code="steering", name_en="Steering committee", name_es="Comité directivo",
        kind=Group.Kind.STEERING,
    )  # fmt: skip


@pytest.fixture
def backbone(initiative: Initiative) -> Group:
    return Group.objects.create(
        initiative=initiative, code="backbone", name_en="Backbone", name_es="Equipo de apoyo", kind=Group.Kind.BACKBONE
    )


def organisation_in(initiative: Initiative, code: str, name: str, sector: str) -> Organisation:
    made = Organisation.objects.create(code=code, name=name, sector=sector)
    Participation.objects.create(
        initiative=initiative, organisation=made, since=SINCE,
        contact_name=f"Data contact of {name}", contact_email=f"data@{code}.example",
    )  # fmt: skip
    return made


@pytest.fixture
def partner_organisation(initiative: Initiative) -> Organisation:
    return organisation_in(initiative, "first-rung", "First Rung", Sector.SERVICE_NONPROFIT)


@pytest.fixture
def other_organisation(initiative: Initiative) -> Organisation:
    """A second partner, whose figures the first must not see."""
    return organisation_in(initiative, "open-shelf", "Open Shelf Library", Sector.EDUCATION)


def person(name: str, **more: Any) -> Person:
    return Person.objects.create(email=f"{name.lower()}@example.org", name=name, joined_at=NOW, **more)


@pytest.fixture
def chair(steering: Group) -> Person:
    made = person("Chair")
    Seat.objects.create(group=steering, role=Seat.Role.CHAIR, person=made, since=SINCE)
    return made


@pytest.fixture
def analyst(backbone: Group) -> Person:
    """The backbone's data manager."""
    made = person("Analyst")
    Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=made, since=SINCE)
    return made


@pytest.fixture
def partner(partner_organisation: Organisation) -> Person:
    """The data contact of one partner organisation, with an account."""
    made = person("Partner")
    Affiliation.objects.create(person=made, organisation=partner_organisation, since=SINCE)
    return made


@pytest.fixture
def trainer(backbone: Group) -> Person:
    made = person("Trainer")
    Seat.objects.create(group=backbone, role=Seat.Role.TRAINER, person=made, since=SINCE)
    return made


@pytest.fixture
def resident(steering: Group) -> Person:
    made = person("Resident")
    Seat.objects.create(group=steering, role=Seat.Role.MEMBER, person=made, since=SINCE)
    return made


@pytest.fixture
def funder(initiative: Initiative) -> Person:
    made = person("Funder")
    employer = organisation_in(initiative, "ninebark", "Ninebark Family Foundation", Sector.FUNDER)
    Affiliation.objects.create(person=made, organisation=employer, since=SINCE)
    return made


@pytest.fixture
def stranger(db: None) -> Person:
    """Signs in, and has no part in this initiative: what the others see does not exist for them."""
    return person("Stranger")


@pytest.fixture
def signed_in() -> Any:
    """A browser of somebody: `signed_in(analyst).get(...)`."""

    def as_(who: Person) -> Client:
        client = Client()
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_
