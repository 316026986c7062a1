"""Ninety days before a role of the framework ends, its holder and the data managers hear of it, once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.delivery.models import Message
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Initiative, RoleTerm
from commonweal.governance.operations.role_warnings import warn_of_ending_roles
from commonweal.governance.operations.terms import take_up_role
from commonweal.people.models import Organisation, Person
from tests.cast import NOW, SINCE

pytestmark = pytest.mark.covers("D4", "D7")


def take(initiative: Initiative, holder: Person | Organisation, until: date, since: date = SINCE) -> RoleTerm:
    return take_up_role(by=None, initiative=initiative, term=SeatDraft("champion", holder, since, until), at=NOW)


def mailed() -> list[tuple[str, str]]:
    return [(message.to, message.subject) for message in Message.objects.order_by("pk")]


def test_person_and_data_manager_are_written_to_once(initiative: Initiative, analyst: Person, resident: Person) -> None:
    take(initiative, resident, date(2026, 5, 1))
    assert [warn_of_ending_roles(by=None, at=NOW + timedelta(days=days)) for days in (0, 0, 1)] == [1, 0, 0]
    assert mailed() == [
        ("resident@example.org", "A role ends on 1 May 2026"),
        ("analyst@example.org", "A role ends within 90 days"),
    ]


def test_contact_of_an_organization_is_written_to(initiative: Initiative, partner_organisation: Organisation) -> None:
    take(initiative, partner_organisation, date(2026, 5, 1))
    warn_of_ending_roles(by=None, at=NOW)
    assert mailed() == [("data@first-rung.example", "A role ends on 1 May 2026")]


def test_role_that_goes_on_or_ends_later_is_not_warned_of(initiative: Initiative, resident: Person) -> None:
    take(initiative, resident, date(2026, 5, 1))
    take(initiative, resident, date(2027, 5, 1), since=date(2026, 5, 2))
    assert (warn_of_ending_roles(by=None, at=NOW), mailed()) == (0, [])


def test_nobody_is_written_to_at_night(initiative: Initiative, resident: Person) -> None:
    take(initiative, resident, date(2026, 5, 1))
    assert warn_of_ending_roles(by=None, at=datetime.fromisoformat("2026-03-04T03:00-05:00")) == 0


def test_only_the_worker_warns(initiative: Initiative, analyst: Person) -> None:
    with pytest.raises(PermissionDenied):
        warn_of_ending_roles(by=analyst, at=NOW)


def test_role_with_a_last_day_can_end_before_it(
    initiative: Initiative, resident: Person, analyst: Person, signed_in: Any
) -> None:
    term = take(initiative, resident, date(2099, 5, 1))
    page = signed_in(analyst).get("/desk/fork/roles/champion/").content.decode()
    assert f"/desk/fork/role-terms/{term.pk}/end/" in page
