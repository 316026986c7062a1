"""What cannot be undone asks first; what is done in one press for many can be put back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.measurement.models import DataLink, Invitation, Receipt, Round, Submission
from commonweal.measurement.operations.review import accept_submissions, put_back_submissions
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.measurement.data_work import figures_came
from tests.measurement.partner_work import WRONG, as_csv, upload


@pytest.fixture
def desk(signed_in: Any, analyst: Person, on_the_day: None) -> Client:
    return signed_in(analyst)


def test_closing_all_links_asks_first(desk: Client, invitation: Invitation, link: str) -> None:
    address = f"/desk/fork/rounds/{invitation.round_id}/place/first-rung/links-off/"
    asked = desk.get(address).content.decode()
    assert "<h1>Close all links of First Rung?</h1>" in asked
    assert f'href="/desk/fork/rounds/{invitation.round_id}/place/first-rung/">Keep them open</a>' in asked
    assert not DataLink.objects.filter(revoked_at__isnull=False).exists()
    desk.post(address)
    assert not invitation.links.filter(revoked_at__isnull=True).exists()


def test_partners_page_in_the_round_leads_to_the_question(desk: Client, invitation: Invitation, link: str) -> None:
    page = desk.get(f"/desk/fork/rounds/{invitation.round_id}/place/first-rung/").content.decode()
    assert 'links-off/">Close all its links</a>' in page


def test_deleting_a_refused_file_asks_first(client: Client, link: str) -> None:
    upload(client, link, as_csv(WRONG))
    receipt = Receipt.objects.get(outcome="rejected")
    asked = client.get(f"{link}files/{receipt.sequence}/delete/")
    assert "<h1>Delete figures.csv now?</h1>" in asked.content.decode()
    assert f'href="{link}">Keep it</a>' in asked.content.decode()
    receipt.refresh_from_db()
    assert receipt.purged_at is None
    client.post(f"{link}files/{receipt.sequence}/delete/")
    receipt.refresh_from_db()
    assert receipt.purged_at == NOW


@pytest.fixture
def two(open_for_two: Round, invitation: Invitation) -> list[Submission]:
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    return [figures_came(invitation), figures_came(other)]


def states(submissions: list[Submission]) -> list[str]:
    return [Submission.objects.get(pk=one.pk).state for one in submissions]


@pytest.mark.covers("J1")
def test_accepting_all_gives_a_receipt_by_name_and_can_be_taken_back(
    desk: Client, two: list[Submission], open_for_two: Round
) -> None:
    numbers = [one.number for one in two]
    receipt = desk.post(f"/desk/fork/rounds/{open_for_two.pk}/accept/", {"submission": numbers}, follow=True)
    page = receipt.content.decode()
    assert "<h1>2 hand-ins accepted in 2025-Q4</h1>" in page
    assert [f"{one.organisation}, {one.number}</a>" in page for one in two] == [True, True]
    assert states(two) == ["accepted", "accepted"]
    desk.post(f"/desk/fork/rounds/{open_for_two.pk}/accepted/", {"submission": numbers})
    assert states(two) == ["submitted", "submitted"]
    assert Entry.objects.filter(verb="measurement.put_back_submission").count() == 2


def test_one_acceptance_is_taken_back_on_its_own_page(desk: Client, two: list[Submission], analyst: Person) -> None:
    accept_submissions(by=analyst, submissions=two, at=NOW)
    assert "Put it back to be read" in desk.get(f"/desk/fork/submissions/{two[0].number}/").content.decode()
    desk.post(f"/desk/fork/submissions/{two[0].number}/put-back/")
    assert states(two) == ["submitted", "accepted"]


def test_what_is_not_accepted_is_not_put_back_and_nothing_else_is(two: list[Submission], analyst: Person) -> None:
    accept_submissions(by=analyst, submissions=two[:1], at=NOW)
    with pytest.raises(ValidationError, match="is not accepted now"):
        put_back_submissions(by=analyst, submissions=two, at=NOW)
    assert states(two) == ["accepted", "submitted"]


@pytest.mark.parametrize("who", ["chair", "partner", "trainer", "resident", "funder", "stranger"])
def test_nobody_else_puts_figures_back(
    request: pytest.FixtureRequest, two: list[Submission], analyst: Person, who: str
) -> None:
    accept_submissions(by=analyst, submissions=two, at=NOW)
    with pytest.raises(PermissionDenied):
        put_back_submissions(by=request.getfixturevalue(who), submissions=two, at=NOW)
    assert states(two) == ["accepted", "accepted"]
