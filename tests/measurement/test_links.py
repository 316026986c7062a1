"""Links of partners: one place in one round, for a while, and only its hash is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from commonweal.delivery.models import Message
from commonweal.measurement.models import DataLink, Invitation
from commonweal.measurement.operations.links import make_data_link, note_opened, renew_data_link, revoke_data_links
from commonweal.measurement.queries.partner import open_link
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.measurement.data_work import DUE


def test_link_opens_its_own_place(invitation: Invitation, analyst: Any) -> None:
    token = make_data_link(by=analyst, invitation=invitation, at=NOW)
    assert open_link(token, NOW).invitation == invitation


def test_token_stands_nowhere_in_the_database(invitation: Invitation, analyst: Any) -> None:
    token = make_data_link(by=analyst, invitation=invitation, at=NOW)
    kept = [*DataLink.objects.values_list("token_hash", flat=True), *map(str, Entry.objects.values_list("details"))]
    assert [text for text in kept if token in text] == []


def test_link_lives_a_week_longer_than_the_round_is_due(invitation: Invitation, analyst: Any) -> None:
    token = make_data_link(by=analyst, invitation=invitation, at=NOW)
    week = timedelta(days=7)
    assert not open_link(token, DUE + week - timedelta(seconds=1)).expired
    assert open_link(token, DUE + week).expired


def test_link_made_after_the_due_time_lives_a_week(invitation: Invitation, analyst: Any) -> None:
    late = DUE + timedelta(days=20)
    token = make_data_link(by=analyst, invitation=invitation, at=late)
    assert not open_link(token, late + timedelta(days=6)).expired


@pytest.mark.parametrize("token", ["", "no-such", "x" * 4000, "\udcff"])
def test_token_that_never_was_opens_nothing(db: None, token: str) -> None:
    with pytest.raises(Http404):
        open_link(token, NOW)


def test_revoked_link_opens_nothing_at_once(invitation: Invitation, analyst: Any) -> None:
    token = make_data_link(by=analyst, invitation=invitation, at=NOW)
    revoke_data_links(by=analyst, invitation=invitation, at=NOW)
    with pytest.raises(Http404):
        open_link(token, NOW)


def test_renewed_link_goes_to_the_address_on_file(invitation: Invitation) -> None:
    renew_data_link(by=invitation, invitation=invitation, at=NOW)
    message = Message.objects.get(subject__startswith="Your new link")
    assert (message.to, message.link in message.text) == ("data@first-rung.example", True)


def test_renewing_without_an_address_mails_nobody(invitation: Invitation) -> None:
    Invitation.objects.update(contact_email="")
    invitation.refresh_from_db()
    assert renew_data_link(by=invitation, invitation=invitation, at=NOW) is None


def test_only_holder_and_data_manager_make_links(invitation: Invitation, other_organisation: Any, chair: Any) -> None:
    other = invitation.round.invitations.get(organisation=other_organisation)
    for somebody in (other, chair, None):
        with pytest.raises(PermissionDenied):
            make_data_link(by=somebody, invitation=invitation, at=NOW)


def test_holder_cannot_revoke(invitation: Invitation, chair: Any) -> None:
    for somebody in (invitation, chair):
        with pytest.raises(PermissionDenied):
            revoke_data_links(by=somebody, invitation=invitation, at=NOW)


def test_opening_is_noted_once_an_hour(invitation: Invitation) -> None:
    for minutes in (0, 5, 59, 61):
        note_opened(by=invitation, invitation=invitation, at=NOW + timedelta(minutes=minutes))
    assert Entry.objects.filter(verb="measurement.link_opened").count() == 2
