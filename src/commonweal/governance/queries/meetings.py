"""What a group takes up when it meets, who has something at stake in it, and which chair does what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from commonweal.governance import about, rules
from commonweal.governance.models import (
    AgendaAside,
    AgendaItem,
    ChairDuty,
    Group,
    Initiative,
    MeetingDay,
    Recusal,
    Seat,
)
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.interests import Stake, stakes
from commonweal.governance.queries.seat_terms import seats_in
from commonweal.governance.queries.votes import told_stakes
from commonweal.people.models import Person

#: What rooms above make of a group's next meeting, and where groups tell each other how they are: the kinds under which
#: they offer its address.
PACKET, KIT, BOARD = "meeting packet", "co-chair kit", "board between groups"


@dataclass(frozen=True)
class ItemLine:
    """One item as its reader sees it: `stakes` in words are the reader's own.

    `touched` names the others at the table who have an interest on record and said nothing yet, as the register tells
    it to members: that there is one, and never its private part.
    """

    item: AgendaItem
    about: Sequence[tuple[str, str]]
    asides: Sequence[AgendaAside]
    stakes: Sequence[str]
    touched: Sequence[str]
    own: AgendaAside | None
    may_step_aside: bool
    #: Leads or not: an interest of the reader touches it, so that somebody else changes and settles it.
    is_kept_out: bool

    @property
    def is_conflicted(self) -> bool:
        return bool(self.stakes) and self.own is None


@dataclass(frozen=True)
class MeetingLines:
    meeting: MeetingDay
    lines: Sequence[ItemLine]

    @property
    def minutes(self) -> int:
        return sum(one.item.minutes for one in self.lines if one.item.state != AgendaItem.State.DROPPED)


@dataclass(frozen=True)
class GroupAgenda:
    """The meetings to come, the next one first, and those that were, the last one first."""

    coming: Sequence[MeetingLines]
    past: Sequence[MeetingLines]

    @property
    def following(self) -> MeetingLines | None:
        return self.coming[0] if self.coming else None


@dataclass(frozen=True)
class SharedDuty:
    """One of the duties of those who lead, and who does it; nobody where it is still to be agreed."""

    code: str
    words: str
    person: Person | None
    since: date | None


def agenda_of(reader: Any, group: Group, at: datetime, past: int = 3) -> GroupAgenda:
    """For members of the initiative; to everybody else it is not there."""
    on = rules.today(group.initiative, at)
    if reader is not None and not rules.is_member(reader, group.initiative, on):
        raise Http404
    coming = _days(group).filter(on__gte=on)
    were = _days(group).filter(on__lt=on).order_by("-on")[:past]
    told = [[_lines(reader, each, at) for each in days] for days in (coming, were)]
    return GroupAgenda(told[0], told[1])


def agenda_on(reader: Any, meeting: MeetingDay, at: datetime) -> MeetingLines:
    """The items of one day, for who may read them."""
    if not rules.is_member(reader, meeting.group.initiative, rules.today(meeting.group.initiative, at)):
        raise Http404
    return _lines(reader, _days(meeting.group).get(pk=meeting.pk), at)


def next_meeting(group: Group, on: date) -> MeetingDay | None:
    return group.meeting_days.filter(on__gte=on).select_related("group__initiative").first()


def meetings_within(initiative: Initiative, on: date, days: timedelta) -> QuerySet[MeetingDay]:
    """From today to so many days from now."""
    found = MeetingDay.objects.filter(group__initiative=initiative, on__gte=on, on__lte=on + days)
    return found.select_related("group__initiative")


def item_of(group: Group, key: int) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting__group=group, pk=key).select_related("meeting__group__initiative").first()
    if found is None:
        raise Http404
    return found


def _days(group: Group) -> Any:
    items = AgendaItem.objects.select_related("asked_by").prefetch_related("subjects", "asides__person")
    days = MeetingDay.objects.filter(group=group).select_related("group__initiative")
    return days.prefetch_related(Prefetch("items", queryset=items.order_by("position", "pk")))


def _lines(reader: Any, meeting: MeetingDay, at: datetime) -> MeetingLines:
    people = who_sits(meeting.group, rules.today(meeting.group.initiative, at))
    return MeetingLines(meeting, [_line(reader, meeting, item, people, at) for item in meeting.items.all()])


def _line(reader: Any, meeting: MeetingDay, item: AgendaItem, people: Sequence[Person], at: datetime) -> ItemLine:
    initiative = meeting.group.initiative
    item.meeting = meeting
    may = reader in people
    asides = list(item.asides.all())
    own = next((one for one in asides if one.person_id == getattr(reader, "pk", None)), None)
    found = stakes_in_item(people, item, at) if item.is_open else []
    said = {one.person_id for one in asides}
    others = [stake.person.name for stake in found if stake.person != reader and stake.person.pk not in said]
    return ItemLine(
        item=item,
        about=[
            (about.label_of(initiative, pair) or one.label, about.url_of(initiative, pair))
            for one in item.subjects.all()
            for pair in [(one.kind, one.key)]
        ],
        asides=asides,
        stakes=told_stakes([stake for stake in found if stake.person == reader], initiative),
        touched=list(dict.fromkeys(others)),
        own=own,
        may_step_aside=may and item.is_open and own is None,
        is_kept_out=item.is_open and is_kept_out(reader, item, at),
    )


def stakes_in_item(people: Sequence[Person], item: AgendaItem, at: datetime) -> list[Stake]:
    """As with a decision: by the same interests, found through the same kinds and keys."""
    initiative = item.meeting.group.initiative
    return stakes(people, initiative, about.pairs_of(item), rules.today(initiative, at))


def is_kept_out(reader: Any, item: AgendaItem, at: datetime) -> bool:
    """Stepped aside, or under a charter that blocks has something at stake in it."""
    if not isinstance(reader, Person):
        return False
    if any(one.person_id == reader.pk and one.is_struck for one in item.asides.all()):
        return True
    group = item.meeting.group
    at_stake = stakes_in_item([reader], item, at)
    return bool(at_stake) and recusal_of(group, rules.today(group.initiative, at)) == Recusal.BLOCK


def who_sits(group: Group, on: date) -> list[Person]:
    """Everybody at the table, each once."""
    return list({one.pk: one for seat in seats_in(group, on) for one in seat.people if one.is_active}.values())


def recusal_of(group: Group, on: date) -> str:
    """What an interest does in this group; without a charter it keeps from taking part, as with decisions."""
    charter = charter_in_force(group, on)
    return charter.recusal if charter else Recusal.BLOCK


def who_leads(group: Group, on: date) -> list[Person]:
    leads = rules.in_term(on), Seat.Role.CHAIR, Seat.Role.CO_CHAIR
    held = Seat.objects.filter(leads[0], group=group, role__in=leads[1:], person__is_active=True)
    return list({seat.person.pk: seat.person for seat in held.select_related("person") if seat.person}.values())


def duties_of(group: Group, on: date) -> list[SharedDuty]:
    """All of them, in their order; somebody who leads no longer does none."""
    leads = {one.pk for one in who_leads(group, on)}
    held = ChairDuty.objects.filter(rules.in_term(on), group=group, person__in=leads).select_related("person")
    by_duty = {one.duty: one for one in held}
    return [_shared(code, str(words), by_duty.get(code)) for code, words in ChairDuty.Duty.choices]


def _shared(code: str, words: str, held: ChairDuty | None) -> SharedDuty:
    return SharedDuty(code, words, held.person, held.since) if held else SharedDuty(code, words, None, None)
