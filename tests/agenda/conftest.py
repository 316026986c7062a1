"""An agenda to work on: a draft with a few parts, a working group with somebody in it."""

from datetime import datetime

import pytest

from commonweal.agenda.models import Outcome, Strategy
from commonweal.agenda.operations.parts import write_part
from commonweal.agenda.operations.strategies import OutcomeDraft, StrategyDraft, add_outcome, add_strategy
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.people.models import Person
from tests.cast import SINCE, person


@pytest.fixture
def jobs(initiative: Initiative) -> Group:
    return Group.objects.create(
        initiative=initiative, code="jobs", name_en="Good Jobs", name_es="Buenos empleos", kind=Group.Kind.WORKING
    )


@pytest.fixture
def worker(jobs: Group) -> Person:
    """A member of a working group: reads and comments, and does not draft."""
    made = person("Worker")
    Seat.objects.create(group=jobs, role=Seat.Role.MEMBER, person=made, since=SINCE)
    return made


@pytest.fixture
def problem(initiative: Initiative, resident: Person, at: datetime) -> None:
    words = {"text_en": "Rents rise faster than wages.", "text_es": "El alquiler sube más que el salario."}
    write_part(by=resident, initiative=initiative, part="problem", words=words, started_from="", at=at)


@pytest.fixture
def outcome(initiative: Initiative, resident: Person, at: datetime) -> Outcome:
    draft = OutcomeDraft("More people earn enough to live on", "Más personas ganan lo suficiente para vivir", "long")
    return add_outcome(by=resident, initiative=initiative, draft=draft, at=at)


@pytest.fixture
def strategy(initiative: Initiative, resident: Person, jobs: Group, outcome: Outcome, at: datetime) -> Strategy:
    draft = StrategyDraft("Rides to the early shift", text_en="Buses start at six.", group=jobs, outcomes=[outcome])
    return add_strategy(by=resident, initiative=initiative, draft=draft, at=at)
