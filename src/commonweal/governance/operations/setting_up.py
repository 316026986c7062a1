"""What can be done to an initiative: found it, and set up its groups, seats and organisations."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.delivery import operations as delivery
from commonweal.delivery.models import Message
from commonweal.governance import rules
from commonweal.governance.cascade_drafts import ChangeDraft
from commonweal.governance.drafts import Contact, NewcomerDraft
from commonweal.governance.models import Group, Initiative, Participation, Seat
from commonweal.governance.operations.groups import note_formed
from commonweal.lib.currencies import currency_of_zone
from commonweal.people import operations as people
from commonweal.people.models import Organisation, Person
from commonweal.people.queries.duplicates import kept_of
from commonweal.trail.operations import record

# Words that stand at the start of other addresses, so that no initiative's page can hide them.
TAKEN_SLUGS = {
    "api", "demo", "en", "es", "favicon.ico", "guest", "home", "i18n", "me", "p", "poll", "promise", "sign-in", "start",
    "static", "train", "ui", "vote", "work",
}  # fmt: skip


@transaction.atomic
def found_initiative(*, by: Any, name: str, slug: str, place_name: str, time_zone: str, at: datetime) -> Initiative:
    """A new initiative with its backbone, in which the founder has the data manager's seat."""
    if not rules.may_found(by, at):
        raise PermissionDenied
    validate_slug(slug)
    if slug in TAKEN_SLUGS:
        raise ValidationError({"slug": _("The address “%(slug)s” is used by Commonweal itself.") % {"slug": slug}})
    if Initiative.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("There is already an initiative at “%(slug)s”.") % {"slug": slug}})
    if time_zone not in available_timezones():
        raise ValidationError({"time_zone": _("There is no time zone called “%(zone)s”.") % {"zone": time_zone}})
    initiative = Initiative.objects.create(
        name=name.strip(), slug=slug, place_name=place_name.strip(), time_zone=time_zone, founded_at=at,
        currency=currency_of_zone(time_zone),
    )  # fmt: skip
    backbone = Group.objects.create(
        initiative=initiative, code="backbone", name_en="Backbone", name_es="Equipo de apoyo", kind=Group.Kind.BACKBONE
    )
    formed = ChangeDraft(rules.today(initiative, at))
    note_formed(by=by, group=backbone, formed=formed, at=at)
    if isinstance(by, Person):
        # The earlier of the two days, so that the seat holds at once whichever zone the clock is read in.
        since = min(at.date(), rules.today(initiative, at))
        Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=by, since=since)
    record(by=by, verb="governance.found_initiative", subject=initiative, at=at, initiative=initiative.pk)
    return initiative


@transaction.atomic
def narrow(*, by: Any, initiative: Initiative, to: str, at: datetime) -> Initiative:
    """Its pages show one kind of work alone, such as training; the empty word shows everything again."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    initiative.narrowed_to = to
    initiative.save(update_fields=["narrowed_to"])
    record(by=by, verb="governance.narrow", subject=initiative, at=at, initiative=initiative.pk)
    return initiative


@transaction.atomic
def welcome_organisation(
    *, by: Any, initiative: Initiative, organisation: Organisation, contact: Contact, at: datetime
) -> Participation:
    """The organisation takes part, with this data contact; again for the same one changes the contact."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    if contact.email:
        validate_email(contact.email)
    if contact.language not in ("en", "es"):
        raise ValidationError({"contact_language": _("The language is “en” or “es”.")})
    participation, _made = Participation.objects.update_or_create(
        initiative=initiative,
        organisation=organisation,
        defaults={
            "contact_name": contact.name.strip(),
            "contact_email": contact.email.strip(),
            "contact_language": contact.language,
            "until": None,
        },
        create_defaults={
            "contact_name": contact.name.strip(),
            "contact_email": contact.email.strip(),
            "contact_language": contact.language,
            "since": min(at.date(), rules.today(initiative, at)),
        },
    )
    record(by=by, verb="governance.welcome_organisation", subject=participation, at=at, initiative=initiative.pk)
    return participation


@transaction.atomic
def bring_organisations(
    *, by: Any, initiative: Initiative, newcomers: Sequence[NewcomerDraft], at: datetime
) -> list[Participation]:
    """Several organisations at once, all or none; one that is known already keeps its name and gets this contact."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    came = []
    for newcomer in newcomers:
        known = Organisation.objects.filter(code=newcomer.code).first()
        organisation = kept_of(
            known
            or people.add_organisation(by=by, code=newcomer.code, name=newcomer.name, sector=newcomer.sector, at=at)
        )
        came.append(
            welcome_organisation(
                by=by, initiative=initiative, organisation=organisation, contact=newcomer.contact, at=at
            )
        )
    record(
        by=by,
        verb="governance.bring_organisations",
        subject=initiative,
        at=at,
        initiative=initiative.pk,
        details={"organisations": [newcomer.code for newcomer in newcomers]},
    )
    return came


@transaction.atomic
def end_participation(*, by: Any, participation: Participation, at: datetime) -> Participation:
    """The organisation takes part no longer; what it handed in stays. Welcoming it again undoes this."""
    initiative = participation.initiative
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    participation.until = rules.today(initiative, at) - timedelta(days=1)
    participation.save(update_fields=["until"])
    record(by=by, verb="governance.end_participation", subject=participation, at=at, initiative=initiative.pk)
    return participation


@transaction.atomic
def hand_over_message(*, by: Any, initiative: Initiative, message: Message, at: datetime) -> None:
    """The data manager has sent it by other means."""
    if message.initiative != initiative.pk or not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    delivery.hand_over(by=by, message=message, at=at)
    record(by=by, verb="governance.hand_over_message", subject=message, at=at, initiative=initiative.pk)


@transaction.atomic
def send_message_now(*, by: Any, initiative: Initiative, message: Message, at: datetime) -> None:
    """Once more, from now on: after a mail server was set up, or after it had trouble for days."""
    if message.initiative != initiative.pk or not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    delivery.try_again(by=by, message=message, at=at)
    record(by=by, verb="governance.send_message_now", subject=message, at=at, initiative=initiative.pk)


@transaction.atomic
def set_banner(*, by: Any, initiative: Initiative, banner_en: str, banner_es: str, at: datetime) -> Initiative:
    """The sentence above every page of the initiative; empty takes it away."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    initiative.banner_en, initiative.banner_es = banner_en.strip(), banner_es.strip()
    initiative.save(update_fields=["banner_en", "banner_es"])
    record(by=by, verb="governance.set_banner", subject=initiative, at=at, initiative=initiative.pk)
    return initiative


@transaction.atomic
def set_public_contact(*, by: Any, initiative: Initiative, address: str, at: datetime) -> Initiative:
    """Where everybody may ask about a figure, from the next release on; empty closes that door."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    if address:
        validate_email(address)
    initiative.public_contact = address
    initiative.save(update_fields=["public_contact"])
    record(by=by, verb="governance.set_public_contact", subject=initiative, at=at, initiative=initiative.pk)
    return initiative
