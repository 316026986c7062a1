"""The whole cascade on one day: every group, who sits where, what is vacant, and who ties the groups together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from commonweal.governance.models import Charter, Group, Initiative, Seat
from commonweal.governance.queries.group_history import GroupOn, State, groups_on
from commonweal.governance.queries.seat_terms import SeatOn, seats_on
from commonweal.governance.queries.vacancies import Vacancy, vacancies
from commonweal.people.models import Person


@dataclass(frozen=True)
class Link:
    """People who sit in both groups."""

    other: GroupOn
    people: tuple[Person, ...]


@dataclass
class Node:
    """One group in the cascade."""

    then: GroupOn
    seats: list[SeatOn]
    vacancies: list[Vacancy]
    is_here: bool = False
    links: list[Link] = field(default_factory=list)

    @property
    def group(self) -> Group:
        return self.then.group

    @property
    def paused(self) -> bool:
        return self.then.state == State.PAUSED

    @property
    def leads(self) -> list[SeatOn]:
        """Chairs and directors: who answers for the group."""
        return [one for one in self.seats if one.seat.role in LEADING]

    @property
    def others(self) -> list[SeatOn]:
        return [one for one in self.seats if one.seat.role not in LEADING]

    @property
    def open_seats(self) -> list[tuple[Vacancy, int]]:
        """Those of one role that have been open since the same month are told once, with their number."""
        found: dict[tuple[str, int, int], list[Vacancy]] = {}
        for one in self.vacancies:
            found.setdefault((one.role, one.since.year, one.since.month), []).append(one)
        return [(alike[0], len(alike)) for alike in found.values()]

    @property
    def unspoken_for(self) -> int:
        """Seats of organisations in which nobody is named to speak."""
        return sum(one.seat.organisation is not None and one.speaker is None for one in self.seats)

    @property
    def lacks_link(self) -> bool:
        """A working group from which nobody sits on the steering committee."""
        if self.then.group.kind != Group.Kind.WORKING or self.paused:
            return False
        return not any(link.other.group.kind == Group.Kind.STEERING for link in self.links)


LEADING = {Seat.Role.CHAIR, Seat.Role.CO_CHAIR, Seat.Role.DIRECTOR}


@dataclass
class Cascade:
    """Every part sees its place in the whole."""

    on: date
    nodes: list[Node]
    ended: list[GroupOn]

    def of_kind(self, kind: str) -> list[Node]:
        return [node for node in self.nodes if node.group.kind == kind]

    @property
    def levels(self) -> list[tuple[str, list[Node]]]:
        """Steering committee, backbone, working groups, community table: those that there are."""
        found = [(kind, self.of_kind(kind)) for kind in Group.Kind.values]
        return [(kind, nodes) for kind, nodes in found if nodes]

    @property
    def here(self) -> Node | None:
        return next((node for node in self.nodes if node.is_here), None)

    @property
    def open_seats(self) -> list[Vacancy]:
        return sorted((one for node in self.nodes for one in node.vacancies), key=lambda one: one.since)

    @property
    def without_link(self) -> list[Node]:
        return [node for node in self.nodes if node.lacks_link]


def cascade_on(initiative: Initiative, on: date, here: str = "") -> Cascade:
    every = groups_on(initiative, on, ended=True)
    alive = [then for then in every if not then.ended]
    seats = _by_group(seats_on(initiative, on))
    open_seats = vacancies_in(initiative, [then.group for then in alive], on)
    nodes = [Node(then, seats.get(then.group.pk, []), open_seats[then.group.pk], then.code == here) for then in alive]
    _tie(nodes)
    return Cascade(on, nodes, [then for then in every if then.ended])


def vacancies_in(initiative: Initiative, groups: Iterable[Group], on: date) -> dict[int, list[Vacancy]]:
    """The open seats of each group, by its number."""
    charters: dict[int, list[Charter]] = {}
    for charter in Charter.objects.filter(group__initiative=initiative).prefetch_related("composition"):
        charters.setdefault(charter.group_id, []).append(charter)
    terms: dict[int, list[Seat]] = {}
    for seat in Seat.objects.filter(group__in=list(charters)):
        terms.setdefault(seat.group_id, []).append(seat)
    return {group.pk: vacancies(group, charters.get(group.pk, []), terms.get(group.pk, []), on) for group in groups}


def vacancies_of(group: Group, on: date) -> list[Vacancy]:
    versions = group.charters.prefetch_related(Prefetch("composition"))
    return vacancies(group, list(versions), group.seats.all(), on)


def _by_group(seats: Iterable[SeatOn]) -> dict[int, list[SeatOn]]:
    found: dict[int, list[SeatOn]] = {}
    for one in seats:
        found.setdefault(one.seat.group_id, []).append(one)
    return found


def _tie(nodes: list[Node]) -> None:
    """Groups are linked by whoever sits in both: by themselves, or speaking for an organisation."""
    sitting = {node.group.pk: {person.pk: person for one in node.seats for person in one.people} for node in nodes}
    for node in nodes:
        for other in nodes:
            if other is not node and (shared := _shared(sitting[node.group.pk], sitting[other.group.pk])):
                node.links.append(Link(other.then, shared))


def _shared(some: Mapping[int, Person], others: Mapping[int, Person]) -> tuple[Person, ...]:
    return tuple(sorted((some[pk] for pk in some.keys() & others.keys()), key=lambda person: person.name))
