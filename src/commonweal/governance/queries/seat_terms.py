"""Who sits where, on any day, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from commonweal.governance.models import Group, Initiative, Representative, Seat
from commonweal.governance.rules import in_term
from commonweal.people.models import Affiliation, Organisation, Person

#: A term that ends within so many days is warned of.
WARNING = timedelta(days=90)
ORDER = ["chair", "co-chair", "director", "data-manager", "trainer", "member"]


@dataclass(frozen=True)
class SeatOn:
    """A seat as it was held on a day; `speaker` is who speaks in an organisation's seat."""

    seat: Seat
    speaker: Person | None
    ends_soon: bool
    sectors: frozenset[str]

    @property
    def people(self) -> list[Person]:
        """Whoever sits at the table."""
        return [one for one in (self.seat.person, self.speaker) if one is not None]


def seats_on(initiative: Initiative, on: date) -> list[SeatOn]:
    """Every seat held on that day, in the order in which people read them."""
    held = Seat.objects.filter(in_term(on), group__initiative=initiative).select_related(
        "group", "person", "organisation"
    )
    return _as_held(held, on)


def seats_in(group: Group, on: date) -> list[SeatOn]:
    held = Seat.objects.filter(in_term(on), group=group).select_related("group", "person", "organisation")
    return _as_held(held, on)


def _as_held(held: QuerySet[Seat], on: date) -> list[SeatOn]:
    speaking = Representative.objects.filter(in_term(on)).select_related("person")
    seats = list(held.prefetch_related(Prefetch("representatives", queryset=speaking, to_attr="speaking")))
    seats.sort(key=lambda seat: (ORDER.index(seat.role), seat.holder.name.casefold(), seat.pk))
    sectors = sectors_of(seats, on)
    last = on + WARNING
    return [
        SeatOn(
            seat,
            seat.speaking[0].person if seat.speaking else None,
            seat.until is not None and seat.until <= last,
            sectors[seat.pk],
        )
        for seat in seats
    ]


def sectors_of(seats: Iterable[Seat], on: date) -> dict[int, frozenset[str]]:
    """For whom each holder sits: as the seat says, else where they work or what the organisation is."""
    seats = list(seats)
    work: dict[int, set[str]] = {}
    people = [seat.person_id for seat in seats if seat.person_id and not seat.sector]
    for person, sector in Affiliation.objects.filter(in_term(on), person__in=people).values_list(
        "person", "organisation__sector"
    ):
        work.setdefault(person, set()).add(sector)
    found = {}
    for seat in seats:
        if seat.sector:
            found[seat.pk] = frozenset([seat.sector])
        elif seat.organisation is not None:
            found[seat.pk] = frozenset([seat.organisation.sector])
        else:
            found[seat.pk] = frozenset(work.get(seat.person_id or 0, ()))
    return found


def terms_of(group: Group) -> list[Seat]:
    """Everybody who ever held a seat there, the latest first."""
    held = group.seats.filter(_really_held).select_related("person", "organisation", "group")
    return sorted(held, key=lambda seat: (seat.until or date.max, seat.since, seat.pk), reverse=True)


_really_held = Q(until=None) | Q(until__gte=F("since"))


def terms_ending(initiative: Initiative, on: date) -> list[Seat]:
    """Seats whose last day comes within 90 days, and which nobody has given to the same holder again."""
    ending = Seat.objects.filter(in_term(on), group__initiative=initiative, until__lte=on + WARNING).select_related(
        "group__initiative", "person", "organisation"
    )
    return [seat for seat in ending.order_by("until", "pk") if not is_renewed(seat)]


def is_renewed(seat: Seat) -> bool:
    """The same holder goes on in the same role the day after."""
    later = same_seats(seat.group, seat.role, seat.holder).exclude(pk=seat.pk)
    return (
        seat.until is not None
        and later.filter(since__gt=seat.since, since__lte=seat.until + timedelta(days=1)).exists()
    )


def same_seats(group: Group, role: str, holder: Person | Organisation) -> QuerySet[Seat]:
    """Every term of this holder in that role there."""
    kind = "person" if isinstance(holder, Person) else "organisation"
    return Seat.objects.filter(_really_held, group=group, role=role, **{kind: holder})


def same_role_before(seat: Seat) -> list[Seat]:
    """Who held such a seat before: whom its new holder may ask. The latest first."""
    before = Seat.objects.filter(_really_held, group=seat.group, role=seat.role, until__lt=seat.since)
    return list(before.select_related("person", "organisation", "group").order_by("-until", "-pk"))


def overlapping(terms: QuerySet[Any], since: date, until: date | None) -> Any:
    """A term that shares a day with the one from `since` to `until`."""
    begun = Q() if until is None else Q(since__lte=until)
    return terms.filter(begun).filter(Q(until=None) | Q(until__gte=since)).order_by("since").first()


def speaker_of(seat: Seat, on: date) -> Person | None:
    """Who speaks in an organisation's seat on that day."""
    spoke = seat.representatives.filter(in_term(on)).select_related("person").first()
    return spoke.person if spoke else None


def own_seats(person: Person, initiative: Initiative, on: date) -> list[Seat]:
    """What one holds oneself, and where one speaks for an organisation."""
    named = Representative.objects.filter(in_term(on), person=person).values("seat")
    held = Seat.objects.filter(in_term(on), Q(person=person) | Q(pk__in=named), group__initiative=initiative)
    return list(held.select_related("group", "person", "organisation").order_by("group__position", "pk"))


def representatives_of(seat: Seat) -> list[Representative]:
    """Who spoke in it, the latest first."""
    return list(seat.representatives.select_related("person").order_by("-since", "-pk"))
