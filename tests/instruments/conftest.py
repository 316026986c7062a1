"""A working group of twenty, some of whom work for an agency, and surveys of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.instruments import operations
from commonweal.instruments.models import Invitation, Survey
from commonweal.instruments.operations import SurveyDraft
from commonweal.instruments.queries.asking import Asking
from commonweal.people.models import Affiliation, Organisation, Person, Sector
from tests.cast import NOW, SINCE, person

MANY, IN_AGENCIES = 20, 9
#: Short, on scales, and of two sections.
PULSE = "meeting-pulse"


@pytest.fixture
def working(initiative: Initiative) -> Group:
    return Group.objects.create(
        initiative=initiative, code="jobs", name_en="Good jobs", name_es="Buenos empleos", kind=Group.Kind.WORKING
    )


@pytest.fixture
def twenty(working: Group, partner_organisation: Organisation) -> list[Person]:
    """The first nine work for a public agency, the others speak for themselves."""
    agency = Organisation.objects.create(code="county", name="Fork County Office", sector=Sector.PUBLIC_AGENCY)
    people = [person(f"Member{number:02}") for number in range(MANY)]
    for number, one in enumerate(people):
        Seat.objects.create(group=working, role=Seat.Role.MEMBER, person=one, since=SINCE)
        if number < IN_AGENCIES:
            Affiliation.objects.create(person=one, organisation=agency, since=SINCE)
    return people


@pytest.fixture
def ask(analyst: Person, initiative: Initiative, working: Group, twenty: list[Person]) -> Callable[..., Survey]:
    """Opens a survey of the twenty."""

    def open_(by: Person = analyst, **more: Any) -> Survey:
        told = {
            "code": PULSE,
            "mode": "anonymous",
            "closes_on": NOW.date() + timedelta(days=7),
            "group": working,
            **more,
        }
        return operations.open_survey(by=by, initiative=initiative, survey=SurveyDraft(**told), at=NOW)

    return open_


@pytest.fixture
def survey(ask: Callable[..., Survey]) -> Survey:
    return ask()


def asking_of(survey: Survey, who: Person) -> Asking:
    return Asking(survey, Invitation.objects.get(survey=survey, person=who))


def answers_to(survey: Survey, point: int = 4) -> dict[str, Any]:
    """The same point on every scale, the first option of every choice."""
    answers: dict[str, Any] = {}
    for item in Asking(survey).instrument.items:
        if item.kind == "scale":
            answers[item.id] = point
        elif item.kind in ("choice", "choices"):
            answers[item.id] = item.options[0].id if item.kind == "choice" else [item.options[0].id]
        elif item.kind in ("yes-no", "pledge"):
            answers[item.id] = "yes"
    return answers


def send(survey: Survey, who: Person, answers: dict[str, Any] | None = None) -> bool:
    return operations.send_answers(
        by=None, asking=asking_of(survey, who), answers=answers or answers_to(survey), at=NOW
    )
