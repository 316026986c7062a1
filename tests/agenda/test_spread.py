"""Who carries the work: counted by organisation from the records of a year, never by person."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.agenda.operations.parts import say
from commonweal.agenda.queries.spread import Row, Spread, spread
from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import Group, Initiative
from commonweal.governance.operations.decisions import propose
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import SINCE

pytestmark = pytest.mark.covers("C9")


def rows(found: Spread) -> dict[str, list[int]]:
    return {row.name: row.counts for row in found.rows}


def test_acts_are_counted_where_people_work(
    initiative: Initiative, steering: Group, chair: Person, resident: Person, partner_organisation: Organisation,
    at: datetime,
) -> None:  # fmt: skip
    Affiliation.objects.create(person=chair, organisation=partner_organisation, since=SINCE)
    propose(by=resident, group=steering, proposal=ProposalDraft("Shall we?", rule="majority", quorum=1), at=at)
    due = at.date() + timedelta(days=9)
    for holder in (partner_organisation, chair):
        promise(by=None, initiative=initiative, holder=holder, commitment=CommitmentDraft("Do it.", due, "all"), at=at)
    say(by=chair, initiative=initiative, part="problem", text="Which rents?", at=at)
    found = spread(resident, initiative, at)
    assert found.columns == ["seats that lead", "decisions asked for", "promises", "words of the agenda"]
    assert rows(found) == {"First Rung": [1, 0, 2, 1], "": [0, 1, 0, 0]}
    assert (found.total, found.half_by, found.from_the_backbone) == (5, 1, 0)


def test_what_is_older_than_a_year_does_not_count(
    initiative: Initiative, steering: Group, resident: Person, at: datetime
) -> None:
    propose(by=resident, group=steering, proposal=ProposalDraft("Shall we?", rule="majority", quorum=1), at=at)
    assert spread(resident, initiative, at + timedelta(days=400)).total == 0


def test_backbone_that_does_more_than_half_is_told_once_there_is_enough() -> None:
    few = Spread(["promises"], [Row("Office", [8], is_backbone=True), Row("First Rung", [2], is_backbone=False)])
    many = Spread(["promises"], [Row("Office", [15], is_backbone=True), Row("First Rung", [9], is_backbone=False)])
    assert (few.leans_on_the_backbone, many.leans_on_the_backbone) == (False, True)


@pytest.mark.covers("F-INF-5")
def test_page_tells_what_each_organization_carries_and_names_nobody(
    initiative: Initiative, steering: Group, chair: Person, resident: Person, partner_organisation: Organisation,
    signed_in: Any,
) -> None:  # fmt: skip
    Affiliation.objects.create(person=chair, organisation=partner_organisation, since=SINCE)
    propose(by=chair, group=steering, proposal=ProposalDraft("Shall we?", rule="majority", quorum=1), at=timezone.now())
    page = signed_in(resident).get("/desk/fork/who-carries/").content.decode()
    (row,) = re.findall(r'<th scope="row">First Rung.*?</tr>', page, re.DOTALL)
    assert re.findall(r">(\d+)<", row) == ["1", "1", "0", "0"]
    assert "Chair" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("chair", 200), ("analyst", 200), ("resident", 200), ("partner", 404), ("funder", 404), ("stranger", 404)],
)
def test_members_read_it(
    request: pytest.FixtureRequest, initiative: Initiative, signed_in: Any, who: str, status: int
) -> None:
    assert signed_in(request.getfixturevalue(who)).get("/desk/fork/who-carries/").status_code == status
