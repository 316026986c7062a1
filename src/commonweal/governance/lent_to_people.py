"""What the room of people cannot know by itself: whose part in which initiative, as seats, work and help say."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.directory_traces import forget, records_of
from commonweal.governance.models import (
    Ballot,
    Group,
    GuestAccess,
    Initiative,
    Involvement,
    Participation,
    Representative,
    RoleTerm,
    Seat,
)
from commonweal.governance.queries.seat_terms import overlapping, same_seats
from commonweal.people import rules as people_rules
from commonweal.people.models import Affiliation, Organisation, Person
from commonweal.people.operations.erasing import Traces
from commonweal.people.queries.duplicates import kept_of
from commonweal.people.queries.own_page import Chapter

#: Rooms above say here what ends when somebody leaves one initiative. What ends for all, the room of people knows.
ENDINGS_IN_ONE: list[Callable[[Any, Person, datetime, Initiative], list[str]]] = []


def initiatives_of(person: Person) -> set[int]:
    """All in which this person has, or had, a part."""
    seated = Seat.objects.filter(Q(person=person) | Q(representatives__person=person))
    employers = Affiliation.objects.filter(person=person).values("organisation")
    through_work = Participation.objects.filter(organisation__in=employers)
    involved = Involvement.objects.filter(person=person)
    return {
        *seated.values_list("group__initiative", flat=True),
        *through_work.values_list("initiative", flat=True),
        *involved.values_list("initiative", flat=True),
    }


def initiatives_of_organisation(organisation: Organisation) -> set[int]:
    return {
        *Participation.objects.filter(organisation=organisation).values_list("initiative", flat=True),
        *Seat.objects.filter(organisation=organisation).values_list("group__initiative", flat=True),
    }


def managed_by(keeper: Person, on: date) -> set[int]:
    keys = rules.seats_of(keeper, on).filter(group__kind=Group.Kind.BACKBONE, role=Seat.Role.DATA_MANAGER)
    return set(keys.values_list("group__initiative", flat=True))


def looks_after(keeper: Person, person: Person, on: date) -> bool:
    theirs = initiatives_of(kept_of(person)) | initiatives_of(person)
    return bool(theirs) and theirs <= managed_by(keeper, on)


def looks_after_organisation(keeper: Person, organisation: Organisation, on: date) -> bool:
    theirs = initiatives_of_organisation(kept_of(organisation)) | initiatives_of_organisation(organisation)
    return bool(theirs) and theirs <= managed_by(keeper, on)


def groups_of(person: Person, on: date) -> set[int]:
    held = rules.seats_of(person, on) | rules.seats_spoken_for(person, on)
    return set(held.values_list("group", flat=True))


def shares_a_group(reader: Person, person: Person, on: date) -> bool:
    return bool(groups_of(reader, on) & groups_of(person, on))


def shares_an_initiative(reader: Person, person: Person, on: date) -> bool:
    """Both have a seat in it today."""
    initiatives = [
        set(Group.objects.filter(pk__in=groups_of(who, on)).values_list("initiative", flat=True))
        for who in (reader, person)
    ]
    return bool(initiatives[0] & initiatives[1])


def chapters(reader: Any, person: Person, on: date) -> list[Chapter]:
    """Seats and other parts over time: one's own, and those in initiatives that one manages."""
    visible = initiatives_of(person) if reader == person or reader is None else managed_by(reader, on)
    seats = Seat.objects.filter(person=person, group__initiative__in=visible, voided_at=None)
    spoken = Representative.objects.filter(person=person, seat__group__initiative__in=visible)
    involved = Involvement.objects.filter(person=person, initiative__in=visible)
    told = [
        Chapter(str(seat.get_role_display()), f"{seat.group.name}, {seat.group.initiative}", seat.since, seat.until)
        for seat in seats.select_related("group__initiative")
    ]
    told += [
        Chapter(
            _("speaks for %(organization)s") % {"organization": one.seat.organisation},
            f"{one.seat.group.name}, {one.seat.group.initiative}",
            one.since,
            one.until,
        )
        for one in spoken.select_related("seat__group__initiative", "seat__organisation")
    ]
    told += [
        Chapter(
            str(one.get_kind_display()), ", ".join(filter(None, [one.about, str(one.initiative)])), one.since, one.until
        )
        for one in involved.select_related("initiative")
    ]
    return told


def has_no_part(person: Person, at: datetime) -> bool:
    """Nothing holds today: no seat, no voice in one, no help, no work at an organisation that takes part."""
    on = at.date()
    employers = Affiliation.objects.filter(rules.in_term(on), person=person).values("organisation")
    return not (
        Seat.objects.filter(rules.in_term(on), person=person).exists()
        or Representative.objects.filter(rules.in_term(on), person=person).exists()
        or Involvement.objects.filter(rules.in_term(on), person=person).exists()
        or Participation.objects.filter(rules.in_term(on), organisation__in=employers).exists()
    )


def work_that_lets_in(person: Person, initiative: Initiative, on: date) -> list[Affiliation]:
    """Work at organisations that take part here on this day: who has it reads here without any seat."""
    taking_part = Participation.objects.filter(rules.in_term(on), initiative=initiative).values("organisation")
    held = Affiliation.objects.filter(rules.in_term(on), person=person, organisation__in=taking_part)
    return list(held.select_related("organisation"))


def work_ends_with_leaving(by: Any, work: Affiliation, initiative: Initiative, at: datetime) -> bool:
    """Work that lets in elsewhere too stays, and so does what the asker may not end: it says where somebody works."""
    elsewhere = Participation.objects.filter(rules.in_term(at.date()), organisation=work.organisation)
    mine_to_end = people_rules.may_act_for(by, work.person, at.date())
    return mine_to_end and not elsewhere.exclude(initiative=initiative).exists()


def keeps_from_leaving(person: Person, on: date, initiative: Initiative | None = None) -> str:
    """The last data manager of an initiative cannot leave: nobody could give the seat again."""
    keys = Seat.objects.filter(person=person, role=Seat.Role.DATA_MANAGER).select_related("group__initiative")
    for seat in keys.filter(group__initiative=initiative) if initiative else keys:
        if rules.is_last_data_manager(seat, on):
            return _(
                "%(person)s is the last data manager of %(initiative)s. Give that seat to somebody else first."
            ) % {
                "person": person,
                "initiative": seat.group.initiative,
            }
    return ""


def end_parts(by: Any, person: Person, at: datetime, initiative: Initiative | None = None) -> list[str]:
    """Close every part that this person has now, in one initiative or in all; their rights end at once."""
    ended = []
    for rows in (
        Seat.objects.filter(person=person).select_related("group__initiative"),
        Representative.objects.filter(person=person).select_related("seat__group__initiative"),
        Involvement.objects.filter(person=person).select_related("initiative"),
        RoleTerm.objects.filter(person=person).select_related("initiative"),
    ):
        for row in rows:
            of = initiative_of(row)
            last = rules.the_day_before(of, at)
            if (initiative is None or of == initiative) and (row.until is None or row.until > last):
                row.until = last
                if isinstance(row, Seat):
                    row.ended = Seat.Ended.LEFT
                row.save()
                ended.append(f"{row._meta.label_lower} {row.pk}")
    return ended


def contacts_at(person: Person) -> list[Model]:
    """Where an organisation named this address as its data contact, or a guest's link went to it."""
    if not person.email:
        return []
    return [
        *Participation.objects.filter(contact_email__iexact=person.email),
        *GuestAccess.objects.filter(email__iexact=person.email),
        *Initiative.objects.filter(public_contact__iexact=person.email),
        *records_of(person),
    ]


def ballots_cast(person: Person) -> list[Model]:
    """For the person's own export: votes that stand under their name, also those that they changed. Secret ones do not.

    A row of the roll points to the person, and the ballot to that row.
    """
    return list(Ballot.objects.filter(elector__person=person))


def empty_contacts(traces: Traces, at: datetime) -> None:
    """The organisation is asked through nobody until it names somebody else."""
    forget(traces)
    if traces.email:
        at_address = {"contact_email__iexact": traces.email}
        Participation.objects.filter(**at_address).update(contact_name="", contact_email="")
        GuestAccess.objects.filter(email__iexact=traces.email).update(name="", email="")
        Initiative.objects.filter(public_contact__iexact=traces.email).update(public_contact="")


def clashes(row: Model, kept: Model) -> bool:
    """Terms of one holder in one role never overlap: of a seat that both had at a time, the kept one's stays."""
    if not isinstance(row, Seat) or not isinstance(kept, Person | Organisation):
        return False
    return overlapping(same_seats(row.group, row.role, kept), row.since, row.until) is not None


def initiative_of(row: Seat | Representative | Involvement | RoleTerm) -> Initiative:
    if isinstance(row, Involvement | RoleTerm):
        return row.initiative
    return (row if isinstance(row, Seat) else row.seat).group.initiative


def lend() -> None:
    """Registered when the room starts."""
    from commonweal.people import rules as people
    from commonweal.people.operations.erasing import ERASERS
    from commonweal.people.operations.leaving import ENDINGS
    from commonweal.people.operations.merging import CLASHES
    from commonweal.people.queries.everything import FINDERS
    from commonweal.people.queries.own_page import HISTORIANS

    lent: list[tuple[list[Any], Any]] = [
        (people.LOOKS_AFTER, looks_after),
        (people.LOOKS_AFTER_ORGANISATION, looks_after_organisation),
        (people.SHARES_A_GROUP, shares_a_group),
        (people.SHARES_AN_INITIATIVE, shares_an_initiative),
        (people.KEEPS_FROM_LEAVING, keeps_from_leaving),
        (HISTORIANS, chapters),
        (ENDINGS, end_parts),
        (ERASERS, empty_contacts),
        (FINDERS, contacts_at),
        (FINDERS, ballots_cast),
        (CLASHES, clashes),
    ]
    for registry, what in lent:
        if what not in registry:
            registry.append(what)
