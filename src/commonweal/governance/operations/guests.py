"""Guests: a mailed link to one thing, until a day. It opens nothing else, and it can be taken back."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance import rules
from commonweal.governance.cascade_drafts import GuestDraft
from commonweal.governance.guest_items import shown_to_guest
from commonweal.governance.models import Group, GuestAccess
from commonweal.lib.tokens import hash_token, make_token
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import day

LONGEST = timedelta(days=180)
NAME_IS_KEPT = timedelta(days=30)


@transaction.atomic
def invite_guest(*, by: Any, group: Group, guest: GuestDraft, at: datetime) -> GuestAccess:
    """Mail somebody a link to one thing."""
    if not rules.may_invite_guests(by, group, at):
        raise PermissionDenied
    _must_be_a_guest(group, guest, at)
    shown = shown_to_guest(group, guest.item_kind, guest.item_key)
    if shown is None:
        raise ValidationError({"item": _("Choose what the guest may read.")})
    token, token_hash = make_token()
    made = GuestAccess.objects.create(
        group=group,
        item_kind=guest.item_kind,
        item_key=guest.item_key,
        name=guest.name.strip(),
        email=guest.email.strip(),
        language=guest.language,
        token_hash=token_hash,
        invited_by=by if isinstance(by, Person) else None,
        invited_at=at,
        until=guest.until,
    )
    _mail(by, made, token, shown.title, at)
    record(by=by, verb="governance.invite_guest", subject=made, at=at, initiative=group.initiative_id)
    return made


@transaction.atomic
def revoke_guest(*, by: Any, guest: GuestAccess, at: datetime) -> GuestAccess:
    """The link opens nothing any more, from now on."""
    if not rules.may_invite_guests(by, guest.group, at):
        raise PermissionDenied
    if guest.revoked_at is None:
        guest.revoked_at = at
        guest.save(update_fields=["revoked_at"])
        record(by=by, verb="governance.revoke_guest", subject=guest, at=at, initiative=guest.group.initiative_id)
    return guest


@transaction.atomic
def open_as_guest(*, by: Any = None, token: str, at: datetime) -> GuestAccess | None:
    """Whose link this is, while it holds; None otherwise, whatever the reason. The first opening is noted."""
    guest = (
        GuestAccess.objects.select_related("group__initiative")
        .filter(token_hash=hash_token(token), revoked_at=None)
        .first()
    )
    if guest is None or rules.today(guest.group.initiative, at) > guest.until:
        return None
    if guest.opened_at is None:
        guest.opened_at = at
        guest.save(update_fields=["opened_at"])
        record(by=by, verb="governance.open_as_guest", subject=guest, at=at, initiative=guest.group.initiative_id)
    return guest


@transaction.atomic
def forget_old_guests(*, by: Any, at: datetime) -> int:
    """The worker's part: names and addresses go 30 days after the link has ended. That it was, stays."""
    delivery.only_the_system(by)
    old = GuestAccess.objects.filter(until__lt=(at - NAME_IS_KEPT).date()).exclude(name="", email="")
    last = old.first()
    if last is None:
        return 0
    forgotten = old.update(name="", email="")
    record(by=by, verb="governance.forget_old_guests", subject=last, at=at, details={"guests": forgotten})
    return forgotten


def _must_be_a_guest(group: Group, guest: GuestDraft, at: datetime) -> None:
    today = rules.today(group.initiative, at)
    if not guest.name.strip():
        raise ValidationError({"name": _("Write the guest's name.")})
    validate_email(guest.email.strip())
    if guest.language not in ("en", "es"):
        raise ValidationError({"language": _("The language is “en” or “es”.")})
    if not today <= guest.until <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day from today on, at most 180 days ahead.")})


def _mail(by: Any, guest: GuestAccess, token: str, title: str, at: datetime) -> None:
    initiative = guest.group.initiative
    with override(guest.language):
        link = f"{settings.COMMONWEAL_URL}/guest/{token}/"
        inviter = by.name if isinstance(by, Person) else initiative.name
        lines = [
            _("Hello %(name)s,") % {"name": guest.name},
            _("%(inviter)s asks you to read something of %(initiative)s: “%(title)s”")
            % {"inviter": inviter, "initiative": initiative.name, "title": title},
            _("The link opens this one page until %(day)s, and nothing else. You need no account.")
            % {"day": day(guest.until)},
            link,
        ]
        delivery.send(
            by=by,
            to=guest.email,
            subject=_("To read: %(title)s") % {"title": title},
            text="\n\n".join(lines),
            cause=f"governance.guest {guest.pk}",
            at=at,
            language=guest.language,
            initiative=initiative.pk,
            link=link,
        )
