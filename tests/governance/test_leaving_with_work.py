"""Who leaves an initiative is let in no longer by their work at an organisation that takes part in it."""

from typing import Any

import pytest
from django.test import Client

from commonweal.governance import rules
from commonweal.governance.models import Initiative, Participation
from commonweal.governance.operations import leave_initiative
from commonweal.people.models import Affiliation, Organisation
from tests.cast import SINCE

pytestmark = pytest.mark.covers("A7")


@pytest.fixture
def employer(initiative: Any, table: Any) -> Organisation:
    """Ben's, which takes part."""
    made = Organisation.objects.create(code="mill", name="Old Mill", sector="business")
    Participation.objects.create(initiative=initiative, organisation=made, since=SINCE)
    Affiliation.objects.create(person=table["ben"], organisation=made, since=SINCE)
    return made


def test_work_at_a_partner_ends_with_leaving_and_the_page_says_so(
    employer: Organisation, initiative: Any, table: Any, analyst: Any, client: Client, at: Any
) -> None:
    client.force_login(analyst)
    page = client.get(f"/desk/{initiative.slug}/people/{table['ben'].pk}/leave/").content.decode()
    assert "Their work at Old Mill lets them in here too: it ends with the rest." in page
    leave_initiative(by=analyst, initiative=initiative, person=table["ben"], at=at)
    table["ben"].refresh_from_db()
    assert (rules.takes_part(table["ben"], initiative, at.date()), table["ben"].is_active) == (False, False)


def test_work_that_lets_in_elsewhere_too_stays_and_the_page_says_so(
    employer: Organisation, initiative: Any, table: Any, analyst: Any, client: Client, at: Any
) -> None:
    other = Initiative.objects.create(slug="other", name="Other", place_name="Elsewhere", founded_at=at)
    Participation.objects.create(initiative=other, organisation=employer, since=SINCE)
    client.force_login(analyst)
    page = client.get(f"/desk/{initiative.slug}/people/{table['ben'].pk}/leave/").content.decode()
    assert "Their work at Old Mill lets them in elsewhere too and stays." in page
    leave_initiative(by=analyst, initiative=initiative, person=table["ben"], at=at)
    assert Affiliation.objects.get(person=table["ben"]).until is None
