"""Who reports on programs delivers services, whatever its sector says."""

from datetime import date, timedelta

import pytest

from commonweal.governance.models import Initiative
from commonweal.governance.queries.conflicts import BACKBONE_SERVES, conflicts
from commonweal.measurement.models import Asked, Measure, Round
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE

TODAY = date(2026, 3, 4)


@pytest.fixture
def library_worker(analyst: Person, other_organisation: Organisation) -> Person:
    """The data manager works at a library, which is no service nonprofit."""
    Affiliation.objects.create(person=analyst, organisation=other_organisation, since=SINCE)
    return analyst


def ask(initiative: Initiative, organisation: Organisation, level: str, days_ago: int) -> None:
    measure = Measure.objects.create(initiative=initiative, code="P1", level=level)
    at = NOW - timedelta(days=days_ago)
    round_ = Round.objects.create(
        initiative=initiative, name="2026-Q1", periods=["2026-Q1"], opened_at=at, due_at=at + timedelta(days=20)
    )
    Asked.objects.create(round=round_, organisation=organisation, measure=measure)


@pytest.mark.covers("F-FIT-5")
@pytest.mark.parametrize(
    ("level", "days_ago", "found"),
    [("performance", 30, [BACKBONE_SERVES]), ("performance", 400, []), ("population", 30, [])],
)
def test_backbone_person_of_an_organization_that_reports_on_programs_is_found(
    initiative: Initiative, library_worker: Person, other_organisation: Organisation, level: str, days_ago: int,
    found: list[str],
) -> None:  # fmt: skip
    ask(initiative, other_organisation, level, days_ago)
    assert [conflict.kind for conflict in conflicts(library_worker, initiative, NOW)] == found
