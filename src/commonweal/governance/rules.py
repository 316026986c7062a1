"""Who may do what: rights follow from seats and their terms, never from flags on people."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from commonweal.governance.models import Group, Initiative, LastWord, Participation, Representative, Seat
from commonweal.lib.asked_once import asked_once
from commonweal.people.models import Affiliation, Organisation, Person


def today(initiative: Initiative, at: datetime) -> date:
    """The day in the initiative's own time zone: seats and terms are counted in it."""
    return at.astimezone(ZoneInfo(initiative.time_zone)).date()


def in_term(on: date) -> Q:
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def seats_of(person: Any, on: date) -> QuerySet[Seat]:
    if not isinstance(person, Person) or not person.is_active:
        return Seat.objects.none()
    return Seat.objects.filter(in_term(on), person=person)


def seats_spoken_for(person: Any, on: date) -> QuerySet[Seat]:
    """Seats of organisations in which this person speaks: access follows from them, keys do not."""
    if not isinstance(person, Person) or not person.is_active:
        return Seat.objects.none()
    named = Representative.objects.filter(in_term(on), person=person)
    return Seat.objects.filter(in_term(on), organisation__isnull=False, pk__in=named.values("seat"))


@asked_once
def sits_in(person: Any, group: Group, on: date) -> bool:
    """Has a seat there, or speaks in an organisation's."""
    return seats_of(person, on).filter(group=group).exists() or (
        seats_spoken_for(person, on).filter(group=group).exists()
    )


@asked_once
def is_chair_of(person: Any, group: Group, on: date) -> bool:
    """Chair or co-chair of that very group."""
    return seats_of(person, on).filter(group=group, role__in=[Seat.Role.CHAIR, Seat.Role.CO_CHAIR]).exists()


@asked_once
def is_data_manager(person: Any, initiative: Initiative, on: date) -> bool:
    """The data manager's seat stands in the backbone; a seat of that name in a working group gives no keys."""
    return (
        seats_of(person, on)
        .filter(group__initiative=initiative, group__kind=Group.Kind.BACKBONE, role=Seat.Role.DATA_MANAGER)
        .exists()
    )


@asked_once
def is_data_manager_somewhere(person: Person, on: date) -> bool:
    return seats_of(person, on).filter(group__kind=Group.Kind.BACKBONE, role=Seat.Role.DATA_MANAGER).exists()


@asked_once
def is_chair(person: Any, initiative: Initiative, on: date) -> bool:
    """Chair or co-chair of the steering committee."""
    return (
        seats_of(person, on)
        .filter(
            group__initiative=initiative,
            group__kind=Group.Kind.STEERING,
            role__in=[Seat.Role.CHAIR, Seat.Role.CO_CHAIR],
        )
        .exists()
    )


@asked_once
def is_member(person: Any, initiative: Initiative, on: date) -> bool:
    """Holds any seat of the initiative by themselves, or speaks in an organisation's."""
    return (
        seats_of(person, on).filter(group__initiative=initiative).exists()
        or seats_spoken_for(person, on).filter(group__initiative=initiative).exists()
    )


def has_a_seat(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Whoever belongs to the network today: the cascade, its charters and its roles are open to them."""
    return is_member(by, initiative, today(initiative, at))


@asked_once
def takes_part(person: Any, initiative: Initiative, on: date) -> bool:
    """Holds a seat, or works for an organisation that takes part."""
    if is_member(person, initiative, on):
        return True
    if not isinstance(person, Person) or not person.is_active:
        return False
    employers = Affiliation.objects.filter(in_term(on), person=person).values("organisation")
    return Participation.objects.filter(in_term(on), initiative=initiative, organisation__in=employers).exists()


def may_set_up(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Places, groups, seats, organisations: the data manager, or the system at first run and in the demo."""
    return by is None or is_data_manager(by, initiative, today(initiative, at))


def may_invite_guests(by: Any, group: Group, at: datetime) -> bool:
    """The data manager, and who chairs that group."""
    return may_set_up(by, group.initiative, at) or is_chair_of(by, group, today(group.initiative, at))


def may_found(by: Any, at: datetime) -> bool:
    """The first initiative is anybody's who was let in; a further one needs somebody who already keeps one."""
    if by is None:
        return True
    if not isinstance(by, Person) or not by.is_active:
        return False
    return not Initiative.objects.exists() or is_data_manager_somewhere(by, at.date())


def the_day_before(initiative: Initiative, at: datetime) -> date:
    """The last day of what ends now."""
    return today(initiative, at) - timedelta(days=1)


def is_last_data_manager(seat: Seat, on: date) -> bool:
    """Without one nobody could give the seat again. Only a seat without a last day keeps the door open."""
    keys = Seat.objects.filter(
        in_term(on),
        group__initiative=seat.group.initiative_id,
        group__kind=Group.Kind.BACKBONE,
        role=Seat.Role.DATA_MANAGER,
        person__is_active=True,
    )
    return keys.filter(pk=seat.pk).exists() and not keys.filter(until=None).exclude(pk=seat.pk).exists()


def sits_elsewhere(seat: Seat) -> bool:
    """Whoever could come in as this person would come into another initiative too, which is not theirs to open."""
    return Seat.objects.filter(person=seat.person).exclude(group__initiative=seat.group.initiative_id).exists()


def may_declare(by: Any, initiative: Initiative, holder: Person | Organisation, on: date) -> bool:
    """Interests: one's own, those of where one works, and for anybody the data manager, who writes down what was said.

    Whoever may declare an interest reads its private part too.
    """
    if by is None or is_data_manager(by, initiative, on):
        return True
    if not is_member(by, initiative, on):
        return False
    if isinstance(holder, Person):
        return holder == by
    return Affiliation.objects.filter(in_term(on), person=by, organisation=holder).exists()


def may_answer_conflicts(by: Any, initiative: Initiative, at: datetime) -> bool:
    """The steering committee's chairs, and the data manager who writes down what they said."""
    return may_set_up(by, initiative, at) or is_chair(by, initiative, today(initiative, at))


@asked_once
def leads_a_group(person: Any, initiative: Initiative, on: date) -> bool:
    """Chair or co-chair of any group here."""
    leads = [Seat.Role.CHAIR, Seat.Role.CO_CHAIR]
    return seats_of(person, on).filter(group__initiative=initiative, role__in=leads).exists()


def may_propose(by: Any, group: Group, at: datetime) -> bool:
    """Whoever sits in the group, and the data manager who writes down what was said."""
    return may_set_up(by, group.initiative, at) or sits_in(by, group, today(group.initiative, at))


def may_lead_decisions(by: Any, group: Group, at: datetime) -> bool:
    """Open, close, withdraw: the group's chairs, and the data manager for them."""
    return may_set_up(by, group.initiative, at) or is_chair_of(by, group, today(group.initiative, at))


def may_keep_agenda(by: Any, group: Group, at: datetime) -> bool:
    """What a group takes up when it meets, in which order, and who of its chairs does what."""
    return may_lead_decisions(by, group, at)


def may_step_aside(by: Any, group: Group, at: datetime) -> bool:
    """Whoever sits in it, or speaks in a seat of it."""
    return sits_in(by, group, today(group.initiative, at))


def may_say_last_word(by: Any, word: LastWord, at: datetime) -> bool:
    """Who leads the table; where nobody does, any member says its word, or the data manager writes it down."""
    on = today(word.group.initiative, at)
    if has_a_chair(word.group, on):
        return is_chair_of(by, word.group, on)
    return sits_in(by, word.group, on) or is_data_manager(by, word.group.initiative, on)


def writes_down_last_word(by: Any, word: LastWord, at: datetime) -> bool:
    """Has no seat at the table, and so speaks no word of its own."""
    return not sits_in(by, word.group, today(word.group.initiative, at))


def has_a_chair(group: Group, on: date) -> bool:
    leads = [Seat.Role.CHAIR, Seat.Role.CO_CHAIR]
    return Seat.objects.filter(in_term(on), group=group, role__in=leads, person__is_active=True).exists()
