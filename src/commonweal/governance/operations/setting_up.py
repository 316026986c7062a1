"""What can be done to an initiative: found it, and set up its groups, seats and organisations."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.delivery.models import Message
from commonweal.governance import rules
from commonweal.governance.drafts import Contact, GroupDraft, NewcomerDraft, PersonDraft
from commonweal.governance.models import Group, Initiative, Participation, Seat
from commonweal.people import operations as people
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record

LINK_LIVES = timedelta(days=3)
# Words that stand at the start of other addresses, so that no initiative's page can hide them.
TAKEN_SLUGS = {
    "api", "demo", "en", "es", "favicon.ico", "home", "i18n", "p", "sign-in", "start", "static", "ui", "work",
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
        name=name.strip(), slug=slug, place_name=place_name.strip(), time_zone=time_zone, founded_at=at
    )
    backbone = Group.objects.create(
        initiative=initiative, code="backbone", name_en="Backbone", name_es="Equipo de apoyo", kind=Group.Kind.BACKBONE
    )
    if isinstance(by, Person):
        # The earlier of the two days, so that the seat holds at once whichever zone the clock is read in.
        since = min(at.date(), rules.today(initiative, at))
        Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=by, since=since)
    record(by=by, verb="governance.found_initiative", subject=initiative, at=at, initiative=initiative.pk)
    return initiative


@transaction.atomic
def add_group(*, by: Any, initiative: Initiative, group: GroupDraft, at: datetime) -> Group:
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    validate_slug(group.code)
    if group.kind not in Group.Kind.values:
        raise ValidationError({"kind": _("“%(kind)s” is not a kind of group.") % {"kind": group.kind}})
    if initiative.groups.filter(code=group.code).exists():
        raise ValidationError({"code": _("There is already a group with the code %(code)s.") % {"code": group.code}})
    made = Group.objects.create(
        initiative=initiative,
        code=group.code,
        name_en=group.name_en.strip(),
        name_es=group.name_es.strip(),
        kind=group.kind,
        position=initiative.groups.count(),
    )
    record(by=by, verb="governance.add_group", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def seat(*, by: Any, group: Group, role: str, holder: Person | Organisation, since: date, at: datetime) -> Seat:
    """Give somebody a role in a group from a day on."""
    if not rules.may_set_up(by, group.initiative, at):
        raise PermissionDenied
    if role not in Seat.Role.values:
        raise ValidationError({"role": _("“%(role)s” is not a role.") % {"role": role}})
    kind = "person" if isinstance(holder, Person) else "organisation"
    given, made = Seat.objects.get_or_create(
        group=group, role=role, until=None, **{kind: holder}, defaults={"since": since}
    )
    if not made and since < given.since:
        given.since = since
        given.save(update_fields=["since"])
    record(by=by, verb="governance.seat", subject=given, at=at, initiative=group.initiative_id)
    return given


@transaction.atomic
def end_seat(*, by: Any, seat: Seat, until: date, at: datetime) -> Seat:
    """The last day of a term. The row stays: who held which seat when is history."""
    initiative = seat.group.initiative
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    if rules.is_last_data_manager(seat, rules.today(initiative, at)):
        raise ValidationError(_("This is the last data manager's seat. Give it to somebody else first."))
    seat.until = until
    seat.save(update_fields=["until"])
    record(by=by, verb="governance.end_seat", subject=seat, at=at, initiative=initiative.pk)
    return seat


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
        organisation = Organisation.objects.filter(code=newcomer.code).first() or people.add_organisation(
            by=by, code=newcomer.code, name=newcomer.name, sector=newcomer.sector, at=at
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
def bring_person(*, by: Any, group: Group, role: str, person: PersonDraft, at: datetime) -> Seat:
    """A seat for somebody, who is added when nobody has this address yet, and is told by mail how to come in."""
    initiative = group.initiative
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    known = Person.objects.filter(email__iexact=person.email).first()
    holder = known or people.add_person(by=by, email=person.email, name=person.name, language=person.language, at=at)
    since = rules.today(initiative, at)
    if person.organisation:
        employer = Organisation.objects.get(code=person.organisation, participations__initiative=initiative)
        people.affiliate(by=by, person=holder, organisation=employer, since=since, at=at)
    given = seat(by=by, group=group, role=role, holder=holder, since=since, at=at)
    tell_about_seat(by, given, holder, at)
    record(by=by, verb="governance.bring_person", subject=given, at=at, initiative=initiative.pk)
    return given


def tell_about_seat(by: Any, given: Seat, holder: Person, at: datetime) -> None:
    """By mail, in the language of the one who holds it."""
    group, initiative = given.group, given.group.initiative
    with override(holder.language):
        link = f"{settings.COMMONWEAL_URL}/sign-in/code/"
        lines = [
            _("Hello %(name)s,") % {"name": holder.name},
            _("You have a seat in %(initiative)s now: %(role)s, %(group)s.")
            % {"initiative": initiative.name, "role": given.get_role_display(), "group": group.name},
            _("To come in, open this page and type your e-mail address. We mail you a code, so you need no password."),
            link,
        ]
        subject = _("Your seat in %(initiative)s") % {"initiative": initiative.name}
        delivery.send(
            by=by,
            to=holder.email,
            subject=subject,
            text="\n\n".join(lines),
            cause=f"governance.seat {given.pk}",
            at=at,
            language=holder.language,
            initiative=initiative.pk,
            link=link,
        )


@transaction.atomic
def let_in(*, by: Any, seat: Seat, at: datetime) -> str:
    """A one-time link for somebody who was never here, where no mail reaches them; the address to open."""
    initiative = seat.group.initiative
    if seat.person is None or not rules.may_set_up(by, initiative, at) or rules.sits_elsewhere(seat):
        raise PermissionDenied
    token = people.make_sign_in_link(by=by, person=seat.person, at=at, lifetime=LINK_LIVES)
    record(by=by, verb="governance.let_in", subject=seat, at=at, initiative=initiative.pk)
    return f"{settings.COMMONWEAL_URL}/sign-in/once/{token}/"


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
