"""The link by which a partner's data contact opens its page without an account.

It expires a few days after the round is due, can be revoked, and opens one place in one round and nothing else.
Only its hash is kept: who reads the database cannot open a partner's page.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override

from commonweal.delivery.models import Message
from commonweal.delivery.operations import only_the_system, send
from commonweal.lib.tokens import make_token
from commonweal.measurement.models import DataLink, Invitation
from commonweal.measurement.queries.own_rounds import is_its_contact
from commonweal.measurement.rules import require_data_manager
from commonweal.trail import operations as trail

#: A late partner can still look and send while the round is open; afterwards the link asks to be renewed.
OUTLIVES_THE_DUE_TIME_BY = timedelta(days=7)


@transaction.atomic
def make_data_link(*, by: Any, invitation: Invitation, at: datetime) -> str:
    """A new link; the ones made before stay good, so that an older mail still works. Returns the token."""
    _require_holder_or_data_manager(by, invitation, at)
    return _make(invitation, by=by, at=at)


@transaction.atomic
def make_planned_link(*, by: Any, invitation: Invitation, at: datetime) -> str:
    """The same for a mail that the worker sends by itself, because a data manager planned it."""
    only_the_system(by)
    return _make(invitation, by=by, at=at)


def _make(invitation: Invitation, *, by: Any, at: datetime) -> str:
    token, token_hash = make_token()
    link = DataLink.objects.create(
        invitation=invitation,
        token_hash=token_hash,
        made_at=at,
        expires_at=max(invitation.round.due_at, at) + OUTLIVES_THE_DUE_TIME_BY,
    )
    trail.record(
        by=by, verb="measurement.data_link_made", subject=link, at=at, initiative=invitation.round.initiative_id
    )
    return token


@transaction.atomic
def renew_data_link(*, by: Any, invitation: Invitation, at: datetime) -> Message | None:
    """Mail a new link to the address on file. Nobody is told which address that is; None where there is none."""
    token = make_data_link(by=by, invitation=invitation, at=at)
    if not invitation.contact_email:
        return None
    address = address_of(token)
    with override(invitation.language):
        subject = gettext("Your new link for %(round)s") % {"round": invitation.round.name}
        text = gettext(
            "Somebody opened your old link for %(organisation)s and asked for a new one. Here it is:\n\n%(link)s\n\n"
            "If it was not you, do nothing. Only this mailbox gets the link."
        ) % {"organisation": invitation.organisation.name, "link": address}
    return send(
        by=by,
        to=invitation.contact_email,
        subject=subject,
        text=text,
        cause=f"measurement.new_link.{invitation.pk}",
        at=at,
        language=invitation.language,
        initiative=invitation.round.initiative_id,
        link=address,
    )


@transaction.atomic
def revoke_data_links(*, by: Any, invitation: Invitation, at: datetime) -> int:
    """Close every open link of this place in the round at once. Returns how many there were."""
    require_data_manager(by, invitation.round.initiative, at)
    revoked = invitation.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    trail.record(
        by=by,
        verb="measurement.data_links_revoked",
        subject=invitation,
        at=at,
        initiative=invitation.round.initiative_id,
        details={"links": revoked},
    )
    return revoked


@transaction.atomic
def note_opened(*, by: Any, invitation: Invitation, at: datetime) -> None:
    """The board tells a partner who has looked from one whom no mail has reached. Once an hour is enough."""
    _require_holder_or_data_manager(by, invitation, at)
    if invitation.last_opened_at and at - invitation.last_opened_at < timedelta(hours=1):
        return
    invitation.last_opened_at = at
    invitation.save(update_fields=["last_opened_at"])
    trail.record(
        by=by,
        verb="measurement.link_opened",
        subject=invitation,
        at=at,
        initiative=invitation.round.initiative_id,
    )


def address_of(token: str) -> str:
    return settings.COMMONWEAL_URL + reverse("measurement:partner", kwargs={"token": token})


def _require_holder_or_data_manager(by: Any, invitation: Invitation, at: datetime) -> None:
    if isinstance(by, Invitation):
        if by.pk != invitation.pk:
            raise PermissionDenied
        return
    if not is_its_contact(by, invitation):
        require_data_manager(by, invitation.round.initiative, at)
