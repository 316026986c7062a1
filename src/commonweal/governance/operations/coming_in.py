"""Somebody comes in: to a seat of their own, or to speak in an organisation's."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance import rules
from commonweal.governance.cascade_drafts import ComingInDraft, SeatDraft, TermDraft
from commonweal.governance.drafts import PersonDraft
from commonweal.governance.models import Group, Initiative, Representative, Seat
from commonweal.governance.operations.seats import give_seat, name_representative, seat
from commonweal.people import operations as people
from commonweal.people.models import Organisation, Person
from commonweal.people.queries.duplicates import kept_of
from commonweal.trail.operations import record

LINK_LIVES = timedelta(days=3)


@transaction.atomic
def bring_person(
    *, by: Any, group: Group, role: str, person: PersonDraft, at: datetime, term: TermDraft | None = None
) -> Seat:
    """A seat for somebody, who is added when nobody has this address yet, and is told by mail how to come in."""
    initiative = group.initiative
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    today = rules.today(initiative, at)
    holder = _known_or_added(by, person, at)
    if person.organisation:
        employer = Organisation.objects.get(code=person.organisation, participations__initiative=initiative)
        people.affiliate(by=by, person=holder, organisation=employer, since=today, at=at)
    if term is None:
        given = seat(by=by, group=group, role=role, holder=holder, since=today, at=at)
    else:
        draft = SeatDraft(role, holder, term.since or today, term.until, term.sector, term.chosen)
        given = give_seat(by=by, group=group, seat=draft, at=at)
    tell_about_seat(by, given, holder, at)
    record(by=by, verb="governance.bring_person", subject=given, at=at, initiative=initiative.pk)
    return given


@transaction.atomic
def bring_people(*, by: Any, initiative: Initiative, people: Sequence[ComingInDraft], at: datetime) -> list[Seat]:
    """Several at once, all or none. Who holds that seat already keeps it."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    given = [bring_person(by=by, group=one.group, role=one.role, person=one.person, at=at) for one in people]
    details = {"seats": len(given)}
    record(by=by, verb="governance.bring_people", subject=initiative, at=at, initiative=initiative.pk, details=details)
    return given


@transaction.atomic
def bring_representative(*, by: Any, seat: Seat, person: PersonDraft, since: date, at: datetime) -> Representative:
    """Who speaks in an organisation's seat, added when nobody has this address yet, and told by mail how to come in."""
    if not rules.may_set_up(by, seat.group.initiative, at):
        raise PermissionDenied
    speaker = _known_or_added(by, person, at)
    made = name_representative(by=by, seat=seat, person=speaker, since=since, at=at)
    tell_about_seat(by, seat, speaker, at)
    record(by=by, verb="governance.bring_representative", subject=made, at=at, initiative=seat.group.initiative_id)
    return made


def _known_or_added(by: Any, person: PersonDraft, at: datetime) -> Person:
    known = Person.objects.filter(email__iexact=person.email).first()
    if known is not None:
        _must_be_the_same(kept_of(known), person)
        return people.give_account(by=by, profile=kept_of(known), at=at)
    return people.add_person(by=by, email=person.email, name=person.name, language=person.language, at=at)


def _must_be_the_same(known: Person, typed: PersonDraft) -> None:
    """A slip of the keyboard gives nobody else's address a seat; a first name alone is the same person."""
    said, ours = (set(name.casefold().split()) for name in (typed.name, known.name))
    if said and ours and not said & ours:
        words = _("This address is %(name)s’s here. Write that name, or another address.")
        raise ValidationError({"email": words % {"name": known.name}})


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
