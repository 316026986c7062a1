"""Who is asked: whoever holds a seat, or speaks in an organization's, on the day of opening. Guests are not asked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative, Representative, Seat
from commonweal.governance.rules import in_term
from commonweal.people.models import Affiliation, Organisation, OwnSector, Person, Sector

#: By which results may be told apart. Whoever speaks for no organization answers as a resident.
RESPONDENTS: dict[str, str | Promise] = {
    "residents": _("residents"),
    "agencies": _("public agencies"),
    "institutions": _("schools, health and research"),
    "nonprofits": _("service and advocacy organizations"),
    "funders": _("funders"),
    "backbone": _("the backbone"),
    "others": _("business and others"),
}
_OF_SECTOR: dict[str, str] = {
    Sector.RESIDENTS: "residents", Sector.PUBLIC_AGENCY: "agencies", Sector.EDUCATION: "institutions",
    Sector.HEALTH: "institutions", Sector.RESEARCH: "institutions", Sector.SERVICE_NONPROFIT: "nonprofits",
    Sector.ADVOCACY: "nonprofits", Sector.FUNDER: "funders", Sector.BACKBONE: "backbone",
    **dict.fromkeys(map(str, OwnSector.values), "residents"),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One of the audience; `organisation` is for whom they answer, where the instrument asks organizations."""

    person: Person
    organisation: Organisation | None
    respondents: str


def audience(initiative: Initiative, group: Group | None, on: date, *, for_organisations: bool = False) -> list[Asked]:
    """Each person once, or once for each organization in whose seat they speak."""
    seats = Seat.objects.filter(in_term(on), group__initiative=initiative)
    if group is not None:
        seats = seats.filter(group=group)
    voices = Representative.objects.filter(in_term(on), seat__in=seats.filter(organisation__isnull=False))
    voices = voices.select_related("seat__organisation")
    people = {one.pk: one for one in _here(Q(seats__in=seats.filter(person__isnull=False)) | Q(represents__in=voices))}
    groups = _respondents(list(people.values()), seats, voices, on)
    if not for_organisations:
        return [Asked(one, None, groups[one.pk]) for one in people.values()]
    pairs = {(voice.person_id, voice.seat.organisation) for voice in voices if voice.person_id in people}
    asked = [Asked(people[key], of, _group_of(of.sector)) for key, of in pairs if of is not None]
    return sorted(asked, key=lambda one: (str(one.organisation), one.person.pk))


def _here(who: Q) -> QuerySet[Person]:
    return Person.objects.filter(who, left_at=None, erased_at=None, merged_into=None).distinct().order_by("pk")


def _respondents(
    people: Sequence[Person], seats: QuerySet[Seat], voices: QuerySet[Representative], on: date
) -> dict[int, str]:
    """By where somebody works, else by whom they speak for, else by what their seat says; else a resident."""
    groups = dict.fromkeys((one.pk for one in people), "residents")
    for seat in seats.filter(person__in=people).exclude(sector=""):
        groups[seat.person_id or 0] = _group_of(seat.sector)
    for voice in voices:
        if voice.seat.organisation is not None:
            groups[voice.person_id] = _group_of(voice.seat.organisation.sector)
    for work in Affiliation.objects.filter(in_term(on), person__in=people).select_related("organisation"):
        groups[work.person_id] = _group_of(work.organisation.sector)
    return groups


def _group_of(sector: str) -> str:
    return _OF_SECTOR.get(sector, "others")


def told_apart(groups: Iterable[str], floor: int, wanted: Iterable[str] | None = None) -> set[str]:
    """The groups that may be told apart: each has the floor's number, and so have all others together, or nobody.

    Otherwise who knows the whole and the groups would learn the few that are left by taking away.
    """
    counts = Counter(groups)
    allowed = set(counts) if wanted is None else set(wanted)
    told = {group for group, number in counts.items() if group and group in allowed and number >= floor}
    while told and 0 < counts.total() - sum(counts[group] for group in told) < floor:
        told.remove(min(told, key=lambda group: (counts[group], group)))
    return told
